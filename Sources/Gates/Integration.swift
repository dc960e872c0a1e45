import Model

extension Gate {
  /// Gate 5: tests ran, and passed.
  static let integration = Gate(
    .integration,
    rules: TestRule.all
  ) { matter, hearing in
    if matter.changesDocumentationAlone {
      return hearing.appliesNot(because: "documentation alone changed")
    }
    hearing.findUnreadable(TestRule.unreadable)
    guard hearing.hasInputs else {
      guard matter.isAboutTests else { return hearing.appliesNot(because: "no tests in the repository") }
      return hearing.find(TestRule.noEvidence, "no test report was found")
    }
    let policy = matter.policy.integration
    let places = FailurePlaces(matter.files)
    judgeReports(matter, places, &hearing)
    let tests = settled(matter.evidence.tests, attempts: policy.attempts)
    judgeOutcomes(tests, matter, places, &hearing)
    judgeDemands(tests, matter.evidence.tests, policy, &hearing)
    judgePyramid(tests, matter.evidence.tests, policy.pyramid, &hearing)
    tellSlowest(tests, matter.evidence.tests, &hearing)
    judgePerformance(matter, &hearing)
    drawTimeline(matter.evidence.tests, &hearing)
  }
}

extension Case {
  /// Whether there are tests, or somebody wants some.
  fileprivate var isAboutTests: Bool {
    let policy = policy.integration
    return files.all.contains { $0.kind == .test } || !policy.expected.isEmpty || !policy.demands.isEmpty
      || !policy.scripts.isEmpty
  }
}

/// The targets of gate 6 are asked for here too. It alone says what they must be measured by; what it finds missed
/// counts here as well.
private func judgePerformance(_ matter: Case, _ hearing: inout Hearing) {
  let missed = matter.missedLimits
  guard let first = missed.first else { return }
  let more = missed.count > 1 ? ", and \((missed.count - 1).of("limit")) more" : ""
  hearing.find(TestRule.performance, "a performance target is missed: \(first.message)\(more)", at: first.location)
}

private func judgeOutcomes(
  _ tests: [SettledTest], _ matter: Case, _ places: FailurePlaces, _ hearing: inout Hearing
) {
  let runs = matter.evidence.tests
  var quarantine = Quarantine(matter, tests)
  var (failed, flaky, quarantined) = (0, 0, 0)
  for test in tests where test.outcome.isBad || test.isFlaky {
    let shown = test.shown(in: runs)
    let place = places.place(of: shown)
    if let entry = quarantine.pardons(test, shown) {
      quarantined += 1
      hearing.find(TestRule.quarantined, "\(shown.words(test)), \(entry.words)", at: place)
    } else if test.isFlaky {
      flaky += 1
      hearing.find(TestRule.flaky, shown.words(test), at: place)
    } else {
      failed += 1
      hearing.find(TestRule.failed, shown.words(test), at: place)
    }
  }
  measure(tests, failed, flaky, quarantined, &hearing)
  quarantine.judgeTerms(&hearing)
}

private func measure(
  _ tests: [SettledTest], _ failed: Int, _ flaky: Int, _ quarantined: Int, _ hearing: inout Hearing
) {
  hearing.measure("tests that ran", required: "more than 0", found: String(tests.count(where: \.ran)))
  hearing.measure("failed", required: "0", found: String(failed))
  let rest = [
    ("skipped", tests.count { $0.outcome == .skipped }), ("inconclusive", tests.count { $0.outcome == .inconclusive }),
    ("flaky", flaky), ("quarantined", quarantined),
  ]
  for (name, count) in rest where count > 0 { hearing.measure(name, required: nil, found: String(count)) }
}

extension TestCase {
  /// What became of it, with the first lines of why.
  fileprivate func words(_ test: SettledTest) -> String {
    if test.isFlaky { return "\(id) passed only when it was run again" }
    let why = message.firstLines
    return "\(id) \(test.outcome == .error ? "broke" : "failed")\(why.isEmpty ? "" : ": \(why)")"
  }
}

extension String {
  /// At most three lines that say something, in one, and not more than 300 bytes of them.
  fileprivate var firstLines: String {
    let lines = utf8.split(separator: UInt8(ascii: "\n"), maxSplits: 40).lazy.map { line in
      let start = line.drop { $0 <= UInt8(ascii: " ") }
      return start.prefix(
        (start.lastIndex { $0 > UInt8(ascii: " ") }).map { start.distance(from: start.startIndex, to: $0) + 1 } ?? 0)
    }.filter { !$0.isEmpty }
    let words = lines.prefix(3).map { String(decoding: $0, as: UTF8.self) }.joined(separator: " / ")
    return words.utf8.count <= 300 ? words : String(decoding: words.utf8.prefix(297), as: UTF8.self) + "…"
  }
}
