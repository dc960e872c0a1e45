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
func log(
  _ id: String, after parents: String = "", _ subject: String, trailers: String = "", changing fields: [String] = []
) -> [UInt8] {
  let ids = ([id] + parents.map(String.init)).map { String(repeating: $0, count: 40) }
  let header = [ids[0], ids.dropFirst().joined(separator: " "), "Ann <ann@example.com>", subject, trailers, ""]
  return Array(
    (header.joined(separator: "\0") + "\0" + (fields.isEmpty ? "" : "\n") + fields.map { $0 + "\0" }.joined()).utf8)
}

func commits(in bytes: [UInt8]) throws -> [Commit] {
  var source = try ByteSource(bytes)
  return try GitLog.read(&source)
}
