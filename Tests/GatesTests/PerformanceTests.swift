import Model
import Testing

@testable import Gates

struct PerformanceTests {
  /// Below 50 ms at p95.
  private let p95 = Target.of(.p95, .below, Decimal(units: 50_000_000))

  private func judge(_ benchmarks: Benchmark..., target: Target, under amend: (inout Policy) -> Void = { _ in }) throws
    -> Verdict
  {
    try Gate.performance.judge(
      .of(benchmarks: benchmarks) {
        $0.performance.targets = [target]
        amend(&$0)
      })
  }

  @Test func `a target that is met passes with its number`() throws {
    let verdict = try judge(.of((100, 20)), target: p95)
    #expect(verdict.outcome == .passed)
    #expect(verdict.measured.map(\.name) == ["web p95"])
    #expect(verdict.measured.map(\.found) == ["20.00 ms"])
  }

  @Test func `a target that is missed fails`() throws {
    let verdict = try judge(.of((90, 20), (10, 60)), target: p95)
    #expect(verdict.outcome == .failed)
    #expect(verdict.findings.map(\.rule) == ["performance.limit"])
    #expect(verdict.words.contains("60.00 ms"))
  }

  @Test(arguments: [
    (Limit.Comparison.below, Outcome.failed), (.atMost, .passed), (.above, .failed), (.atLeast, .passed),
  ])
  func `equality at the limit is judged as the limit is written`(_ comparison: Limit.Comparison, _ outcome: Outcome)
    throws
  {
    let target = Target.of(.p95, comparison, Decimal(units: 50_000_000))
    #expect(try judge(.of((100, 50)), target: target).outcome == outcome)
  }

  @Test(arguments: [(Metric.p50, 5), (.p75, 11), (.p90, 29), (.p95, 59), (.p99, 299), (.p999, 2995)])
  func `a percentile needs its number of samples`(_ metric: Metric, _ needed: Int) throws {
    let target = Target.of(metric, .below, 1)
    #expect(try judge(.of((needed, 20)), target: target).outcome == .passed)
    let short = try judge(.of((needed - 1, 20)), target: target)
    #expect(short.outcome == .cannotJudge)
    #expect(short.findings.map(\.rule) == ["performance.too-few-samples"])
  }

  @Test func `few samples that are bad beyond chance fail`() throws {
    #expect(try judge(.of((10, 60)), target: p95).rules == ["performance.limit"])
  }

  @Test func `few samples with one bad among them cannot be judged`() throws {
    #expect(try judge(.of((19, 20), (1, 60)), target: p95).outcome == .cannotJudge)
  }

  @Test(arguments: [
    (300, 0, Outcome.passed), (299, 0, .cannotJudge), (1000, 10, .passed), (1000, 11, .failed), (20, 20, .failed),
  ])
  func `an error rate of 1 % needs three hundred attempts to be believed`(
    _ attempts: Int, _ failures: Int, _ outcome: Outcome
  ) throws {
    let target = Target.of(.errorRate, .atMost, Decimal(units: 10_000_000))
    #expect(try judge(.of(attempts: attempts, failures: failures), target: target).outcome == outcome)
  }

  @Test func `an error rate counts all attempts, not those that were answered`() throws {
    var run = Benchmark.of((10, 20))
    (run.attempts, run.failures) = (1000, 990)
    let target = Target.of(.errorRate, .atMost, Decimal(units: 10_000_000))
    #expect(try judge(run, target: target).rules == ["performance.limit"])
  }

  @Test func `requests that all failed meet no target`() throws {
    var run = Benchmark.of((100, 1))
    (run.attempts, run.failures) = (100, 100)
    #expect(try judge(run, target: p95).outcome.blocks)
  }

  @Test func `a measurement that is doubtful cannot be judged`() throws {
    let verdict = try judge(.of((100, 20), doubt: "every request failed"), target: p95)
    #expect(verdict.outcome == .cannotJudge)
    #expect(verdict.findings.map(\.rule) == ["performance.doubtful"])
    #expect(verdict.words.contains("every request failed"))
  }

  @Test func `a measurement without what the target asks for cannot be judged`() throws {
    let verdict = try judge(.of(attempts: 100, failures: 0, readings: [.p50: 1]), target: p95)
    #expect(verdict.outcome == .cannotJudge)
    #expect(verdict.findings.map(\.rule) == ["performance.not-measured"])
  }

  @Test func `samples go before the number that the tool prints`() throws {
    var run = Benchmark.of((100, 60))
    run.readings = [Reading("p95", unit: "s", reported: 0, direction: .smaller, metric: .p95)]
    #expect(try judge(run, target: p95).outcome == .failed)
  }

  @Test func `of several measurements each must meet the target`() throws {
    #expect(try judge(.of((100, 20)), .of((100, 60)), target: p95).outcome == .failed)
  }

  @Test(arguments: [(101, Outcome.passed), (100, .failed), (99, .failed)])
  func `throughput is judged by its reading`(_ megabits: Int, _ outcome: Outcome) throws {
    let run = Benchmark.of(attempts: 1, failures: 0, readings: [.throughput: Decimal(megabits * 1_000_000)])
    #expect(try judge(run, target: .of(.throughput, .above, 100_000_000)).outcome == outcome)
  }

  @Test func `a lenient target only warns`() throws {
    let verdict = try judge(.of((100, 60)), target: .of(.p95, .below, Decimal(units: 50_000_000), effect: .warn))
    #expect(verdict.outcome == .warned)
  }

  @Test func `what the policy makes of the limit's rule holds`() throws {
    let verdict = try judge(.of((100, 60)), target: p95) { $0.rules["performance.limit"]?.effect = .warn }
    #expect(verdict.outcome == .warned)
  }

  @Test func `a target without a measurement cannot be judged`() throws {
    let verdict = try Gate.performance.judge(.of { $0.performance.targets = [p95] })
    #expect(verdict.outcome == .cannotJudge)
    #expect(verdict.findings.map(\.rule) == ["performance.no-evidence"])
  }

  @Test func `neither target nor measurement is not judged`() throws {
    let verdict = try Gate.performance.judge(.of(files: ["pay.py"]))
    #expect(verdict.outcome == .notApplicable)
    #expect(verdict.reason == "no target is declared and no measurement was found")
  }
}
