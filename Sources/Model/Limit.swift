/// What a measured number must be: `< 50 ms`, `>= 100`.
package struct Limit: Hashable, Sendable {
  package enum Comparison: String, CaseIterable, Sendable {
    case below = "<"
    case atMost = "<="
    case above = ">"
    case atLeast = ">="
  }

  package var comparison: Comparison
  /// In the unit of its dimension.
  package var value: Decimal
  package var dimension: Dimension
  /// As it was written, for display.
  package var text: String

  package init(_ comparison: Comparison, _ value: Decimal, _ dimension: Dimension, text: String) {
    self.comparison = comparison
    self.value = value
    self.dimension = dimension
    self.text = text
  }

  package func holds(_ found: Decimal) -> Bool {
    switch comparison {
    case .below: found < value
    case .atMost: found <= value
    case .above: found > value
    case .atLeast: found >= value
    }
  }

  /// Whether it keeps numbers from being too large, rather than too small.
  package var isUpper: Bool { comparison == .below || comparison == .atMost }
}
