/// A number that a performance target can ask for, by the name that policies have for it.
package struct Metric: Hashable, Sendable {
  package let name: String

  /// Also for numbers that only one report knows, by the name that it has for them.
  package init(_ name: String) { self.name = name }

  package static let p50 = Metric("p50")
  package static let p75 = Metric("p75")
  package static let p90 = Metric("p90")
  package static let p95 = Metric("p95")
  package static let p99 = Metric("p99")
  package static let p999 = Metric("p99.9")
  package static let mean = Metric("mean")
  package static let min = Metric("min")
  package static let max = Metric("max")
  /// The time that one operation takes, of a benchmark that tells one number.
  package static let time = Metric("time")
  package static let throughput = Metric("throughput")
  package static let errorRate = Metric("error-rate")
  package static let cpu = Metric("cpu")
  package static let memory = Metric("memory")

  /// Those that policies know by name, in the order in which they are told.
  package static let known: [Metric] = [
    .p50, .p75, .p90, .p95, .p99, .p999, .mean, .min, .max, .time, .throughput, .errorRate, .cpu, .memory,
  ]

  /// The percentile of so many of ten thousand, if it is one that policies know.
  package init?(basisPoints: Int) {
    guard let metric = Metric.known.first(where: { $0.basisPoints == basisPoints }) else { return nil }
    self = metric
  }

  /// How many of ten thousand samples lie at or below it, for a percentile.
  package var basisPoints: Int? {
    switch self {
    case .p50: 5000
    case .p75: 7500
    case .p90: 9000
    case .p95: 9500
    case .p99: 9900
    case .p999: 9990
    default: nil
    }
  }

  /// What it may be measured in; empty for a number that only one report knows.
  package var dimensions: [Dimension] {
    switch self {
    case .p50, .p75, .p90, .p95, .p99, .p999, .mean, .min, .max, .time: [.time]
    case .throughput: [.rate, .bitRate]
    case .errorRate: [.ratio]
    case .cpu: [.ratio, .count]
    case .memory: [.bytes, .ratio]
    default: []
    }
  }
}

extension Metric: Comparable {
  /// The known ones in their order, then the others by name.
  package static func < (a: Metric, b: Metric) -> Bool { (a.rank, a.name) < (b.rank, b.name) }

  private var rank: Int { Metric.known.firstIndex(of: self) ?? Metric.known.count }
}
