import Model

/// How many tests are drawn.
private let drawn = 40

/// Tells the three tests that took longest, for information, and draws some more.
func tellSlowest(_ tests: [SettledTest], _ runs: [TestRun], _ hearing: inout Hearing) {
  let slowest = slowest(of: tests, in: runs)
  // What takes less than a second is not worth a word.
  let told = slowest.prefix(3).filter { $0.nanoseconds >= 1_000_000_000 }.map { span, test in
    "\(test.id) (\(span.seconds(places: 1)))"
  }
  if !told.isEmpty { hearing.measure("slowest", required: nil, found: told.joined(separator: ", ")) }
  if slowest.count < 2 { return }
  let rows = slowest.map { span, test in [test.id, span.seconds(places: 3), test.outcome.rawValue] }
  hearing.draw(Table("Slowest tests", head: ["test", "took", "outcome"], rows: rows))
}

/// Slow ones first, those of one length by their names.
private func slowest(of tests: [SettledTest], in runs: [TestRun]) -> [(nanoseconds: UInt64, test: TestCase)] {
  var slowest: [(nanoseconds: UInt64, test: TestCase)] = []
  for settled in tests {
    let test = settled.shown(in: runs)
    guard let span = test.nanoseconds, slowest.count < drawn || span >= slowest.last?.nanoseconds ?? 0 else { continue }
    let place = slowest.firstIndex { ($0.nanoseconds, test.id) < (span, $0.test.id) } ?? slowest.endIndex
    slowest.insert((span, test), at: place)
    if slowest.count > drawn { slowest.removeLast() }
  }
  return slowest
}

extension UInt64 {
  /// Nanoseconds as `1.5 s`.
  func seconds(places: Int) -> String { "\(Decimal(units: Int128(self)).text(places: places)) s" }
}
