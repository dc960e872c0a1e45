// What words mean at the place of a command: keywords, assignments, aliases.

extension ShellReader {
  private enum Keyword {
    /// Goes before a command.
    case before
    /// Asks for the status of the command behind it.
    case condition
    case caseOf, esac, function, test
  }

  private static let keywords: [[UInt8]: Keyword] = {
    var keywords: [[UInt8]: Keyword] = [:]
    for word in ["then", "else", "fi", "do", "done", "{", "}", "time", "coproc"] {
      keywords[Array(word.utf8)] = .before
    }
    for word in ["if", "elif", "while", "until", "!"] { keywords[Array(word.utf8)] = .condition }
    keywords[Array("case".utf8)] = .caseOf
    keywords[Array("esac".utf8)] = .esac
    keywords[Array("function".utf8)] = .function
    keywords[Array("[[".utf8)] = .test
    return keywords
  }()

  /// By the first byte of a word, the lengths of those that mean something, a bit each: most words fail by that alone.
  private static func lengths(of words: some Sequence<[UInt8]>) -> [UInt16] {
    var lengths = [UInt16](repeating: 0, count: 256)
    for word in words { lengths[Int(word[0])] |= 1 << UInt16(word.count) }
    return lengths
  }

  private static let keywordLengths = lengths(of: keywords.keys)
  private static let tellingLengths = lengths(of: declaring + ["alias", "for", "read"].map { Array($0.utf8) })

  private static func mayBe(_ lengths: [UInt16], _ word: ArraySlice<UInt8>) -> Bool {
    guard let first = word.first, word.count < 16 else { return false }
    return lengths[Int(first)] & (1 << UInt16(word.count)) != 0
  }

  /// Takes the word at the place of the command's name.
  mutating func takeFirst(_ index: Int, _ command: inout Open) {
    let word = words[index]
    if frames.last == .casePattern {
      if arena[word.text].elementsEqual("esac".utf8) { leaveCase(&command) }
      return
    }
    if isAssignment(word) {
      command.assignments += 1
      return
    }
    guard !word.isQuoted, !word.isDynamic else { return }
    if !aliases.isEmpty, let alias = aliases[Array(arena[word.text])] { return replace(word, by: alias) }
    guard ShellReader.mayBe(ShellReader.keywordLengths, arena[word.text]) else { return }
    guard let keyword = ShellReader.keywords[Array(arena[word.text])] else { return }
    switch keyword {
    case .before:
      if word.text.count == 1 { brace(isOpen: arena[word.text.lowerBound] == UInt8(ascii: "{")) }
      let isTime = arena[word.text].elementsEqual("time".utf8)
      drop(&command)
      if isTime { skipTimeOption() }
    case .condition:
      drop(&command)
      command.isCondition = true
    case .caseOf: enterCase(&command)
    case .esac: leaveCase(&command)
    case .function:
      drop(&command)
      skipBlanks()
      let start = at
      while at < end, !ShellReader.endsWord[Int(bytes[at])] { at += 1 }
      let name = Array(bytes[start..<at])
      skipFunctionParentheses()
      beginFunction(name)
    case .test: command.isTest = true
    }
  }

  /// `time -p`
  private mutating func skipTimeOption() {
    skipBlanks()
    if byte(at) == UInt8(ascii: "-"), byte(at + 1) == UInt8(ascii: "p"), byte(at + 2) <= 0x20 { at = min(end, at + 2) }
  }

  mutating func beginFunction(_ name: [UInt8]) {
    openFunctions.append((functions.count, braces))
    functions.append(ShellFunction(name: name, body: at..<bytes.count))
  }

  /// A function ends with the brace that it began with.
  private mutating func brace(isOpen: Bool) {
    braces = max(0, braces + (isOpen ? 1 : -1))
    guard !isOpen, let last = openFunctions.last, last.braces == braces else { return }
    functions[last.function].body = functions[last.function].body.lowerBound..<at
    openFunctions.removeLast()
  }

  private mutating func skipFunctionParentheses() {
    skipBlanks()
    guard byte(at) == UInt8(ascii: "("), byte(at + 1) == UInt8(ascii: ")") else { return }
    at += 2
  }

  mutating func takeLater(_ index: Int, _ command: inout Open) {
    let word = words[index]
    if command.isTest, word.text.count == 2, arena[word.text].elementsEqual("]]".utf8) { command.isTest = false }
  }

  /// `case WORD in`: patterns follow.
  private mutating func enterCase(_ command: inout Open) {
    let start = at
    skipBlanks()
    scanWord()
    drop(&command)
    while at < end, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[at]) { at += 1 }
    guard byte(at) == UInt8(ascii: "i"), byte(at + 1) == UInt8(ascii: "n") else {
      return trouble("case without in", wanted: "case WORD in", at: start)
    }
    at += 2
    frames.append(.casePattern)
  }

  private mutating func leaveCase(_ command: inout Open) {
    drop(&command)
    if frames.last == .caseBody || frames.last == .casePattern { frames.removeLast() }
  }

  /// Whether a word is `name=…` or `name+=…`.
  private func isAssignment(_ word: ShellWord) -> Bool { nameEnd(of: arena[word.text]) != nil && isPlainName(word) }

  /// Quotes before the `=` make a word of it.
  private func isPlainName(_ word: ShellWord) -> Bool { byte(word.range.lowerBound).isNameByte }

  /// Where the name of an assignment ends.
  private func nameEnd(of text: ArraySlice<UInt8>) -> Int? {
    guard let first = text.first, first.isNameByte, !(0x30...0x39).contains(first) else { return nil }
    guard let end = text.firstIndex(where: { !$0.isNameByte }) else { return nil }
    if text[end] == UInt8(ascii: "=") { return end }
    let isAppended = text[end] == UInt8(ascii: "+") && end + 1 < text.endIndex && text[end + 1] == UInt8(ascii: "=")
    if isAppended { return end }
    guard text[end] == UInt8(ascii: "["), let close = text[end...].firstIndex(of: UInt8(ascii: "]")),
      close + 1 < text.endIndex, text[close + 1] == UInt8(ascii: "=")
    else { return nil }
    return end
  }
}

extension ShellReader {
  private static let declaring: Set<[UInt8]> = Set(
    ["export", "readonly", "local", "declare", "typeset"].map { Array($0.utf8) })

  /// Remembers what a command says of variables and aliases.
  mutating func remember(_ command: ShellCommand) {
    guard command.words.count > command.assignments else {
      for index in command.words.indices { remember(command, index) }
      return
    }
    guard ShellReader.mayBe(ShellReader.tellingLengths, command.text(command.assignments)) else { return }
    let name = Array(command.text(command.assignments))
    let rest = command.assignments + 1..<command.words.count
    if name.elementsEqual("alias".utf8) {
      for index in rest { rememberAlias(command.text(index)) }
    } else if ShellReader.declaring.contains(name) {
      for index in rest { remember(command, index) }
    } else if name.elementsEqual("for".utf8) || name.elementsEqual("read".utf8) {
      for index in rest { constants[Array(command.text(index))] = .some(nil) }
    }
  }

  private mutating func remember(_ command: ShellCommand, _ index: Int) {
    let text = command.text(index)
    guard let nameEnd = nameEnd(of: text), text[nameEnd] != UInt8(ascii: "[") else { return }
    let isAppended = text[nameEnd] == UInt8(ascii: "+")
    // What an array holds was remembered when it was read.
    if byte(command.words[index].range.upperBound - 1) == UInt8(ascii: ")"), text.last == UInt8(ascii: "=") { return }
    let value = Array(text[(nameEnd + (isAppended ? 2 : 1))...])
    // What begins with a word that is known is a command of which the rest may be anything.
    let isUnknown = command.words[index].isDynamic && ShellReader.isExpansion(value.first)
    assign(Array(text[..<nameEnd]), isUnknown || isAppended ? nil : [value])
  }

  /// A name that is given two values is not known any more.
  mutating func assign(_ name: [UInt8], _ value: Constant) {
    let isAppended = name.last == UInt8(ascii: "+")
    let name = isAppended ? Array(name.dropLast()) : name
    if isAppended, let known = constants[name] ?? nil, let value, known.count < 1000 {
      // Options may be added only sometimes, and one of them may keep the command from doing anything.
      constants[name] = known + value.filter { $0.first != UInt8(ascii: "-") }
    } else if let known = constants[name], isAppended || known != value {
      constants[name] = .some(nil)
    } else {
      constants[name] = .some(value)
    }
  }

  /// Puts the words of an alias in the place of its name.
  private mutating func replace(_ word: ShellWord, by alias: [[UInt8]]) {
    guard canInsert(alias) else { return }
    words.removeLast()
    arena.removeLast(arena.count - word.text.lowerBound)
    for text in alias {
      words.append(ShellWord(text: arena.count..<arena.count + text.count, range: word.range))
      arena += text
    }
  }

  private mutating func rememberAlias(_ text: ArraySlice<UInt8>) {
    guard let mark = text.firstIndex(of: UInt8(ascii: "=")) else { return }
    let words = text[(mark + 1)...].split { $0 == 0x20 || $0 == 0x09 }.map { Array($0) }
    aliases[Array(text[..<mark])] = words
  }
}
