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
    let tests = runs.indices.flatMap { settled(runs[$0].cases, of: $0) }
    judgeOutcomes(tests, runs, &hearing)
    judgeCriticalPaths(tests, runs, matter.policy.integration, &hearing)
  }
}

/// One test, after all its tries: the last one decides, and a test that passes after failing is flaky. A failure that
/// comes after a pass stays one.
struct SettledTest {
  private struct Try {
    let place: Int
    let outcome: TestCase.Outcome
  }

  /// The report that the tries stand in, by its place among all.
  let run: Int
  private var last: Try
  private var lastFailure: Try?
  private var isMarkedFlaky = false

  init(_ test: TestCase, at place: Int, of run: Int) {
    self.run = run
    last = Try(place: place, outcome: test.outcome)
    add(test, at: place)
  }

  mutating func add(_ test: TestCase, at place: Int) {
    last = Try(place: place, outcome: test.outcome)
    if test.outcome == .failed || test.outcome == .error { lastFailure = last }
    if test.isFlaky { isMarkedFlaky = true }
  }

  private var endsWell: Bool { last.outcome == .passed || lastFailure == nil }
  private var decisive: Try { endsWell ? last : lastFailure ?? last }

  var outcome: TestCase.Outcome { decisive.outcome }
  var isFlaky: Bool { endsWell && (lastFailure != nil || isMarkedFlaky) }

  /// The try that decides, which is told of.
  func shown(in runs: [TestRun]) -> TestCase { runs[run].cases[decisive.place] }
}

/// The tests of a report, in the order in which they stand first.
func settled(_ cases: TestCases, of run: Int) -> [SettledTest] {
  var tests: [SettledTest] = []
  for (place, number) in cases.testNumbers.enumerated() {
    if number == tests.count {
      tests.append(SettledTest(cases[place], at: place, of: run))
    } else {
      tests[number].add(cases[place], at: place)
    }
  }
  return tests
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
  for test in failed.map({ $0.shown(in: runs) }) {
    let words = test.message.isEmpty ? "" : ": \(test.message)"
    hearing.find(.failed, "\(test.id) \(test.outcome == .error ? "broke" : "failed")\(words)", at: test.location)
  }
  for test in ran.filter(\.isFlaky).map({ $0.shown(in: runs) }) {
    hearing.find(.flaky, "\(test.id) passed only when it was run again", at: test.location)
  }
  for run in runs {
    for suite in run.brokenSuites {
      hearing.find(
        .brokenSuite, "the suite \(suite) reports failures and none of its tests has one", at: Location(run.origin))
    }
  }
}

private func judgeCriticalPaths(
  _ tests: [SettledTest], _ runs: [TestRun], _ policy: Policy.Integration, _ hearing: inout Hearing
) {
  var covered = 0
  for path in policy.criticalPaths {
    let matching = tests.filter { path.matches(text: $0.shown(in: runs).id) }
    if matching.isEmpty {
      hearing.find(.criticalPath, "the critical path \(path) is in no test report")
    } else if let bad = matching.first(where: { $0.outcome != .passed || $0.isFlaky }) {
      let (test, how) = (bad.shown(in: runs), bad.isFlaky ? "flaky" : bad.outcome.rawValue)
      hearing.find(.criticalPath, "the critical path \(path) has a test that is \(how): \(test.id)", at: test.location)
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
