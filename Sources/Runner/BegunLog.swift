import Model
import Readers
import Syntax

/// So much of commits is read from one git: what is more is sooner read by one a core.
private let little = 256 << 10

/// Has git begin with the commits of a change, as the policy of the checkout would have them looked at; with their names
/// alone where that cannot be told.
func foreseeCommits(of range: [String], _ depth: GitLog.Depth?, in world: World) {
  guard let depth else { return world.foresee(GitLog.listing(range)) }
  // The last of what is little ends behind it.
  world.foresee(GitLog.arguments(depth, walking: range), room: little + 64 << 10)
}

/// Ends what git began with of a range, but at that depth.
func endLogs(of range: [String], but kept: GitLog.Depth? = nil, in world: World) {
  let depths: [GitLog.Depth] = [.files, .lines]
  for depth in depths where depth != kept { world.forget(GitLog.arguments(depth, walking: range)) }
}

/// Reads commits from the one git that has begun with them: all where they are little to read, else the first of them.
func readBegun(
  _ range: [String], _ depth: GitLog.Depth, _ classifier: Classifier, in world: World
) -> (commits: [Commit], isAll: Bool) {
  let question = GitLog.arguments(depth, walking: range)
  defer { world.stop(question) }
  guard let printed = try? world.begun(question)?(), var source = try? ByteSource(printed, cap: .ofGit),
    let read = try? GitLog.read(&source, depth, classifier, upTo: little)
  else { return ([], false) }
  return read
}
