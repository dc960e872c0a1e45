import Model
import Testing

@testable import Gates

/// The same service measured twice is not slower than itself: how often the gate says so all the same.
struct FalseAlarmTests {
  /// Numbers that look drawn by chance and are the same in every run (a linear congruence).
  private struct Draws {
    var state: UInt64

    mutating func next(below bound: UInt64) -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return (state >> 33) % bound
    }

    /// Milliseconds of a server whose answers take 5 to 25, and 120 to 160 in two of a hundred.
    mutating func latency() -> UInt64 {
      let usual = 5 + next(below: 11) + next(below: 11)
      return next(below: 100) < 2 ? 120 + next(below: 41) : usual
    }

    /// A run on a machine that is up to a twentieth faster or slower than usual, all the while.
    mutating func run(of count: Int, slower percent: UInt64 = 0) -> Benchmark {
      let luck = 95 + next(below: 11)
      let samples = Samples(nanoseconds: (0..<count).map { _ in latency() * (100 * luck * (100 + percent)) })
      let latencies = Latencies.samples(samples)
      let p95 = latencies.percentile(basisPoints: 9500)?.lower ?? 0
      return Benchmark(
        tool: "hey", origin: "web.csv", readings: [.of(.p95, Quantity(p95, .time))], latencies: latencies)
    }
  }

  /// In how many of a hundred comparisons something blocks.
  private func alarms(_ runs: Int, of count: Int, slower percent: UInt64 = 0) throws -> Int {
    var draws = Draws(state: UInt64(count * 10 + runs))
    return try (0..<100).count { _ in
      let before = (0..<10).map { _ in draws.run(of: count) }
      var matter = try Case.of(benchmarks: (0..<runs).map { _ in draws.run(of: count, slower: percent) })
      matter.measuredBefore = Baseline(latest: before)
      return Gate.performance.judge(matter).outcome.blocks
    }
  }

  /// - Source: integration-performance.md, section 5, columns "5 runs + MWU" and "lower CI bound", p95
  @Test(arguments: [
    (5, 50, 3), (5, 100, 2), (5, 200, 0), (5, 1000, 0), (1, 50, 0), (1, 100, 1), (1, 200, 0), (1, 1000, 0),
  ])
  func `a service is hardly ever slower than itself`(_ runs: Int, _ count: Int, _ most: Int) throws {
    #expect(try alarms(runs, of: count) <= most)
  }

  @Test(arguments: [(5, 100, 80), (5, 1000, 99), (1, 1000, 80)])
  func `a service that became slower by four tenths is mostly found`(_ runs: Int, _ count: Int, _ least: Int) throws {
    #expect(try alarms(runs, of: count, slower: 40) >= least)
  }
}
