import Model
import Readers
import Syntax

/// Finds what a run is about: from its flags, else from the CI system, else from git.
func findChange(_ request: Request, _ repository: Repository, in world: World) -> Change {
  let platform = Platform(world.environment)
  let told = PlatformChange(platform, world.environment)
  var change = Change(branch: told.branch, pullRequest: told.pullRequest, platform: platform)
  guard repository.isGit else {
    change.problem = "this is no git repository"
    return change
  }
  do throws(ReadError) {
    change.head = try resolve(request.head ?? "HEAD", in: world)
    try findBase(&change, request, told, in: world)
  } catch {
    let hint = repository.isShallow ? "; the clone is shallow: check out the whole history" : ""
    change.problem = error.message + hint
  }
  return change
}

private func findBase(
  _ change: inout Change, _ request: Request, _ told: PlatformChange, in world: World
) throws(ReadError) {
  guard let head = change.head else { return }
  change.isBaseNamed = request.base != nil || told.base != nil || told.mayBeSyntheticMerge
  // The platform's own merge of the change and its target: what is judged are its parents. The variables may name
  // a target that has moved on since.
  if request.base == nil, request.head == nil, told.mayBeSyntheticMerge,
    let parents = try? world.gitText(["rev-parse", "\(head)^1", "\(head)^2"]).split(separator: "\n"), parents.count == 2
  {
    change.merge = head
    change.head = String(parents[1])
    change.target = String(parents[0])
    change.base = try mergeBase(String(parents[0]), String(parents[1]), in: world)
    change.origin = "the merge that \(change.platform.rawValue) made"
    return
  }
  let (name, origin) =
    if let base = request.base { (base, "--base") } else if let base = told.base { (base, told.baseOrigin) } else {
      ("origin/HEAD", "origin/HEAD")
    }
  change.origin = origin
  guard let base = try? resolve(name, in: world) else {
    throw ReadError(met: "no commit \(name) (\(origin))", wanted: "the base of the change: name it with --base")
  }
  change.target = base
  change.base = try mergeBase(base, head, in: world)
}

private func resolve(_ name: String, in world: World) throws(ReadError) -> String {
  guard !name.hasPrefix("-"),
    let id = try? world.gitText(["rev-parse", "--verify", "--quiet", "--end-of-options", "\(name)^{commit}"])
  else {
    throw ReadError(met: "no commit \(name)", wanted: "a commit, a branch or a tag")
  }
  return id
}

private func mergeBase(_ base: String, _ head: String, in world: World) throws(ReadError) -> String {
  guard let common = try? world.gitText(["merge-base", base, head]) else {
    throw ReadError(met: "no common ancestor of \(base.prefix(12)) and \(head.prefix(12))", wanted: "one in the clone")
  }
  return common
}

/// The commits that gate 1 judges: those of the change, and on a branch that has nothing ahead of its base, those
/// since the commit from which on the policy wants them judged.
func readHistory(_ change: Change, _ policy: Policy, _ repository: Repository, in world: World) throws(ReadError)
  -> History?
{
  guard let head = change.head else { return nil }
  var range = [head]
  if let base = change.base, base != head || policy.tdd.since == nil { range.append("^\(base)") }
  if let since = policy.tdd.since { range.append("^\(try resolve(since, in: world))") }
  guard range.count > 1 else { return nil }
  var source = ByteSource(printed: try world.git(GitLog.arguments(range)))
  let commits = try GitLog.read(&source)
  // In a shallow clone the oldest commits show no parents; in a whole one only the first commit has none.
  return History(commits: commits, isCutOff: repository.isShallow && commits.contains { $0.parents.isEmpty })
}
