import Model

extension Gate {
  /// Gate 5: tests ran, and passed.
  static let integration = Gate(
    .integration,
    rules: [.noEvidence, .unreadable, .nothingRan, .failed, .brokenSuite, .criticalPath, .flaky]
  ) { matter, hearing in
    if matter.changesDocumentationAlone {
      return hearing.appliesNot(because: "documentation alone changed")
    }
    hearing.findUnreadable(.unreadable)
    let runs = matter.evidence.tests
    guard hearing.hasInputs else {
      let isAboutTests = matter.files.contains { $0.kind == .test } || !matter.policy.integration.criticalPaths.isEmpty
      guard isAboutTests else { return hearing.appliesNot(because: "no tests in the repository") }
      return hearing.find(.noEvidence, "no test report was found")
    }
    let tests = runs.flatMap { settled($0.cases) }
    judgeOutcomes(tests, runs, &hearing)
    judgeCriticalPaths(tests, matter.policy.integration, &hearing)
  }
}

/// One test, after all its tries.
private struct SettledTest {
  let test: TestCase
  let outcome: TestCase.Outcome
  let isFlaky: Bool
}

/// One outcome a test, in the order in which its tries stand in the report: the last try decides, and one that
/// passes after failing is flaky. A failure that comes after a pass stays one.
private func settled(_ cases: [TestCase]) -> [SettledTest] {
  var tries: [String: [TestCase]] = [:]
  var order: [String] = []
  for test in cases {
    let identity = [test.suite, test.className, test.name].joined(separator: "\u{0}")
    if tries[identity] == nil { order.append(identity) }
    tries[identity, default: []].append(test)
  }
  return order.compactMap { identity in
    guard let all = tries[identity], let last = all.last else { return nil }
    let failures = all.filter { $0.outcome == .failed || $0.outcome == .error }
    let endsWell = last.outcome == .passed || failures.isEmpty
    let shown = endsWell ? last : failures.last ?? last
    return SettledTest(
      test: shown, outcome: shown.outcome, isFlaky: endsWell && (!failures.isEmpty || all.contains(where: \.isFlaky)))
  }
}

private func judgeOutcomes(_ tests: [SettledTest], _ runs: [TestRun], _ hearing: inout Hearing) {
  let ran = tests.filter { $0.outcome != .skipped }
  let failed = ran.filter { $0.outcome != .passed }
  hearing.measure("tests that ran", required: "more than 0", found: String(ran.count))
  hearing.measure("failed", required: "0", found: String(failed.count))
  if tests.count > ran.count {
    hearing.measure("skipped", required: nil, found: String(tests.count - ran.count))
  }
  if ran.isEmpty {
    let found =
      tests.isEmpty ? "no test stands in \(runs.count.of("report"))" : "all of \(tests.count.of("test")) were skipped"
    hearing.find(.nothingRan, found)
  }
  for test in failed {
    let words = test.test.message.isEmpty ? "" : ": \(test.test.message)"
    hearing.find(
      .failed, "\(test.test.id) \(test.outcome == .error ? "broke" : "failed")\(words)", at: test.test.location)
  }
  for test in ran where test.isFlaky {
    hearing.find(.flaky, "\(test.test.id) passed only when it was run again", at: test.test.location)
  }
  for run in runs {
    for suite in run.brokenSuites {
      hearing.find(
        .brokenSuite, "the suite \(suite) reports failures and none of its tests has one", at: Location(run.origin))
    }
  }
}

private func judgeCriticalPaths(_ tests: [SettledTest], _ policy: Policy.Integration, _ hearing: inout Hearing) {
  var covered = 0
  for path in policy.criticalPaths {
    let matching = tests.filter { path.matches(text: $0.test.id) }
    if matching.isEmpty {
      hearing.find(.criticalPath, "the critical path \(path) is in no test report")
    } else if let bad = matching.first(where: { $0.outcome != .passed || $0.isFlaky }) {
      let how = bad.isFlaky ? "flaky" : bad.outcome.rawValue
      hearing.find(
        .criticalPath, "the critical path \(path) has a test that is \(how): \(bad.test.id)", at: bad.test.location)
    } else {
      covered += 1
    }
  }
  let all = policy.criticalPaths.count
  if all > 0 { hearing.measure("critical paths", required: "all", found: "\(covered) of \(all)") }
}

extension RuleID {
  fileprivate static let noEvidence: RuleID = "integration.no-evidence"
  fileprivate static let unreadable: RuleID = "integration.unreadable"
  fileprivate static let nothingRan: RuleID = "integration.nothing-ran"
  fileprivate static let failed: RuleID = "integration.failed"
  fileprivate static let brokenSuite: RuleID = "integration.broken-suite"
  fileprivate static let criticalPath: RuleID = "integration.critical-path"
  fileprivate static let flaky: RuleID = "integration.flaky"
}
