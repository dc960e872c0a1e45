import Gates
import Model
import Readers
import Syntax

/// What is to be said of who approved the change, of the change as such and the reports that it brings, of the documents
/// of its policy and of the records of deployments, and a notice of those who approved.
///
/// - Parameter folder: where the name of the file of reviews starts from.
func findingsOfChange(
  _ request: Request, _ matter: Case, judgedBy reports: [Path], at folder: Path, _ repository: Repository,
  in world: World
) -> (findings: [Finding], notices: [String]) {
  let told = readReviews(request, at: folder, repository, in: world)
  let (findings, approvers) = judgeReviews(told.reviews, told.problem, of: matter)
  let passage = Passage(told, matter, repository, in: world)
  let others =
    judgeChange(passage, of: matter) + judgeBroughtEvidence(reports, of: matter)
    + findingsOfDocuments(matter, in: world)
    + findingsOfDeployments(matter, repository, in: world)
  return (findings + others, approvers.map { ["approved by \($0)"] } ?? [])
}

extension Passage {
  /// What the platform, the file of reviews and git know of how a change goes to its branch, as far as a rule asks.
  init(_ told: ToldReviews, _ matter: Case, _ repository: Repository, in world: World) {
    self.init()
    let (change, policy) = (matter.change, matter.policy)
    absence = told.absence
    // What is said of another change is no word on this one.
    problem = told.reviews?.words(ofOther: change) ?? told.problem
    if problem == nil { reviews = told.reviews }
    proposal = change.proposal
    if let said = reviews?.proposal, !matter.isOnMain, !change.isQueued {
      proposal = proposal ?? Proposal()
      proposal?.take(said)
    }
    if proposal?.problem == nil { proposal?.problem = problem }
    guard let proposal else { return }
    if policy.asks("change.behind"), !repository.isShallow { lag = world.lag(of: change, behind: proposal) }
    if policy.asks("change.start") { startsAtMain = world.start(of: change, proposal, policy.change) }
    let isUrgent = policy.change.isHotfix(proposal.source ?? "") || policy.change.isUrgent(proposal)
    if isUrgent, policy.asks("change.hotfix-size") { lines = try? world.lines(of: matter) }
  }
}

extension World {
  /// How many commits the target of a pull request has by now that its head has not.
  fileprivate func lag(of change: Change, behind proposal: Proposal) -> Int? {
    guard let head = change.head else { return nil }
    // GitLab names the commit where the branch left its target, not where that stands.
    let branch = proposal.target.flatMap { try? resolve("origin/\($0)", in: self) }
    guard let tip = change.merge == nil ? branch : change.target else { return nil }
    return count("\(head)..\(tip)")
  }

  /// Whether what the branch shares with its target, it shares with the main branch too.
  fileprivate func start(of change: Change, _ proposal: Proposal, _ asked: Policy.Changes) -> Bool? {
    if change.isWithoutBase { return false }
    guard let base = change.base, let head = change.head, let target = proposal.target else { return nil }
    if asked.isMain(target) { return true }
    guard let main = asked.main.lazy.compactMap({ try? resolve("origin/\($0)", in: self) }).first else { return nil }
    guard let shared = try? gitText(["merge-base", main, head]) else { return false }
    return count("\(shared)..\(base)").map { $0 == 0 }
  }

  private func count(_ range: String) -> Int? {
    (try? gitText(["rev-list", "--count", range, "--"])).flatMap { Int($0) }
  }

  /// How many lines a change adds and removes, but for tests, documents and what programs write.
  ///
  /// - Source: git-diff(1), `--numstat -z`
  fileprivate func lines(of matter: Case) throws(ReadError) -> Int? {
    guard let base = matter.change.base, let head = matter.change.head else { return nil }
    let arguments = ["diff", "--numstat", "-z", "--no-renames", "--no-ext-diff", "--no-textconv", base, head, "--"]
    var source = ByteSource(printed: try git(arguments))
    let spared: Set<FileKind> = [.test, .testData, .docs, .generated, .vendored]
    var sum = 0
    for row in try source.rest().split(separator: 0) {
      let fields = row.split(separator: UInt8(ascii: "\t"), maxSplits: 2)
      guard fields.count == 3, !spared.contains(matter.kind(of: Path(bytes: Array(fields[2])))) else { continue }
      // Of a file that has no lines git writes `-`: it counts as one.
      sum += fields.prefix(2).reduce(0) { $0 + (Int(String(decoding: $1, as: UTF8.self)) ?? 1) }
    }
    return sum
  }
}
