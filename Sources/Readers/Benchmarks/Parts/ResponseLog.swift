import Model
import Syntax

/// The answers of a load test, taken one after the other.
struct ResponseLog {
  private var timeline = Timeline()
  /// What goes to the samples of one step of time together.
  private var batch: [UInt64] = []
  private var step = 0
  /// From when to when that step is.
  private var bounds: Range<UInt64> = 0..<Timeline.start(ofStep: 1)
  /// How many answers there were before it.
  private var earlier = 0
  private(set) var attempts = 0
  private(set) var failures = 0
  /// Answers that say that there was something wrong with the request.
  private var refusals = 0
  /// Outcomes that were told apart from how long the answers took, and those of them that were failures.
  private(set) var outcomes = (count: 0, failures: 0)
  /// When the first request was sent and when the last answer had come, in nanoseconds.
  private var span: (start: UInt64, end: UInt64)?
  /// When the first request of the log was sent, from which all others are placed in time.
  private var beginning: UInt64?
  /// Whether there are answers of which is not known when.
  private var hasTimeless = false

  private static let batchLength = 8192

  init() { batch.reserveCapacity(ResponseLog.batchLength) }

  /// Takes an answer, or a failure that took so long.
  ///
  /// - Parameter start: when its request was sent, in nanoseconds since any moment that is the same for all.
  @_optimize(speed)
  mutating func add(_ latency: UInt64, from start: UInt64?, isFailure: Bool, isRefusal: Bool = false) {
    attempts += 1
    if isFailure { failures += 1 } else if isRefusal { refusals += 1 }
    if let start { note(latency, from: start) } else { hasTimeless = true }
    batch.append(latency)
    if batch.count == ResponseLog.batchLength { settle() }
  }

  mutating func addOutcome(isFailure: Bool) {
    outcomes.count += 1
    if isFailure { outcomes.failures += 1 }
  }

  @_optimize(speed)
  private mutating func note(_ latency: UInt64, from start: UInt64) {
    let end = start.addingReportingOverflow(latency)
    let known = span ?? (start, start)
    span = (min(known.start, start), max(known.end, end.overflow ? .max : end.partialValue))
    let first = beginning ?? start
    beginning = first
    // Rows come in no order: one that began before the first is counted with it.
    let offset = start > first ? start - first : 0
    timeline.add(latency, at: offset)
    if !bounds.contains(offset) { enter(Timeline.step(of: offset)) }
  }

  private mutating func enter(_ next: Int) {
    settle()
    // Sorted samples take less memory; a few are not worth it, for rows come in no order.
    if attempts - earlier > ResponseLog.batchLength { timeline.steps[step].settle() }
    (step, earlier) = (next, attempts)
    bounds = Timeline.start(ofStep: step)..<Timeline.start(ofStep: step + 1)
  }

  private mutating func settle() {
    while timeline.steps.count <= step { timeline.steps.append(Samples()) }
    timeline.steps[step].add(batch)
    batch.removeAll(keepingCapacity: true)
  }

  /// All of it as one measurement. A log without an answer has measured nothing.
  mutating func benchmark(tool: String, name: String = "") -> Benchmark {
    settle()
    for index in timeline.steps.indices { timeline.steps[index].settle() }
    let samples = timeline.answers(from: 0).answers
    let latencies = Latencies.samples(samples)
    let throughput = throughput(of: samples.count)
    var benchmark = Benchmark(
      tool: tool, name: name, readings: latencies.readings + [throughput].compactMap { $0 }, latencies: latencies,
      attempts: attempts, failures: failures)
    benchmark.timeline = span == nil ? nil : timeline
    benchmark.noteIfAllFailed()
    if refusals > 0, failures + refusals == attempts { benchmark.caveats.append(.onlyErrors) }
    return benchmark
  }

  /// Answers a second, from the first request up to when the last answer had come.
  private func throughput(of count: Int) -> Reading? {
    guard let span, span.end > span.start else { return nil }
    let rate = Decimal(count).scaled(by: 1_000_000_000, over: Int128(span.end - span.start))
    return Reading("throughput", rate, "1/s", metric: .throughput, provenance: .exact)
  }
}

extension ResponseLog: AheadRecords {
  /// Answers of the same run.
  var fresh: ResponseLog {
    var log = ResponseLog()
    log.beginning = beginning
    return log
  }

  mutating func append(_ later: ResponseLog) -> Bool {
    let isTimed = span != nil || later.span != nil
    if isTimed, hasTimeless || later.hasTimeless { return false }
    if span != nil, later.span != nil, beginning != later.beginning { return false }
    var later = later
    settle()
    later.settle()
    timeline.merge(later.timeline)
    attempts += later.attempts
    failures += later.failures
    refusals += later.refusals
    outcomes.count += later.outcomes.count
    outcomes.failures += later.outcomes.failures
    hasTimeless = hasTimeless || later.hasTimeless
    beginning = beginning ?? later.beginning
    if let new = later.span {
      let known = span ?? new
      span = (min(known.start, new.start), max(known.end, new.end))
    }
    return true
  }
}
