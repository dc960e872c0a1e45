import Model
import Syntax

extension MigrationTool {
  /// The change sets of a changelog, a migration each.
  ///
  /// - Source: Liquibase, changelog formats (XML, YAML, JSON, formatted SQL) and Automatic and Custom Rollbacks
  func changeSets(of bytes: [UInt8], _ path: Path, _ table: MigrationTable) throws(ReadError) -> [Migration] {
    var sets: [ChangeSet] = []
    if path.pathExtension == "xml" {
      var source = try ByteSource(bytes)
      var log = ChangelogXML()
      try readXML(&source, into: &log)
      sets = log.sets
    } else if path.pathExtension == "sql" {
      sets = ChangeSet.all(sql: bytes)
    } else {
      var source = try ByteSource(bytes)
      try readTapes(&source) { tape throws(ReadError) in sets += ChangeSet.all(in: tape) }
    }
    return sets.map { set in
      let isUndone = set.isUndone || set.changes.allSatisfy(table.automatic.contains)
      var migration = migration(at: path, version: set.version, undo: isUndone ? .there : .missing)
      migration.location = Location(path, line: set.line)
      migration.series = path.description
      return migration
    }
  }
}

/// A change set: who wrote it, what it is called, and what it does.
private struct ChangeSet {
  var author = ""
  var id = ""
  var line: Int?
  var changes: [String] = []
  var isUndone = false

  var version: String { author.isEmpty ? id : "\(author):\(id)" }

  mutating func take(_ change: String) {
    if change == "rollback" { isUndone = true } else { changes.append(change) }
  }

  static func all(in tape: Tape) -> [ChangeSet] {
    guard let root = tape.root, let log = tape.member("databaseChangeLog", of: root) else { return [] }
    var sets: [ChangeSet] = []
    tape.forEachElement(of: log) { entry in
      guard let node = tape.member("changeSet", of: entry) else { return }
      var set = ChangeSet(
        author: tape.text("author", of: node) ?? "", id: tape.text("id", of: node) ?? "", line: tape.line(node))
      if let changes = tape.member("changes", of: node) {
        tape.forEachElement(of: changes) { change in
          tape.forEachMember(of: change) { key, _ in set.take(tape.string(key) ?? "") }
        }
      }
      if tape.member("rollback", of: node) != nil { set.isUndone = true }
      sets.append(set)
    }
    return sets
  }

  /// `--changeset author:id` begins one, `--rollback` says how it is taken back.
  static func all(sql bytes: [UInt8]) -> [ChangeSet] {
    var sets: [ChangeSet] = []
    for (number, line) in String(decoding: bytes, as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false
    )
    .enumerated() {
      let words = line.lowercased().words
      guard let first = words.first, first.hasPrefix("--") else { continue }
      let isApart = first == "--"
      let mark = isApart ? words.dropFirst().first.map { "--" + $0 } : String(first)
      if mark == "--changeset" {
        let name = line.words.dropFirst(isApart ? 2 : 1).first ?? ""
        let parts = name.split(separator: ":", maxSplits: 1).map(String.init)
        sets.append(
          ChangeSet(author: parts.first ?? "", id: parts.last ?? "", line: number + 1, changes: ["sql"]))
      } else if mark == "--rollback", !sets.isEmpty {
        sets[sets.count - 1].isUndone = true
      }
    }
    return sets
  }
}

private struct ChangelogXML: XMLHandler {
  private(set) var sets: [ChangeSet] = []
  /// How deep the change set is that is open.
  private var depth: Int?

  mutating func open(_ element: XMLElement) {
    if let depth, element.depth <= depth { self.depth = nil }
    if element.name.text == "changeSet" {
      depth = element.depth
      sets.append(ChangeSet(author: element["author"]?.text ?? "", id: element["id"]?.text ?? ""))
    } else if let depth, element.depth == depth + 1 {
      sets[sets.count - 1].take(element.name.text)
    }
  }

  mutating func take(_ text: Span<UInt8>) {}
}
