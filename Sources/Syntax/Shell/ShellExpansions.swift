// What begins with a dollar, and substitutions.

extension ShellReader {
  /// Reads an expansion: what is known of it is put into the word, or stands there as it is written.
  mutating func expand(_ word: inout ShellWord, isQuoted: Bool = false) {
    let start = at
    guard let value = dollar(isQuoted: isQuoted, &word) else { return }
    guard let value, canInsert(value) else {
      word.isDynamic = true
      arena += bytes[start..<at]
      return
    }
    insert(value, &word, from: start, isQuoted: isQuoted)
  }

  /// Puts the words of a value into the word that is open; all but the last are words of their own.
  private mutating func insert(_ value: [[UInt8]], _ word: inout ShellWord, from start: Int, isQuoted: Bool) {
    let isArray = value.count != 1
    let pieces =
      isArray || isQuoted ? value : value[0].split { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A }.map { Array($0) }
    for (index, piece) in pieces.enumerated() {
      if index > 0 {
        words.append(
          ShellWord(
            text: word.text.lowerBound..<arena.count, range: word.range.lowerBound..<at, isDynamic: word.isDynamic))
        word = ShellWord(text: arena.count..<arena.count, range: start..<at)
      }
      arena += piece
      if piece.contains(where: { ShellReader.isExpansion($0) }) { word.isDynamic = true }
    }
  }

  /// Whether a value may still be put in: variables that hold each other double with every line.
  mutating func canInsert(_ value: [[UInt8]]) -> Bool {
    let most = 4 * bytes.count + 1 << 20
    if inserted < most { inserted += value.reduce(0) { $0 + $1.count + 1 } }
    return inserted < most
  }

  /// Whether a byte begins what is known only when the script runs.
  static func isExpansion(_ byte: UInt8?) -> Bool { byte == UInt8(ascii: "$") || byte == UInt8(ascii: "`") }

  /// - Returns: the value of the expansion, an inner `nil` where it is not known, an outer one where it was put in.
  private mutating func dollar(isQuoted: Bool, _ word: inout ShellWord) -> Constant? {
    switch byte(at + 1) {
    case UInt8(ascii: "'") where !isQuoted:
      at += 1
      escapedQuote(&word)
      return .none
    case UInt8(ascii: "\"") where !isQuoted:
      at += 1
      doubleQuoted(&word)
      return .none
    default: return dollar(isQuoted: isQuoted)
    }
  }

  /// Reads what is behind a dollar.
  mutating func dollar(isQuoted: Bool) -> Constant? {
    let next = byte(at + 1)
    switch next {
    case UInt8(ascii: "("):
      if byte(at + 2) == UInt8(ascii: "("), let stop = arithmeticEnd(at + 2) {
        at += 3
        arithmetic(upTo: stop)
      } else {
        substitution()
      }
      return .some(nil)
    case UInt8(ascii: "{"): return byte(at + 2) == UInt8(ascii: "{") ? githubTemplate() : parameter()
    case _ where next.isNameByte && !(0x30...0x39).contains(next):
      let start = at + 1
      at = start
      while byte(at).isNameByte { at += 1 }
      return .some(constants[Array(bytes[start..<at])] ?? nil)
    case _ where (0x30...0x39).contains(next), 0x40, 0x2A, 0x23, 0x3F, 0x24, 0x21, 0x2D:
      at += 2
      return .some(nil)
    default:
      at += 1
      return .some([[UInt8(ascii: "$")]])
    }
  }

  private mutating func githubTemplate() -> Constant? {
    let length = arena.count
    at += 1
    template()
    arena.removeLast(arena.count - length)
    return .some(nil)
  }

  /// Reads `${name…}`: what is known of the name, or its default.
  private mutating func parameter() -> Constant? {
    at += 2
    let start = at
    while byte(at).isNameByte { at += 1 }
    let name = Array(bytes[start..<at])
    let known = constants[name] ?? nil
    let rest = at
    closeBrace()
    let behind = bytes[rest..<max(rest, at - 1)]
    if behind.isEmpty { return .some(known.flatMap { $0.first }.map { [$0] }) }
    if behind.elementsEqual("[@]".utf8) || behind.elementsEqual("[*]".utf8) { return .some(known) }
    if known == nil, behind.starts(with: ":-".utf8) || behind.starts(with: ":=".utf8) {
      let isQuoted = behind.dropFirst(2).first.map { $0 == 0x22 || $0 == 0x27 } ?? false
      let value = Array(behind.dropFirst(2).filter { !isQuoted || $0 != 0x22 && $0 != 0x27 })
      if !value.isEmpty, !value.contains(0x24), !value.contains(0x60) { return .some([value]) }
    }
    return .some(nil)
  }

  /// Goes behind the brace that closes an expansion; what is substituted in it is read.
  private mutating func closeBrace() {
    let start = at
    let length = arena.count
    var open = 1
    while at < end {
      switch bytes[at] {
      case UInt8(ascii: "\\"): at = min(end, at + 1)
      case UInt8(ascii: "'"):
        // Within double quotes an apostrophe is one; it closes nothing on another line.
        let close = bytes.firstIndex(of: UInt8(ascii: "'"), in: at + 1..<end)
        if close < lineEnd.next(in: bytes, from: at, upTo: end) { at = close }
      case UInt8(ascii: "$") where byte(at + 1) == UInt8(ascii: "{"):
        open += 1
        at += 1
      case UInt8(ascii: "$") where byte(at + 1) == UInt8(ascii: "("):
        substitution()
        continue
      case UInt8(ascii: "`"):
        backquote()
        continue
      case UInt8(ascii: "}"):
        open -= 1
        if open == 0 {
          at += 1
          arena.removeLast(arena.count - length)
          return
        }
      default: break
      }
      at += 1
    }
    arena.removeLast(arena.count - length)
    trouble("the end of the script", wanted: "the } of an expansion", at: start)
  }

  /// Reads the commands of `$( )`, `<( )` or `>( )`, which begins at the mark before the parenthesis.
  mutating func substitution() {
    at += 2
    guard depth < ShellReader.deepest else { return tooDeep() }
    depth += 1
    let outer = frames
    frames = []
    commands(isNested: true)
    frames = outer
    depth -= 1
  }

  mutating func tooDeep() {
    trouble("more than \(ShellReader.deepest) levels of substitutions and arrays", wanted: "at most that", at: at)
    at = end
  }

  /// Reads the commands between backquotes; a `\` in front of one is left as it is.
  mutating func backquote() {
    let start = at
    at += 1
    while at < end, bytes[at] != UInt8(ascii: "`") { at += bytes[at] == UInt8(ascii: "\\") ? 2 : 1 }
    let close = min(at, end)
    if close == end { trouble("the end of the script", wanted: "the ` that closes this one", at: start) }
    guard depth < ShellReader.deepest else { return tooDeep() }
    let (outer, outerEnd) = (frames, end)
    (frames, at, end) = ([], start + 1, close)
    depth += 1
    commands(isNested: false)
    depth -= 1
    (frames, at, end) = (outer, min(outerEnd, close + 1), outerEnd)
  }

  /// `$'…'`, in which escapes are those of C.
  private mutating func escapedQuote(_ word: inout ShellWord) {
    let start = at
    at += 1
    word.isQuoted = true
    while at < end, bytes[at] != UInt8(ascii: "'") {
      guard bytes[at] == UInt8(ascii: "\\"), at + 1 < end else {
        arena.append(bytes[at])
        at += 1
        continue
      }
      at += 1
      escapeOfC()
    }
    if at >= end { trouble("the end of the script", wanted: "the ' that closes this one", at: start) }
    at = min(end, at + 1)
  }

  private mutating func escapeOfC() {
    let letter = bytes[at]
    at += 1
    switch letter {
    case UInt8(ascii: "n"): arena.append(0x0A)
    case UInt8(ascii: "t"): arena.append(0x09)
    case UInt8(ascii: "r"): arena.append(0x0D)
    case UInt8(ascii: "x"): number(of: 2, base: 16)
    case 0x30...0x37:
      at -= 1
      number(of: 3, base: 8)
    default: arena.append(letter)
    }
  }

  private mutating func number(of digits: Int, base: Int) {
    var value = 0
    var count = 0
    while count < digits, let digit = byte(at).digit, digit < base {
      value = (value * base + digit) & 0xFF
      at += 1
      count += 1
    }
    arena.append(UInt8(truncatingIfNeeded: value))
  }
}

extension UInt8 {
  /// Whether it may stand in the name of a variable.
  var isNameByte: Bool {
    switch self {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "_"): true
    default: false
    }
  }

  /// Its value as a digit of base 16.
  fileprivate var digit: Int? {
    switch self {
    case 0x30...0x39: Int(self) - 0x30
    case 0x41...0x46: Int(self) - 0x41 + 10
    case 0x61...0x66: Int(self) - 0x61 + 10
    default: nil
    }
  }
}
