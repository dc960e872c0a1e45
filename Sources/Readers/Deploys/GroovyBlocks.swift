import Syntax

// What variables of Groovy hold, and which blocks keep a failure from counting.

/// The blocks that are open.
struct GroovyBlocks {
  enum Kind { case other, attempt, rescue }

  struct Block {
    var kind: Kind
    /// Where its brace stands.
    var start: Int
    /// What keeps failures in it from counting.
    var softened: String?
  }

  private(set) var open: [Block] = []
  /// What the next brace opens.
  var next = Kind.other
  var nextSoftened: String?
  /// Where the block of the `try` opened that was closed last.
  var attempt: Int?

  /// What keeps failures from counting where the file is read.
  var softened: String? { open.last?.softened }

  mutating func push(at start: Int, softened: String?) {
    open.append(Block(kind: next, start: start, softened: nextSoftened ?? softened ?? open.last?.softened))
    (next, nextSoftened) = (.other, nil)
  }

  mutating func pop() -> Block? { open.popLast() }
}

extension Groovy {
  mutating func noteBlock(_ byte: UInt8) {
    if byte == UInt8(ascii: "{") {
      let reason = blocks.nextSoftened
      blocks.push(at: at, softened: known.softened[at])
      if let reason { learned.softened[at] = reason }
    } else if byte == UInt8(ascii: "}"), let block = blocks.pop() {
      switch block.kind {
      case .attempt: blocks.attempt = block.start
      case .rescue: noteRescue(block.start)
      case .other: break
      }
    }
  }

  /// A `catch` that says nothing of a failure keeps it from counting.
  private mutating func noteRescue(_ start: Int) {
    let body = bytes[start..<at].prefix(4000)
    let marks = ["throw", "error", "FAIL", "exit", "currentBuild", "unstable", "UNSTABLE"]
    guard let attempt = blocks.attempt, !marks.contains(where: { body.holds(Array($0.utf8)) }) else { return }
    learned.softened[attempt] = "the catch behind it lets it pass whatever happens"
    blocks.attempt = nil
  }

  /// What a name says that runs no script.
  mutating func noteName(_ name: String) {
    switch name {
    case "try": blocks.next = .attempt
    case "catch": blocks.next = .rescue
    case "warnError": blocks.nextSoftened = "warnError lets it pass as unstable"
    case "catchError": noteCaught()
    default: noteValue(of: name)
    }
  }

  /// `catchError(buildResult: 'SUCCESS')`; without that the build fails in the end.
  private mutating func noteCaught() {
    let line = bytes[at...].prefix { $0 != UInt8(ascii: "{") && $0 != 0 }.prefix(500)
    let words = line.split { !$0.isGroovyName }.map { String(decoding: $0, as: UTF8.self) }
    guard let mark = words.firstIndex(of: "buildResult"), mark + 1 < words.count,
      ["SUCCESS", "UNSTABLE", "NOT_BUILT", "null"].contains(words[mark + 1])
    else { return }
    blocks.nextSoftened = "catchError(buildResult: '\(words[mark + 1])') lets it pass whatever happens"
  }

  /// `name = 'text'`; a name that is given two values, or what is known only in the build, is not known.
  private mutating func noteValue(of name: String) {
    let behind = at
    skipBlanks()
    let isAdded = byte(at) == UInt8(ascii: "+") && byte(at + 1) == UInt8(ascii: "=")
    guard isAdded || byte(at) == UInt8(ascii: "="), isAdded || ![0x3D, 0x7E].contains(byte(at + 1)) else {
      at = behind
      return
    }
    at += isAdded ? 2 : 1
    skipBlanks()
    var value: PlacedText?
    if byte(at) == UInt8(ascii: "'") || byte(at) == UInt8(ascii: "\"") {
      value = concatenated()
      skipBlanks()
      if let value, learned.texts[name, default: []].count < 10 { learned.texts[name, default: []].append(value) }
      let isWhole = at >= bytes.count || [0x0A, 0x0D, UInt8(ascii: ";"), UInt8(ascii: "}")].contains(bytes[at])
      if isAdded || !isWhole || value?.bytes.contains(UInt8(ascii: "$")) ?? false { value = nil }
    }
    if let before = learned.values[name], before?.bytes != value?.bytes { value = nil }
    learned.values[name] = .some(value.flatMap { $0.bytes.count > 4096 ? nil : $0 })
  }

  /// Whether nobody asks for the status that a step gives back, which began at a place.
  func isLost(from start: Int) -> Bool {
    let lineStart = bytes[..<start].suffix(500).lastIndex(of: 0x0A).map { $0 + 1 } ?? max(0, start - 500)
    let before = bytes[lineStart..<start].split { $0 <= 0x20 }
    guard let last = before.last else { return isStatement }
    if last.elementsEqual("=".utf8), before.count > 1 {
      return known.uses[String(decoding: before[before.count - 2], as: UTF8.self)] == 1
    }
    return [UInt8(ascii: "{"), UInt8(ascii: ";"), UInt8(ascii: "}")].contains(last.last) && isStatement
  }

  /// Whether what stands here is no value of a function: more comes behind it, or it stands among steps.
  private var isStatement: Bool {
    let behind = bytes[at...].first { $0 > 0x20 && $0 != UInt8(ascii: ")") && $0 != UInt8(ascii: ";") }
    guard behind == UInt8(ascii: "}") else { return true }
    guard let block = blocks.open.last else { return false }
    let opener = bytes[..<block.start].suffix(100).split { $0 <= 0x20 }.last.map { Array($0) } ?? []
    return ["steps", "script", "always", "success"].contains { opener.elementsEqual($0.utf8) }
  }
}

extension ArraySlice<UInt8> {
  fileprivate func holds(_ words: [UInt8]) -> Bool { Array(self).firstIndex(of: words) != nil }
}
