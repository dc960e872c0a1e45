import Model

/// Says where a run began much slower than it went on.
func judgeWarmUp(of run: Benchmark, _ hearing: inout Hearing) {
  guard let (first, rest) = run.timeline?.warmUp else { return }
  let words = "the first tenth of the run took \(Quantity(first, .time)) an answer, the rest \(Quantity(rest, .time))"
  hearing.find(.warmUp, "\(run.title): \(words)", at: Location(run.origin))
}

/// A measurement without the answers to what was sent while the service warmed up, where the target says how long that
/// takes; what is left out is said. Failures and throughput stay those of the whole run. `nil` where nothing can be left out,
/// or nothing is left.
func leaveOutWarmUp(of run: Benchmark, _ target: Target, _ hearing: inout Hearing) -> Benchmark? {
  guard let warmUp = target.warmUp, run.canBeBelieved else { return run }
  let place = Location(run.origin)
  guard let timeline = run.timeline, let all = run.latencies?.count else {
    hearing.find(
      .notMeasured, "\(run.tool) does not tell when the answers of \(target.name) came, to leave out its warm-up",
      at: place)
    return nil
  }
  let (answers, start) = timeline.answers(from: UInt64(clamping: warmUp.units / Decimal(1).units))
  guard answers.count > 0 else {
    let words = "\(run.tool) tells no answer of \(target.name) after its warm-up of \(Quantity(warmUp, .time))"
    hearing.find(.notMeasured, words, at: place)
    return nil
  }
  let time = Quantity(Decimal(units: Int128(start) * Decimal(1).units), .time)
  let leftOut = (all - answers.count).of("answer")
  hearing.measure("\(target.name) warm-up", required: nil, found: "\(leftOut) left out")
  hearing.find(.warmUp, "\(run.title): \(leftOut) of the first \(time) do not count for \(target.name)", at: place)
  return run.only(answers)
}

extension Benchmark {
  /// The same run with some of its answers.
  fileprivate func only(_ answers: Samples) -> Benchmark {
    var run = self
    let latencies = Latencies.samples(answers)
    let greatest = Decimal(units: Int128(answers.greatest) * Decimal(1).units)
    let least = Decimal(units: Int128(answers.least) * Decimal(1).units)
    let times =
      latencies.percentiles + [Reading(.max, greatest), Reading(.min, least)]
      + [answers.mean].compactMap { $0 }.map { Reading(.mean, $0) }
    run.latencies = latencies
    run.readings = times + readings.filter { reading in !times.contains { $0.metric == reading.metric } }
    return run
  }
}

extension Timeline {
  /// What an answer took in the first tenth of the run and in the rest, in nanoseconds, where the first took twice as
  /// long and both are of answers enough.
  var warmUp: (first: Decimal, rest: Decimal)? {
    let tenth = windows.count / 10
    guard tenth > 0, let first = Timeline.mean(windows[..<tenth]), let rest = Timeline.mean(windows[tenth...]) else {
      return nil
    }
    return first.units > 2 * rest.units ? (first, rest) : nil
  }

  private static func mean(_ windows: ArraySlice<Window>) -> Decimal? {
    let count = windows.reduce(0) { $0 + $1.count }
    guard count >= 20 else { return nil }
    let sum = windows.reduce(Int128(0)) { $0 + Int128($1.sum) }
    return Decimal(units: sum * Decimal(1).units / Int128(count))
  }
}
