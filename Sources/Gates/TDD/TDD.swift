import Model

extension Gate {
  /// Gate 1: in the history of the change, tests come before the code that they test.
  static let tdd = Gate(.tdd, rules: RuleID.ofTDD) { matter, hearing in
    guard let history = matter.evidence.history, !history.isCutOff else {
      hearing.cannotJudgeHistory(matter)
      return
    }
    guard history.commits.contains(where: { !$0.isMerge || !$0.changes.isEmpty }) else {
      return hearing.appliesNot(because: "no commits between base and head")
    }
    if matter.change.isWithoutBase {
      hearing.find(
        "tdd.no-common-ancestor", "head and what it goes to have no commit in common: all that led to head is judged")
    }
    let walk = TDDWalk(history, matter)
    hearTests(walk, &hearing)
    guard walk.asksForTests || hearing.blocks else {
      return hearing.appliesNot(because: "no source file changed in \(walk.own.count.of("commit"))")
    }
    hearMessages(walk, &hearing)
    if matter.policy.tdd.level == .revert {
      hearRevert(walk, history, matter.change.head, &hearing)
    } else {
      hearOrder(walk, matter, &hearing)
      hearCycles(walk, &hearing)
      hearReplay(walk, history, &hearing)
      if let plan = SplitPlan(walk) { hearing.show(plan.exhibit) }
    }
    if let since = matter.policy.tdd.since {
      hearing.measure("since", required: nil, found: "\(since.prefix(12)) (\(matter.policy.tdd.sinceReason))")
    }
  }
}

extension Hearing {
  fileprivate mutating func cannotJudgeHistory(_ matter: Case) {
    let obstacle = matter.change.obstacle ?? (matter.evidence.history == nil ? .noBase : .cutOff)
    let reason = matter.change.problem ?? "the history of the change is cut off (a shallow clone)"
    let mends = matter.policy.tdd.mends[obstacle] ?? [:]
    let mend = mends[matter.change.platform] ?? mends[.none]
    let fetch = matter.change.fetch ?? "git fetch --unshallow origin"
    find("tdd.no-history", reason, remedy: mend?.replacing("{fetch}", with: fetch))
  }
}

extension RuleID {
  fileprivate static let ofTDD: [RuleID] = [
    "tdd.no-history", "tdd.no-common-ancestor", "tdd.test-first", "tdd.unpaired", "tdd.same-commit", "tdd.unfinished",
    "tdd.no-refactoring",
    "tdd.type-mismatch", "tdd.test-removed", "tdd.test-weakened", "tdd.test-skipped", "tdd.evil-merge", "tdd.message",
    "tdd.autosquash", "tdd.not-replayed", "tdd.flaky", "tdd.not-red", "tdd.red-by-build", "tdd.not-green",
    "tdd.broken-by-refactoring",
  ]
}
