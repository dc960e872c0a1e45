import Model
import Syntax

extension MigrationTool {
  /// The migrations of a file that the tool reads.
  func migrations(_ bytes: [UInt8], _ path: Path, _ table: MigrationTable) throws(ReadError) -> [Migration] {
    switch form {
    case .python: [alembic(PythonText(bytes), path)]
    case .django: [django(PythonText(bytes), path)]
    case .script: [script(bytes, path)]
    case .sql: [sql(bytes, path, table)]
    case .liquibase: try changeSets(of: bytes, path, table)
    }
  }

  func migration(at path: Path, version: String, after: [String]? = nil, undo: Migration.Undo) -> Migration {
    Migration(
      tool: name, location: Location(path, line: 1), series: path.parent.description, version: version, after: after,
      undo: undo)
  }

  private func alembic(_ text: PythonText, _ path: Path) -> Migration {
    migration(
      at: path, version: text.strings(of: "revision").first ?? "", after: text.strings(of: "down_revision"),
      undo: text.hasBody(of: "downgrade") ? .there : .missing)
  }

  /// Operations can be taken back but for code and SQL without a way back.
  private func django(_ text: PythonText, _ path: Path) -> Migration {
    let stem = String(path.basename.description.dropLast(".py".count))
    let app = path.parent.parent.basename.description
    let isNamed = !version(of: path).version.isEmpty
    let after = text.pairs(of: "dependencies").filter { $0.0 == app }.map(\.1)
    let isOneWay =
      text.calls("RunPython", without: "reverse_code") || text.calls("RunSQL", without: "reverse_sql")
    return migration(at: path, version: isNamed ? stem : "", after: after, undo: isOneWay ? .missing : .there)
  }

  private func script(_ bytes: [UInt8], _ path: Path) -> Migration {
    migration(at: path, version: version(of: path).version, undo: ScriptText(bytes).hasDown ? .there : .missing)
  }

  private func sql(_ bytes: [UInt8], _ path: Path, _ table: MigrationTable) -> Migration {
    let (version, undoes) = version(of: path)
    let mark = undoMark.flatMap { bytes.map(\.lowercased).firstIndex(of: $0) }
    let isUndone = undo == .within && mark.map { SQLStatements(Array(bytes[$0...]), from: 1).changeSomething } == true
    var migration = migration(at: path, version: version, undo: undo == .apart ? .apart : isUndone ? .there : .missing)
    migration.undoes = undoes
    if undoes, !SQLStatements(bytes, from: 1).changeSomething { migration.undo = .missing }
    migration.single = SQLStatements(mark.map { Array(bytes[..<$0]) } ?? bytes, from: 1).single(table.singles, at: path)
    return migration
  }
}

extension UInt8 {
  var lowercased: UInt8 { self >= UInt8(ascii: "A") && self <= UInt8(ascii: "Z") ? self | 0x20 : self }
}
