/// Rows that a gate shows beside its verdict, the most telling first; texts are not safe for any sink.
package struct Table: Hashable, Sendable {
  package var title: String
  package var head: [String]
  /// As many cells each as the head has.
  package var rows: [[String]]

  package init(_ title: String, head: [String], rows: [[String]]) {
    self.title = title
    self.head = head
    self.rows = rows
  }
}
