/// What a gate lays before people beside its findings: a view of what it saw, or commands that mend it.
package struct Exhibit: Hashable, Sendable {
  package var title: String
  /// Each for itself; may hold text from anywhere: not safe for any sink.
  package var lines: [String]
  /// Whether the lines are commands to be pasted, and so to be shown as they are.
  package var isCommands: Bool

  package init(_ title: String, _ lines: [String], isCommands: Bool = false) {
    self.title = title
    self.lines = lines
    self.isCommands = isCommands
  }
}
