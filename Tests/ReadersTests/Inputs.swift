import Model
import Readers
import Syntax
import Testing

extension Policy {
  /// The policy of such a `sixgate.yaml`.
  static func of(_ yaml: String) throws -> Policy { try Policy.file(Array(yaml.utf8)) }
}

/// Why such a `sixgate.yaml` is refused.
func refusal(of yaml: String) throws -> ReadError { try #require(throws: ReadError.self) { try Policy.of(yaml) } }

/// What `git log` prints of one commit, whose id is one letter forty times.
///
/// - Parameter fields: for each file its status and its names; `A` stands for what git prints around it.
func log(
  _ id: String, after parents: String = "", _ subject: String, trailers: String = "", changing fields: [String] = []
) -> [UInt8] {
  let ids = ([id] + parents.map(String.init)).map { String(repeating: $0, count: 40) }
  let header = [
    "commit " + ids[0], ids.dropFirst().joined(separator: " "), "Ann <ann@example.com>", "86400", subject, trailers, "",
  ]
  let changes = fields.map { raw($0) ?? $0 }
  return Array(
    (header.joined(separator: "\0") + "\0" + (fields.isEmpty ? "" : "\n") + changes.map { $0 + "\0" }.joined()).utf8)
}

/// `:100644 100644 OLD NEW M` for `M`; with `l`, `m`, `x` and `e` behind the letter of a link, a submodule, a change of
/// the mode alone and an empty file.
private func raw(_ status: String) -> String? {
  guard let letter = status.first, "AMDTUX?RC".contains(letter), status.count <= 5, status != letter.lowercased() else {
    return nil
  }
  let kind = status.last ?? " "
  let ids = ["1", kind == "x" ? "1" : "2"].map { String(repeating: $0, count: 40) }
  let new = kind == "e" ? "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391" : ids[1]
  let mode = ["l": "120000", "m": "160000", "x": "100755"][kind] ?? "100644"
  return ":100644 \(mode) \(ids[0]) \(new) \(String(status.filter { !"lmxe".contains($0) }))"
}

func commits(in bytes: [UInt8]) throws -> [Commit] {
  var source = try ByteSource(bytes)
  var commits = try GitLog.read(&source, .files, Classifier())
  // What files are is another test's.
  for index in commits.indices {
    for place in commits[index].changes.indices { commits[index].changes[place].fileKind = nil }
  }
  return commits
}
