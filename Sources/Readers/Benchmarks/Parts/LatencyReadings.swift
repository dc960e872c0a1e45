import Model

extension Latencies {
  /// Mean, percentiles and the largest, as far as they are known; of a histogram the upper bounds.
  var readings: [Reading] {
    [mean].compactMap { $0 } + Metric.percentiles.compactMap(percentile) + [largest].compactMap { $0 }
  }

  private func percentile(_ metric: Metric) -> Reading? {
    guard let basisPoints = metric.basisPoints, let found = percentile(basisPoints: basisPoints),
      let upper = found.upper
    else { return nil }
    return Reading(metric.name, upper, "ns", metric: metric, slack: slack(found.lower, upper), provenance: provenance)
  }

  private var mean: Reading? {
    guard case .samples(let samples) = self, let mean = samples.mean else { return nil }
    return Reading("mean", mean, "ns", metric: .mean, provenance: .exact)
  }

  private var largest: Reading? {
    guard let found = value(atRank: count), let upper = found.upper else { return nil }
    return Reading("max", upper, "ns", metric: .max, slack: slack(found.lower, upper), provenance: provenance)
  }

  private var provenance: Reading.Provenance {
    if case .samples = self { .exact } else { .histogram }
  }

  private func slack(_ lower: Decimal, _ upper: Decimal) -> Decimal { Decimal(units: upper.units - lower.units) }
}

extension Metric {
  static let percentiles: [Metric] = known.filter { $0.basisPoints != nil }
}

extension Metric {
  /// The percentile of a text such as `95%`, `p99.9` or `50.00`; `nil` for one that policies do not know.
  init?(percent text: some StringProtocol) {
    let digits = text.filter { $0 != "%" && $0 != " " && $0 != "p" }
    guard let percent = Decimal(String(digits)), percent >= 0, percent <= 100 else { return nil }
    let (points, rest) = percent.units.quotientAndRemainder(dividingBy: Decimal(1).units / 100)
    guard rest == 0 else { return nil }
    self.init(basisPoints: Int(points))
  }
}
