/// What one run of a load tool or a benchmark measured.
package struct Benchmark: Hashable, Sendable {
  package var tool: String
  package var origin: Path
  /// The tool's own numbers, in the order it prints them.
  package var readings: [Reading]
  /// Every latency that was measured, where the report has them.
  package var latencies: Samples?
  /// Requests sent, and those of them that failed or were answered 5xx.
  package var attempts: Int?
  package var failures: Int?
  /// Why its numbers cannot be relied on ("every request failed"), or `nil`.
  package var doubt: String?

  package init(
    tool: String, origin: Path, readings: [Reading] = [], latencies: Samples? = nil, attempts: Int? = nil,
    failures: Int? = nil, doubt: String? = nil
  ) {
    self.tool = tool
    self.origin = origin
    self.readings = readings
    self.latencies = latencies
    self.attempts = attempts
    self.failures = failures
    self.doubt = doubt
  }
}

/// One number as the tool prints it.
package struct Reading: Hashable, Sendable {
  package enum Direction: String, CaseIterable, Sendable {
    case smaller = "smaller-is-better"
    case larger = "larger-is-better"
  }

  package var name: String
  /// The tool's word for it: `s`, `ms`, `bit/s`, `1/s`.
  package var unit: String
  package var reported: Decimal
  package var direction: Direction
  /// What policies call it: `p95`, `throughput`; `nil` for a number that no policy asks for.
  package var metric: Metric?
  /// In the metric's base unit: seconds, bits or requests per second, a ratio.
  package var value: Decimal

  package init(
    _ name: String, unit: String, reported: Decimal, direction: Direction, metric: Metric? = nil,
    value: Decimal? = nil
  ) {
    self.name = name
    self.unit = unit
    self.reported = reported
    self.direction = direction
    self.metric = metric
    self.value = value ?? reported
  }
}

/// What a performance target can ask for.
package enum Metric: String, CaseIterable, Sendable {
  case p50, p75, p90, p95, p99
  case p999 = "p99.9"
  case mean, max, throughput
  case errorRate = "error-rate"

  /// How many of a thousand samples lie at or below it, for a percentile.
  package var permille: Int? {
    switch self {
    case .p50: 500
    case .p75: 750
    case .p90: 900
    case .p95: 950
    case .p99: 990
    case .p999: 999
    case .mean, .max, .throughput, .errorRate: nil
    }
  }
}
