import Model
import Testing

@testable import Gates

struct PerformanceSanityTests {
  private func judge(_ runs: Benchmark..., targets: Target...) throws -> Verdict {
    try Gate.performance.judge(.of(benchmarks: runs) { $0.performance.targets = targets })
  }

  private let p95 = Target.of(.p95, .below, .milliseconds(50))

  /// A server that stood still for a second, as a tool sees it that waits for answers.
  private var stalled: Benchmark {
    var run = Benchmark.of((996, 1), (4, 1000))
    run.readings.append(.of(.max, milliseconds: 1000))
    run.isClosedLoop = true
    return run
  }

  @Test func `a stall that a closed loop hardly sees is said`() throws {
    let verdict = try judge(stalled, targets: p95)
    #expect(verdict.outcome == .warned)
    #expect(verdict.rules == ["performance.coordinated-omission"])
    #expect(verdict.words.contains("1.00 s") && verdict.words.contains("1.00 ms"))
  }

  @Test func `a tool that keeps its rate sees stalls itself`() throws {
    var run = stalled
    run.isClosedLoop = false
    #expect(try judge(run, targets: p95).outcome == .passed)
  }

  @Test func `a longest answer that is not far off is none`() throws {
    var run = Benchmark.of((996, 20), (4, 60))
    run.readings.append(.of(.max, milliseconds: 60))
    run.isClosedLoop = true
    #expect(try judge(run, targets: p95).outcome == .passed)
  }

  @Test func `a start that is slower than the rest is said`() throws {
    var run = Benchmark.of((1000, 20))
    var timeline = Timeline()
    for second in 0..<100 {
      for _ in 0..<10 { timeline.add(second < 10 ? 30_000_000 : 5_000_000, at: UInt64(second) * 1_000_000_000) }
    }
    run.timeline = timeline
    let verdict = try judge(run, targets: p95)
    #expect(verdict.outcome == .passed)
    #expect(verdict.rules == ["performance.warm-up"])
  }

  @Test func `an even run has no warm-up`() throws {
    var run = Benchmark.of((1000, 20))
    var timeline = Timeline()
    for second in 0..<1000 { timeline.add(5_000_000, at: UInt64(second) * 1_000_000_000) }
    run.timeline = timeline
    #expect(try judge(run, targets: p95).findings.isEmpty)
  }

  private var merging: Target {
    var target = p95
    target.merges = true
    return target
  }

  @Test func `parts are judged as one by their samples`() throws {
    // One part alone would fail; of both together one answer in twenty-one is slow.
    let verdict = try judge(.of((900, 20), (100, 60)), .of((1100, 20)), targets: merging)
    #expect(verdict.outcome == .passed)
    #expect(verdict.measured.map(\.name) == ["web p95"])
    #expect(verdict.distributions.map(\.name) == ["web"])
  }

  @Test func `parts are judged as one by their counts`() throws {
    func part(_ fast: Int, _ slow: Int) -> Benchmark {
      var run = Benchmark.of(attempts: fast + slow, failures: 0)
      run.latencies = .histogram(
        Histogram([.init(0, 40_000_000, count: fast), .init(50_000_000, 60_000_000, count: slow)]))
      return run
    }
    #expect(try judge(part(900, 100), part(1200, 0), targets: merging).outcome == .passed)
    #expect(try judge(part(900, 100), part(100, 0), targets: merging).outcome == .failed)
  }

  @Test func `percentiles of parts are never averaged`() throws {
    let part = Benchmark.of(attempts: 1000, failures: 0, readings: .of(.p95, milliseconds: 10))
    let verdict = try judge(part, part, targets: merging)
    #expect(verdict.outcome == .cannotJudge)
    #expect(verdict.rules == ["performance.unmergeable"])
  }

  @Test func `what is judged is kept for a picture`() throws {
    let verdict = try judge(.of((90, 20), (10, 40)), targets: p95)
    let steps = try #require(verdict.distributions.first?.steps)
    #expect(verdict.distributions.map(\.name) == ["web"])
    #expect(steps.map(\.count) == [90, 10])
    #expect(steps.last?.upTo == 40_000_000)
  }
}
