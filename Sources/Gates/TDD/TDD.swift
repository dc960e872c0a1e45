import Model

extension Gate {
  /// Gate 1: in the history of the change, tests come before the code that they test.
  static let tdd = Gate(.tdd, rules: [.noHistory, .testFirst, .typeMismatch, .message, .autosquash]) {
    matter, hearing in
    guard let history = matter.evidence.history, !history.isCutOff else {
      let reason = matter.change.problem ?? "the history of the change is cut off (a shallow clone)"
      hearing.find(.noHistory, reason)
      return
    }
    let commits = history.commits.filter { !$0.isMerge }
    guard !commits.isEmpty else { return hearing.appliesNot(because: "no commits between base and head") }
    let judged = commits.map { JudgedCommit($0, matter) }
    guard judged.contains(where: \.touchesProduction) else {
      return hearing.appliesNot(because: "no source file changed in \(commits.count.of("commit"))")
    }
    for commit in judged { judgeMessage(commit, matter.policy.tdd, &hearing) }
    judgeOrder(history, Dictionary(judged.map { ($0.commit.id, $0) }) { first, _ in first }, &hearing)
    if let since = matter.policy.tdd.since {
      hearing.measure("since", required: matter.policy.tdd.sinceReason, found: String(since.prefix(12)))
    }
  }
}

/// A commit with what it touches.
private struct JudgedCommit {
  let commit: Commit
  let subject: CommitSubject
  let touchesTests: Bool
  /// What tests read and compare with: enough for a test, not enough to stand before code.
  let touchesTestData: Bool
  /// The first production file that it adds or changes.
  let production: Path?

  var touchesProduction: Bool { production != nil }
  /// Tests alone, so that they stand there before the code.
  var isTestFirst: Bool { touchesTests && !touchesProduction }
  /// Refactorings and reverts change how, not what: they need no test of their own.
  var isBehaviour: Bool { touchesProduction && subject.type != "refactor" && subject.type != "revert" }

  init(_ commit: Commit, _ matter: Case) {
    self.commit = commit
    subject = CommitSubject(commit.subject)
    let kinds = commit.changes.filter(\.bringsContent).map { ($0.path, matter.kind(of: $0.path)) }
    touchesTests = kinds.contains { $0.1 == .test }
    touchesTestData = kinds.contains { $0.1 == .testData }
    production = kinds.first { $0.1 == .source }?.0
  }

  /// How a message names it: the short id and the subject.
  var name: String { "\(commit.id.prefix(10)) \"\(commit.subject.prefix(60))\"" }
}

private func judgeMessage(_ commit: JudgedCommit, _ policy: Policy.TDD, _ hearing: inout Hearing) {
  if commit.subject.isAutosquash {
    hearing.find(.autosquash, "\(commit.name) waits to be squashed")
    return
  }
  guard let type = commit.subject.type, policy.types.contains(type) else {
    hearing.find(
      .message, "\(commit.name) is not type(scope): subject with a type of \(policy.types.joined(separator: ", "))")
    return
  }
  if policy.typesWithoutProduction.contains(type), let path = commit.production {
    hearing.find(.typeMismatch, "\(commit.name) says \(type) and changes production code", at: Location(path))
  } else if type == "test", !commit.touchesTests, !commit.touchesTestData {
    hearing.find(.typeMismatch, "\(commit.name) says test and changes no test")
  }
}

/// Walks from ancestors to descendants and carries along whether a test-first commit stands before: the order is
/// that of ancestors, since dates can be set at will and side branches do not come before each other.
private func judgeOrder(_ history: History, _ judged: [String: JudgedCommit], _ hearing: inout Hearing) {
  var hasTestsBefore: [String: Bool] = [:]
  var behaviours = 0
  var preceded = 0
  for commit in history.commits {
    let isPreceded = commit.parents.contains { hasTestsBefore[$0] == true || judged[$0]?.isTestFirst == true }
    hasTestsBefore[commit.id] = isPreceded
    guard let judged = judged[commit.id], judged.isBehaviour else { continue }
    behaviours += 1
    if isPreceded {
      preceded += 1
    } else {
      let how = judged.touchesTests ? "brings its tests in the same commit" : "has no commit with tests before it"
      hearing.find(.testFirst, "\(judged.name) \(how)", at: judged.production.map { Location($0) })
    }
  }
  hearing.measure("behaviour commits with tests before them", required: "all", found: "\(preceded) of \(behaviours)")
}

extension RuleID {
  fileprivate static let noHistory: RuleID = "tdd.no-history"
  fileprivate static let testFirst: RuleID = "tdd.test-first"
  fileprivate static let typeMismatch: RuleID = "tdd.type-mismatch"
  fileprivate static let message: RuleID = "tdd.message"
  fileprivate static let autosquash: RuleID = "tdd.autosquash"
}
