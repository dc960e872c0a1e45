extension JSONReader {
  /// The value that comes next, with all that is in it.
  package mutating func document() throws(ReadError) -> NodeDocument {
    var document = NodeDocument(root: nil)
    let root = try node(noting: &document)
    document.root = root
    return document
  }

  /// Depth is bounded by the reader's own cap.
  private mutating func node(noting document: inout NodeDocument) throws(ReadError) -> Node {
    let kind = try peek()
    let (line, column) = source.place()
    let value: Node.Value =
      switch kind {
      case .string: .scalar(try string(), isPlain: false)
      case .number, .bool, .null: .scalar(try text() ?? "null", isPlain: true)
      case .array: .sequence(try elements(noting: &document))
      case .object: .mapping(try members(noting: &document))
      }
    return Node(value, line: line, column: column)
  }

  private mutating func elements(noting document: inout NodeDocument) throws(ReadError) -> [Node] {
    var nodes: [Node] = []
    try beginArray()
    while try nextElement() { nodes.append(try node(noting: &document)) }
    return nodes
  }

  private mutating func members(noting document: inout NodeDocument) throws(ReadError) -> [Node.Member] {
    var members: [Node.Member] = []
    try beginObject()
    while try nextMember(closing: UInt8(ascii: "}")) {
      _ = try peek()
      let (line, column) = source.place()
      let key = Node(.scalar(try string(), isPlain: false), line: line, column: column)
      try takeColon()
      members.append(Node.Member(key: key, value: try node(noting: &document)))
    }
    document.note(duplicatesIn: members)
    return members
  }
}
