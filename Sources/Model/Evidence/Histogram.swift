/// Durations that were counted between bounds, in nanoseconds.
package struct Histogram: Hashable, Sendable {
  /// So many samples lie between two bounds, which may be equal.
  package struct Bucket: Hashable, Sendable {
    package var lower: Decimal
    /// `nil` where there is no upper bound.
    package var upper: Decimal?
    package var count: Int

    package init(_ lower: Decimal, _ upper: Decimal?, count: Int) {
      self.lower = lower
      self.upper = upper
      self.count = count
    }
  }

  /// Ascending, none empty.
  package let buckets: [Bucket]
  package let count: Int

  /// Buckets in any order; counts that are not positive are left out, and what is more than an `Int` holds.
  package init(_ buckets: [Bucket]) {
    var total = 0
    self.buckets = buckets.sorted {
      ($0.lower, $0.upper ?? Decimal(units: .max)) < ($1.lower, $1.upper ?? Decimal(units: .max))
    }.compactMap { bucket in
      let taken = min(bucket.count, Int.max - total)
      guard taken > 0 else { return nil }
      total += taken
      return Bucket(bucket.lower, bucket.upper, count: taken)
    }
    count = total
  }
}

/// The latencies of a run: every one of them, or how many lie between which bounds.
package enum Latencies: Hashable, Sendable {
  case samples(Samples)
  case histogram(Histogram)
}

extension Latencies {
  package var count: Int {
    switch self {
    case .samples(let samples): samples.count
    case .histogram(let histogram): histogram.count
    }
  }

  /// The nearest rank: the smallest sample that at least so many of ten thousand do not exceed, between two bounds
  /// that are equal where every sample is known. Nanoseconds; no upper bound where the histogram has none.
  package func percentile(basisPoints: Int) -> (lower: Decimal, upper: Decimal?)? {
    let (product, overflows) = count.multipliedReportingOverflow(by: basisPoints)
    guard count > 0, !overflows else { return nil }
    return value(atRank: max(1, (product + 9_999) / 10_000))
  }

  /// The sample of a rank, counted from 1.
  package func value(atRank rank: Int) -> (lower: Decimal, upper: Decimal?)? {
    switch self {
    case .samples(let samples):
      return samples.value(atRank: rank).map { (Decimal($0), Decimal($0)) }
    case .histogram(let histogram):
      var seen = 0
      for bucket in histogram.buckets {
        seen += bucket.count
        if seen >= rank { return (bucket.lower, bucket.upper) }
      }
      return nil
    }
  }

  /// How many samples break a limit: at least, and at most.
  package func count(breaking limit: Limit) -> ClosedRange<Int> {
    switch self {
    case .samples(let samples):
      let breaking = samples.count(breaking: limit)
      return breaking...breaking
    case .histogram(let histogram):
      let broken = histogram.buckets.map { bucket in
        [limit.holds(bucket.lower), bucket.upper.map(limit.holds) ?? !limit.isUpper].filter { !$0 }.count
      }
      func count(_ least: Int) -> Int {
        zip(histogram.buckets, broken).reduce(0) { $1.1 >= least ? $0 + $1.0.count : $0 }
      }
      return count(2)...count(1)
    }
  }
}

extension Samples {
  fileprivate func count(breaking limit: Limit) -> Int {
    let whole = limit.value.units / Decimal(1).units
    let isWhole = whole * Decimal(1).units == limit.value.units
    let bound = UInt64(clamping: whole)
    let below = isWhole && (limit.comparison == .below || limit.comparison == .atLeast)
    // Samples are whole: `< 50` holds up to 49, `<= 50` and `< 50.5` up to 50.
    let upToBound = below ? (bound == 0 ? 0 : count(upTo: bound - 1)) : count(upTo: bound)
    return limit.isUpper ? count - upToBound : upToBound
  }
}

extension Decimal {
  fileprivate init(_ whole: UInt64) { self.init(units: Int128(whole) * Decimal(1).units) }
}
