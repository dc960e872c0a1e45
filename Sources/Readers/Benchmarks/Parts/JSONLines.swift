import Syntax

extension JSONReader {
  /// Hands over one value after the other of a text of many, one a line.
  /// - Returns: false where the last one is cut short; what was taken of it must not count.
  mutating func forEachLineOfJSON(_ take: (inout JSONReader) throws(ReadError) -> Void) throws(ReadError) -> Bool {
    while try hasMore() {
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
