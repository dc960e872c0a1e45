import Model
import Readers
import Syntax

/// When waivers of each id were first to expire, by all that the history of a commit knows of them.
///
/// Versions that cannot be read say nothing.
func firstExpiries(upTo commit: String, in world: World) throws(ReadError) -> [String: Day] {
  var first: [String: Day] = [:]
  for version in try waiverVersions(upTo: commit, in: world) {
    var source = try ByteSource(world.git(["cat-file", "blob", version]))
    guard let waiver = try? readWaiver(try source.rest(), at: ""), let expires = waiver.expires else { continue }
    first[waiver.id] = min(first[waiver.id] ?? expires, expires)
  }
  return first
}

/// Every version of every waiver, as `COMMIT:PATH`.
private func waiverVersions(upTo commit: String, in world: World) throws(ReadError) -> [String] {
  // A merge is compared with its first parent: what it changes by itself counts too.
  let arguments = [
    "log", "-z", "--format=%H", "--name-only", "--no-renames", "--diff-filter=d", "--full-history",
    "--diff-merges=first-parent", "--end-of-options", commit, "--", waiverFolder.description,
  ]
  var source = try ByteSource(world.git(arguments))
  var versions: [String] = []
  var current = ""
  while let field = try source.nextField(endedBy: 0) {
    // The first name of a commit stands behind a line's end.
    let text = String(decoding: source.buffer[field].drop { $0 == UInt8(ascii: "\n") }, as: UTF8.self)
    if Path(text).relative(to: waiverFolder) == nil {
      current = text
    } else if Path(text).isWaiver {
      versions.append("\(current):\(text)")
    }
  }
  return versions
}
