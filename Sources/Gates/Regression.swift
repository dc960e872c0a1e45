import Model

/// One number of one thing, measured before and now.
struct Comparison {
  let name: String
  let metric: Metric
  let dimension: Dimension
  let direction: Reading.Direction
  let tolerance: Policy.Tolerance
  /// One number a run, or a repetition where a tool repeats the whole.
  let before: [Decimal]
  let after: [Decimal]
  /// The runs of now, whose samples tell how sure their numbers are.
  let runs: [Benchmark]
  let place: Location
  /// What it means where it is worse; `nil` where the law says so.
  let effect: Effect?

  /// So many runs of each tell noise from a difference.
  static let enough = 5

  var isEnough: Bool { before.count >= Comparison.enough && after.count >= Comparison.enough }
  var medians: (before: Decimal, after: Decimal)? {
    guard let first = Statistics.median(before), let second = Statistics.median(after) else { return nil }
    return (first, second)
  }

  /// How much worse it is, as a share of the better number; `nil` where the baseline is zero.
  var worsening: Double? {
    guard let medians else { return nil }
    let isSmaller = direction == .smaller
    let (better, worse) = isSmaller ? (medians.before, medians.after) : (medians.after, medians.before)
    guard better > 0 else { return nil }
    return worse.approximation / better.approximation - 1
  }

  /// Whether it is worse by more than that share, and by more than what matters.
  func isWorse(than share: Decimal) -> Bool {
    guard let medians else { return false }
    let difference = medians.after.units - medians.before.units
    guard (direction == .smaller ? difference : -difference) > floor.units else { return false }
    return worsening.map { $0 > share.approximation } ?? true
  }

  private var floor: Decimal { [.time, .throughput].contains(metric) ? 0 : tolerance.floor }

  /// How often chance alone would make it so much worse; only of enough runs.
  ///
  /// Of a machine that is a little slower today every run is: what is told from chance is a quarter of what is allowed.
  var chance: Double {
    let quarter = tolerance.regression.units / 4
    func raised(_ values: [Decimal]) -> [Decimal] {
      values.map { $0.scaled(by: Decimal(1).units + quarter, over: Decimal(1).units) }
    }
    return direction == .smaller
      ? Statistics.chance(thatLarger: after, than: raised(before))
      : Statistics.chance(thatLarger: before, than: raised(after))
  }

  /// Whether few runs show that it is worse by more than that share: their samples, beyond chance; of numbers alone
  /// their distance from what the baseline's runs vary by.
  func isEvident(beyond share: Decimal) -> Bool {
    guard let medians else { return false }
    let limit = Limit(
      .atMost,
      Decimal(units: medians.before.units + medians.before.scaled(by: share.units, over: Decimal(1).units).units),
      dimension, text: "")
    let shares = runs.compactMap {
      metric == .errorRate ? SharedLimit(failuresOf: $0, limit) : SharedLimit(metric, limit, $0)
    }
    if shares.count == runs.count, !runs.isEmpty { return shares.allSatisfy(\.isBrokenBeyondRuns) }
    guard before.count >= Comparison.enough, let spread = Statistics.spread(before) else { return false }
    let difference = abs(medians.after.units - medians.before.units)
    return difference > 3 * spread.units
  }

  /// By how much the runs of the baseline differ among themselves, as a share of their median.
  var noise: Double? {
    guard before.count >= 3, let spread = Statistics.spread(before), let middle = Statistics.median(before), middle > 0
    else { return nil }
    return spread.approximation / middle.approximation
  }
}

extension Comparison {
  /// `+12.3 %`, and between which runs.
  var text: String {
    guard let medians else { return "nothing" }
    let numbers = "\(Quantity(medians.before, dimension)) to \(Quantity(medians.after, dimension))"
    return worsening.map { "\(Comparison.percent($0)) (\(numbers))" } ?? numbers
  }

  static func percent(_ share: Double) -> String {
    let tenths = (min(max(share, -1e6), 1e6) * 1000).rounded()
    let decimal = Decimal(Int(tenths)).scaled(by: 1, over: 10)
    return "\(tenths < 0 ? "" : "+")\(decimal.text(places: 1)) %"
  }
}
