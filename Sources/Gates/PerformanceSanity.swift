import Model

extension Benchmark {
  /// A tool that waits for an answer before it asks again asks less often while the server stalls, and so sees few of
  /// the answers that would have been slow: then the longest stands far beyond the 99th of a hundred.
  ///
  /// - Source: G. Tene, How NOT to Measure Latency; the README of wrk2
  var stall: (usual: Decimal, longest: Decimal)? {
    guard isClosedLoop, let usual = reading(of: .p99)?.quantity, let longest = reading(of: .max)?.quantity,
      usual.dimension == .time, longest.dimension == .time
    else { return nil }
    let isFar = longest.value.units > 10 * usual.value.units && longest.value > Benchmark.noticeable
    return isFar ? (usual.value, longest.value) : nil
  }

  /// Shorter stalls than a twentieth of a second are everyday.
  private static let noticeable = Decimal(50_000_000)

  /// All parts of one run as one; `nil` where a part tells neither its samples nor its counts.
  init?(merging parts: [Benchmark]) {
    guard var first = parts.first else { return nil }
    for part in parts.dropFirst() {
      guard let merged = first.latencies?.merged(with: part.latencies) else { return nil }
      first.latencies = merged
      first.attempts = first.attempts.flatMap { a in part.attempts.map { a.addingReportingOverflow($0).partialValue } }
      first.failures = first.failures.flatMap { a in part.failures.map { a.addingReportingOverflow($0).partialValue } }
      first.unanswered = first.unanswered.flatMap { a in
        part.unanswered.map { a.addingReportingOverflow($0).partialValue }
      }
      first.omitsFailures = first.omitsFailures || part.omitsFailures
    }
    guard let latencies = first.latencies else { return nil }
    first.readings = Metric.known.compactMap { metric in
      metric.basisPoints.flatMap(latencies.percentile).flatMap { found in
        found.upper.map { Reading(merged: metric, $0, slack: Decimal(units: $0.units - found.lower.units)) }
      }
    }
    self = first
  }
}

extension Reading {
  fileprivate init(merged metric: Metric, _ value: Decimal, slack: Decimal) {
    self.init(
      metric.name, unit: "ns", reported: value, direction: .smaller, metric: metric, quantity: Quantity(value, .time),
      slack: slack, provenance: slack == 0 ? .exact : .histogram)
  }
}

extension Latencies {
  fileprivate func merged(with other: Latencies?) -> Latencies? {
    switch (self, other) {
    case (.samples(var samples), .samples(let others)):
      samples.merge(others)
      return .samples(samples)
    case (.histogram(let histogram), .histogram(let other)):
      return .histogram(Histogram(histogram.buckets + other.buckets))
    default: return nil
    }
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
