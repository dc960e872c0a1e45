package import Model
package import Syntax

/// The files that declare what programs need, as `gates/dependencies.yaml` describes them.
package struct NeedsTable: Sendable {
  private let rows: [NeedsRow]

  /// - Throws: only where the program's own files are broken.
  package static let builtIn: Result<NeedsTable, ReadError> = Result { () throws(ReadError) in
    var rows: [NeedsRow] = []
    for row in try EmbeddedFile.named("dependencies.yaml")["dependencies"]?.entries ?? [] {
      rows.append(try NeedsRow(row))
    }
    return NeedsTable(rows: rows)
  }

  package func knows(_ path: Path) -> Bool { rows.contains { $0.reads(path) } }

  /// What a file declares; `nil` where that is nothing.
  ///
  /// - Parameter files: those of the repository, by which a program is told from what others build in.
  /// - Throws: where it is not of the syntax that its name stands for.
  package func needs(in bytes: [UInt8], at path: Path, among files: [Path]) throws(ReadError) -> DeclaredNeeds? {
    guard let row = rows.first(where: { $0.reads(path) }), row.counts(path, among: files) else { return nil }
    return try row.needs(in: bytes, at: path)
  }
}

/// How one kind of file declares them.
struct NeedsRow: Sendable {
  enum Form: String, CaseIterable, Sendable { case json, toml, lines, requirements }

  let ecosystem: String
  let locks: [Glob]
  private let declared: [Glob]
  private let form: Form
  private let places: [Glob]
  private let others: [Glob]
  private let begins: [[UInt8]]
  private let beside: [Glob]

  init(_ node: Node) throws(ReadError) {
    try node.check(
      "declared needs", keys: ["ecosystem", "declared", "in", "at", "except", "begins", "beside", "locks"])
    guard let ecosystem = node["ecosystem"], let declared = node["declared"], let form = node["in"] else {
      throw node.error("a row with ecosystem, declared and in")
    }
    (self.ecosystem, self.declared) = (try ecosystem.string(), try declared.globs())
    self.form = try form.word(Form.self)
    places = try node["at"]?.globs() ?? []
    others = try node["except"]?.globs() ?? []
    begins = (try node["begins"]?.strings() ?? []).map { Array($0.utf8) }
    beside = try node["beside"]?.globs() ?? []
    locks = try node["locks"]?.globs() ?? []
  }

  func reads(_ path: Path) -> Bool { declared.contains { $0.matches(path) } }

  func counts(_ path: Path, among files: [Path]) -> Bool {
    beside.isEmpty
      || files.contains { file in
        file.relative(to: path.parent).map { inner in beside.contains { $0.matches(inner) } } ?? false
      }
  }

  func needs(in bytes: [UInt8], at path: Path) throws(ReadError) -> DeclaredNeeds? {
    let line: Int?
    switch form {
    case .json: line = try firstLine(ofJSON: bytes)
    case .toml: line = NeedsText(bytes).firstLine(ofTOML: places, others)
    case .lines: line = NeedsText(bytes).firstLine(beginningWith: begins)
    case .requirements:
      let loose = NeedsText(bytes).looseRequirements
      guard let first = loose.first else { return nil }
      return DeclaredNeeds(
        ecosystem, at: Location(path, line: first.line), locks: locks, loose: loose.map(\.text))
    }
    return line.map { DeclaredNeeds(ecosystem, at: Location(path, line: $0), locks: locks) }
  }

  private func firstLine(ofJSON bytes: [UInt8]) throws(ReadError) -> Int? {
    var json = JSONReader(try ByteSource(bytes))
    let root = try json.document().root
    for place in places {
      for member in root?[place.pattern]?.mapping ?? [] {
        let name = member.key.text ?? ""
        if !others.contains(where: { $0.matches(text: name) }) { return member.key.line }
      }
    }
    return nil
  }
}
