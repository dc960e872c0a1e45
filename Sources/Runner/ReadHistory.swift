import Model
import Readers
import Syntax

/// The commits that gate 1 judges: those of the change, and on a branch that has nothing ahead of its base, those
/// since the commit from which on the policy wants them judged.
func readHistory(_ change: Change, _ policy: Policy, _ repository: Repository, in world: World) throws(ReadError)
  -> History?
{
  guard let head = change.head else { return nil }
  var range = [head]
  if let base = change.base, base != head || policy.tdd.since == nil { range.append("^\(base)") }
  if let target = change.target, target != change.base, target != head { range.append("^\(target)") }
  if let since = policy.tdd.since { range.append("^\(try resolve(since, in: world))") }
  guard range.count > 1 || change.isWithoutBase else { return nil }
  var source = try ByteSource(world.git(GitLog.arguments(range)), cap: .ofGit)
  let commits = try GitLog.read(&source)
  let ends = repository.isShallow ? try ends(in: world) : []
  var history = History(commits: commits, isCutOff: commits.contains { ends.contains($0.id) })
  if policy.tdd.level > .message, !history.isCutOff { try readPatches(&history, policy, in: world) }
  return history
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
