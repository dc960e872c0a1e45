import Model

/// What reports are worth, whatever their tests say: whether they are all there, whole, of this commit, and of tests.
func judgeReports(_ matter: Case, _ places: FailurePlaces, _ hearing: inout Hearing) {
  let runs = matter.evidence.tests
  let expected = matter.policy.integration.expected
  for entry in expected {
    let found = runs.count { entry.place.matches($0.origin) }
    guard found < entry.files, found > 0 else { continue }
    hearing.find(TestRule.noEvidence, "\(found.of("report")) of \(entry.files) are at \(entry.place)")
  }
  judgeWhetherTestsRan(runs, expected, &hearing)
  for run in runs {
    judgeTroubles(of: run, places, &hearing)
    judgeCommit(of: run, matter, &hearing)
    judgeAge(of: run, matter.instant, &hearing)
  }
  tellDuplicates(runs, &hearing)
}

private func judgeWhetherTestsRan(_ runs: [TestRun], _ expected: [ExpectedReports], _ hearing: inout Hearing) {
  let counts = runs.map { run in run.cases.count { $0.outcome == .passed || $0.outcome.isBad } }
  let wanted = runs.map { run in expected.first { $0.place.matches(run.origin) }?.tests }
  let mayBeEmpty = !runs.isEmpty && wanted.allSatisfy { $0 == 0 }
  // Why there is no report to look into has been said.
  if runs.isEmpty, hearing.blocks { return }
  if counts.allSatisfy({ $0 == 0 }), !mayBeEmpty {
    return hearing.find(TestRule.nothingRan, whyNothingRan(runs), at: runs.count == 1 ? Location(runs[0].origin) : nil)
  }
  for (run, (count, wanted)) in zip(runs, zip(counts, wanted)) {
    if let wanted, count < wanted {
      hearing.find(TestRule.nothingRan, "\(count.of("test")) ran, and \(wanted) are expected", at: Location(run.origin))
    } else if run.cases.isEmpty, wanted != 0 {
      hearing.find(TestRule.nothingRan, "the report holds no test", at: Location(run.origin))
    }
  }
}

private func whyNothingRan(_ runs: [TestRun]) -> String {
  if runs.isEmpty { return "no report of tests was read" }
  let tests = runs.reduce(0) { $0 + $1.cases.count }
  if tests > 0 { return tests == 1 ? "the only test was skipped" : "all \(tests) tests were skipped" }
  return runs.count == 1 ? "the report holds no test" : "none of \(runs.count) reports holds a test"
}

private func judgeTroubles(of run: TestRun, _ places: FailurePlaces, _ hearing: inout Hearing) {
  for trouble in run.troubles {
    let rule: RuleID =
      switch trouble.kind {
      case .broken: TestRule.brokenSuite
      case .cutOff: TestRule.cutOff
      case .miscounted: TestRule.miscounted
      case .malformed: TestRule.malformed
      case .unguarded: TestRule.unguardedScript
      }
    hearing.find(rule, trouble.message, at: places.place(in: trouble.message, of: "") ?? Location(run.origin))
  }
}

/// A report that names its commit shall be of the one that is judged, or of the platform's own merge of it.
private func judgeCommit(of run: TestRun, _ matter: Case, _ hearing: inout Hearing) {
  guard let words = matter.words(ofOther: run.commit) else { return }
  hearing.find(TestRule.otherCommit, words, at: Location(run.origin))
}

private func judgeAge(of run: TestRun, _ now: Instant, _ hearing: inout Hearing) {
  guard let words = run.instant?.words(ofAgeAt: now) else { return }
  hearing.find(TestRule.old, words, at: Location(run.origin))
}

private func tellDuplicates(_ runs: [TestRun], _ hearing: inout Hearing) {
  var seen: [TestCases: Path] = [:]
  for run in runs where !run.cases.isEmpty {
    if let first = seen[run.cases] {
      hearing.find(TestRule.duplicate, "it says the same as \(first), and counts once", at: Location(run.origin))
    } else {
      seen[run.cases] = run.origin
    }
  }
}
