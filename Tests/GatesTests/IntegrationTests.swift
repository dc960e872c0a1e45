import Model
import Testing

@testable import Gates

struct IntegrationTests {
  private func judge(_ runs: TestRun..., critical: [TestSelector] = []) throws -> Verdict {
    try Gate.integration.judge(.of(tests: runs) { $0.integration.criticalPaths = critical })
  }

  @Test func `tests that ran and passed pass`() throws {
    let verdict = try judge(.of(.of(.passed), .of(.passed, "refunds"), .of(.skipped, "ships")))
    #expect(verdict.outcome == .passed)
    #expect(verdict.measured.map(\.found) == ["2", "0", "1", "none is listed"])
  }

  @Test(arguments: [TestCase.Outcome.failed, .error])
  func `a test that did not pass fails`(_ outcome: TestCase.Outcome) throws {
    let verdict = try judge(.of(.of(.passed, "refunds"), .of(outcome)))
    #expect(verdict.outcome == .failed)
    #expect(verdict.findings.map(\.rule) == ["integration.failed"])
    #expect(verdict.words.hasPrefix("Checkout::pays"))
  }

  @Test(arguments: [TestRun.of(), .of(.of(.skipped), .of(.skipped, "refunds"))])
  func `no test that ran cannot be judged`(_ run: TestRun) throws {
    let verdict = try judge(run)
    #expect(verdict.outcome == .cannotJudge)
    #expect(verdict.findings.map(\.rule) == ["integration.nothing-ran"])
  }

  @Test(arguments: [
    ([TestRun.of()], "the report holds no test"), ([.of(), .of(origin: "b.xml")], "none of 2 reports holds a test"),
    ([.of(.of(.skipped))], "the only test was skipped"),
    ([.of(.of(.skipped), .of(.skipped, "refunds"))], "all 2 tests were skipped"),
  ])
  func `why nothing ran is said`(_ runs: [TestRun], _ words: String) throws {
    #expect(try Gate.integration.judge(.of(tests: runs)).words == words)
  }

  @Test func `where no report could be read, that is all there is to say`() throws {
    let unread = try Gate.integration.judge(.of(inputs: [.unread(for: .integration)]))
    #expect(unread.rules == ["integration.unreadable"])
    let other = try Gate.integration.judge(.of(inputs: [.read(for: .integration)]))
    #expect(other.words == "no report of tests was read")
  }

  @Test func `a test that failed and passed when it ran again is flaky and warns`() throws {
    let verdict = try judge(.of(.of(.failed), .of(.passed)))
    #expect(verdict.outcome == .warned)
    #expect(verdict.findings.map(\.rule) == ["integration.flaky"])
  }

  @Test func `a test that the report marks as flaky warns`() throws {
    #expect(try judge(.of(.of(.passed, isFlaky: true))).rules == ["integration.flaky"])
  }

  @Test(arguments: [
    [TestCase.Outcome.passed, .failed], [.failed, .failed], [.failed, .skipped], [.passed, .error],
    [.failed, .passed, .failed],
  ])
  func `a failure that no later pass mends fails`(_ tries: [TestCase.Outcome]) throws {
    let verdict = try judge(TestRun(origin: "junit.xml", cases: tries.map { .of($0) }))
    #expect(verdict.rules == ["integration.failed"])
    #expect(verdict.findings.count == 1)
  }

  @Test func `tries that all passed are one test`() throws {
    #expect(try judge(.of(.of(.passed), .of(.passed))).measured.first?.found == "1")
  }

  @Test func `a pass in another report mends no failure`() throws {
    let verdict = try judge(.of(.of(.failed), origin: "a.xml"), .of(.of(.passed), origin: "b.xml"))
    #expect(verdict.rules == ["integration.failed"])
  }

  @Test func `a suite that broke outside its tests fails`() throws {
    let verdict = try judge(.of(.of(.passed), troubles: [TestTrouble(.broken, "setUpAll broke")]))
    #expect(verdict.outcome == .failed)
    #expect(verdict.findings.map(\.rule) == ["integration.broken-suite"])
    #expect(verdict.findings.first?.location == Location("junit.xml"))
  }

  @Test(arguments: ["Checkout::pays", "Checkout::*", "*pays"] as [TestSelector])
  func `a critical path that passed is counted`(_ path: TestSelector) throws {
    let verdict = try judge(.of(.of(.passed)), critical: [path])
    #expect(verdict.outcome == .passed)
    #expect(verdict.measured.last == Measure("critical paths", required: "all", found: "1 of 1"))
  }

  @Test(arguments: [TestCase.of(.passed, "refunds"), .of(.skipped), .of(.passed, isFlaky: true)])
  func `a critical path that is missing, skipped or flaky fails`(_ test: TestCase) throws {
    let verdict = try judge(.of(.of(.passed, "ships"), test), critical: ["Checkout::pays"])
    #expect(verdict.outcome == .failed)
    #expect(verdict.rules.contains("integration.critical-path"))
  }

  @Test func `a critical path with one skipped test of several fails`() throws {
    let verdict = try judge(.of(.of(.passed), .of(.skipped, "pays by card")), critical: ["Checkout::pays*"])
    #expect(verdict.rules == ["integration.critical-path"])
  }

  @Test func `no report where there are tests cannot be judged`() throws {
    let verdict = try Gate.integration.judge(.of(files: ["tests/test_pay.py"]))
    #expect(verdict.outcome == .cannotJudge)
    #expect(verdict.findings.map(\.rule) == ["integration.no-evidence"])
  }

  @Test func `no report where critical paths are named cannot be judged`() throws {
    #expect(try judge(critical: ["Checkout::pays"]).rules == ["integration.no-evidence"])
  }

  @Test func `a repository without tests is not judged`() throws {
    let verdict = try Gate.integration.judge(.of(files: ["pay.py"]))
    #expect(verdict.outcome == .notApplicable)
    #expect(verdict.reason == "no tests in the repository")
  }

  @Test func `a run that was cut off cannot be judged`() throws {
    let verdict = try judge(.of(.of(.passed), troubles: [TestTrouble(.cutOff, "2 of 3 ran")]))
    #expect(verdict.outcome == .cannotJudge)
    #expect(verdict.rules == ["integration.cut-off"])
  }

  @Test(arguments: [(20, .passed), (60, .warned)] as [(UInt64, Outcome)])
  func `a performance target that is missed counts here as well`(_ milliseconds: UInt64, _ outcome: Outcome) throws {
    let target = Target.of(.p95, .below, .milliseconds(50))
    let verdict = try Gate.integration.judge(
      .of(tests: [.of(.of(.passed))], benchmarks: [.of((1000, milliseconds))]) { $0.performance.targets = [target] })
    #expect(verdict.outcome == outcome)
    #expect(verdict.rules == (outcome == .passed ? [] : ["integration.performance"]))
  }

  @Test func `a performance target without a measurement is gate 6's concern`() throws {
    let target = Target.of(.p95, .below, .milliseconds(50))
    let matter = try Case.of(tests: [.of(.of(.passed))]) { $0.performance.targets = [target] }
    #expect(Gate.integration.judge(matter).outcome == .passed)
  }

  @Test func `totals that the tests do not bear out cannot be judged`() throws {
    let verdict = try judge(.of(.of(.passed), troubles: [TestTrouble(.miscounted, "3 are counted, 1 is there")]))
    #expect(verdict.outcome == .cannotJudge)
    #expect(verdict.rules == ["integration.miscounted"])
  }

  @Test func `a report without a test beside others cannot be judged`() throws {
    let verdict = try judge(.of(.of(.passed)), .of(origin: "empty.xml"))
    #expect(verdict.outcome == .cannotJudge)
    #expect(verdict.rules == ["integration.nothing-ran"])
    #expect(verdict.findings.first?.location == Location("empty.xml"))
  }

  @Test func `a report may have its tests skipped where others ran`() throws {
    #expect(try judge(.of(.of(.passed)), .of(.of(.skipped, "ships"), origin: "b.xml")).outcome == .passed)
  }

  @Test func `an inconclusive test is shown, and has not run`() throws {
    let verdict = try judge(.of(.of(.passed), .of(.inconclusive, "guesses")))
    #expect(verdict.outcome == .passed)
    #expect(verdict.measured.prefix(3).map(\.found) == ["1", "0", "1"])
    #expect(try judge(.of(.of(.inconclusive))).rules == ["integration.nothing-ran"])
  }

  @Test func `a failure says its first lines`() throws {
    let verdict = try judge(.of(.of(.failed, saying: "\n  expected 2  \n\n  got 1\n\tat a\nat b\n")))
    #expect(verdict.words == "Checkout::pays failed: expected 2 / got 1 / at a")
    let long = try judge(.of(.of(.error, saying: String(repeating: "ü", count: 4000))))
    #expect(long.words.utf8.count < 350)
  }

  @Test func `the slowest tests are told`() throws {
    let run = TestRun.of(
      .of(.passed, "a", seconds: 1), .of(.passed, "b", seconds: 90), .of(.passed, "c", seconds: 3), .of(.passed, "d"),
      .of(.passed, "e", seconds: 2))
    let told = try judge(run).measured.first { $0.name == "slowest" }
    #expect(told?.found == "Checkout::b (90.0 s), Checkout::c (3.0 s), Checkout::e (2.0 s)")
    #expect(told?.required == nil)
  }

  @Test func `the slowest tests are drawn, the longest first`() throws {
    let run = TestRun.of(
      .of(.passed, "a", seconds: 1), .of(.failed, "b", seconds: 90), .of(.passed, "d"), .of(.passed, "c", seconds: 1))
    let wanted = [
      ["Checkout::b", "90.000 s", "failed"], ["Checkout::a", "1.000 s", "passed"],
      ["Checkout::c", "1.000 s", "passed"],
    ]
    #expect(try judge(run).pictures == [Table("Slowest tests", head: ["test", "took", "outcome"], rows: wanted)])
    #expect(try judge(.of(.of(.passed, "a", seconds: 1), .of(.passed, "b"))).pictures.isEmpty)
    let many = TestRun(
      origin: "a.xml",
      cases: (1...90).map { TestCase(name: "t\($0)", outcome: .passed, nanoseconds: UInt64($0 * 7 % 91)) })
    #expect(try judge(many).pictures.first?.rows.count == 40)
    #expect(try judge(many).pictures.first?.rows.first?.first == "t12")
  }

  private func timeline(_ spans: [SuiteSpan]) throws -> Table? {
    var run = TestRun.of(.of(.passed))
    run.spans = spans
    return try judge(run).pictures.first { $0.title == "Test timeline" }
  }

  @Test func `suites whose time is known are drawn in the order in which they began`() throws {
    let start = 1_795_000_000_000_000_000
    let table = try timeline([
      SuiteSpan(suite: "b", began: start + 1_500_000_000, nanoseconds: 250_000_000, tests: 2, isBad: true),
      SuiteSpan(suite: "a", began: start, nanoseconds: 2_000_000_000, tests: 30),
      SuiteSpan(suite: "", began: start + 1_500_000_000, nanoseconds: 0, tests: 1),
    ])
    #expect(table?.head == ["suite", "began", "took", "tests", "outcome"])
    #expect(
      table?.rows == [
        ["a", "0.000 s", "2.000 s", "30", "passed"], ["", "1.500 s", "0.000 s", "1", "passed"],
        ["b", "1.500 s", "0.250 s", "2", "failed"],
      ])
  }

  @Test func `one suite alone is no timeline, and of many the longest are drawn`() throws {
    #expect(try timeline([SuiteSpan(suite: "a", began: 0, nanoseconds: 1, tests: 1)]) == nil)
    let many = try timeline(
      (0..<500).map { SuiteSpan(suite: "s\($0)", began: -$0, nanoseconds: UInt64($0 % 499), tests: 1) })
    #expect(many?.rows.count == 60 && many?.rows.first?.first == "s498" && many?.rows.last?.first == "s439")
    let far = try timeline([
      SuiteSpan(suite: "a", began: .min, nanoseconds: .max, tests: 1),
      SuiteSpan(suite: "b", began: .max, nanoseconds: .max, tests: 1),
    ])
    #expect(far?.rows.map(\.[1]) == ["0.000 s", "18446744073.709 s"])
  }
}

/// Several reports, and what becomes of tests that stand in more than one.
struct TestReportsTests {
  private let pass = TestRun.of(.of(.passed), .of(.passed, "refunds"), origin: "a.xml")
  private let fail = TestRun.of(.of(.failed), origin: "b.xml")

  private func judge(
    _ runs: [TestRun], head: String? = nil, merge: String? = nil,
    under amend: (inout Policy.Integration) -> Void = { _ in }
  ) throws -> Verdict {
    var matter = try Case.of(tests: runs) { amend(&$0.integration) }
    (matter.change.head, matter.change.merge) = (head, merge)
    return Gate.integration.judge(matter)
  }

  @Test func `the worst of several reports holds, and the test counts once`() throws {
    for runs in [[pass, fail], [fail, pass]] {
      let verdict = try judge(runs)
      #expect(verdict.outcome == .failed)
      #expect(verdict.measured.first?.found == "2")
    }
  }

  @Test func `a test that one report skips and another ran has run`() throws {
    let skip = TestRun.of(.of(.skipped), origin: "b.xml")
    #expect(try judge([skip, pass]) { $0.criticalPaths = ["Checkout::pays"] }.outcome == .passed)
  }

  @Test func `a later attempt mends an earlier one, and the test is flaky`() throws {
    let attempts: (inout Policy.Integration) -> Void = { $0.attempts = ["?.xml"] }
    let mended = TestRun.of(.of(.passed), .of(.passed, "refunds"), origin: "c.xml")
    let verdict = try judge([mended, fail], under: attempts)
    #expect(verdict.rules == ["integration.flaky"])
    #expect(try judge([fail, pass], under: attempts).rules == ["integration.failed"])
  }

  @Test func `fewer reports than expected cannot be judged`() throws {
    let verdict = try judge([pass]) { $0.expected = [ExpectedReports("*.xml", files: 4)] }
    #expect(verdict.outcome == .cannotJudge)
    #expect(verdict.rules == ["integration.no-evidence"])
    #expect(
      try judge([pass, fail]) { $0.expected = [ExpectedReports("*.xml", files: 2)] }.rules == ["integration.failed"])
  }

  @Test func `fewer tests than expected cannot be judged, and a report may be empty where that is said`() throws {
    #expect(
      try judge([pass]) { $0.expected = [ExpectedReports("a.xml", tests: 3)] }.rules == ["integration.nothing-ran"])
    let empty = TestRun.of(origin: "lint.xml")
    #expect(try judge([pass, empty]) { $0.expected = [ExpectedReports("lint.xml", tests: 0)] }.outcome == .passed)
    #expect(try judge([empty]) { $0.expected = [ExpectedReports("lint.xml", tests: 0)] }.outcome == .passed)
  }

  @Test(arguments: [
    ("0123456789ab", true), ("0123456789ABCDEF0123456789abcdef01234567", true), ("fedcba9", true),
    ("main", true), ("abc", true), ("", true), ("aaaaaaaaaaaa", false),
    ("0123456789abcdef0123456789abcdef01234568", false),
  ])
  func `a report of another commit cannot be judged`(_ commit: String, _ isFine: Bool) throws {
    var run = pass
    run.commit = commit
    let verdict = try judge(
      [run], head: "0123456789abcdef0123456789abcdef01234567", merge: "fedcba9876543210fedcba9876543210fedcba98")
    #expect(verdict.rules == (isFine ? [] : ["integration.other-commit"]))
    #expect(verdict.outcome == (isFine ? .passed : .cannotJudge))
  }

  @Test(arguments: [(0, false), (86_400, false), (3 * 86_400, true), (-3 * 86_400, true)])
  func `age alone is a note`(_ seconds: Int, _ isNoted: Bool) throws {
    var run = pass
    run.instant = Instant(seconds: -seconds)
    let verdict = try judge([run])
    #expect(verdict.outcome == .passed)
    #expect(verdict.rules == (isNoted ? ["integration.old"] : []))
  }

  @Test func `a report that is there twice is noted`() throws {
    var copy = pass
    copy.origin = "copy.xml"
    let verdict = try judge([pass, copy])
    #expect(verdict.outcome == .passed)
    #expect(verdict.rules == ["integration.duplicate"])
    #expect(verdict.measured.first?.found == "2")
  }
}
