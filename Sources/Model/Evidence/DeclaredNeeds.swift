/// What a program declares that it needs of others, in one file.
package struct DeclaredNeeds: Hashable, Sendable {
  /// Of the first thing that it needs.
  package var location: Location
  /// Whose packages they are, as a message says it.
  package var ecosystem: String
  /// What a file is called that locks them, in the same folder or in one around it; empty where they lock themselves.
  package var locks: [Glob]
  /// What they need that names no single release, where nothing else locks them.
  package var loose: [String]

  package init(_ ecosystem: String, at location: Location, locks: [Glob], loose: [String] = []) {
    self.ecosystem = ecosystem
    self.location = location
    self.locks = locks
    self.loose = loose
  }
}
