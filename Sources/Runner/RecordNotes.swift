import Model
import Syntax

/// How often a note is written anew, because somebody else's came between, before that is called a fault.
private let attempts = 100

/// Adds a line to the note of a commit.
///
/// Everything is written by one `git fast-import`, which moves the ref only where it still stands at the commit that
/// the new one follows; where it does not, the line is added to what stands there now.
func addNote(_ line: [UInt8], to commit: String, in ref: String, _ world: World) throws(ReadError) {
  var tip = tip(of: ref, in: world)
  var failuresInPlace = 0
  for _ in 0..<attempts {
    let stream = try world.noteCommit(line, to: commit, in: ref, after: tip)
    do throws(ReadError) {
      _ = try world.gitText(["fast-import", "--quiet", "--done"], input: stream)
      return
    } catch {
      let moved = Runner.tip(of: ref, in: world)
      failuresInPlace = moved == tip ? failuresInPlace + 1 : 0
      // Another's lock may be met; one that does not go away is told.
      if failuresInPlace == 5 { throw error }
      tip = moved
    }
  }
  throw ReadError(met: "\(ref) that others moved \(attempts) times", wanted: "it to stand still for a moment")
}

/// The commit that a ref stands at; `nil` where there is none.
func tip(of ref: String, in world: World) -> String? {
  try? world.gitText(naming(ref))
}

/// Where the note of a commit may lie: git spreads notes over folders when they are many.
private func places(of commit: String) -> [Path] {
  (0...4).map { depth in
    let digits = Array(commit.utf8)
    let folders = (0..<depth).map { Array(digits[$0 * 2..<$0 * 2 + 2]) }
    return Path(bytes: Array((folders + [Array(digits[(depth * 2)...])]).joined(separator: [UInt8(ascii: "/")])))
  }
}

extension World {
  /// A commit to a notes ref that adds a line to one note, as `git fast-import` takes it.
  ///
  /// - Source: git-fast-import(1), section INPUT FORMAT
  fileprivate func noteCommit(
    _ line: [UInt8], to commit: String, in ref: String, after tip: String?
  ) throws(ReadError) -> [UInt8] {
    let places = places(of: commit)
    let held = try tip.map { tip throws(ReadError) in try blobs(places.map { BlobName(tip, $0) }) } ?? []
    let found = zip(places, held).filter { $1 != nil }
    let before = found.flatMap { ($1 ?? []) + ($1?.last == UInt8(ascii: "\n") ? [] : [UInt8(ascii: "\n")]) }
    let note = before + line
    let message = "Record of \(commit)\n"
    let commands = [
      "commit \(ref)\n", "committer sixgate <sixgate@localhost> \(max(now.seconds, 0)) +0000\n",
      "data \(message.utf8.count)\n\(message)", tip.map { "from \($0)\n" } ?? "",
      found.dropFirst().map { "D \($0.0)\n" }.joined(),
      "M 100644 inline \(found.first?.0 ?? places[1])\ndata \(note.count)\n",
    ]
    return Array(commands.joined().utf8) + note + Array("\ndone\n".utf8)
  }
}
