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
  guard world.foresees(question), var source = try? ByteSource(world.git(question), cap: .ofGit),
    let read = try? GitLog.read(&source, depth, classifier, upTo: little)
  else { return ([], false) }
  return read
}
