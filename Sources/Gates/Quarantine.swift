import Model

/// The tests that may fail for some days, and which of the entries were needed.
struct Quarantine {
  private struct Entry {
    let test: QuarantinedTest
    let filter: TestFilter
    let problem: String?
    var isUsed = false
    /// The first of the critical tests that it is about.
    var critical: String?
  }

  private var entries: [Entry]
  private let critical: TestFilter

  init(_ matter: Case, _ tests: [SettledTest]) {
    let policy = matter.policy.integration
    let runs = matter.evidence.tests
    let today = Day(matter.instant)
    entries = policy.quarantine.map { test in
      Entry(
        test: test, filter: TestFilter([test.test], in: runs),
        problem: test.problem(on: today, atMost: policy.quarantineDays ?? 30))
    }
    critical = TestFilter(policy.criticalPaths + policy.journeys, in: runs)
    if !policy.criticalPaths.isEmpty || !policy.journeys.isEmpty { findCritical(tests, runs) }
  }

  /// A critical path may not be in quarantine, whether it fails today or not.
  private mutating func findCritical(_ tests: [SettledTest], _ runs: [TestRun]) {
    guard !entries.isEmpty else { return }
    for test in tests {
      let id = test.shown(in: runs).id
      guard critical.matches(test, id: id) else { continue }
      for index in entries.indices where entries[index].critical == nil && entries[index].filter.matches(test, id: id) {
        entries[index].critical = id
      }
    }
  }

  /// The entry by which a test that did not pass well blocks nothing.
  mutating func pardons(_ test: SettledTest, _ shown: TestCase) -> QuarantinedTest? {
    let id = shown.id
    guard let index = entries.firstIndex(where: { $0.filter.matches(test, id: id) }) else { return nil }
    entries[index].isUsed = true
    return entries[index].problem == nil && !critical.matches(test, id: id) ? entries[index].test : nil
  }

  /// Finds against entries that are not as they may be, and those that nothing needs.
  func judgeTerms(_ hearing: inout Hearing) {
    for entry in entries {
      if let problem = entry.problem {
        hearing.find(TestRule.quarantineTerms, "the quarantine of \(entry.test.test) \(problem)")
      }
      if let id = entry.critical {
        hearing.find(
          TestRule.quarantineTerms, "the quarantine of \(entry.test.test) is about \(id), which is critical")
      }
      if !entry.isUsed {
        hearing.find(TestRule.quarantineUnused, "nothing that \(entry.test.test) quarantines fails")
      }
    }
  }
}

extension QuarantinedTest {
  /// In whose hands it is, and until when.
  var words: String { "quarantined by \(owner) until \(until): \(reason) (\(issue))" }

  fileprivate func problem(on today: Day, atMost days: Int) -> String? {
    if until < today { return "ended on \(until)" }
    let left = today.days(until: until)
    return left > days ? "ends in \(left) days, on \(until), and may last \(days) at most" : nil
  }
}
