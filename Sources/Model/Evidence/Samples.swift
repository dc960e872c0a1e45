/// Measured durations in whole nanoseconds, counted by value: exact, whatever their number.
package struct Samples: Hashable, Sendable {
  private var counts: [UInt64: Int] = [:]
  package private(set) var count = 0

  package init() {}

  package init(nanoseconds: some Sequence<UInt64>) {
    for value in nanoseconds { add(value) }
  }

  package mutating func add(_ nanoseconds: UInt64, times: Int = 1) {
    counts[nanoseconds, default: 0] += times
    count += times
  }

  package mutating func merge(_ other: Samples) {
    for (value, times) in other.counts { add(value, times: times) }
  }
}

extension Samples {
  /// The nearest rank: the smallest sample that at least so many of a thousand do not exceed. Seconds.
  package func percentile(permille: Int) -> Decimal? {
    guard count > 0 else { return nil }
    let rank = max(1, (count * permille + 999) / 1000)
    var seen = 0
    for value in counts.keys.sorted() {
      seen += counts[value, default: 0]
      if seen >= rank { return Decimal(units: Int128(value)) }
    }
    return nil
  }

  /// Seconds.
  package var mean: Decimal? {
    guard count > 0 else { return nil }
    let sum = counts.reduce(Int128(0)) { $0 + Int128($1.key) * Int128($1.value) }
    return Decimal(units: sum / Int128(count))
  }

  /// How many samples, in seconds, a question is answered with yes for.
  package func count(where holds: (Decimal) -> Bool) -> Int {
    counts.reduce(0) { holds(Decimal(units: Int128($1.key))) ? $0 + $1.value : $0 }
  }
}
