/// A document that sets a policy, as far as a program can read it.
package struct PolicyDocument: Hashable, Sendable {
  package struct Text: Hashable, Sendable {
    package var text: String
    package var line: Int

    package init(_ text: String, line: Int) {
      self.text = text
      self.line = line
    }
  }

  package var path: Path
  /// What stands behind a word and a colon, or beside it in a table of two columns, by the word in small letters.
  package var fields: [String: Text] = [:]
  /// What tables and headings begin with.
  package var entries: Set<String> = []
  /// Other files that it names.
  package var links: [Text] = []

  package init(_ path: Path) { self.path = path }
}

extension Policy {
  /// What is asked of the documents that set the policy.
  package struct Documents: Hashable, Sendable {
    /// Where they are; empty: nothing is asked of any.
    package var policies: [Glob] = []
    /// What a field is called, in small letters, by what it says.
    package var fields: [String: [String]] = [:]
    package init() {}
  }
}
