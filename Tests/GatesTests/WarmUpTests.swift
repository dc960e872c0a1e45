import Model
import Testing

@testable import Gates

/// What is said of the time in which a service warms up, and what is left out of it.
struct WarmUpTests {
  /// Below 50 ms at p95, once so many seconds are over.
  private func target(_ seconds: Int?, merges: Bool = false) -> Target {
    var target = Target.of(.p95, .below, .milliseconds(50))
    target.warmUp = seconds.map { Decimal($0 * 1_000_000_000) }
    target.merges = merges
    return target
  }

  /// A hundred answers a second for 20 seconds, those of the first so many seconds slow.
  private func run(slow seconds: Int, milliseconds: UInt64 = 90) -> Benchmark {
    let slow = UInt64(seconds)
    var run = Benchmark.of((seconds * 100, milliseconds), (2000 - seconds * 100, 20))
    run.readings += [.of(.max, milliseconds: Decimal(Int(milliseconds))), .of(.mean, milliseconds: 30)]
    var timeline = Timeline()
    for second in 0..<UInt64(20) {
      let step = Timeline.step(of: second * 1_000_000_000)
      while timeline.steps.count <= step { timeline.steps.append(Samples()) }
      timeline.steps[step].add(Array(repeating: (second < slow ? milliseconds : 20) * 1_000_000, count: 100))
    }
    run.timeline = timeline
    return run
  }

  private func judge(_ runs: Benchmark..., target: Target) throws -> Verdict {
    try Gate.performance.judge(.of(benchmarks: runs) { $0.performance.targets = [target] })
  }

  @Test func `what the target calls warm-up does not count, and is said`() throws {
    #expect(try judge(run(slow: 2), target: target(nil)).outcome == .failed)
    let verdict = try judge(run(slow: 2), target: target(2))
    #expect(verdict.outcome == .passed)
    #expect(verdict.rules == ["performance.warm-up"])
    #expect(verdict.words == "hey: 200 answers of the first 2.00 s do not count for web")
    #expect(verdict.measured.map(\.name) == ["web warm-up", "web p95"])
    #expect(verdict.measured.map(\.found) == ["200 answers left out", "20.00 ms (20.00 ms to 20.00 ms)"])
  }

  @Test func `what is slow afterwards counts`() throws {
    #expect(try judge(run(slow: 5), target: target(2)).rules.contains("performance.limit"))
  }

  @Test func `the longest and the mean are of the rest too`() throws {
    var target = target(2)
    let limit = Limit(.atMost, 20_000_000, .time, text: "<= 20 ms")
    target.limits = [.max: limit, .mean: limit]
    #expect(try judge(run(slow: 2), target: target).outcome == .passed)
  }

  @Test func `parts are judged as one without the warm-up of each`() throws {
    #expect(try judge(run(slow: 2), run(slow: 1), target: target(2, merges: true)).outcome == .passed)
  }

  @Test func `a tool that does not tell when answers came has none to leave out`() throws {
    let verdict = try judge(.of((1000, 20)), target: target(2))
    #expect(verdict.outcome == .cannotJudge)
    #expect(verdict.words == "hey does not tell when the answers of web came, to leave out its warm-up")
  }

  @Test func `of a report on all requests and on some, only what counts is spoken of`() throws {
    var part = Benchmark.of((1000, 20))
    part.name = "pay"
    #expect(try judge(.of((1000, 20)), part, part, target: target(2)).rules == ["performance.not-measured"])
    #expect(try judge(part, target: target(2)).rules == ["performance.not-measured"])
  }

  @Test func `a run that is over before it is warm cannot be judged`() throws {
    let verdict = try judge(run(slow: 2), target: target(60))
    #expect(verdict.rules == ["performance.not-measured"])
    #expect(verdict.words == "hey tells no answer of web after its warm-up of 60.00 s")
    #expect(verdict.outcome == .cannotJudge)
  }
}
