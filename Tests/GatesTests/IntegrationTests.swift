import Model
import Testing

@testable import Gates

struct IntegrationTests {
  private func judge(_ runs: TestRun..., critical: [Glob] = []) throws -> Verdict {
    try Gate.integration.judge(.of(tests: runs) { $0.integration.criticalPaths = critical })
  }

  @Test func `tests that ran and passed pass`() throws {
    let verdict = try judge(.of(.of(.passed), .of(.passed, "refunds"), .of(.skipped, "ships")))
    #expect(verdict.outcome == .passed)
    #expect(verdict.measured.map(\.found) == ["2", "0", "1"])
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
    let verdict = try judge(.of(.of(.passed), brokenSuites: ["setUpAll"]))
    #expect(verdict.outcome == .failed)
    #expect(verdict.findings.map(\.rule) == ["integration.broken-suite"])
  }

  @Test(arguments: ["Checkout::pays", "Checkout::*", "*pays"] as [Glob])
  func `a critical path that passed is counted`(_ path: Glob) throws {
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
}
