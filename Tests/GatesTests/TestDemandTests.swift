import Model
import Testing

@testable import Gates

/// What a policy may want to see tested.
struct TestDemandTests {
  private func judge(_ run: TestRun, under amend: (inout Policy.Integration) -> Void) throws -> Verdict {
    try Gate.integration.judge(.of(tests: [run]) { amend(&$0.integration) })
  }

  private func tagged(_ tags: [String: [Int]], _ cases: TestCase...) -> TestRun {
    var run = TestRun(origin: "junit.xml", cases: cases)
    run.tags = tags
    return run
  }

  @Test(arguments: ["@smoke", "@sm*"] as [TestSelector])
  func `tests are named by their tags, with the mark or without`(_ selector: TestSelector) throws {
    for tag in ["smoke", "@smoke"] {
      let run = tagged([tag: [1]], .of(.failed, "a"), .of(.passed, "b"))
      #expect(try judge(run) { $0.criticalPaths = [selector] }.rules == ["integration.failed"])
      let bad = tagged([tag: [0]], .of(.failed, "a"), .of(.passed, "b"))
      #expect(try judge(bad) { $0.criticalPaths = [selector] }.rules.contains("integration.critical-path"))
    }
  }

  @Test func `a critical path that is nearly named is told by its name`() throws {
    let run = TestRun.of(.of(.passed), .of(.passed, "refunds"))
    #expect(try judge(run) { $0.criticalPaths = ["Checkout::refnds"] }.words.hasSuffix("(nearest: Checkout::refunds)"))
    #expect(try judge(run) { $0.criticalPaths = ["@Checkout"] }.words.hasSuffix("is in no test report"))
  }

  @Test func `a name with brackets means itself`() throws {
    let run = TestRun.of(.of(.passed, "pays[eur]"))
    #expect(try judge(run) { $0.criticalPaths = ["Checkout::pays[eur]"] }.outcome == .passed)
    #expect(try judge(run) { $0.criticalPaths = ["Checkout::pays[usd]"] }.outcome == .failed)
  }

  @Test func `a journey must be there and pass`() throws {
    let verdict = try judge(.of(.of(.passed))) { $0.journeys = ["Checkout::pays", "Checkout::returns"] }
    #expect(verdict.outcome == .failed)
    #expect(verdict.rules == ["integration.journey"])
    #expect(verdict.measured.contains(Measure("journeys", required: "all", found: "1 of 2")))
  }

  private static let sets: [(TestSet, String)] = [
    (.smoke, "integration.smoke"), (.connectivity, "integration.connectivity"),
    (.serviceDiscovery, "integration.service-discovery"),
  ]

  @Test(arguments: sets)
  func `each part of a set that is named must be there and pass`(_ set: TestSet, _ rule: String) throws {
    let parts = [TestPart("start", ["*pays"]), TestPart("health", ["*refunds"])]
    let verdict = try judge(.of(.of(.passed), .of(.skipped, "refunds"))) { $0.sets[set] = parts }
    #expect(verdict.outcome == .failed)
    #expect(verdict.rules == [rule])
    #expect(verdict.words.contains("part health"))
    #expect(try judge(.of(.of(.passed), .of(.passed, "refunds"))) { $0.sets[set] = parts }.outcome == .passed)
  }

  @Test func `each category of the OWASP Top 10 wants a test, where any is named`() throws {
    let verdict = try judge(.of(.of(.passed))) {
      $0.sets[.owasp] = [TestPart("A01", ["*pays"]), TestPart("A03", ["x"])]
    }
    #expect(verdict.outcome == .warned)
    #expect(verdict.rules == ["integration.owasp"])
    #expect(verdict.words.contains("A02, A04, A05, A06, A07, A08, A09, A10"))
    #expect(verdict.words.contains("part A03"))
  }

  @Test func `what is wanted and not reported at all cannot be judged`() throws {
    let verdict = try Gate.integration.judge(.of { $0.integration.journeys = ["a"] })
    #expect(verdict.outcome == .cannotJudge)
    #expect(verdict.rules == ["integration.no-evidence"])
  }

  private func pyramid(unit: Int, integration: Int, endToEnd: Int) throws -> Verdict {
    let names =
      (0..<unit).map { "u\($0)" } + (0..<integration).map { "integration\($0)" } + (0..<endToEnd).map { "e2e\($0)" }
    return try judge(TestRun(origin: "junit.xml", cases: names.map { .of(.passed, $0) })) { _ in }
  }

  @Test(arguments: [
    (60, 30, 10, true), (80, 20, 0, true), (59, 31, 10, false), (60, 20, 20, false), (70, 0, 30, false),
  ])
  func `the pyramid is 60, 30 and 10 percent`(_ unit: Int, _ integration: Int, _ endToEnd: Int, _ isFine: Bool) throws {
    let verdict = try pyramid(unit: unit, integration: integration, endToEnd: endToEnd)
    #expect(verdict.outcome == (isFine ? .passed : .warned))
    #expect(verdict.rules == (isFine ? [] : ["integration.pyramid"]))
  }

  @Test func `tests of one level have no shape`() throws {
    #expect(try pyramid(unit: 0, integration: 0, endToEnd: 9).outcome == .passed)
    #expect(try pyramid(unit: 9, integration: 0, endToEnd: 0).outcome == .passed)
  }
}

struct QuarantineTests {
  private func judge(
    _ run: TestRun, day: Int = 0, until: Int = 30, test: TestSelector = "Checkout::pays", critical: [TestSelector] = []
  ) throws -> Verdict {
    var matter = try Case.of(tests: [run]) { policy in
      policy.integration.criticalPaths = critical
      policy.integration.quarantine = [
        QuarantinedTest(test: test, owner: "ann", issue: "#12", reason: "a slow clock", until: Day(number: until))
      ]
    }
    matter.instant = Instant(seconds: day * 86_400 + 3600)
    return Gate.integration.judge(matter)
  }

  private let bad = TestRun.of(.of(.failed, saying: "late"), .of(.passed, "refunds"))

  @Test(arguments: [0, 29, 30])
  func `a quarantined test that fails warns, and is shown with its terms`(_ day: Int) throws {
    let verdict = try judge(bad, day: day)
    #expect(verdict.outcome == .warned)
    #expect(verdict.rules == ["integration.quarantined"])
    #expect(verdict.words == "Checkout::pays failed: late, quarantined by ann until 1970-01-31: a slow clock (#12)")
    #expect(verdict.measured.contains(Measure("quarantined", required: nil, found: "1")))
  }

  @Test func `a flaky test may be quarantined too`() throws {
    #expect(try judge(.of(.of(.passed, isFlaky: true))).rules == ["integration.quarantined"])
  }

  @Test func `a quarantine that has ended pardons nothing`() throws {
    let verdict = try judge(bad, day: 31)
    #expect(verdict.outcome == .failed)
    #expect(verdict.rules == ["integration.failed", "integration.quarantine-terms"])
    #expect(verdict.words.contains("ended on 1970-01-31"))
  }

  @Test func `a quarantine of more than 30 days pardons nothing`() throws {
    let verdict = try judge(bad, until: 31)
    #expect(verdict.rules == ["integration.failed", "integration.quarantine-terms"])
  }

  @Test func `a critical path is never quarantined`() throws {
    let verdict = try judge(bad, test: "*", critical: ["Checkout::pays"])
    #expect(verdict.rules == ["integration.failed", "integration.critical-path", "integration.quarantine-terms"])
  }

  @Test func `a critical path may not be quarantined even while it passes`() throws {
    let verdict = try judge(.of(.of(.passed)), critical: ["Checkout::pays"])
    #expect(verdict.outcome == .failed)
    #expect(verdict.rules == ["integration.quarantine-terms", "integration.quarantine-unused"])
    let other = try judge(.of(.of(.passed, "refunds")), critical: ["Checkout::refunds"])
    #expect(other.rules == ["integration.quarantine-unused"])
  }

  @Test func `an entry that nothing needs is said`() throws {
    let verdict = try judge(.of(.of(.passed)))
    #expect(verdict.outcome == .passed)
    #expect(verdict.rules == ["integration.quarantine-unused"])
  }
}
