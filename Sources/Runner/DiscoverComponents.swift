import Model
import Syntax

/// What components are there, and what each lays claim to.
struct Claims {
  struct Row {
    var name: String
    /// What the policy calls it, where it has a section of its own.
    var entry: String?
    var folders: [Path] = []
    var paths: [Glob] = []
    var origin: Policy.Origin?
  }

  private(set) var rows: [Row] = []

  /// Adds what the policy names: components of their own, or ones that were discovered, by name or by folder.
  mutating func take(_ named: [String: Policy.Components.Named]) throws(ReadError) {
    var places: [String: Int] = [:]
    for (place, row) in rows.enumerated() {
      places[row.name] = place
      for folder in row.folders { places[folder.description] = place }
    }
    for (name, entry) in named.ordered(by: { $0.key < $1.key }) {
      if let place = places[name] {
        rows[place].entry = name
        rows[place].origin = entry.origin
        if !entry.paths.isEmpty { (rows[place].folders, rows[place].paths) = ([], entry.paths) }
      } else if entry.paths.isEmpty {
        let hint = rows.map(\.name).hint(for: name)
        throw ReadError(
          line: entry.origin.line, column: entry.origin.column,
          met: "the component \(ReadError.quoted(name.utf8)) without paths",
          wanted: "paths, or the name of a folder that is discovered\(hint)"
        ).of(entry.origin.layer)
      } else {
        rows.append(Row(name: name, entry: name, paths: entry.paths, origin: entry.origin))
      }
    }
  }

  fileprivate init(_ rows: [Row]) { self.rows = rows }
}

/// The folders that match, each a component: called by its own name where no other is called so, else by its path.
func discovered(_ policy: Policy.Components, _ files: [Path]) throws(ReadError) -> Claims {
  if policy.discover.isEmpty { return Claims([]) }
  let folders = folders(of: files).filter { folder in policy.discover.contains { $0.matches(folder) } }.sorted()
  if let strange = folders.first(where: { !$0.isText }) {
    throw ReadError(met: "the folder \(strange)", wanted: "a component whose name is UTF-8")
  }
  let namesakes = Dictionary(grouping: folders, by: \.basename).mapValues(\.count)
  return Claims(
    folders.map { folder in
      let name = namesakes[folder.basename] == 1 ? folder.basename : folder
      return Claims.Row(name: name.description, folders: [folder], origin: policy.discoverOrigin)
    })
}

/// All folders that files lie in.
private func folders(of files: [Path]) -> Set<Path> {
  var folders: Set<Path> = []
  for file in files {
    var folder = file.parent
    while !folder.isEmpty, folders.insert(folder).inserted { folder = folder.parent }
  }
  return folders
}
