// Redirections and here-documents.

extension ShellReader {
  /// Reads a redirection; its target is no word of the command.
  mutating func redirect(_ command: inout Open) {
    if byte(at + 1) == UInt8(ascii: "("), byte(at) != UInt8(ascii: "&") { return word(&command) }
    let isOutput = takeDescriptor(&command)
    if bytes[at] == UInt8(ascii: "<"), byte(at + 1) == UInt8(ascii: "<") {
      return hereDocument(&command)
    }
    let isInput = bytes[at] == UInt8(ascii: "<") && byte(at + 1) != UInt8(ascii: "&")
    at += 1
    while [UInt8(ascii: ">"), UInt8(ascii: "&"), UInt8(ascii: "|"), UInt8(ascii: "<")].contains(byte(at)) { at += 1 }
    let target = operand(&command)
    if isInput, !target.isEmpty { command.inputs.append(target) }
    if !isInput, isOutput, !isNoFile(target) { command.isWriting = true }
  }

  /// Another descriptor, or a device.
  private func isNoFile(_ target: [UInt8]) -> Bool {
    target.starts(with: "/dev/".utf8) || target.allSatisfy { (0x30...0x39).contains($0) || $0 == UInt8(ascii: "-") }
  }

  /// Takes back a word of digits that stands right before the mark.
  /// - Returns: whether the mark is about what the command prints.
  private mutating func takeDescriptor(_ command: inout Open) -> Bool {
    guard words.count > command.firstWord, let last = words.last, last.range.upperBound == at, !last.isQuoted,
      arena[last.text].allSatisfy({ (0x30...0x39).contains($0) })
    else { return true }
    let isOutput = arena[last.text].elementsEqual("1".utf8)
    arena.removeLast(last.text.count)
    words.removeLast()
    return isOutput
  }

  /// The next word, which is not kept.
  private mutating func operand(_ command: inout Open) -> [UInt8] {
    skipBlanks()
    let (count, length) = (words.count, arena.count)
    if at < end, !ShellReader.endsWord[Int(bytes[at])] || isSubstitution { scanWord() }
    command.end = max(command.end, at)
    let text = Array(arena[length...])
    words.removeLast(words.count - count)
    arena.removeLast(arena.count - length)
    return text
  }

  private var isSubstitution: Bool {
    (bytes[at] == UInt8(ascii: "<") || bytes[at] == UInt8(ascii: ">")) && byte(at + 1) == UInt8(ascii: "(")
  }

  mutating func skipBlanks() {
    while at < end {
      if bytes[at] == 0x20 || bytes[at] == 0x09 {
        at += 1
      } else if bytes[at] == UInt8(ascii: "\\"), isContinuation(at) {
        skipContinuation()
      } else {
        return
      }
    }
  }

  private mutating func hereDocument(_ command: inout Open) {
    at += 2
    if byte(at) == UInt8(ascii: "<") { return hereString(&command) }
    let stripsTabs = byte(at) == UInt8(ascii: "-")
    if stripsTabs { at += 1 }
    skipBlanks()
    let start = at
    let delimiter = operand(&command)
    let quotes: [UInt8] = [UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "\\")]
    let isQuoted = bytes[start..<at].contains { quotes.contains($0) }
    guard !delimiter.isEmpty || isQuoted else {
      return trouble("<< without a word", wanted: "the word that ends a here-document", at: start)
    }
    announced.append(
      Announced(delimiter: delimiter, isQuoted: isQuoted, stripsTabs: stripsTabs, owner: command.number))
    command.hasDocument = true
  }

  private mutating func hereString(_ command: inout Open) {
    at += 1
    skipBlanks()
    let start = at
    _ = operand(&command)
    command.inputs.append(Array("<<<".utf8) + bytes[start..<at])
    let quote = at - start > 1 && bytes[at - 1] == bytes[start] ? bytes[start] : 0
    let isQuoted = quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'")
    command.strings.append(isQuoted ? start + 1..<at - 1 : start..<at)
  }

  /// Reads the here-documents that were announced on the line that has ended.
  mutating func readDocuments() {
    guard !announced.isEmpty else { return }
    let places = Dictionary(held.enumerated().map { ($0.element.number, $0.offset) }) { first, _ in first }
    for document in announced {
      let range = documentRange(document)
      if let index = places[document.owner] {
        held[index].documents.append(
          ShellCommand.Document(range: range, isQuoted: document.isQuoted, stripsTabs: document.stripsTabs))
      }
      if !document.isQuoted { substitutions(in: range) }
    }
    announced = []
    tellHeld()
  }

  /// Where a here-document's lines stand; leaves `at` behind the line that ends it.
  private mutating func documentRange(_ document: Announced) -> Range<Int> {
    let start = at
    while at < end {
      let lineEnd = bytes.firstIndex(of: 0x0A, in: at..<end)
      var line = bytes[at..<lineEnd]
      if document.stripsTabs { line = line.drop { $0 == 0x09 } }
      if line.last == 0x0D { line = line.dropLast() }
      if line.elementsEqual(document.delimiter) {
        let stop = at
        at = min(end, lineEnd + 1)
        return start..<stop
      }
      at = min(end, lineEnd + 1)
    }
    let word = String(decoding: document.delimiter.prefix(40), as: UTF8.self)
    trouble("the end of the script", wanted: "\(word), which ends a here-document", at: start)
    return start..<end
  }

  /// What was announced on the last line of all.
  mutating func finishDocuments() {
    readDocuments()
    announced = []
    tellHeld()
  }

  /// Reads the commands that an unquoted here-document substitutes.
  private mutating func substitutions(in range: Range<Int>) {
    let (before, beforeEnd) = (at, end)
    let waiting = (announced, held)
    (announced, held) = ([], [])
    at = range.lowerBound
    end = range.upperBound
    let length = arena.count
    while at < end {
      switch bytes[at] {
      case UInt8(ascii: "\\"): at = min(end, at + 2)
      case UInt8(ascii: "$"):
        if byte(at + 1) == UInt8(ascii: "(") { _ = dollar(isQuoted: true) } else { at += 1 }
      case UInt8(ascii: "`"): backquote()
      default: at += 1
      }
    }
    finishDocuments()
    arena.removeLast(arena.count - length)
    (announced, held) = waiting
    (at, end) = (before, beforeEnd)
  }
}
