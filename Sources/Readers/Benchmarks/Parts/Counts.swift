import Model

extension Benchmark {
  /// Notes that nothing was measured, where no attempt succeeded.
  mutating func noteIfAllFailed() {
    guard let attempts, let failures, failures >= attempts else { return }
    caveats.append(Caveat(.nothingMeasured, attempts == 0 ? "no request was answered" : "every request failed"))
  }
}

extension Caveat {
  /// What a service refuses says nothing of how fast it serves.
  static let onlyErrors = Caveat(.nothingMeasured, "every answer was an error (4xx or 5xx)")
}

extension FixedWidthInteger {
  /// Whether it is the status of an answer that finds fault with the request.
  var isRefusal: Bool { (400..<500).contains(self) }
}

extension Decimal {
  /// A number of that unit in whole nanoseconds, rounded, saturating; not below 0.
  func nanoseconds(of unit: String) -> UInt64 {
    let half = Decimal(1).units / 2
    return UInt64(clamping: max(0, Unit(unit).quantity(self).value.units + half) / Decimal(1).units)
  }
}
