import Model
import Readers
import Syntax

/// The names that `findChange` will ask git for, as far as they are known before anything was looked at.
struct NamesOfChange: Hashable {
  /// Of its head and, where that is told, of its target.
  var commits: [String]
  /// Whether the head may be a merge of the change and its target, of which the parents will be asked for.
  var mayBeMerge = false

  init(_ commits: [String], mayBeMerge: Bool = false) { (self.commits, self.mayBeMerge) = (commits, mayBeMerge) }
}

func namesOfChange(_ request: Request, in world: World) -> NamesOfChange {
  let told = PlatformChange(Platform(world.environment), world.environment)
  return NamesOfChange(
    [request.head ?? "HEAD", request.base ?? told.base].compactMap(\.self),
    mayBeMerge: told.mayBeSyntheticMerge && request.base == nil && request.head == nil)
}

/// Finds what a run is about: from its flags, else from the CI system, else from git.
///
/// - Parameter depth: how much of its commits will be looked at, where that can be told; git begins with it.
func findChange(_ request: Request, _ repository: Repository, in world: World, expecting depth: GitLog.Depth? = nil)
  -> Change
{
  let platform = Platform(world.environment)
  var told = PlatformChange(platform, world.environment)
  var change = Change(branch: told.branch, pullRequest: told.pullRequest, platform: platform)
  guard repository.isGit else {
    change.obstacle = repository.obstacle ?? .noRepository
    change.problem = repository.problem ?? "this is no git repository"
    return change
  }
  do throws(ReadError) {
    change.obstacle = .noHead
    change.head = try resolve(request.head ?? "HEAD", in: world)
    change.obstacle = .noBase
    if request.base == nil, platform == .github {
      try told.takeEvent(in: world)
      change.branch = told.branch
    }
    if platform == .github { told.takeProposal(in: world) }
    change.proposal = told.proposal
    try findBase(&change, request, told, repository, in: world, repository.isShallow ? nil : depth)
    change.obstacle = nil
  } catch {
    change.problem = error.message
    if repository.isShallow {
      change.obstacle = .cutOff
      change.problem = "\(error.message); the clone is shallow"
    }
  }
  // Needed as well where base and head are there and what lies between them is not.
  if repository.isShallow { change.fetch = fetch(request, told) }
  return change
}

extension PlatformChange {
  /// A pull request's variables say more than its event, whose base is older than the merge that was checked out.
  fileprivate mutating func takeEvent(in world: World) throws(ReadError) {
    guard let name = world.environment["GITHUB_EVENT_NAME"],
      ["merge_group", "push", "pull_request_review"].contains(name),
      let path = world.environment["GITHUB_EVENT_PATH"], !path.isEmpty
    else { return }
    do throws(ReadError) {
      try take(event: name, from: try ByteSource(world.open(Path(path))))
    } catch {
      throw error.of("GITHUB_EVENT_PATH")
    }
  }
}

extension PlatformChange {
  /// What the event says of a pull request; nothing else hangs on it, so one that cannot be read is no obstacle.
  fileprivate mutating func takeProposal(in world: World) {
    guard let name = world.environment["GITHUB_EVENT_NAME"], name.hasPrefix("pull_request"),
      let path = world.environment["GITHUB_EVENT_PATH"], !path.isEmpty
    else { return }
    do throws(ReadError) {
      try takeProposal(from: try ByteSource(world.open(Path(path))))
    } catch {
      proposal?.problem = error.of("GITHUB_EVENT_PATH").placed
    }
  }
}

extension Request {
  /// Throws where the call names a commit that is not there, which is a mistake in the call: no gate need run to say
  /// so. Of a clone that is cut off it is said with what brings the rest.
  func checkNames(of change: Change) throws(ReadError) {
    let named: (option: String, commit: String?)? =
      switch change.obstacle {
      case .noHead: ("--head", head)
      case .noBase: ("--base", base)
      default: nil
      }
    guard let named, let commit = named.commit else { return }
    throw ReadError(
      met: "no commit \(ReadError.quoted(commit.utf8)) in this clone",
      wanted: "a commit, a branch or a tag that it has, or that git fetch has brought"
    ).of(named.option)
  }
}

private func findBase(
  _ change: inout Change, _ request: Request, _ told: PlatformChange, _ repository: Repository, in world: World,
  _ depth: GitLog.Depth?
) throws(ReadError) {
  guard var head = change.head else { return }
  change.isBaseNamed = request.base != nil || told.base != nil || told.mayBeSyntheticMerge
  // The platform's own merge of the change and its target: what is judged are its parents. The variables may name
  // a target that has moved on since.
  let isMerge = told.mayBeSyntheticMerge && [nil, head].contains(told.merge)
  let parents = isMerge && request.base == nil && request.head == nil ? parents(head, in: world) : []
  if parents.count == 2, [nil, parents[1]].contains(told.head) {
    change.merge = head
    (change.target, head) = (parents[0], parents[1])
    change.head = head
    change.origin = "the merge that \(change.platform.rawValue) made"
  } else {
    let (name, origin) =
      if let base = request.base { (base, "--base") } else if let base = told.base { (base, told.baseOrigin) } else {
        ("origin/HEAD", "origin/HEAD")
      }
    change.origin = origin
    guard let target = try? resolve(name, in: world) else {
      throw ReadError(met: "no commit \(name) (\(origin))", wanted: "the base of the change: name it with --base")
    }
    change.target = target
  }
  if let target = change.target {
    foreseeCommits(of: [head, "^\(target)"], depth, in: world)
    change.base = base(from: target, to: head, depth, in: world)
  }
  guard change.base == nil else { return }
  guard !repository.isShallow else {
    throw ReadError(
      met: "no common ancestor of \((change.target ?? "").prefix(12)) and \(head.prefix(12))",
      wanted: "one in the clone")
  }
  change.isWithoutBase = true
}

/// Where a change begins, as `git merge-base` says it, by the commits that git lists around those of the change.
///
/// Every way from head to a commit that the target has too leaves the change through one of these. So all that both have
/// is one of them or stands before one: if there is one alone, or the target is one, that is the nearest. Where the
/// change is empty, the target has head itself.
private func base(from target: String, to head: String, _ depth: GitLog.Depth?, in world: World) -> String? {
  let range = [head, "^\(target)"]
  if let log = depth.map({ GitLog.arguments($0, walking: range) }) {
    // Git says the first late where there are many: these are sooner read by one git a core, by their names.
    if let printed = world.begun(log)?.peek(50) {
      // Mostly it comes after the target itself.
      if GitLog.firstParents(in: printed).contains(target) { return target }
    } else {
      world.forget(log)
    }
  }
  let question = GitLog.listing(range)
  if var source = try? ByteSource(printed: world.git(question)), let listed = try? source.rest() {
    world.note(question, printed: listed)
    if listed.isEmpty { return head }
    let around = GitLog.around(listed)
    if around.contains(target) { return target }
    if around.count == 1 { return around[0] }
  }
  return try? world.gitText(["merge-base", target, head])
}

private func parents(_ commit: String, in world: World) -> [String] {
  let parents = try? world.gitText(namingParents(of: commit))
  return parents?.split(separator: "\n").map(String.init) ?? []
}

/// What git is asked for the parents of a merge.
func namingParents(of commit: String) -> [String] { ["rev-parse", "\(commit)^1", "\(commit)^2"] }

/// What git is asked for the commit of a name.
func naming(_ name: String) -> [String] {
  ["rev-parse", "--verify", "--quiet", "--end-of-options", "\(name)^{commit}"]
}

func resolve(_ name: String, in world: World) throws(ReadError) -> String {
  guard !name.hasPrefix("-"),
    let id = try? world.gitText(naming(name))
  else {
    throw ReadError(met: "no commit \(name)", wanted: "a commit, a branch or a tag")
  }
  return id
}

/// What brings the rest of a change to a shallow clone. Where the very commit is known that it began with, and the
/// branches are, all before it may stay away; a branch's tip may be any number of commits ahead of it.
private func fetch(_ request: Request, _ told: PlatformChange) -> String {
  let isExact = request.base == nil && told.base?.hasPrefix("origin/") == false
  guard isExact, let target = told.target, let branch = told.branch else {
    let target = told.target.map { " " + "+refs/heads/\($0):refs/remotes/origin/\($0)".shellWord } ?? ""
    return "git fetch --no-tags --unshallow origin\(target)"
  }
  // Anybody who opens a merge request names its branch, and somebody pastes this.
  let word = branch.shellWord
  return "git fetch --no-tags \("--shallow-exclude=\(target)".shellWord) origin \(word)"
    + " && git fetch --no-tags --deepen=1 origin \(word)"
}

/// The lines that the change adds or modifies; `nil` where there is no base to compare with.
func readChangedLines(_ change: Change, in world: World) throws(ReadError) -> ChangedLines? {
  guard let base = change.base, let head = change.head else { return nil }
  var source = try ByteSource(world.git(UnifiedDiff.arguments(base, head)))
  return try UnifiedDiff.read(&source)
}
