import Model
import Readers
import Syntax

/// The commits that gate 1 judges: those of the change, and on a branch that has nothing ahead of its base, those
/// since the commit from which on the policy wants them judged.
func readHistory(_ change: Change, _ policy: Policy, _ repository: Repository, in world: World) throws(ReadError)
  -> History?
{
  guard change.head != nil else { return nil }
  var range = change.range()
  if let since = policy.tdd.since {
    world.forget(GitLog.listing(range))
    endLogs(of: range, in: world)
    range = change.range(since: try resolve(since, in: world))
  }
  guard range.count > 1 || change.isWithoutBase else { return nil }
  let names = repository.isShallow ? try list(range, in: world) : []
  let ends = repository.isShallow ? try ends(in: world) : []
  let isCutOff = names.contains(where: ends.contains)
  let depth = isCutOff || policy.tdd.level == .message ? GitLog.Depth.files : .lines
  endLogs(of: range, but: depth, in: world)
  var (commits, isAll) = readBegun(range, depth, policy.classifier, in: world)
  if !isAll {
    let names = repository.isShallow ? names : try list(range, in: world)
    if !commits.lazy.map(\.id).elementsEqual(names.prefix(commits.count)) { commits = [] }
    commits += try readCommits(Array(names[commits.count...]), depth, policy.classifier, in: world)
  }
  var history = History(commits: commits, isCutOff: isCutOff)
  if depth == .lines { try checkReverts(&history, policy, in: world) }
  return history
}

extension Change {
  /// What it ends with and what it does not hold any more, by the names that git lists what lies between.
  func range(since: String? = nil) -> [String] {
    guard let head else { return [] }
    var range = [head]
    // What the base has, its target has too.
    if let end = target ?? base, end != head || since == nil { range.append("^\(end)") }
    if let since { range.append("^\(since)") }
    return range
  }
}

/// The names of the commits of a range, ancestors first.
private func list(_ range: [String], in world: World) throws(ReadError) -> [String] {
  var source = try ByteSource(world.git(GitLog.listing(range)), cap: .ofGit)
  var names: [String] = []
  while let line = try source.nextLine() {
    if !GitLog.isAround(source.buffer[line]) { names.append(source.text(line)) }
  }
  return names
}

/// Reads commits with one git a core.
private func readCommits(
  _ names: [String], _ depth: GitLog.Depth, _ classifier: Classifier, in world: World
) throws(ReadError) -> [Commit] {
  // Fewer are not worth a git of their own.
  let fewest = 8
  let size = max((names.count + world.cores - 1) / world.cores, fewest)
  let parts = stride(from: 0, to: names.count, by: size).map { names[$0..<min($0 + size, names.count)] }
  let results = onAllCores(parts.count, in: world) { index in
    Result { () throws(ReadError) -> [Commit] in
      try world.commits(parts[index], depth, classifier)
    }
  }
  var commits: [Commit] = []
  for result in results { commits += try result.get() }
  guard commits.count == names.count else {
    throw ReadError(met: "\(commits.count) commits in what git prints", wanted: "the \(names.count) of the range")
  }
  return commits
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
  let read = try world.commits(
    commits.sorted(), .wholeFiles, of: isText ? paths.map(\.description).sorted() : [], policy.classifier)
  let patches = Dictionary(read.map { ($0.id, $0.patches) }) { first, _ in first }
  for place in history.commits.indices {
    history.commits[place].take(patches[history.commits[place].id] ?? [])
  }
}

extension World {
  fileprivate func commits(
    _ names: some Collection<String>, _ depth: GitLog.Depth, of paths: [String] = [], _ classifier: Classifier
  ) throws(ReadError) -> [Commit] {
    // Without names git would take HEAD for what is meant.
    guard !names.isEmpty else { return [] }
    let input = Array(names.joined(separator: "\n").utf8)
    var source = try ByteSource(git(GitLog.arguments(depth, of: paths), input: input), cap: .ofGit)
    return try GitLog.read(&source, depth, classifier)
  }
}

extension Commit {
  fileprivate var patches: [(path: Path, patch: Patch)] {
    changes.compactMap { change in change.patch.map { (change.path, $0) } }
  }
}

/// The commits of which a shallow clone does not have the parents.
///
/// - Source: gitformat-pack and `git help shallow`: one full name a line
private func ends(in world: World) throws(ReadError) -> Set<String> {
  let path = try world.gitText(["rev-parse", "--git-path", "shallow"])
  var source = try ByteSource(world.open(world.path(Path(path))))
  var ends: Set<String> = []
  while let line = try source.nextLine() { ends.insert(source.text(line)) }
  return ends
}

extension ByteCap {
  /// Of what git prints, which is read while it comes and never held.
  static let ofGit: ByteCap = {
    var cap = ByteCap()
    cap.stored = 1 << 40
    return cap
  }()
}
