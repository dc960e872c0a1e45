import Model

extension Decimal {
  /// The nanoseconds of a duration as Go prints it: `1m2.5s`, `145.082066ms`, `0s`.
  init?(goDuration text: Substring) {
    var rest = text.trimmed
    guard !rest.isEmpty else { return nil }
    var sum: Int128 = 0
    while !rest.isEmpty {
      let digits = rest.prefix { $0.isNumber || $0 == "." }
      let unit = rest.dropFirst(digits.count).prefix { !$0.isNumber && $0 != "." }
      guard let number = Decimal(String(digits)), Unit(String(unit)).dimension == .time else { return nil }
      sum += Unit(String(unit)).quantity(number).value.units
      rest = rest.dropFirst(digits.count + unit.count)
    }
    self.init(units: sum)
  }
}
