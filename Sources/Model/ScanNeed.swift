/// A kind of thing that a repository holds, and the scanners of which one must have looked at it.
package struct ScanNeed: Hashable, Sendable {
  /// In the plural, as a message says it.
  package var name: String
  package var files: [Glob]
  /// In small letters.
  package var tools: [Glob]
  package var subject: Scan.Subject?
  /// What they must have looked for, where their reports show that.
  package var kind: ScanFinding.Kind?
  /// What their checks must have been about, where their reports show that.
  package var areas: [Glob]
  /// What is found where none of them looked.
  package var rule: RuleID

  package init(
    _ name: String, files: [Glob], tools: [Glob], subject: Scan.Subject? = nil, kind: ScanFinding.Kind? = nil,
    areas: [Glob] = [], rule: RuleID = "security.scan-missing"
  ) {
    self.name = name
    self.files = files
    self.tools = tools
    self.subject = subject
    self.kind = kind
    self.areas = areas
    self.rule = rule
  }
}
