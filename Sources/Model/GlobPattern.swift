/// One way to choose from the braces of a glob, in the form in which it is matched.
struct GlobPattern: Sendable {
  /// Bytes that must be met, and from `any` on what stands for others.
  private var tokens: [UInt16] = []
  /// The bytes of each set, four words with a bit a byte.
  private var sets: [UInt64] = []
  /// So many tokens at the end stand for themselves, and so does what it matches.
  private var plainEnd = 0
  /// The marks of the segments that all that it matches must have.
  private var marks: UInt64 = 0
  /// The marks of the last two bytes of segments that all that it matches must have.
  private var ends: UInt64 = 0

  /// One of them; `nil` where it asks for no segment as a whole.
  var mark: Int? { marks == 0 ? nil : marks.trailingZeroBitCount }

  /// What all that it matches begins with; `nil` where that is not one byte.
  var firstByte: Int? { tokens.first.flatMap { $0 < GlobPattern.any ? Int($0) : nil } }

  /// The last byte of all that it matches, or one before it; `nil` where that is not one byte.
  func byte(beforeEnd distance: Int) -> Int? {
    distance < plainEnd ? Int(tokens[tokens.count - 1 - distance]) : nil
  }

  /// Whether it is `**` alone.
  var isAnyFolders: Bool { tokens.count == 1 && tokens[0] == GlobPattern.folders }

  private static let any: UInt16 = 0x100
  /// `*`
  private static let run: UInt16 = 0x101
  /// `**` as a segment, with the slashes around it.
  private static let folders: UInt16 = 0x102
  private static let firstSet: UInt16 = 0x103
  private static let slash = UInt8(ascii: "/")

  /// A pattern over paths.
  @_optimize(speed)
  init(path pattern: Span<UInt8>) {
    tokens.reserveCapacity(pattern.count)
    var start = 0
    for at in 0...pattern.count where at == pattern.count || pattern[at] == GlobPattern.slash {
      if at > start { plainEnd = append(segment: start..<at, of: pattern) }
      start = at + 1
    }
  }

  /// - Returns: how many of its tokens, from its end, stand for themselves.
  @_optimize(speed)
  private mutating func append(segment: Range<Int>, of pattern: Span<UInt8>) -> Int {
    let isRun = segment.count == 2 && pattern[segment.lowerBound] == UInt8(ascii: "*")
    if isRun, pattern[segment.lowerBound + 1] == UInt8(ascii: "*") {
      if tokens.last != GlobPattern.folders { tokens.append(GlobPattern.folders) }
      return 0
    }
    if !tokens.isEmpty, tokens.last != GlobPattern.folders { tokens.append(UInt16(GlobPattern.slash)) }
    let start = tokens.count
    append(segment, of: pattern)
    let plain = plainTokens(from: start)
    if start + plain == tokens.count {
      marks |= GlobSubject.mark(of: segment, in: pattern)
    } else if plain > 1 {
      ends |= GlobSubject.mark(of: segment.suffix(2), in: pattern)
    }
    return plain
  }

  /// A pattern over texts in which a slash is a byte like others.
  @_optimize(speed)
  init(text pattern: Span<UInt8>) {
    tokens.reserveCapacity(pattern.count)
    append(0..<pattern.count, of: pattern)
    plainEnd = plainTokens(from: 0)
  }

  /// How many tokens stand behind the last that stands for others.
  @_optimize(speed)
  private func plainTokens(from start: Int) -> Int {
    var at = tokens.count
    while at > start, tokens[at - 1] < GlobPattern.any { at -= 1 }
    return tokens.count - at
  }

  @_optimize(speed)
  private mutating func append(_ segment: Range<Int>, of pattern: Span<UInt8>) {
    var at = segment.lowerBound
    while at < segment.upperBound {
      switch pattern[at] {
      case UInt8(ascii: "*"): if tokens.last != GlobPattern.run { tokens.append(GlobPattern.run) }
      case UInt8(ascii: "?"): tokens.append(GlobPattern.any)
      case UInt8(ascii: "["):
        let end = appendSet(pattern, at + 1..<segment.upperBound)
        if end == nil { tokens.append(UInt16(pattern[at])) }
        at = end ?? at
      case let byte: tokens.append(UInt16(byte))
      }
      at += 1
    }
  }

  /// Appends the set that begins behind a `[`.
  /// - Returns: where its `]` stands; `nil` where there is none.
  private mutating func appendSet(_ pattern: Span<UInt8>, _ rest: Range<Int>) -> Int? {
    guard let mark = rest.first.map({ pattern[$0] }) else { return nil }
    let isNegated = mark == UInt8(ascii: "!") || mark == UInt8(ascii: "^")
    var at = isNegated ? rest.lowerBound + 1 : rest.lowerBound
    // A bracket that comes first is one of the set.
    let end = (at..<rest.upperBound).dropFirst().first { pattern[$0] == UInt8(ascii: "]") }
    guard let end, sets.count < 4096 else { return nil }
    var words: [UInt64] = [0, 0, 0, 0]
    while at < end {
      let isRange = at + 2 < end && pattern[at + 1] == UInt8(ascii: "-") && pattern[at] <= pattern[at + 2]
      for byte in pattern[at]...pattern[isRange ? at + 2 : at] { words[Int(byte >> 6)] |= 1 << UInt64(byte & 63) }
      at += isRange ? 3 : 1
    }
    tokens.append(GlobPattern.firstSet + UInt16(clamping: sets.count / 4))
    sets += isNegated ? words.map(~) : words
    return end
  }
}

extension GlobPattern {
  /// Whether a path matches as a whole, or by its last segment alone.
  func matches(_ path: Span<UInt8>, _ subject: GlobSubject, isBasename: Bool) -> Bool {
    guard subject.marks & marks == marks, subject.ends & ends == ends else { return false }
    return matches(path, isBasename ? subject.tail.base..<subject.end : subject.start..<subject.end, isPath: true)
  }

  /// Matches greedily and, at a mismatch, lets the last run take one byte more, and where that ends with its segment,
  /// the last `**` a segment more. Only the last of each ever needs to grow, which keeps the cost at pattern times text.
  @_optimize(speed)
  func matches(_ text: Span<UInt8>, _ range: Range<Int>, isPath: Bool) -> Bool {
    guard endsRight(text, range) else { return false }
    if plainEnd == tokens.count { return plainEnd == range.count }
    var walk = Walk(at: range.lowerBound, end: range.upperBound, isPath: isPath)
    while true {
      if walk.next == tokens.count {
        if walk.at == walk.end || tokens.last == GlobPattern.folders { return true }
      } else if advance(&walk, text) {
        continue
      }
      guard retreat(&walk, text) else { return false }
    }
  }

  /// How far a match has come.
  private struct Walk {
    var next = 0
    var at: Int
    let end: Int
    let isPath: Bool
    /// Where the pattern goes on behind the last run and the last `**`, and where the text is tried from.
    var run: (next: Int, at: Int)?
    var folders: (next: Int, at: Int)?
  }

  /// Takes the next token.
  /// - Returns: false where it does not fit.
  @_optimize(speed)
  private func advance(_ walk: inout Walk, _ text: Span<UInt8>) -> Bool {
    let token = tokens[walk.next]
    if token == GlobPattern.run {
      walk.next += 1
      walk.at = place(of: walk.next, text, from: walk.at, walk)
      walk.run = (walk.next, walk.at)
      return true
    }
    let isSlash = walk.isPath && walk.at < walk.end && text[walk.at] == GlobPattern.slash
    if token == GlobPattern.folders {
      guard walk.next == 0 || walk.at == walk.end || isSlash else { return false }
      walk.at = text.endOfSlashes(from: walk.at, to: walk.end)
      walk.folders = (walk.next + 1, walk.at)
    } else if isSlash {
      guard token == UInt16(GlobPattern.slash) else { return false }
      walk.at = text.endOfSlashes(from: walk.at, to: walk.end)
    } else {
      guard walk.at < walk.end, fits(token, text[walk.at]) else { return false }
      walk.next += 1
      walk.at += 1
      return true
    }
    walk.next += 1
    walk.run = nil
    return true
  }

  /// Goes back to where something can grow.
  /// - Returns: false where nothing can.
  @_optimize(speed)
  private func retreat(_ walk: inout Walk, _ text: Span<UInt8>) -> Bool {
    if let last = walk.run, last.at < walk.end, !walk.isPath || text[last.at] != GlobPattern.slash {
      walk.next = last.next
      walk.at = place(of: last.next, text, from: last.at + 1, walk)
      walk.run = (walk.next, walk.at)
      return true
    }
    guard let last = walk.folders, last.at < walk.end else { return false }
    walk.next = last.next
    walk.at = last.at
    while walk.at < walk.end, text[walk.at] != GlobPattern.slash { walk.at += 1 }
    walk.at = text.endOfSlashes(from: walk.at, to: walk.end)
    walk.folders = (walk.next, walk.at)
    walk.run = nil
    return true
  }

  /// The next place where what stands behind a run fits: nothing before it is worth a try.
  @inline(__always)
  private func place(of next: Int, _ text: Span<UInt8>, from start: Int, _ walk: Walk) -> Int {
    guard next < tokens.count else { return start }
    let wanted = tokens[next]
    if wanted == GlobPattern.run || wanted == GlobPattern.folders { return start }
    var at = start
    while at < walk.end, !fits(wanted, text[at]), !walk.isPath || text[at] != GlobPattern.slash { at += 1 }
    return at
  }

  @_optimize(speed)
  private func endsRight(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
    guard plainEnd <= range.count else { return false }
    var (place, at) = (tokens.count, range.upperBound)
    while place > tokens.count - plainEnd {
      place -= 1
      at -= 1
      if tokens[place] != UInt16(text[at]) { return false }
    }
    return true
  }

  @inline(__always)
  private func fits(_ token: UInt16, _ byte: UInt8) -> Bool {
    if token < GlobPattern.any { return token == UInt16(byte) }
    if token == GlobPattern.any { return true }
    let word = sets[Int(token - GlobPattern.firstSet) * 4 + Int(byte >> 6)]
    return word >> UInt64(byte & 63) & 1 == 1
  }
}
