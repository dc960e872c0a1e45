import Model
import Testing

@testable import Gates

struct PerformanceTests {
  /// Below 50 ms at p95.
  private let p95 = Target.of(.p95, .below, .milliseconds(50))

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
    #expect(verdict.measured.map(\.found) == ["20.00 ms (20.00 ms to 20.00 ms)"])
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
    let target = Target.of(.p95, comparison, .milliseconds(50))
    #expect(try judge(.of((100, 50)), target: target).outcome == outcome)
  }

  @Test(arguments: [(Metric.p50, 5), (.p75, 11), (.p90, 29), (.p95, 59), (.p99, 299), (.p999, 2995)])
  func `a percentile needs its number of samples`(_ metric: Metric, _ needed: Int) throws {
    let target = Target.of(metric, .below, .milliseconds(1000))
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
    (299, 0, Outcome.passed), (298, 0, .cannotJudge), (1000, 10, .passed), (1000, 11, .failed), (20, 20, .failed),
  ])
  func `an error rate of 1 % needs 299 attempts to be believed`(
    _ attempts: Int, _ failures: Int, _ outcome: Outcome
  ) throws {
    let target = Target.of(.errorRate, .atMost, Quantity(Decimal(units: 10_000_000), .ratio))
    #expect(try judge(.of(attempts: attempts, failures: failures), target: target).outcome == outcome)
  }

  @Test func `an error rate counts all attempts, not those that were answered`() throws {
    var run = Benchmark.of((10, 20))
    (run.attempts, run.failures) = (1000, 990)
    let target = Target.of(.errorRate, .atMost, Quantity(Decimal(units: 10_000_000), .ratio))
    #expect(try judge(run, target: target).rules == ["performance.limit"])
  }

  @Test func `requests that all failed meet no target`() throws {
    let run = Benchmark.of((100, 1), caveats: [Caveat(.nothingMeasured, "every request failed")])
    let verdict = try judge(run, target: p95)
    #expect(verdict.outcome == .failed)
    #expect(verdict.rules == ["performance.nothing-measured"])
  }

  @Test func `a measurement that is doubtful cannot be judged`() throws {
    let verdict = try judge(.of((100, 20), caveats: [Caveat(.doubtful, "it forgot some")]), target: p95)
    #expect(verdict.outcome == .cannotJudge)
    #expect(verdict.findings.map(\.rule) == ["performance.doubtful"])
    #expect(verdict.words.contains("it forgot some"))
  }

  @Test func `a measurement without what the target asks for cannot be judged`() throws {
    let verdict = try judge(.of(attempts: 100, failures: 0, readings: .of(.p50, milliseconds: 1)), target: p95)
    #expect(verdict.outcome == .cannotJudge)
    #expect(verdict.findings.map(\.rule) == ["performance.not-measured"])
  }

  @Test func `samples go before the number that the tool prints`() throws {
    var run = Benchmark.of((100, 60))
    run.readings = [.of(.p95, milliseconds: 0)]
    #expect(try judge(run, target: p95).outcome == .failed)
  }

  @Test func `of several measurements each must meet the target`() throws {
    #expect(try judge(.of((100, 20)), .of((100, 60)), target: p95).outcome == .failed)
  }

  @Test(arguments: [(101, Outcome.passed), (100, .failed), (99, .failed)])
  func `throughput is judged by its reading`(_ megabits: Int, _ outcome: Outcome) throws {
    let run = Benchmark.of(
      attempts: 1, failures: 0, readings: .of(.throughput, Quantity(Decimal(megabits * 1_000_000), .bitRate)))
    #expect(try judge(run, target: .of(.throughput, .above, Quantity(100_000_000, .bitRate))).outcome == outcome)
  }

  @Test func `a lenient target only warns`() throws {
    let verdict = try judge(.of((100, 60)), target: .of(.p95, .below, .milliseconds(50), effect: .warn))
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

  @Test func `a number that was rounded across the limit cannot be judged`() throws {
    let run = Benchmark.of(attempts: 1000, failures: 0, readings: .of(.p95, milliseconds: 49, slack: 2))
    let verdict = try judge(run, target: p95)
    #expect(verdict.outcome == .cannotJudge)
    #expect(verdict.findings.map(\.rule) == ["performance.undecided"])
  }

  @Test func `a rounded number that breaks the limit as it is written fails`() throws {
    let run = Benchmark.of(attempts: 1000, failures: 0, readings: .of(.p95, milliseconds: 50, slack: 2))
    #expect(try judge(run, target: p95).rules == ["performance.limit"])
  }

  @Test func `a target that names nothing is about the whole where the report has it`() throws {
    func run(_ name: String, _ milliseconds: Decimal) -> Benchmark {
      var run = Benchmark.of(attempts: 1000, failures: 0, readings: .of(.p95, milliseconds: milliseconds))
      run.name = name
      return run
    }
    #expect(try judge(run("GET /", 90), run("", 10), target: p95).outcome == .passed)
    #expect(try judge(run("GET /", 90), run("GET /a", 10), target: p95).outcome == .failed)
  }

  @Test func `a metric is asked of those that tell it, one in each file at least`() throws {
    func run(_ origin: Path, _ reading: Reading) -> Benchmark {
      Benchmark(tool: "prometheus", origin: origin, name: "x", readings: [reading])
    }
    let target = Target.of(.cpu, .below, Quantity(Decimal(units: 900_000_000), .ratio))
    let cpu = Reading.of(.cpu, Quantity(Decimal(units: 870_000_000), .ratio))
    let other = Reading.of(.memory, Quantity(1, .bytes))
    #expect(try judge(run("web.prom", cpu), run("web.prom", other), target: target).outcome == .passed)
    #expect(
      try judge(run("web.prom", cpu), run("web.2.prom", other), target: target).rules == ["performance.not-measured"])
  }

  @Test func `the number of a tool decides where its histogram is too coarse`() throws {
    var run = Benchmark.of(attempts: 1000, failures: 0, readings: .of(.p95, milliseconds: 45))
    run.latencies = .histogram(Histogram([.init(0, 100_000_000, count: 1000)]))
    #expect(try judge(run, target: p95).outcome == .passed)
    run.readings = [.of(.p95, milliseconds: 55)]
    #expect(try judge(run, target: p95).outcome == .failed)
  }

  @Test(arguments: [(40, Outcome.passed), (60, .cannotJudge), (5, .passed)])
  func `a histogram is judged at its edges and not in between`(_ edge: Int, _ outcome: Outcome) throws {
    var run = Benchmark.of(attempts: 1000, failures: 0, readings: .of(.p95, milliseconds: Decimal(edge)))
    run.readings[0].provenance = .histogram
    let upper = Quantity.milliseconds(Decimal(edge)).value
    run.latencies = .histogram(Histogram([.init(0, 1, count: 900), .init(2_000_000, upper, count: 100)]))
    #expect(try judge(run, target: p95).outcome == outcome)
  }

  @Test func `a target that chance may have met passes with a note`() throws {
    let verdict = try judge(.of((96, 20), (4, 60)), target: p95)
    #expect(verdict.outcome == .passed)
    #expect(verdict.findings.map(\.rule) == ["performance.borderline"])
  }

  @Test func `percentiles of a tool need their samples too, and how to get them is said`() throws {
    let run = Benchmark.of(attempts: 20, failures: 0, readings: .of(.p95, milliseconds: 10))
    let verdict = try judge(run, target: p95)
    #expect(verdict.rules == ["performance.too-few-samples"])
    #expect(verdict.words.contains("hey -n 59"))
  }

  @Test func `a failure rate that may be higher cannot pass`() throws {
    var run = Benchmark.of(attempts: 1000, failures: 0)
    run.omitsFailures = true
    let target = Target.of(.errorRate, .atMost, Quantity(Decimal(units: 10_000_000), .ratio))
    #expect(try judge(run, target: target).rules == ["performance.undecided"])
    run.failures = 500
    #expect(try judge(run, target: target).rules == ["performance.limit"])
  }

  @Test func `a number of another kind than the limit is none`() throws {
    let run = Benchmark.of(attempts: 1, failures: 0, readings: .of(.throughput, Quantity(5_000_000_000, .rate)))
    let verdict = try judge(run, target: .of(.throughput, .above, Quantity(100_000_000, .bitRate)))
    #expect(verdict.rules == ["performance.not-measured"])
  }

  @Test func `a target may be about a number that only the report knows`() throws {
    let bytes = Reading("B/op", unit: "B/op", reported: 96, direction: .smaller, quantity: Quantity(96, .bytes))
    let run = Benchmark(tool: "go", origin: "web.txt", name: "BenchmarkSum-2", readings: [bytes])
    let target = Target.of(Metric("B/op"), .below, Quantity(100, .bytes))
    #expect(try judge(run, target: target).outcome == .passed)
    #expect(try judge(run, target: .of(Metric("B/op"), .below, Quantity(96, .bytes))).outcome == .failed)
  }

  @Test func `a target may be about some of the things that a report measures`() throws {
    func run(_ name: String, _ milliseconds: Decimal) -> Benchmark {
      Benchmark(tool: "go", origin: "web.txt", name: name, readings: [.of(.time, milliseconds: milliseconds)])
    }
    var target = Target.of(.time, .below, .milliseconds(50))
    target.names = ["*Sum*"]
    #expect(try judge(run("BenchmarkSum-2", 10), run("BenchmarkSort-2", 90), target: target).outcome == .passed)
    target.names = ["*Nothing*"]
    #expect(try judge(run("BenchmarkSum-2", 10), target: target).rules == ["performance.no-evidence"])
  }

  @Test(arguments: [
    (Caveat.Kind.stale, "performance.stale", Outcome.warned), (.debugBuild, "performance.debug-build", .warned),
    (.toolLimit, "performance.tool-limit", .failed), (.cutShort, "performance.cut-short", .passed),
    (.doubtful, "performance.doubtful", .cannotJudge), (.nothingMeasured, "performance.nothing-measured", .failed),
  ])
  func `what is to be known of a measurement is said, target or not`(
    _ kind: Caveat.Kind, _ rule: String, _ outcome: Outcome
  ) throws {
    let run = Benchmark.of((1000, 20), caveats: [Caveat(kind, "something")])
    let verdict = try Gate.performance.judge(.of(benchmarks: [run]))
    #expect(verdict.outcome == outcome)
    #expect(verdict.findings.map(\.rule.text) == [rule])
    #expect(verdict.words.contains("hey: something"))
  }

  @Test(arguments: [(0, Outcome.passed), (1, .warned)])
  func `a request that fails is found where the policy of releases holds`(_ failures: Int, _ outcome: Outcome) throws {
    var run = Benchmark.of((1000, 20))
    (run.attempts, run.failures) = (1000, failures)
    #expect(try judge(run, target: p95).outcome == .passed)
    let verdict = try judge(run, target: p95) { $0.rules["performance.failed-requests"]?.isOff = false }
    #expect(verdict.outcome == outcome)
    #expect(verdict.words == (failures == 0 ? "" : "hey: 1 of 1000 requests failed"))
  }
}
