package import Model
package import Syntax

/// The tools that change databases, as `gates/migrations.yaml` describes them.
package struct MigrationTable: Sendable {
  fileprivate let tools: [MigrationTool]
  let singles: [SingleStatement]
  /// Changes of Liquibase that need no rollback of their own.
  let automatic: Set<String>

  /// - Throws: only where the program's own files are broken.
  package static let builtIn: Result<MigrationTable, ReadError> = Result { () throws(ReadError) in
    try MigrationTable(EmbeddedFile.named("migrations.yaml"))
  }

  init(_ node: Node) throws(ReadError) {
    try node.check("migrations", keys: ["tools", "single", "automatic"])
    var tools: [MigrationTool] = []
    for row in node["tools"]?.sequence ?? [] { tools.append(try MigrationTool(row)) }
    var singles: [SingleStatement] = []
    for row in node["single"]?.sequence ?? [] { singles.append(try SingleStatement(row)) }
    automatic = Set(try node["automatic"]?.strings() ?? [])
    (self.tools, self.singles) = (tools, singles)
  }

  /// Whether a file's name is one that a tool reads.
  package func knows(_ path: Path) -> Bool { tools.contains { $0.reads(path) } }

  /// The migrations of a file; none of one that is no migration for all its name.
  package func migrations(in bytes: [UInt8], at path: Path) throws(ReadError) -> [Migration] {
    for tool in tools where tool.reads(path) && tool.holds(bytes) { return try tool.migrations(bytes, path, self) }
    return []
  }
}

/// How one tool names and writes its migrations.
struct MigrationTool: Sendable {
  enum Form: String, CaseIterable, Sendable { case python, django, script, liquibase, sql }
  enum Undo: String, CaseIterable, Sendable { case within, apart }

  let name: String
  let form: Form
  let undo: Undo
  /// In small letters.
  let undoMark: [UInt8]?
  private let files: [Glob]
  private let names: [MigrationName]
  private let undoNames: [MigrationName]
  private let otherNames: [Glob]
  private let marks: [[UInt8]]

  private static let keys = [
    "tool", "files", "names", "undo-names", "other-names", "holds", "form", "undo", "undo-mark",
  ]

  init(_ node: Node) throws(ReadError) {
    try node.check("a tool", keys: MigrationTool.keys)
    guard let tool = node["tool"], let files = node["files"], let form = node["form"], let undo = node["undo"] else {
      throw node.error("a tool with tool, files, form and undo")
    }
    name = try tool.string()
    self.files = try files.globs()
    self.form = try form.word(Form.self)
    self.undo = try undo.word(Undo.self)
    undoMark = try node["undo-mark"].map { node throws(ReadError) in Array(try node.string().utf8) }
    names = (try node["names"]?.strings() ?? []).map(MigrationName.init)
    undoNames = (try node["undo-names"]?.strings() ?? []).map(MigrationName.init)
    otherNames = try node["other-names"]?.globs() ?? []
    marks = (try node["holds"]?.strings() ?? []).map { Array($0.utf8) }
  }

  func reads(_ path: Path) -> Bool {
    files.contains { $0.matches(path) } && path.basename != "__init__.py"
      && !otherNames.contains { $0.matches(path.basename) }
  }

  func holds(_ bytes: [UInt8]) -> Bool { marks.isEmpty || marks.contains { bytes.firstIndex(of: $0) != nil } }

  /// What a file's name says of its version, and whether it takes another back; no version for an unknown name.
  func version(of path: Path) -> (version: String, undoes: Bool) {
    let name = path.basename.description
    if let version = undoNames.lazy.compactMap({ $0.version(in: name) }).first { return (version, true) }
    return (names.lazy.compactMap { $0.version(in: name) }.first ?? "", false)
  }
}

/// What files of migrations are called: a text with `{version}` in it.
struct MigrationName: Sendable {
  private let before: String
  private let behind: Glob

  init(_ pattern: String) {
    let place = pattern.firstRange(of: "{version}")
    before = String(pattern[..<(place?.lowerBound ?? pattern.endIndex)])
    behind = Glob(String(pattern[(place?.upperBound ?? pattern.endIndex)...]))
  }

  /// Digits, with points and lines between them; `nil` for another name.
  func version(in name: String) -> String? {
    guard name.hasPrefix(before) else { return nil }
    let rest = Array(name.utf8.dropFirst(before.utf8.count))
    var version = rest.prefix { ($0 >= 0x30 && $0 <= 0x39) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "_") }
    while let last = version.last, last < 0x30 || last > 0x39 { version.removeLast() }
    let text = String(decoding: rest[version.count...], as: UTF8.self)
    return version.isEmpty || !behind.matches(text: text) ? nil : String(decoding: version, as: UTF8.self)
  }
}
