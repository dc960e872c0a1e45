internal import CYAML

/// The most that is taken of YAML, against documents made to cost time or memory.
private enum YAMLCap {
  static let depth = 256
  /// How many nodes aliases may stand for in one document, all together.
  static let aliasNodes = 100_000
}

/// Reads a YAML 1.1 stream document by document: aliases stand for what they name, `<<` is merged.
///
/// - Throws: `ReadError` at the first thing that libyaml refuses, and beyond the caps; documents before it were
///   given to `body`.
package func readYAML(
  _ bytes: [UInt8], _ body: (NodeDocument) throws(ReadError) -> Void
) throws(ReadError) {
  let parser = try YAMLParser(bytes)
  while let document = try parser.nextDocument() { try body(document) }
}

// A class because libyaml's parser keeps pointers to itself and must be freed exactly once.
@safe private final class YAMLParser {
  private var parser = unsafe yaml_parser_t()
  private let bytes: UnsafeMutableBufferPointer<UInt8>
  private var document = NodeDocument(root: nil)
  private var anchors: [String: (node: Node, size: Int)] = [:]
  private var aliasNodes = 0

  init(_ input: [UInt8]) throws(ReadError) {
    // libyaml reads from this copy until `deinit` frees it.
    unsafe bytes = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: max(input.count, 1))
    _ = unsafe bytes.initialize(from: input)
    guard unsafe yaml_parser_initialize(&parser) == 1 else {
      throw ReadError(met: "no memory", wanted: "room for a parser")
    }
    unsafe yaml_parser_set_input_string(&parser, bytes.baseAddress, input.count)
  }

  deinit {
    unsafe yaml_parser_delete(&parser)
    unsafe bytes.deallocate()
  }

  func nextDocument() throws(ReadError) -> NodeDocument? {
    while true {
      switch try next() {
      case .end: return nil
      case .document:
        document = NodeDocument(root: nil)
        anchors = [:]
        aliasNodes = 0
        let (root, _) = try node(from: try next(), depth: 0)
        document.root = root.isNull ? nil : root
        return document
      default: continue
      }
    }
  }
}

/// An event of libyaml, copied out of its memory.
private enum YAMLEvent {
  case document, end, other, close
  case alias(String, line: Int, column: Int)
  case scalar(Node, anchor: String?)
  case sequence(line: Int, column: Int, anchor: String?)
  case mapping(line: Int, column: Int, anchor: String?)
}

extension YAMLParser {
  private func next() throws(ReadError) -> YAMLEvent {
    var event = unsafe yaml_event_t()
    guard unsafe yaml_parser_parse(&parser, &event) == 1 else { throw trouble() }
    defer { unsafe yaml_event_delete(&event) }
    let line = unsafe Int(event.start_mark.line) + 1
    let column = unsafe Int(event.start_mark.column) + 1
    switch unsafe event.type {
    case YAML_STREAM_END_EVENT: return .end
    case YAML_DOCUMENT_START_EVENT: return .document
    case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT: return .close
    case YAML_ALIAS_EVENT:
      return .alias(unsafe text(event.data.alias.anchor) ?? "", line: line, column: column)
    case YAML_SEQUENCE_START_EVENT:
      return .sequence(line: line, column: column, anchor: unsafe text(event.data.sequence_start.anchor))
    case YAML_MAPPING_START_EVENT:
      return .mapping(line: line, column: column, anchor: unsafe text(event.data.mapping_start.anchor))
    case YAML_SCALAR_EVENT:
      let scalar = unsafe event.data.scalar
      let words = unsafe UnsafeBufferPointer(start: scalar.value, count: scalar.length)
      let isPlain = unsafe scalar.style == YAML_PLAIN_SCALAR_STYLE && scalar.tag == nil
      let node = unsafe Node(
        .scalar(String(decoding: words, as: UTF8.self), isPlain: isPlain), line: line, column: column)
      return .scalar(node, anchor: unsafe text(scalar.anchor))
    default: return .other
    }
  }

  private func text(_ chars: UnsafeMutablePointer<UInt8>?) -> String? {
    unsafe chars.map { unsafe String(cString: $0) }
  }

  private func trouble() -> ReadError {
    let problem = unsafe parser.problem.map { unsafe String(cString: $0) } ?? "something that is no YAML"
    let mark = unsafe parser.problem_mark
    let line = unsafe parser.error == YAML_READER_ERROR ? nil : Int(mark.line) + 1
    return ReadError(line: line, met: "YAML that does not parse (\(problem))", wanted: "YAML 1.1")
  }

  /// The node that an event begins, and how many nodes it is made of.
  private func node(from event: YAMLEvent, depth: Int) throws(ReadError) -> (Node, Int) {
    switch event {
    case .scalar(let node, let anchor): return keep((node, 1), anchor)
    case .alias(let name, let line, let column):
      guard let (node, size) = anchors[name] else {
        throw ReadError(line: line, met: "the alias *\(name)", wanted: "an anchor before it")
      }
      aliasNodes += size
      guard aliasNodes <= YAMLCap.aliasNodes else {
        throw ReadError(
          line: line, met: "aliases that stand for more than \(YAMLCap.aliasNodes) nodes", wanted: "fewer")
      }
      return (Node(node.value, line: line, column: column), size)
    case .sequence(let line, let column, let anchor):
      try check(depth, line)
      let (nodes, size) = try children(depth: depth)
      return keep((Node(.sequence(nodes), line: line, column: column), size + 1), anchor)
    case .mapping(let line, let column, let anchor):
      try check(depth, line)
      let (nodes, size) = try children(depth: depth)
      let members = stride(from: 0, to: nodes.count - 1, by: 2).map {
        Node.Member(key: nodes[$0], value: nodes[$0 + 1])
      }
      document.note(duplicatesIn: members)
      return keep((Node(.mapping(merged(members)), line: line, column: column), size + 1), anchor)
    case .document, .end, .other, .close: throw ReadError(met: "an event out of place", wanted: "a node")
    }
  }

  private func children(depth: Int) throws(ReadError) -> ([Node], Int) {
    var nodes: [Node] = []
    var total = 0
    while true {
      let event = try next()
      if case .close = event { return (nodes, total) }
      let (node, size) = try node(from: event, depth: depth + 1)
      nodes.append(node)
      total += size
    }
  }

  private func keep(_ made: (Node, Int), _ anchor: String?) -> (Node, Int) {
    if let anchor { anchors[anchor] = (made.0, made.1) }
    return made
  }

  private func check(_ depth: Int, _ line: Int) throws(ReadError) {
    guard depth < YAMLCap.depth else {
      throw ReadError(line: line, met: "more than \(YAMLCap.depth) levels", wanted: "at most that")
    }
  }

  /// What `<<` names stands behind the mapping's own keys, which win.
  private func merged(_ members: [Node.Member]) -> [Node.Member] {
    guard let merge = members.first(where: { $0.key.value == .scalar("<<", isPlain: true) }) else { return members }
    let own = members.filter { $0.key.value != merge.key.value }
    var names = Set(own.compactMap(\.key.text))
    let sources = merge.value.sequence ?? [merge.value]
    let inherited = sources.flatMap { $0.mapping ?? [] }.filter { names.insert($0.key.text ?? "").inserted }
    return inherited + own
  }
}
