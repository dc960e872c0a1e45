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
  private var earlyRows = GlobRows([])
  private var testRows = GlobRows([])
  private var lateRows = GlobRows([])
  /// What lies in one.
  private var testFolders = GlobRows([])
  /// Whole names, for each language, and behind those endings.
  private var languageRows = GlobRows([])

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
    earlyRows = GlobRows(early.map(\.globs))
    testRows = GlobRows(languages.map(\.tests))
    lateRows = GlobRows(late.map(\.globs))
    testFolders = GlobRows([testDirectories.map { Glob("**/\($0)/*/**") }])
    // A file that begins with a dot has no ending by that.
    languageRows = GlobRows(
      languages.map { $0.names.map { Glob($0) } } + languages.map { $0.extensions.map { Glob("?*.\($0)") } })
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

    /// The folders that hold a manifest.
    package func roots(among names: PathNames) -> Set<Path> {
      let rows = GlobRows([manifests])
      return Set(names.all { rows.first(matching: $0) != nil }.map(\.parent))
    }
  }

  package func kind(of path: Path) -> FileKind {
    if let override = overrides.first(where: { $0.glob.matches(path) }) { return override.kind }
    let bytes = path.bytes.span
    let subject = GlobSubject(bytes)
    if let row = earlyRows.first(matching: bytes, subject) { return early[row].kind }
    // By its place: to hand over a whole language costs more than to look at it.
    let language = languageRows.first(matching: bytes, subject).map { $0 % languages.count }
    if testRows.first(matching: bytes, subject) != nil { return .test }
    if testFolders.first(matching: bytes, subject) != nil {
      guard let language else { return .testData }
      if languages[language].usesTestDirectories { return .test }
    }
    return lateRows.first(matching: bytes, subject).map { late[$0].kind } ?? (language == nil ? .other : .source)
  }

  package func language(of path: Path) -> Language? { languagePlace(of: path).map { languages[$0] } }

  /// Its place among all languages: who asks of many files need not hold what is known of each one's.
  package func languagePlace(of path: Path) -> Int? {
    languageRows.first(matching: path).map { $0 % languages.count }
  }
}
