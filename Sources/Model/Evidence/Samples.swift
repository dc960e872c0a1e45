/// Measured durations in whole nanoseconds: exact, whatever their number.
///
/// They are kept as sorted runs of distinct values, at most twelve bytes a sample, and questions are answered by
/// bisection.
package struct Samples: Hashable, Sendable {
  /// Ascending values, and how many samples of the run lie at or below each.
  fileprivate struct Run: Hashable, Sendable {
    var values: [UInt64] = []
    var ranks: [UInt32] = []
  }

  private static let runLength = 1 << 18
  private var runs: [Run] = []
  /// What was added since the last run was full, as it came.
  private var open: [UInt64] = []
  private var sum = Int128(0)
  package private(set) var least = UInt64.max
  package private(set) var greatest = UInt64(0)
  package private(set) var count = 0

  package init() {}

  package init(nanoseconds: some Sequence<UInt64>) {
    add(Array(nanoseconds))
    settle()
  }

  @_optimize(speed)
  package mutating func add(_ nanoseconds: [UInt64]) {
    count += nanoseconds.count
    for value in nanoseconds {
      least = min(least, value)
      greatest = max(greatest, value)
      sum += Int128(value)
    }
    var rest = nanoseconds[...]
    while !rest.isEmpty {
      let taken = rest.prefix(Samples.runLength - open.count)
      open += taken
      rest = rest.dropFirst(taken.count)
      if open.count == Samples.runLength { settle() }
    }
  }

  package mutating func merge(_ other: Samples) {
    settle()
    let settled = other.settled
    runs += settled.runs
    count += settled.count
    sum += settled.sum
    least = min(least, settled.least)
    greatest = max(greatest, settled.greatest)
  }

  /// Sorts what was added last. Questions are answered without it too, only not as fast.
  @_optimize(speed)
  package mutating func settle() {
    guard !open.isEmpty else { return }
    open.sortByDigits(upTo: open.max() ?? 0)
    var run = Run()
    for (index, value) in open.enumerated() {
      if run.values.last == value {
        run.ranks[run.ranks.count - 1] = UInt32(truncatingIfNeeded: index + 1)
      } else {
        run.values.append(value)
        run.ranks.append(UInt32(truncatingIfNeeded: index + 1))
      }
    }
    runs.append(run)
    open.removeAll(keepingCapacity: false)
  }

  private var settled: Samples {
    var copy = self
    copy.settle()
    return copy
  }
}

extension Samples {
  /// How many samples are no larger.
  package func count(upTo value: UInt64) -> Int {
    let inRuns = runs.reduce(0) { $0 + $1.count(upTo: value) }
    return open.isEmpty ? inRuns : inRuns + open.count { $0 <= value }
  }

  /// The smallest sample that at least so many of all do not exceed; `nil` where there are not so many.
  package func value(atRank rank: Int) -> UInt64? {
    guard rank >= 1, rank <= count else { return nil }
    let all = settled
    var (low, high) = (least, greatest)
    while low < high {
      let middle = low + (high - low) / 2
      if all.count(upTo: middle) >= rank { high = middle } else { low = middle + 1 }
    }
    return low
  }

  /// Nanoseconds; `nil` for no samples.
  package var mean: Decimal? {
    guard count > 0 else { return nil }
    let (exact, overflows) = sum.multipliedReportingOverflow(by: Decimal(1).units)
    return overflows ? Decimal(units: .max) : Decimal(units: exact / Int128(count))
  }
}

extension Samples.Run {
  func count(upTo value: UInt64) -> Int {
    var (low, high) = (0, values.count)
    while low < high {
      let middle = (low + high) / 2
      if values[middle] <= value { low = middle + 1 } else { high = middle }
    }
    return low == 0 ? 0 : Int(ranks[low - 1])
  }
}

extension [UInt64] {
  /// Sorts by one digit of eleven bits after the other, the lowest first: several times as fast as comparing.
  @_optimize(speed)
  fileprivate mutating func sortByDigits(upTo greatest: UInt64) {
    let width = 11
    var other = self
    var shift = 0
    while shift < UInt64.bitWidth, greatest >> UInt64(shift) > 0 {
      var places = [Int](repeating: 0, count: 1 << width)
      for value in self { places[value.digit(shift, width)] += 1 }
      var place = 0
      for digit in places.indices { (places[digit], place) = (place, place + places[digit]) }
      for value in self {
        other[places[value.digit(shift, width)]] = value
        places[value.digit(shift, width)] += 1
      }
      swap(&self, &other)
      shift += width
    }
  }
}

extension UInt64 {
  fileprivate func digit(_ shift: Int, _ width: Int) -> Int { Int((self >> UInt64(shift)) & (1 << UInt64(width) - 1)) }
}
