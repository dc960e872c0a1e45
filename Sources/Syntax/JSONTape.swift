extension JSONReader {
  /// Reads one value after the other onto one tape.
  package mutating func readTapes(_ body: (Tape) throws(ReadError) -> Void) throws(ReadError) {
    var writer = TapeWriter()
    while try hasMore() {
      writer.clear()
      try take(onto: &writer)
      try body(writer.tape)
    }
  }

  /// Depth is bounded by the reader's own cap.
  private mutating func take(onto writer: inout TapeWriter) throws(ReadError) {
    let kind = try peek()
    let (line, column) = source.place()
    switch kind {
    case .string: try writer.take(try stringBytes(), .quoted, line, column)
    case .number, .bool, .null: try writer.take(Array((try text() ?? "null").utf8), .plain, line, column)
    case .array:
      writer.open(.sequence, line: line, column: column)
      try beginArray()
      while try nextElement() { try take(onto: &writer) }
      _ = try writer.close()
    case .object:
      writer.open(.mapping, line: line, column: column)
      try beginObject()
      while try nextMember(closing: UInt8(ascii: "}")) {
        _ = try peek()
        let (line, column) = source.place()
        try writer.take(try stringBytes(), .quoted, line, column)
        try takeColon()
        try take(onto: &writer)
      }
      _ = try writer.close()
    }
  }
}

extension TapeWriter {
  fileprivate mutating func take(
    _ text: [UInt8], _ kind: Tape.Kind, _ line: Int, _ column: Int
  ) throws(ReadError) {
    try scalar(kind, line: line, column: column) { $0 += text }
  }
}
