import Model

/// What can be said 95 times in 100, of counts and of runs. No chance is drawn: equal inputs, equal answers.
enum Statistics {
  /// The quantile of the normal distribution, for both sides.
  static let twoSided = 1.96
  /// The same, for 99 times in 100 and one side.
  static let surely = 2.33
  /// How seldom chance alone may lead to a finding.
  static let alpha = 0.05

  /// Wilson's interval for the share of which so many of so many are a sample; everything for no samples.
  ///
  /// - Source: E. B. Wilson, Probable Inference, the Law of Succession, and Statistical Inference, JASA 1927
  static func share(of hits: Int, in count: Int, deviations z: Double = twoSided) -> ClosedRange<Double> {
    guard count > 0 else { return 0...1 }
    let n = Double(count)
    let share = Double(min(max(hits, 0), count)) / n
    let centre = share + z * z / (2 * n)
    let spread = z * (share * (1 - share) / n + z * z / (4 * n * n)).squareRoot()
    return max(0, (centre - spread) / (1 + z * z / n))...min(1, (centre + spread) / (1 + z * z / n))
  }

  /// How many samples it takes until not one of them lies beyond what a share of all keeps to by chance no more often
  /// than once in twenty: ln 0.05 / ln share. 59 for 0.95, 299 for 0.99, 2995 for 0.999.
  static func samplesNeeded(for share: Double) -> Int {
    guard share > 0 else { return 1 }
    // So near to 1 that the rule of three is exact enough, and the product would take long.
    guard share < 0.99999 else { return share < 1 ? Int((3 / (1 - share)).rounded(.up)) : .max }
    var (left, needed) = (share, 1)
    while left > alpha {
      left *= share
      needed += 1
    }
    return needed
  }

  /// Between which ranks the sample lies that a share of all do not exceed, counted from 1; the upper one may lie
  /// beyond the samples.
  static func ranks(of share: Double, in count: Int) -> (lower: Int, upper: Int) {
    let n = Double(count)
    let spread = twoSided * (n * share * (1 - share)).squareRoot()
    return (max(1, Int((n * share - spread).rounded(.down))), Int((n * share + spread).rounded(.up)))
  }

  /// Of an even number the lower of the two in the middle and the upper, halved; `nil` for none.
  static func median(_ values: [Decimal]) -> Decimal? {
    guard !values.isEmpty else { return nil }
    let sorted = values.sorted()
    let (lower, upper) = (sorted[(sorted.count - 1) / 2], sorted[sorted.count / 2])
    return Decimal(units: (lower.units + upper.units) / 2)
  }

  /// The median distance from the median, times 1.4826: of normal values the standard deviation.
  static func spread(_ values: [Decimal]) -> Decimal? {
    guard let middle = median(values) else { return nil }
    return median(values.map { Decimal(units: abs($0.units - middle.units)) })?.scaled(by: 14_826, over: 10_000)
  }

  /// How often chance alone would make the first values as much larger than the second as they are, or more: the
  /// one-sided test of Mann and Whitney. Exact where no two values are equal and there are at most twenty of each.
  static func chance(thatLarger a: [Decimal], than b: [Decimal]) -> Double {
    guard !a.isEmpty, !b.isEmpty else { return 1 }
    let greater = a.reduce(0) { sum, x in sum + b.count { $0 < x } }
    let equal = a.reduce(0) { sum, x in sum + b.count { $0 == x } }
    let hasTies = Set(a + b).count < a.count + b.count
    if !hasTies, a.count <= 20, b.count <= 20 { return exactChance(greater, a.count, b.count) }
    return normalChance(Double(greater) + Double(equal) / 2, a, b)
  }

  /// Of all orders of so many and so many values, the share in which at least so many pairs have the first larger.
  private static func exactChance(_ greater: Int, _ m: Int, _ n: Int) -> Double {
    // orders[j][u]: orders of i values among j others with u such pairs, for i = 0, 1, … m.
    var orders = [[Double]](repeating: [1] + [Double](repeating: 0, count: m * n), count: n + 1)
    for _ in 0..<m {
      for j in 1...n {
        // The largest value is one of the first, above all j others, or it is one of the others.
        let shifted = [Double](repeating: 0, count: j) + orders[j].dropLast(j)
        orders[j] = zip(shifted, orders[j - 1]).map(+)
      }
    }
    let all = orders[n].reduce(0, +)
    return orders[n][greater...].reduce(0, +) / all
  }

  /// By the normal distribution, corrected for ties.
  private static func normalChance(_ u: Double, _ a: [Decimal], _ b: [Decimal]) -> Double {
    let (m, n) = (Double(a.count), Double(b.count))
    let total = m + n
    let groups = Dictionary((a + b).map { ($0, 1.0) }, uniquingKeysWith: +)
    let ties = groups.values.reduce(0) { $0 + ($1 * $1 * $1 - $1) }
    let variance = m * n / 12 * (total + 1 - ties / (total * (total - 1)))
    guard variance > 0 else { return 1 }
    return upperTail((u - m * n / 2 - 0.5) / variance.squareRoot())
  }

  /// How often a normal value lies beyond z standard deviations.
  ///
  /// - Source: Abramowitz and Stegun, 26.2.17; wrong by less than 1e-7
  private static func upperTail(_ z: Double) -> Double {
    if z < 0 { return 1 - upperTail(-z) }
    let t = 1 / (1 + 0.2316419 * z)
    let sum = t * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))))
    return sum * exponential(-z * z / 2) * 0.3989422804
  }

  /// e to the power of a number that is not positive: (1 + x/2^k)^(2^k), for there is no C library here.
  private static func exponential(_ x: Double) -> Double {
    var power = 1 + max(x, -700) / 0x1p24
    for _ in 0..<24 { power *= power }
    return power
  }
}
