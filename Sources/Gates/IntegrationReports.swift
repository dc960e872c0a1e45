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
  if counts.allSatisfy({ $0 == 0 }), !mayBeEmpty {
    let tests = runs.reduce(0) { $0 + $1.cases.count }
    let found =
      tests == 0 ? "no test stands in \(runs.count.of("report"))" : "all of \(tests.of("test")) were skipped"
    return hearing.find(TestRule.nothingRan, found)
  }
  for (run, (count, wanted)) in zip(runs, zip(counts, wanted)) {
    if let wanted, count < wanted {
      hearing.find(TestRule.nothingRan, "\(count.of("test")) ran, and \(wanted) are expected", at: Location(run.origin))
    } else if run.cases.isEmpty, wanted != 0 {
      hearing.find(TestRule.nothingRan, "the report holds no test", at: Location(run.origin))
    }
  }
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
  guard let commit = run.commit?.lowercased(), let head = matter.change.head, commit.isObjectName,
    ![head, matter.change.merge].contains(where: { $0?.hasPrefix(commit) == true })
  else { return }
  hearing.find(
    TestRule.otherCommit, "it is of commit \(commit.prefix(12)), not of \(head.prefix(12))", at: Location(run.origin))
}

extension String {
  fileprivate var isObjectName: Bool {
    (7...64).contains(utf8.count)
      && utf8.allSatisfy { byte in
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
      }
  }
}

/// Clocks differ, and times without a zone are off by half a day: only what is days away is worth a word.
private func judgeAge(of run: TestRun, _ now: Instant, _ hearing: inout Hearing) {
  guard let made = run.instant else { return }
  let days = Day(made).days(until: Day(now))
  if abs(days) > 1 {
    hearing.find(
      TestRule.old, "it says that it was made on \(Day(made)), \(abs(days)) days \(days > 0 ? "ago" : "from now")",
      at: Location(run.origin))
  }
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
