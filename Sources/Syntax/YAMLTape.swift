/// Reads a YAML 1.1 stream document by document onto one tape.
///
/// - Throws: `ReadError` at the first thing that libyaml refuses, and beyond the caps; documents before it were
///   given to `body`.
package func readTapes(
  _ source: inout ByteSource, _ body: (Tape) throws(ReadError) -> Void
) throws(ReadError) {
  // libyaml reads from these two in here only: the events end before the closures do.
  try unsafe withUnsafeMutablePointer(to: &source) { source throws(ReadError) in
    var input = unsafe YAMLInput(source)
    try unsafe withUnsafeMutablePointer(to: &input) { input throws(ReadError) in
      var events = unsafe try YAMLEvents(input)
      var writer = YAMLTapeWriter()
      while true {
        switch try events.next() {
        case .end: return
        case .document:
          try writer.takeDocument(&events)
          try body(writer.tape.tape)
        default: continue
        }
      }
    }
  }
}

/// Writes the events of one document after the other onto a tape, and knows what aliases stand for.
private struct YAMLTapeWriter {
  private struct Anchored {
    var node: Int
    /// How many nodes it is made of, and how many levels deep.
    var size: Int
    var height: Int
  }

  /// An anchor of what is not closed: how much was read before it, and how deep what is around it went.
  private struct OpenAnchor {
    var name: String
    var level: Int
    var before: Int
    var deepest: Int
  }

  var tape = TapeWriter()
  private var anchors: [String: Anchored] = [:]
  private var openAnchors: [OpenAnchor] = []
  /// How many more nodes aliases stand for than are written, in all documents together.
  private var aliased = 0
  private var deepest = 0

  mutating func takeDocument(_ events: inout YAMLEvents) throws(ReadError) {
    tape.clear()
    if !anchors.isEmpty { anchors = [:] }
    deepest = 0
    repeat {
      switch try events.next() {
      case .scalar: try takeScalar(events)
      case .mapping: try open(.mapping, events)
      case .sequence: try open(.sequence, events)
      case .close: try close()
      case .alias: try takeAlias(events)
      case .document, .end, .other: return
      }
    } while tape.level > 0
  }
}

extension YAMLTapeWriter {
  private mutating func takeScalar(_ events: borrowing YAMLEvents) throws(ReadError) {
    if let name = events.anchor(.scalar) { anchors[name] = Anchored(node: tape.count, size: 1, height: 0) }
    try tape.scalar(events.isPlain ? .plain : .quoted, line: events.line, column: events.column) {
      events.append(to: &$0)
    }
  }

  private mutating func open(_ kind: Tape.Kind, _ events: borrowing YAMLEvents) throws(ReadError) {
    try check(tape.level, events)
    if let name = events.anchor(kind == .mapping ? .mapping : .sequence) {
      openAnchors.append(
        OpenAnchor(name: name, level: tape.level, before: tape.count + aliased, deepest: deepest))
      deepest = tape.level
    }
    tape.open(kind, line: events.line, column: events.column)
  }

  private mutating func close() throws(ReadError) {
    guard let node = try tape.close(), let anchor = openAnchors.last, anchor.level == tape.level else { return }
    openAnchors.removeLast()
    let size = tape.count + aliased - anchor.before
    anchors[anchor.name] = Anchored(node: node, size: size, height: deepest - anchor.level)
    deepest = max(anchor.deepest, deepest)
  }

  private mutating func takeAlias(_ events: borrowing YAMLEvents) throws(ReadError) {
    guard let anchored = anchors[events.name] else {
      throw ReadError(line: events.line, met: "the alias *\(events.name)", wanted: "an anchor before it")
    }
    aliased += anchored.size - 1
    guard aliased <= YAMLCap.aliasNodes else {
      let met = "aliases that stand for \(YAMLCap.aliasNodes) nodes more than are written"
      throw ReadError(line: events.line, met: met, wanted: "fewer")
    }
    try check(tape.level + anchored.height, events)
    try tape.alias(of: anchored.node, line: events.line, column: events.column)
  }

  private mutating func check(_ depth: Int, _ events: borrowing YAMLEvents) throws(ReadError) {
    guard depth < YAMLCap.depth else {
      throw ReadError(line: events.line, met: "more than \(YAMLCap.depth) levels", wanted: "at most that")
    }
    deepest = max(deepest, depth)
  }
}
