import Model
import Readers
import Syntax

/// Adds to the commits that touch code what they do to its lines.
func readPatches(_ history: inout History, _ policy: Policy, in world: World) throws(ReadError) {
  var kinds: [Path: FileKind] = [:]
  func isCode(_ change: FileChange) -> Bool {
    let kind = kinds[change.path] ?? policy.classifier.kind(of: change.path)
    kinds[change.path] = kind
    return change.isFile && (kind == .source || kind == .test)
  }
  // Of a merge nothing is known before: what it brings of its own stands in its patch alone.
  let places = history.commits.indices.filter { place in
    history.commits[place].isMerge || history.commits[place].changes.contains(where: isCode)
  }
  for part in try patches(of: places.map { history.commits[$0].id }, policy.classifier, in: world) {
    for place in places {
      if let patches = part[history.commits[place].id] { history.commits[place].take(patches) }
    }
  }
  try checkReverts(&history, policy, in: world)
}

/// Reads patches with one git a core: half the commits each.
private func patches(
  of commits: [String], _ classifier: Classifier, in world: World
) throws(ReadError) -> [[String: [(path: Path, patch: Patch)]]] {
  // So many names fit into one call of git.
  let most = 20_000, fewest = 8
  let size = min(max((commits.count + 1) / 2, fewest), most)
  let parts = stride(from: 0, to: commits.count, by: size).map { commits[$0..<min($0 + size, commits.count)] }
  typealias Patches = [String: [(path: Path, patch: Patch)]]
  let results = onAllCores(parts.count, in: world) { index in
    Result { () throws(ReadError) -> Patches in
      var source = try ByteSource(world.git(Readers.Patches.arguments(Array(parts[index]))), cap: .ofGit)
      return try Readers.Patches.read(&source, classifier)
    }
  }
  var read: [Patches] = []
  for result in results { read.append(try result.get()) }
  return read
}

/// Looks at some files of some commits a second time, with all their lines around those that change: only so a line
/// in the middle of a comment, or of a test beside the code, is known for what it is.
func readWholeFiles(_ history: inout History, _ wanted: [PatchPlace], _ policy: Policy, in world: World)
  throws(ReadError)
{
  let commits = Set(wanted.map(\.commit))
  let paths = Set(wanted.flatMap { [$0.path] + [$0.origin].compactMap(\.self) })
  // A name that is not UTF-8 cannot be an argument; then all files of the commits are looked at.
  let isText = paths.allSatisfy { Path($0.description) == $0 }
  let arguments = Patches.arguments(
    commits.sorted(), of: isText ? paths.map(\.description).sorted() : [], isWhole: true)
  var source = try ByteSource(world.git(arguments), cap: .ofGit)
  let patches = try Patches.read(&source, policy.classifier, isWhole: true)
  for place in history.commits.indices where commits.contains(history.commits[place].id) {
    history.commits[place].take(patches[history.commits[place].id] ?? [])
  }
}

extension Commit {
  fileprivate mutating func take(_ patches: [(path: Path, patch: Patch)]) {
    let places = Dictionary(changes.indices.map { (changes[$0].path, $0) }) { first, _ in first }
    for (path, patch) in patches {
      if let place = places[path] {
        changes[place].patch = patch
      } else if isMerge {
        changes.append(FileChange(.modified, path, patch: patch))
      }
    }
  }
}
