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
    first.readings = latencies.percentiles
    self = first
  }
}

extension Latencies {
  /// Every percentile that policies know, as far as it is known.
  var percentiles: [Reading] {
    Metric.known.compactMap { metric in
      metric.basisPoints.flatMap(percentile).flatMap { found in
        found.upper.map { Reading(metric, $0, slack: Decimal(units: $0.units - found.lower.units)) }
      }
    }
  }
}

extension Reading {
  /// A time that was computed here.
  init(_ metric: Metric, _ value: Decimal, slack: Decimal = 0) {
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
