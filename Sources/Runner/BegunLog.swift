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
  guard let git = world.begun(question) else { return ([], false) }
  defer { world.stop(question) }
  let last = GitLog.arguments(depth, only: range[0]), asksForLast = !hasPrinted(git, range[0])
  if asksForLast { world.foresee(last) }
  defer { world.forget(last) }
  guard var source = try? ByteSource(git(), cap: .ofGit),
    let read = try? GitLog.read(&source, depth, classifier, upTo: little, before: asksForLast ? range[0] : nil)
  else { return ([], false) }
  guard read.rest == .last else { return (read.commits, read.rest == .nothing) }
  guard var source = try? ByteSource(world.git(last), cap: .ofGit),
    let end = try? GitLog.read(&source, depth, classifier)
  else { return ([], false) }
  return (read.commits + end, true)
}

/// Whether a git that lists commits has come to the last of them, or to its end.
///
/// One that has not is at work for long, and holds much then: nobody is told that it has ended before all of that is
/// given back. The last commit, of which nothing else shows where it ends, is known sooner from a git of its own.
private func hasPrinted(_ git: World.Answer, _ commit: String) -> Bool {
  guard let printed = git.peek(0) else { return false }
  return printed.isEmpty || printed.firstIndex(of: Array("commit \(commit)".utf8)) != nil
}
