/// What a measured number must be: `< 50 ms`, `>= 100`.
package struct Limit: Hashable, Sendable {
  package enum Comparison: String, CaseIterable, Sendable {
    case below = "<"
    case atMost = "<="
    case above = ">"
    case atLeast = ">="
  }

  package var comparison: Comparison
  /// In the base unit of its dimension: seconds, bits per second, a plain ratio, per second.
  package var value: Decimal
  /// As it was written, for display.
  package var text: String

  package init(_ comparison: Comparison, _ value: Decimal, text: String) {
    self.comparison = comparison
    self.value = value
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
}
