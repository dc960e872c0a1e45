import Model

/// Finds cycles whose tests did not fail, pass and keep passing when they were run.
///
/// Tests are told apart by their ids; an exit status says nothing by itself.
func hearReplay(_ walk: TDDWalk, _ history: History, _ hearing: inout Hearing) {
  guard walk.policy.level == .replay else { return }
  var replay = Replay(history, remedy: walk.remedyForRuns)
  for commit in walk.own { hearing.findFlaky(history.runs[commit.commit.id], at: commit.name, commit.testPlace) }
  for cycle in walk.cycles.all where cycle.isComplete { replay.hear(cycle, &hearing) }
  for commit in walk.own where commit.step == .refactor && !commit.production.isEmpty {
    replay.hear(refactoring: commit, &hearing)
  }
  hearing.measure("replayed commits", required: nil, found: "\(history.runs.count)")
}

/// Finds a change of which no test fails without its production code: of a history that is squashed or mixed, the
/// order tells nothing.
func hearRevert(_ walk: TDDWalk, _ history: History, _ head: String?, _ hearing: inout Hearing) {
  let place = walk.own.flatMap(\.production).first?.place
  let remedy = walk.remedyForRuns
  guard let after = head.flatMap({ history.runs[$0] }), let without = history.runWithoutProduction else {
    return hearing.find(
      "tdd.not-replayed", "its tests were not run with and without its production code", at: place, remedy: remedy)
  }
  guard after.isWhole else {
    return hearing.find("tdd.not-replayed", "at the head of the change \(after.trouble)", at: place, remedy: remedy)
  }
  if !after.failing.isEmpty {
    hearing.find("tdd.not-green", "\(after.failing.shown) fails at the head of the change", at: place)
  }
  if !without.isWhole, !walk.own.contains(where: without.blames) {
    let words = "without its production code \(without.trouble)"
    return hearing.find("tdd.not-replayed", words, at: place, remedy: remedy)
  }
  hearing.findFlaky(without, at: "the head of the change without its production code", place)
  let failures = without.failing.intersection(after.passing)
  let isOfLoading = !without.failing.isEmpty && without.failing.allSatisfy { without.outcomes[$0] == .error }
  if !without.isWhole || failures.isEmpty && isOfLoading {
    hearing.find("tdd.red-by-build", "without its production code a test of the change does not build or load")
  } else if failures.isEmpty {
    hearing.find("tdd.not-red", "without its production code no test of the change fails", at: place)
  }
  hearing.measure("tests that fail without the change's code", required: "1 or more", found: "\(failures.count)")
}

private struct Replay {
  private let runs: [String: CommitRun]
  private let parents: [String: String]
  /// What to do where tests were not run.
  private let remedy: String
  /// Commits that were told of already.
  private var told: Set<String> = []

  init(_ history: History, remedy: String) {
    self.remedy = remedy
    runs = history.runs
    parents = Dictionary(history.commits.compactMap { commit in commit.parents.first.map { (commit.id, $0) } }) { $1 }
  }

  mutating func hear(_ cycle: Cycle, _ hearing: inout Hearing) {
    guard let green = cycle.greens.last else { return }
    let after = judged(green, &hearing)
    for red in cycle.reds { hear(red, green, after, &hearing) }
    for green in cycle.greens { hearRegressions(of: green, "tdd.not-green", &hearing) }
  }

  mutating func hear(refactoring commit: TDDCommit, _ hearing: inout Hearing) {
    _ = judged(commit, &hearing)
    hearRegressions(of: commit, "tdd.broken-by-refactoring", &hearing)
  }

  /// What the tests said at a commit; `nil`, and a finding, where that cannot be judged.
  private mutating func judged(_ commit: TDDCommit, _ hearing: inout Hearing) -> CommitRun? {
    let run = runs[commit.commit.id]
    if let run, run.isWhole { return run }
    if told.insert(commit.commit.id).inserted {
      hearing.find("tdd.not-replayed", "\(commit.name): \(run?.trouble ?? "its tests were not run")", remedy: remedy)
    }
    return nil
  }

  /// What the tests said at the nearest commit before one at which they said anything; `nil` where none did.
  private func before(_ commit: TDDCommit) -> CommitRun? {
    var place = parents[commit.commit.id]
    while let id = place {
      if let run = runs[id], run.isWhole { return run }
      place = parents[id]
    }
    return nil
  }

  private mutating func hear(
    _ red: TDDCommit, _ green: TDDCommit, _ after: CommitRun?, _ hearing: inout Hearing
  ) {
    if let run = runs[red.commit.id], !run.hasTests, before(red)?.hasTests == true, run.blames(red) {
      return hearing.find("tdd.red-by-build", "at \(red.name) the tests do not build, and the words name its test")
    }
    guard let run = judged(red, &hearing), let after else { return }
    let place = red.testPlace
    let failures = run.failing.subtracting(before(red)?.failing ?? [])
    guard !failures.isEmpty else {
      return hearing.find("tdd.not-red", "at \(red.name) no test fails that did not fail before", at: place)
    }
    let stubborn = failures.intersection(after.failing)
    if !stubborn.isEmpty {
      hearing.find("tdd.not-green", "\(stubborn.shown) of \(red.name) still fails at \(green.name)", at: place)
    } else if failures.isDisjoint(with: after.passing) {
      hearVanished(failures, run, red, green, after, &hearing)
    }
  }

  /// What failed is gone: a file of tests that could not be loaded is reported as one failure, and its tests come later.
  private func hearVanished(
    _ failures: Set<String>, _ run: CommitRun, _ red: TDDCommit, _ green: TDDCommit, _ after: CommitRun,
    _ hearing: inout Hearing
  ) {
    let place = red.testPlace
    let isOfLoading = failures.allSatisfy { run.outcomes[$0] == .error }
    if isOfLoading, !after.passing.subtracting(run.passing).isEmpty {
      hearing.find("tdd.red-by-build", "at \(red.name) the test could not be loaded (\(failures.shown))", at: place)
    } else {
      hearing.find("tdd.not-red", "\(failures.shown) fails at \(red.name) and is not run at \(green.name)", at: place)
    }
  }

  private func hearRegressions(of commit: TDDCommit, _ rule: RuleID, _ hearing: inout Hearing) {
    guard let run = runs[commit.commit.id], let before = before(commit) else { return }
    let broken = run.failing.intersection(before.passing)
    if !broken.isEmpty {
      hearing.find(
        rule, "\(broken.shown) passes before \(commit.name) and fails there", at: commit.production.first?.place)
    }
  }
}

extension Hearing {
  /// What fails one time and passes another is no proof of anything.
  fileprivate mutating func findFlaky(_ run: CommitRun?, at name: String, _ place: Location?) {
    guard let flaky = run?.flaky, !flaky.isEmpty else { return }
    find("tdd.flaky", "at \(name) \(flaky.shown) fails one time and passes another: that shows nothing", at: place)
  }
}

extension TDDCommit {
  fileprivate var testPlace: Location? { tests.first.map { Location($0.path) } }
}

extension TDDWalk {
  /// What to do where tests were not run, with the command that runs them here.
  fileprivate var remedyForRuns: String {
    let kept = "or give what CI kept of them with --evidence"
    guard let command = runner?.command else {
      return "Say under tdd.replay what runs the tests and writes reports into $SIXGATE_REPORTS, \(kept)"
    }
    return "Run with --replay, and see that this runs the tests (tdd.replay): \(command); \(kept)"
  }
}

extension CommitRun {
  fileprivate var isWhole: Bool {
    if case .broken = end { return false }
    return hasTests
  }

  /// Why it shows nothing.
  fileprivate var trouble: String {
    switch end {
    case .broken(let reason): reason
    case .recorded: "its reports hold no test that ran"
    case .exited(let status): "no test ran (the test command ended with status \(status))"
    }
  }

  /// Whether its last words name a test of that commit.
  fileprivate func blames(_ commit: TDDCommit) -> Bool {
    guard case .exited(let status) = end, status != 0 else { return false }
    let said = Array(words.utf8)
    return commit.tests.contains { change in
      let name = change.path.basename.bytes
      return said.indices.contains { said[$0...].starts(with: name) }
    }
  }
}

extension Set<String> {
  /// At most two of them, and how many there are besides.
  fileprivate var shown: String {
    let names = sorted().prefix(2).joined(separator: ", ")
    return count > 2 ? "\(names) and \(count - 2) more" : names
  }
}
