/// What a path of a repository is, judged by name alone.
package enum FileKind: String, CaseIterable, Sendable {
  case source, test, support, generated, vendored, docs, ci, build, example, other
  case testData = "test-data"
}

/// Tells what a path is, by the table in `gates/languages.yaml`; the first row that answers wins.
package struct Classifier: Sendable {
  package struct Language: Sendable {
    package var name: String
    package var extensions: Set<String>
    package var names: Set<String>
    package var tests: [Glob]
    /// Whether its files in test directories are tests whatever they are called.
    package var usesTestDirectories: Bool
    package var twins: [String]
    package var syntax: CodeSyntax

    package init(
      name: String, extensions: Set<String>, names: Set<String>, tests: [Glob], usesTestDirectories: Bool,
      twins: [String], syntax: CodeSyntax = CodeSyntax()
    ) {
      self.name = name
      self.extensions = extensions
      self.names = names
      self.tests = tests
      self.usesTestDirectories = usesTestDirectories
      self.twins = twins
      self.syntax = syntax
    }
  }

  /// Globs by kind, in the order in which the kinds are asked; those before the languages and those after.
  package var early: [(kind: FileKind, globs: [Glob])] { didSet { index() } }
  package var testDirectories: Set<String> { didSet { index() } }
  package var late: [(kind: FileKind, globs: [Glob])] { didSet { index() } }
  package var languages: [Language] { didSet { index() } }
  /// What the repository says of its own paths; asked before everything else, the first that answers wins.
  package var overrides: [(glob: Glob, kind: FileKind)] = []
  package var words = Words()
  package var layout = Layout()
  private var byExtension: [String: Int] = [:]
  private var byName: [String: Int] = [:]
  private var earlyRows = GlobRows([])
  private var testRows = GlobRows([])
  private var lateRows = GlobRows([])
  private var testFolders: Set<ArraySlice<UInt8>> = []

  package init(
    early: [(kind: FileKind, globs: [Glob])] = [], testDirectories: Set<String> = [],
    late: [(kind: FileKind, globs: [Glob])] = [], languages: [Language] = []
  ) {
    self.early = early
    self.testDirectories = testDirectories
    self.late = late
    self.languages = languages
    index()
  }

  private mutating func index() {
    byExtension = [:]
    byName = [:]
    earlyRows = GlobRows(early.map(\.globs))
    testRows = GlobRows(languages.map(\.tests))
    lateRows = GlobRows(late.map(\.globs))
    testFolders = Set(testDirectories.map { Array($0.utf8)[...] })
    for (row, language) in languages.enumerated() {
      for ending in language.extensions { byExtension[ending] = row }
      for name in language.names { byName[name] = row }
    }
  }
}

extension Classifier {
  /// How repositories are laid out.
  package struct Layout: Hashable, Sendable {
    /// Files at the root of a package.
    package var manifests: [Glob] = []
    /// Folders that say nothing of what is in them.
    package var folders: Set<String> = []
    /// Files that are named after what they are to their folder.
    package var folderStems: Set<String> = []

    package init() {}
  }

  package func kind(of path: Path) -> FileKind {
    let segments = path.segments
    if let override = overrides.first(where: { $0.glob.matches(segments: segments) }) { return override.kind }
    if let row = earlyRows.first(matching: segments) { return early[row].kind }
    let language = language(of: path)
    if testRows.first(matching: segments) != nil { return .test }
    if isInTestDirectory(segments), language?.usesTestDirectories != false {
      return language == nil ? .testData : .test
    }
    return lateRows.first(matching: segments).map { late[$0].kind } ?? (language == nil ? .other : .source)
  }

  package func language(of path: Path) -> Language? {
    (byName[path.basename.description] ?? byExtension[path.pathExtension]).map { languages[$0] }
  }

  private func isInTestDirectory(_ path: [ArraySlice<UInt8>]) -> Bool {
    path.dropLast().contains { testFolders.contains($0) }
  }
}
