// Two parentheses that open side by side: an arithmetic, or one subshell in another.

extension ShellReader {
  /// Behind the arithmetic of which the inner parenthesis opens at a place; `nil` where it opens a subshell.
  ///
  /// As in bash it is one where those that close it stand side by side, too.
  mutating func arithmeticEnd(_ inner: Int) -> Int? {
    if closing[inner] == nil { pair(from: inner) }
    guard let close = closing[inner], close < end - 1, bytes[close + 1] == UInt8(ascii: ")") else { return nil }
    return close + 2
  }

  /// Goes behind an arithmetic; what is substituted in it is read.
  mutating func arithmetic(upTo stop: Int) {
    guard depth < ShellReader.deepest else { return tooDeep() }
    depth += 1
    let length = arena.count
    while at < stop {
      switch bytes[at] {
      case UInt8(ascii: "$") where byte(at + 1) == UInt8(ascii: "("): _ = dollar(isQuoted: true)
      case UInt8(ascii: "`"): backquote()
      default: at += 1
      }
    }
    arena.removeLast(arena.count - length)
    depth -= 1
  }

  /// Notes where the parentheses are closed that open from a place on, up to where that one is.
  private mutating func pair(from inner: Int) {
    // What was looked at is known; only quotes and comments out of the ordinary make it look again.
    guard paired < 4 * bytes.count else { return }
    let quote = -1
    var open: [Int] = []
    var at = inner
    defer { paired += at - inner }
    while at < end {
      let isQuoted = open.last == quote
      switch bytes[at] {
      case UInt8(ascii: "\\"): at += 1
      case UInt8(ascii: "'") where !isQuoted: at = bytes.firstIndex(of: UInt8(ascii: "'"), in: at + 1..<end)
      case UInt8(ascii: "\"") where isQuoted: open.removeLast()
      case UInt8(ascii: "\""): open.append(quote)
      case UInt8(ascii: "#") where !isQuoted && bytes[at - 1] <= 0x20:
        at = bytes.firstIndex(of: 0x0A, in: at..<end)
      case UInt8(ascii: "(") where !isQuoted || bytes[at - 1] == UInt8(ascii: "$"): open.append(at)
      case UInt8(ascii: ")") where !isQuoted:
        if let place = open.popLast(), bytes[place - 1] == UInt8(ascii: "(") { closing[place] = at }
        if open.isEmpty { return }
      default: break
      }
      at += 1
    }
    for place in open where place != quote { closing[place] = Int.max }
  }
}

/// Where the next byte of a kind stands: asked again and again, it looks at each place once.
struct ByteSeeker {
  let byte: UInt8
  private var known = 1..<1

  init(_ byte: UInt8) { self.byte = byte }

  /// - Returns: the end where there is none before it.
  mutating func next(in bytes: [UInt8], from start: Int, upTo end: Int) -> Int {
    if start < known.lowerBound || start > known.upperBound || known.isEmpty {
      known = start..<max(start, bytes.firstIndex(of: byte, in: start..<bytes.count))
    }
    return min(known.upperBound, end)
  }
}
