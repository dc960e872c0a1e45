import Model
import Testing

@testable import Gates

struct RegressionTests {
  private func run(
    _ milliseconds: Decimal, _ origin: Path = "web.txt", name: String = "", tool: String = "wrk",
    conditions: [String: String] = [:]
  ) -> Benchmark {
    Benchmark(
      tool: tool, origin: origin, name: name, conditions: conditions,
      readings: [.of(.p95, milliseconds: milliseconds)])
  }

  private func runs(_ milliseconds: Decimal...) -> [Benchmark] { milliseconds.map { run($0) } }

  /// So many samples of 20 ms, and one in ten of another time.
  private func sampled(_ count: Int, slow milliseconds: UInt64) -> Benchmark {
    var run = Benchmark.of((count - count / 10, 20), (count / 10, milliseconds))
    run.origin = "web.csv"
    return run
  }

  private func judge(_ now: [Benchmark], against latest: [Benchmark], first: [Benchmark] = []) throws -> Verdict {
    var matter = try Case.of(benchmarks: now)
    matter.measuredBefore = Baseline(latest: latest, first: first)
    return Gate.performance.judge(matter)
  }

  private let five: [Decimal] = [100, 101, 99, 102, 98]

  @Test func `five runs that are a third slower are a regression`() throws {
    let verdict = try judge(runs(133, 135, 131, 134, 132), against: five.map { run($0) })
    #expect(verdict.outcome == .failed)
    #expect(verdict.findings.map(\.rule) == ["performance.regression"])
    #expect(verdict.words.contains("+33.0 %"))
    #expect(verdict.measured.map(\.name) == ["web.txt p95"])
  }

  @Test func `five runs that are slower by less than is allowed pass`() throws {
    #expect(try judge(runs(115, 117, 116, 118, 114), against: five.map { run($0) }).outcome == .passed)
  }

  @Test func `five runs that are faster pass`() throws {
    #expect(try judge(runs(50, 51, 52, 53, 54), against: five.map { run($0) }).outcome == .passed)
  }

  @Test func `one run that is slower, against one, is a suspicion`() throws {
    let verdict = try judge([run(150)], against: [run(100)])
    #expect(verdict.outcome == .warned)
    #expect(verdict.rules == ["performance.possible-regression"])
  }

  @Test func `five runs that overlap with the baseline are a suspicion`() throws {
    let verdict = try judge(runs(130, 90, 140, 95, 125), against: runs(100, 60, 128, 122, 99))
    #expect(verdict.rules.contains("performance.possible-regression"))
    #expect(!verdict.rules.contains("performance.regression"))
  }

  @Test func `one run with samples is a regression where they are beyond chance`() throws {
    let baseline = [sampled(1000, slow: 100)]
    #expect(try judge([sampled(1000, slow: 150)], against: baseline).rules == ["performance.regression"])
    #expect(try judge([sampled(20, slow: 150)], against: baseline).rules == ["performance.possible-regression"])
    #expect(try judge([sampled(1000, slow: 110)], against: baseline).outcome == .passed)
  }

  @Test func `one run far beyond the spread of five is a regression`() throws {
    #expect(try judge([run(150)], against: five.map { run($0) }).rules == ["performance.regression"])
  }

  @Test func `twice as slow calls for a rollback`() throws {
    let verdict = try judge(runs(210, 211, 212, 213, 214), against: five.map { run($0) })
    #expect(verdict.outcome == .failed)
    #expect(verdict.rules == ["performance.rollback"])
  }

  @Test func `a difference below the floor does not matter`() throws {
    let tenth = Decimal(units: 100_000_000)
    #expect(try judge([run(tenth.scaled(by: 5))], against: [run(tenth)]).outcome == .passed)
  }

  @Test func `of a throughput less is worse`() throws {
    func run(_ rate: Int) -> Benchmark {
      var reading = Reading.of(.throughput, Quantity(Decimal(rate), .rate))
      reading.direction = .larger
      return Benchmark(tool: "jmh", origin: "jmh.json", name: "sum", readings: [reading])
    }
    let baseline = [1000, 1001, 999, 1002, 998].map(run)
    #expect(try judge([400, 401, 402, 403, 399].map(run), against: baseline).rules == ["performance.rollback"])
    #expect(try judge([2000, 2001, 2002, 2003, 2004].map(run), against: baseline).outcome == .passed)
  }

  @Test func `repetitions of a benchmark are its runs`() throws {
    func run(_ times: [Decimal]) -> Benchmark {
      Benchmark(
        tool: "hyperfine", origin: "h.json", name: "sort", readings: [.of(.time, milliseconds: times[0])],
        repetitions: times.map { Quantity.milliseconds($0).value })
    }
    #expect(
      try judge([run([14, 15, 13, 16, 14])], against: [run([10, 11, 9, 10, 12])]).rules.contains(
        "performance.regression"))
  }

  @Test(arguments: [
    (10, 9, Outcome.passed), (10, 11, .passed), (10, 14, .warned), (10, 60, .failed), (0, 0, .passed), (0, 30, .failed),
    (0, 1, .passed),
  ])
  func `more errors than a tenth over the baseline are too many, beyond a floor and chance`(
    _ before: Int, _ after: Int, _ outcome: Outcome
  ) throws {
    func run(_ failures: Int) -> Benchmark {
      Benchmark(tool: "wrk", origin: "web.txt", attempts: 1000, failures: failures)
    }
    #expect(try judge([run(after)], against: [run(before)]).outcome == outcome)
  }

  @Test func `a baseline of another tool is refused`() throws {
    let verdict = try judge([run(100, tool: "ab")], against: [run(100)])
    #expect(verdict.outcome == .cannotJudge)
    #expect(verdict.rules == ["performance.incomparable"])
    #expect(verdict.words.contains("wrk") && verdict.words.contains("ab"))
  }

  @Test func `a baseline of other options is refused`() throws {
    let verdict = try judge(
      [run(100, conditions: ["connections": "50"])], against: [run(100, conditions: ["connections": "10"])])
    #expect(verdict.rules == ["performance.incomparable"])
    #expect(verdict.words.contains("connections was 10 and is 50"))
  }

  @Test func `a benchmark that is gone is found`() throws {
    let verdict = try judge([run(100)], against: [run(100), run(100, name: "checkout")])
    #expect(verdict.outcome == .failed)
    #expect(verdict.rules == ["performance.missing-benchmark"])
  }

  @Test func `a new benchmark needs no baseline`() throws {
    #expect(try judge([run(100), run(100, name: "checkout")], against: [run(100)]).outcome == .passed)
  }

  @Test func `a baseline that varies by too much is said to be noisy`() throws {
    let verdict = try judge([run(100)], against: runs(60, 100, 140, 70, 130))
    #expect(verdict.outcome == .warned)
    #expect(verdict.rules == ["performance.noisy"])
  }

  @Test func `small steps add up to a drift`() throws {
    let verdict = try judge([run(130)], against: [run(115)], first: [run(100)])
    #expect(verdict.outcome == .warned)
    #expect(verdict.rules == ["performance.drift"])
  }

  @Test func `a thousandfold difference may be a unit`() throws {
    #expect(try judge([run(100_000)], against: [run(100)]).rules.contains("performance.unit-jump"))
  }

  /// A target that says for itself how much worse than the baseline it may be.
  private func judge(
    _ now: [Benchmark], against latest: [Benchmark]?, allowing growth: [Metric: Decimal], effect: Effect = .fail
  ) throws -> Verdict {
    var target = Target(name: "web", evidence: ["web.*"], limits: [:], effect: effect)
    target.growth = growth
    var matter = try Case.of(benchmarks: now) { $0.performance.targets = [target] }
    matter.measuredBefore = latest.map { Baseline(latest: $0) }
    return Gate.performance.judge(matter)
  }

  @Test func `a target may say for itself how much worse it may be`() throws {
    let (tenth, half) = (Decimal(1).scaled(by: 1, over: 10), Decimal(1).scaled(by: 1, over: 2))
    let now = runs(118, 119, 117, 120, 116)
    let before = five.map { run($0) }
    #expect(try judge(now, against: before, allowing: [.p95: half]).outcome == .passed)
    let verdict = try judge(now, against: before, allowing: [.p95: tenth])
    #expect(verdict.rules == ["performance.regression"])
    #expect(verdict.outcome == .failed)
    #expect(verdict.measured.map(\.name) == ["web p95"])
    #expect(try judge(now, against: before, allowing: [.p95: tenth], effect: .warn).outcome == .warned)
  }

  @Test func `a baseline that lies where no target looks is of the only target of its tool`() throws {
    var matter = try Case.of(benchmarks: runs(133, 135, 131, 134, 132)) {
      $0.performance.targets = [Target(name: "web", evidence: ["web.*"], limits: [:])]
    }
    matter.measuredBefore = Baseline(latest: five.enumerated().map { run($1, Path("main/\($0).txt")) })
    #expect(Gate.performance.judge(matter).rules == ["performance.regression"])
    matter.policy.performance.targets = []
    #expect(Gate.performance.judge(matter).rules == ["performance.missing-benchmark"])
  }

  @Test func `what is to be held against a baseline and cannot be is said`() throws {
    let tenth = Decimal(1).scaled(by: 1, over: 10)
    #expect(try judge([run(100)], against: nil, allowing: [.p95: tenth]).rules == ["performance.no-baseline"])
    let verdict = try judge([run(100)], against: [run(100)], allowing: [.p99: tenth])
    #expect(verdict.rules == ["performance.not-measured"])
    #expect(verdict.outcome == .cannotJudge)
  }

  @Test func `a baseline that is asked for and not there is said`() throws {
    let verdict = try Gate.performance.judge(
      .of(benchmarks: [run(100)]) { $0.performance.baseline = ["main/*.txt"] })
    #expect(verdict.outcome == .warned)
    #expect(verdict.rules == ["performance.no-baseline"])
  }

  @Test func `of many benchmarks one that chance explains is a suspicion`() throws {
    func run(_ name: Int, _ milliseconds: Decimal) -> Benchmark { self.run(milliseconds, name: "b\(name)") }
    let before = (0..<40).flatMap { name in five.map { run(name, $0) } }
    var after = before
    for index in 0..<5 { after[index] = run(0, [133, 135, 131, 134, 132][index]) }
    let one = try judge(after, against: before)
    #expect(one.rules == ["performance.regression"])
    // Suspects are those that are slower by more than allowed: with forty of them each needs more evidence.
    let all = (0..<40).flatMap { name in [133, 135, 131, 134, 132].map { run(name, $0) } }
    #expect(try judge(all, against: before).rules == ["performance.possible-regression"])
  }
}
