import Model

/// A number that is held against the baseline, and how much worse it may be.
struct Aim {
  let name: String
  let metric: Metric
  let tolerance: Policy.Tolerance
  /// What it means where it is worse; `nil` where the law says so.
  var effect: Effect?
}

extension Policy.Performance {
  /// What targets say of how much worse than the baseline these may be.
  func aims(for runs: [Benchmark]) -> [Aim] {
    targets.filter { target in runs.contains(where: target.isAbout) }.ordered { $0.name < $1.name }.flatMap { target in
      target.growth.ordered { $0.key < $1.key }.map { metric, share in
        var tolerance = metric == .errorRate ? errors : slowdown
        tolerance.regression = share
        tolerance.rollback = max(share, tolerance.rollback)
        return Aim(
          name: "\(target.name) \(metric.name)", metric: metric, tolerance: tolerance, effect: target.softened)
      }
    }
  }
}

extension Comparison {
  /// - Returns: `nil` where before or now do not tell it.
  init?(_ aim: Aim, _ old: [Benchmark], _ new: [Benchmark]) {
    guard let first = new.first else { return nil }
    let isOfErrors = aim.metric == .errorRate
    let reading = first.reading(of: aim.metric)
    let isTold =
      isOfErrors
      ? (old + new).allSatisfy { $0.errorRate != nil } : (old + new).allSatisfy { $0.reading(of: aim.metric) != nil }
    guard isTold, isOfErrors || reading != nil else { return nil }
    func values(_ runs: [Benchmark]) -> [Decimal] {
      isOfErrors ? runs.compactMap(\.errorRate) : runs.flatMap { $0.values(of: aim.metric) }
    }
    self.init(
      name: aim.name, metric: aim.metric, dimension: isOfErrors ? .ratio : reading?.quantity.dimension ?? .count,
      direction: isOfErrors ? .smaller : reading?.direction ?? .smaller, tolerance: aim.tolerance, before: values(old),
      after: values(new), runs: new, place: Location(first.origin), effect: aim.effect)
  }
}

extension Benchmark {
  /// One number a repetition where the tool repeats the whole run, else the one that it tells.
  fileprivate func values(of metric: Metric) -> [Decimal] {
    let isRepeated = metric == headlineMetric && !repetitions.isEmpty
    return isRepeated ? repetitions : [reading(of: metric)?.quantity.value].compactMap { $0 }
  }

  /// What the repetitions are of.
  private var headlineMetric: Metric? { reading(of: .time) != nil ? .time : readings.lazy.compactMap(\.metric).first }

  fileprivate var errorRate: Decimal? {
    guard let attempts, let failures, attempts > 0, !omitsFailures else { return nil }
    return Decimal(failures).scaled(by: 1, over: Int128(attempts))
  }
}
