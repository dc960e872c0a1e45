extension JSONReader {
  /// The value that comes next, with all that is in it.
  package mutating func document() throws(ReadError) -> NodeDocument {
    var document = NodeDocument(root: nil)
    let root = try node(noting: &document)
    document.root = root
    return document
  }

  /// Columns count from the start of the value's line; depth is bounded by the reader's own cap.
  private mutating func node(noting document: inout NodeDocument) throws(ReadError) -> Node {
    let kind = try peek()
    let line = self.line
    switch kind {
    case .string: return Node(.scalar(try string(), isPlain: false), line: line, column: 1)
    case .number, .bool, .null: return Node(.scalar(try text() ?? "null", isPlain: true), line: line, column: 1)
    case .array:
      var nodes: [Node] = []
      try beginArray()
      while try nextElement() { nodes.append(try node(noting: &document)) }
      return Node(.sequence(nodes), line: line, column: 1)
    case .object:
      var members: [Node.Member] = []
      try beginObject()
      while let key = try nextKey() {
        let name = Node(.scalar(key, isPlain: false), line: self.line, column: 1)
        members.append(Node.Member(key: name, value: try node(noting: &document)))
      }
      document.note(duplicatesIn: members)
      return Node(.mapping(members), line: line, column: 1)
    }
  }
}
