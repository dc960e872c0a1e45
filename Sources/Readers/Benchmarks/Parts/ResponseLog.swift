import Model

/// The answers of a load test, taken one after the other.
struct ResponseLog {
  private var samples = Samples()
  /// What goes to the samples together.
  private var batch: [UInt64] = []
  private var timeline = Timeline()
  private(set) var attempts = 0
  private(set) var failures = 0
  /// When the first request was sent and when the last answer had come, in nanoseconds.
  private var span: (start: UInt64, end: UInt64)?

  private static let batchLength = 8192

  init() { batch.reserveCapacity(ResponseLog.batchLength) }

  /// Takes an answer, or a failure that took so long.
  ///
  /// - Parameter start: when its request was sent, in nanoseconds since any moment that is the same for all.
  @_optimize(speed)
  mutating func add(_ latency: UInt64, from start: UInt64?, isFailure: Bool) {
    attempts += 1
    if isFailure { failures += 1 }
    batch.append(latency)
    if batch.count == ResponseLog.batchLength { settle() }
    guard let start else { return }
    let end = start.addingReportingOverflow(latency)
    let known = span ?? (start, start)
    span = (min(known.start, start), max(known.end, end.overflow ? .max : end.partialValue))
    // Rows come in no order: one that began before the first is counted with it.
    timeline.add(latency, at: start > known.start ? start - known.start : 0)
  }

  private mutating func settle() {
    samples.add(batch)
    batch.removeAll(keepingCapacity: true)
  }

  /// All of it as one measurement. A log without an answer has measured nothing.
  mutating func benchmark(tool: String, name: String = "") -> Benchmark {
    settle()
    samples.settle()
    let latencies = Latencies.samples(samples)
    var benchmark = Benchmark(
      tool: tool, name: name, readings: latencies.readings + [throughput].compactMap { $0 }, latencies: latencies,
      attempts: attempts, failures: failures)
    benchmark.timeline = span == nil ? nil : timeline
    if attempts == 0 || failures == attempts {
      benchmark.caveats.append(
        Caveat(.nothingMeasured, attempts == 0 ? "no request was answered" : "every request failed"))
    }
    return benchmark
  }

  /// Answers a second, from the first request up to when the last answer had come.
  private var throughput: Reading? {
    guard let span, span.end > span.start else { return nil }
    let rate = Decimal(samples.count).scaled(by: 1_000_000_000, over: Int128(span.end - span.start))
    return Reading("throughput", rate, "1/s", metric: .throughput, provenance: .exact)
  }
}
