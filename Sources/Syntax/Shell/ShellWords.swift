// Words: quotes, and what the words of a command mean by their place.

extension ShellReader {
  /// The bytes that end a word where they are not quoted.
  static let endsWord: [Bool] = table(" \t\n\r;&|()<>\0")
  /// The bytes of a word that do not stand for themselves.
  static let isSpecial: [Bool] = table(" \t\n\r;&|()<>\0\\'\"$`{")

  private static func table(_ marks: String) -> [Bool] {
    var table = [Bool](repeating: false, count: 256)
    for byte in marks.utf8 { table[Int(byte)] = true }
    return table
  }

  /// Reads the next word of the command.
  mutating func word(_ command: inout Open) {
    let start = at
    let isFirst = words.count == command.firstWord + command.assignments
    if words.count == command.firstWord { command.start = start }
    let count = words.count
    scanWord()
    if at == start { at += 1 }
    command.end = at
    guard words.count > count else { return }
    if isFirst { takeFirst(count, &command) } else { takeLater(count, &command) }
  }

  /// Reads one word, which may come to several or none by what it expands to.
  mutating func scanWord() {
    let start = at
    var word = ShellWord(text: arena.count..<arena.count, range: at..<at)
    while at < end {
      let plain = at
      while at < end, !ShellReader.isSpecial[Int(bytes[at])] { at += 1 }
      if at > plain { arena += bytes[plain..<at] }
      guard at < end, part(&word) else { break }
    }
    guard at > start else { return }
    word.range = word.range.lowerBound..<at
    word.text = word.text.lowerBound..<arena.count
    // An expansion to nothing leaves no word.
    if word.text.isEmpty, !word.isQuoted { return }
    words.append(word)
  }

  /// Reads a part of a word that does not stand for itself.
  /// - Returns: false where the word ends.
  private mutating func part(_ word: inout ShellWord) -> Bool {
    switch bytes[at] {
    case UInt8(ascii: "\\"): escape(&word)
    case UInt8(ascii: "'"): singleQuoted(&word)
    case UInt8(ascii: "\""): doubleQuoted(&word)
    case UInt8(ascii: "$"): expand(&word)
    case UInt8(ascii: "`"): keep(&word) { $0.backquote() }
    case UInt8(ascii: "{"): brace(&word)
    case UInt8(ascii: "("): return parenthesis(&word)
    case UInt8(ascii: "<"), UInt8(ascii: ">"):
      guard byte(at + 1) == UInt8(ascii: "("), word.text.lowerBound == arena.count else { return false }
      keep(&word) { $0.substitution() }
    default: return false
    }
    return true
  }

  /// Reads what is known only when the script runs, and keeps it as it is written.
  private mutating func keep(_ word: inout ShellWord, _ read: (inout ShellReader) -> Void) {
    let start = at
    word.isDynamic = true
    read(&self)
    arena += bytes[start..<at]
  }

  private mutating func escape(_ word: inout ShellWord) {
    if isContinuation(at) { return skipContinuation() }
    at += 1
    guard at < end else { return }
    word.isQuoted = true
    arena.append(bytes[at])
    at += 1
  }

  mutating func singleQuoted(_ word: inout ShellWord) {
    let start = at
    let close = bytes.firstIndex(of: UInt8(ascii: "'"), in: at + 1..<end)
    arena += bytes[at + 1..<close]
    word.isQuoted = true
    if close == end { trouble("the end of the script", wanted: "the ' that closes this one", at: start) }
    at = min(end, close + 1)
  }

  mutating func doubleQuoted(_ word: inout ShellWord) {
    let start = at
    at += 1
    word.isQuoted = true
    while at < end {
      let plain = at
      while at < end, ![0x22, 0x24, 0x5C, 0x60].contains(bytes[at]) { at += 1 }
      arena += bytes[plain..<at]
      guard at < end else { break }
      switch bytes[at] {
      case UInt8(ascii: "\""):
        at += 1
        return
      case UInt8(ascii: "\\"): escapeQuoted()
      case UInt8(ascii: "`"): keep(&word) { $0.backquote() }
      default: expand(&word, isQuoted: true)
      }
    }
    trouble("the end of the script", wanted: "the \" that closes this one", at: start)
  }

  /// Within double quotes `\` spares only what would mean something there.
  private mutating func escapeQuoted() {
    if isContinuation(at) { return skipContinuation() }
    let next = byte(at + 1)
    if ![0x22, 0x24, 0x5C, 0x60].contains(next) { arena.append(UInt8(ascii: "\\")) }
    if at + 1 < end { arena.append(next) }
    at = min(end, at + 2)
  }

  /// A template's mark is opaque; any other brace stands for itself.
  private mutating func brace(_ word: inout ShellWord) {
    guard byte(at + 1) == UInt8(ascii: "{") else {
      arena.append(bytes[at])
      at += 1
      return
    }
    word.isDynamic = true
    template()
  }

  /// Takes `{{ … }}` as it is written.
  mutating func template() {
    let start = at
    while at < end, bytes[at] != 0x0A, !(bytes[at] == UInt8(ascii: "}") && byte(at + 1) == UInt8(ascii: "}")) {
      at += 1
    }
    at = min(end, at + 2)
    arena += bytes[start..<at]
  }

  /// An array behind `=`, or a pattern behind one of bash's marks.
  private mutating func parenthesis(_ word: inout ShellWord) -> Bool {
    guard let last = arena.last, word.text.lowerBound < arena.count, !word.isQuoted else { return false }
    if last == UInt8(ascii: "=") {
      array(&word)
      return true
    }
    let marks: [UInt8] = [
      UInt8(ascii: "@"), UInt8(ascii: "!"), UInt8(ascii: "?"), UInt8(ascii: "+"), UInt8(ascii: "*"),
    ]
    guard marks.contains(last) else { return false }
    let close = parenEnd.next(in: bytes, from: at, upTo: end)
    guard close < lineEnd.next(in: bytes, from: at, upTo: end) else { return false }
    arena += bytes[at...close]
    at = close + 1
    return true
  }

  /// Reads `name=(words)`, and remembers it.
  private mutating func array(_ word: inout ShellWord) {
    let name = Array(arena[word.text.lowerBound...].dropLast())
    guard depth < ShellReader.deepest else { return tooDeep() }
    depth += 1
    defer { depth -= 1 }
    at += 1
    let (count, length) = (words.count, arena.count)
    while at < end, bytes[at] != UInt8(ascii: ")") {
      if bytes[at] == UInt8(ascii: "#") {
        at = bytes.firstIndex(of: 0x0A, in: at..<end)
      } else if ShellReader.endsWord[Int(bytes[at])] {
        at += 1
      } else {
        scanWord()
      }
    }
    if at >= end { trouble("the end of the script", wanted: "the ) that closes an array", at: word.range.lowerBound) }
    at = min(end, at + 1)
    let values = words[count...].map { Array(arena[$0.text]) }
    words.removeLast(words.count - count)
    arena.removeLast(arena.count - length)
    assign(name, values)
    word.isQuoted = true
  }
}
