import Model

/// The tests that may fail for some days, and which of the entries were needed.
struct Quarantine {
  private struct Entry {
    let test: QuarantinedTest
    let filter: TestFilter
    let problem: String?
    var isUsed = false
  }

  private var entries: [Entry]
  private let critical: TestFilter
  private var belied: [(entry: QuarantinedTest, id: String)] = []

  init(_ matter: Case) {
    let policy = matter.policy.integration
    let runs = matter.evidence.tests
    let today = Day(matter.instant)
    entries = policy.quarantine.map { test in
      Entry(
        test: test, filter: TestFilter([test.test], in: runs),
        problem: test.problem(on: today, atMost: policy.quarantineDays ?? 30))
    }
    critical = TestFilter(policy.criticalPaths + policy.journeys, in: runs)
  }

  /// The entry by which a test that did not pass well blocks nothing.
  mutating func pardons(_ test: SettledTest, _ shown: TestCase) -> QuarantinedTest? {
    let id = shown.id
    guard let index = entries.firstIndex(where: { $0.filter.matches(test, id: id) }) else { return nil }
    entries[index].isUsed = true
    if critical.matches(test, id: id) {
      belied.append((entries[index].test, id))
      return nil
    }
    return entries[index].problem == nil ? entries[index].test : nil
  }

  /// Finds against entries that are not as they may be, and those that nothing needs.
  func judgeTerms(_ hearing: inout Hearing) {
    for entry in entries {
      if let problem = entry.problem {
        hearing.find(TestRule.quarantineTerms, "the quarantine of \(entry.test.test) \(problem)")
      }
      if !entry.isUsed {
        hearing.find(TestRule.quarantineUnused, "nothing that \(entry.test.test) quarantines fails")
      }
    }
    for (entry, id) in belied {
      hearing.find(TestRule.quarantineTerms, "the quarantine of \(entry.test) is about \(id), which is critical")
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
