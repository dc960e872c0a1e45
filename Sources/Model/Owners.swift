/// Who owns which files, as a CODEOWNERS file says: the last pattern that matches decides.
package struct Owners: Hashable, Sendable {
  package struct Rule: Hashable, Sendable {
    package let files: Glob
    /// Empty where the files are said to have none.
    package let owners: [String]

    package init(files: Glob, owners: [String]) {
      self.files = files
      self.owners = owners
    }
  }

  private let rules: [Rule]

  package init(_ rules: [Rule] = []) { self.rules = rules }

  package var isEmpty: Bool { rules.isEmpty }
  package func owners(of path: Path) -> [String] { rules.last { $0.files.matches(path) }?.owners ?? [] }
}
