import Model

/// Whether there are samples enough to believe a number.
///
/// A percentile p has a distribution-free upper bound, 95 times in 100, from n = ln 0.05 / ln p samples on: 59 for
/// p95, 299 for p99. With fewer, nothing can pass; what is already bad beyond chance fails all the same.
struct Sufficiency {
  let count: Int
  let needed: Int
  let isDecisivelyBad: Bool

  var isEnough: Bool { count >= needed }

  init(of metric: Metric, _ limit: Limit, _ run: Benchmark) {
    count = (metric == .errorRate ? run.attempts : run.latencies?.count ?? run.attempts) ?? 0
    switch metric {
    case .p50, .p75, .p90, .p95, .p99, .p999:
      needed = [.p50: 5, .p75: 11, .p90: 29, .p95: 59, .p99: 299, .p999: 2995][metric] ?? 0
      let above = run.latencies.map { samples in samples.count(where: { !limit.holds($0) }) } ?? 0
      isDecisivelyBad = Sufficiency.lowerBound(above, of: count) * 1000 >= Double(1000 - (metric.permille ?? 0))
    case .errorRate:
      // The rule of three: none in n says no more than 3 in n.
      let share = Double(Int64(clamping: limit.value.units)) / 1e9
      needed = share > 0 ? Int((3 / max(share, 1e-9)).rounded(.up)) : 1
      isDecisivelyBad = Sufficiency.lowerBound(run.failures ?? 0, of: count) > share
    case .mean, .max: (needed, isDecisivelyBad) = (1, false)
    case .throughput: (needed, isDecisivelyBad) = (0, false)
    }
  }

  /// The lower end of Wilson's interval for a share, 95 times in 100; 0 for no samples.
  private static func lowerBound(_ hits: Int, of count: Int) -> Double {
    guard count > 0 else { return 0 }
    let (n, z) = (Double(count), 1.96)
    let share = Double(hits) / n
    let centre = share + z * z / (2 * n)
    let spread = z * (share * (1 - share) / n + z * z / (4 * n * n)).squareRoot()
    return (centre - spread) / (1 + z * z / n)
  }
}
