import Syntax

extension JSONReader {
  /// Hands over one value after the other of a text of many, one a line, up to the source's turn.
  /// - Returns: false where the last one is cut short; what was taken of it must not count.
  mutating func forEachLineOfJSON(_ take: (inout JSONReader) throws(ReadError) -> Void) throws(ReadError) -> Bool {
    while try hasMore(), !source.isAtTurn {
      do throws(ReadError) {
        try take(&self)
      } catch {
        // Nothing but the end can be wrong with what the end cuts off.
        if source.isAtEnd, error.met == "the end of the file" { return false }
        throw error
      }
    }
    return true
  }
}

extension ByteSource {
  /// Takes all answers of a text of values, one a line; of many other cores may take some.
  /// - Returns: false where the last one is cut short; what was taken of it must not count.
  mutating func takeLinesOfJSON(
    into log: inout ResponseLog,
    _ take: @escaping @Sendable (inout JSONReader, inout ResponseLog) throws(ReadError) -> Void
  ) throws(ReadError) -> Bool {
    try takeLines(into: &log, beginning: "\n{") { source, log throws(ReadError) in
      var json = JSONReader(&source)
      let isWhole = try json.forEachLineOfJSON { json throws(ReadError) in try take(&json, &log) }
      source = json.source.handOver()
      return isWhole
    }
  }
}
