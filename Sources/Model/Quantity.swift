/// What a number counts. Numbers of one dimension are held in one unit, so that they can be compared.
package enum Dimension: String, CaseIterable, Sendable {
  /// Nanoseconds.
  case time
  /// Bits a second.
  case bitRate = "bit-rate"
  /// Events a second.
  case rate
  /// 1 is all of it.
  case ratio
  case bytes
  /// Plain numbers, and what has no unit that is known.
  case count
}

/// A number in the unit of its dimension.
package struct Quantity: Hashable, Sendable {
  package var value: Decimal
  package var dimension: Dimension

  package init(_ value: Decimal, _ dimension: Dimension) {
    self.value = value
    self.dimension = dimension
  }
}

extension Quantity: CustomStringConvertible {
  /// In a unit that people read easily, with two places: `48.20 ms`, `1.21 Gbit/s`.
  package var description: String {
    let step = steps.last { value.units.magnitude >= $0.size.units.magnitude } ?? steps[0]
    let shown = Decimal(units: value.units * Decimal(1).units / step.size.units).text(places: 2)
    return step.unit.isEmpty ? shown : "\(shown) \(step.unit)"
  }

  /// Units of the dimension with their size, ascending.
  private var steps: [(unit: String, size: Decimal)] {
    switch dimension {
    case .time: [("ns", 1), ("us", 1000), ("ms", 1_000_000), ("s", 1_000_000_000)]
    case .bitRate: [("bit/s", 1), ("kbit/s", 1000), ("Mbit/s", 1_000_000), ("Gbit/s", 1_000_000_000)]
    case .rate: [("/s", 1)]
    case .ratio: [("%", Decimal(units: Decimal(1).units / 100))]
    case .bytes: [("B", 1), ("kB", 1000), ("MB", 1_000_000), ("GB", 1_000_000_000)]
    case .count: [("", 1)]
    }
  }
}
