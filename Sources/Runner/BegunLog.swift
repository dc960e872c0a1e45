import Model
import Readers
import Syntax

/// Has git begin with the commits of a change, as the policy of the checkout would have them looked at; with their names
/// alone where that cannot be told.
func foreseeCommits(of range: [String], _ depth: GitLog.Depth?, in world: World) {
  world.foresee(depth.map { GitLog.arguments($0, walking: range) } ?? GitLog.listing(range))
}

/// Ends what git began with of a range, but at that depth.
func endLogs(of range: [String], but kept: GitLog.Depth? = nil, in world: World) {
  let depths: [GitLog.Depth] = [.files, .lines]
  for depth in depths where depth != kept { world.forget(GitLog.arguments(depth, walking: range)) }
}

/// Reads commits from the one git that has begun with them: all where they are little to read, else the first of them,
/// since what is much is sooner read by one git a core.
func readBegun(
  _ range: [String], _ depth: GitLog.Depth, _ classifier: Classifier, in world: World
) -> (commits: [Commit], isAll: Bool) {
  let question = GitLog.arguments(depth, walking: range), little = 256 << 10
  guard let git = world.begun(question), let printed = try? git() else { return ([], false) }
  defer { world.stop(question) }
  // A git that is at work for long holds much at its end, and nobody is told that it has ended before all of that is
  // given back. The last commit, of which nothing else shows where it ends, is known sooner from a git of its own: who
  // would wait asks that one first, and does not wake for every line of the other.
  var last: [Commit]?
  let watched = ByteStream { block throws(ReadError) in
    if last == nil, git.peek(0) == nil { last = try read(range[0], depth, classifier, in: world) }
    try printed.appendBlock(&block)
  }
  guard var source = try? ByteSource(watched, cap: .ofGit),
    let read = try? GitLog.read(&source, depth, classifier, upTo: little, leaving: { $0 == last?.first?.id })
  else { return ([], false) }
  return (read.commits + (read.rest == .last ? last ?? [] : []), read.rest != .others)
}

private func read(
  _ commit: String, _ depth: GitLog.Depth, _ classifier: Classifier, in world: World
) throws(ReadError) -> [Commit] {
  var source = try ByteSource(world.git(GitLog.arguments(depth, only: commit)), cap: .ofGit)
  return try GitLog.read(&source, depth, classifier)
}
