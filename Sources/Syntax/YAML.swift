/// The most that is taken of YAML, against streams made to cost time or memory.
enum YAMLCap {
  static let depth = 256
  /// How many more nodes aliases may stand for than are written, in all documents of a stream together.
  static let aliasNodes = 100_000
}

/// Reads a YAML 1.1 stream document by document: aliases stand for what they name, `<<` is merged.
///
/// - Throws: `ReadError` at the first thing that libyaml refuses, and beyond the caps; documents before it were
///   given to `body`.
package func readYAML(
  _ source: inout ByteSource, _ body: (NodeDocument) throws(ReadError) -> Void
) throws(ReadError) {
  // libyaml reads from these two in here only: the composer and its events end before the closures do.
  try unsafe withUnsafeMutablePointer(to: &source) { source throws(ReadError) in
    var input = unsafe YAMLInput(source)
    try unsafe withUnsafeMutablePointer(to: &input) { input throws(ReadError) in
      var composer = YAMLComposer(unsafe try YAMLEvents(input))
      while let document = try composer.nextDocument() { try body(document) }
    }
  }
}

package func readYAML(
  _ bytes: [UInt8], _ body: (NodeDocument) throws(ReadError) -> Void
) throws(ReadError) {
  var source = try ByteSource(bytes)
  try readYAML(&source, body)
}

/// Builds the nodes of one document after the other.
private struct YAMLComposer: ~Copyable {
  private struct Anchored {
    var node: Node
    /// How many nodes it is made of, and how many levels deep.
    var size: Int
    var height: Int
  }

  /// What most lists and mappings hold at most.
  private static let room = 4

  private var events: YAMLEvents
  private var anchors: [String: Anchored] = [:]
  private var document = NodeDocument(root: nil)
  /// Nodes that are written, and those that aliases stand for.
  private var written = 0
  private var aliased = 0
  /// The deepest level so far, or since an anchor.
  private var deepest = 0

  init(_ events: consuming YAMLEvents) { self.events = events }

  mutating func nextDocument() throws(ReadError) -> NodeDocument? {
    while true {
      switch try events.next() {
      case .end: return nil
      case .document:
        anchors = [:]
        document = NodeDocument(root: nil)
        let root = try node(try events.next(), depth: 0)
        if !root.isNull { document.root = root }
        return document
      default: continue
      }
    }
  }
}

extension YAMLComposer {
  /// The node that begins with the current event, which is of that kind.
  private mutating func node(_ kind: YAMLEvents.Kind, depth: Int) throws(ReadError) -> Node {
    if kind == .alias { return try alias(depth: depth) }
    guard let anchor = events.anchor(kind) else { return try bareNode(kind, depth: depth) }
    let (before, outer) = (written + aliased, deepest)
    deepest = depth
    let node = try bareNode(kind, depth: depth)
    anchors[anchor] = Anchored(node: node, size: written + aliased - before, height: deepest - depth)
    deepest = max(outer, deepest)
    return node
  }

  private mutating func bareNode(_ kind: YAMLEvents.Kind, depth: Int) throws(ReadError) -> Node {
    let (line, column) = (events.line, events.column)
    written += 1
    if kind == .scalar { return Node(events.scalar, line: line, column: column) }
    try check(depth)
    let value = kind == .mapping ? try mapping(depth: depth) : try sequence(depth: depth)
    return Node(value, line: line, column: column)
  }

  private mutating func sequence(depth: Int) throws(ReadError) -> Node.Value {
    var nodes: [Node] = []
    while true {
      let kind = try events.next()
      if kind == .close { return .sequence(nodes) }
      if nodes.isEmpty { nodes.reserveCapacity(YAMLComposer.room) }
      nodes.append(try node(kind, depth: depth + 1))
    }
  }

  private mutating func mapping(depth: Int) throws(ReadError) -> Node.Value {
    var members: [Node.Member] = []
    var sources: [Node] = []
    while true {
      let kind = try events.next()
      if kind == .close { break }
      if members.isEmpty { members.reserveCapacity(YAMLComposer.room) }
      let isMerge = kind == .scalar && events.isMerge
      let key = try node(kind, depth: depth + 1)
      let value = try node(try events.next(), depth: depth + 1)
      if isMerge { sources += try mergeSources(value) } else { members.append(Node.Member(key: key, value: value)) }
    }
    document.note(duplicatesIn: members)
    return .mapping(sources.isEmpty ? members : merged(sources, into: members))
  }

  private mutating func alias(depth: Int) throws(ReadError) -> Node {
    guard let anchored = anchors[events.name] else {
      throw events.error("the alias *\(events.name)", wanted: "an anchor before it")
    }
    written += 1
    aliased += anchored.size
    guard aliased - written <= YAMLCap.aliasNodes else {
      let met = "aliases that stand for \(YAMLCap.aliasNodes) nodes more than are written"
      throw events.error(met, wanted: "fewer")
    }
    try check(depth + anchored.height)
    return Node(anchored.node.value, line: events.line, column: events.column)
  }

  private mutating func check(_ depth: Int) throws(ReadError) {
    guard depth < YAMLCap.depth else {
      throw events.error("more than \(YAMLCap.depth) levels", wanted: "at most that")
    }
    deepest = max(deepest, depth)
  }

  private func mergeSources(_ value: Node) throws(ReadError) -> [Node] {
    let sources = value.sequence ?? [value]
    guard let other = sources.first(where: { $0.mapping == nil }) else { return sources }
    throw ReadError(line: other.line, column: other.column, met: "\(other.kind) to merge with <<", wanted: "a mapping")
  }

  /// What `<<` names stands before the mapping's own keys; these win, and of two sources the first.
  private func merged(_ sources: [Node], into own: [Node.Member]) -> [Node.Member] {
    var names = Set(own.compactMap(\.key.text))
    let inherited = sources.flatMap { $0.mapping ?? [] }.filter { names.insert($0.key.text ?? "").inserted }
    return inherited + own
  }
}
