import Model

/// Warns where the tests of the upper levels are more than their share, or those at the foot fewer.
///
/// Reports of one level alone say nothing of the shape.
func judgePyramid(
  _ tests: [SettledTest], _ runs: [TestRun], _ shares: [PyramidLevel: PyramidShare], _ hearing: inout Hearing
) {
  let upper = PyramidLevel.allCases.dropFirst().filter { shares[$0]?.tests.isEmpty == false }
  guard !upper.isEmpty else { return }
  var filters = upper.reversed().map { LevelFilter($0, shares[$0]?.tests ?? [], in: runs) }
  var counts: [PyramidLevel: Int] = [:]
  var total = 0
  for test in tests where test.ran {
    let shown = test.shown(in: runs)
    let place = filters.indices.first { filters[$0].matches(test, shown) }
    counts[place.map { filters[$0].level } ?? .unit, default: 0] += 1
    total += 1
  }
  guard counts.count > 1 else { return }
  for level in PyramidLevel.allCases {
    guard let wanted = shares[level]?.percent else { continue }
    let share = Share(covered: counts[level] ?? 0, total: total)
    let isFoot = level == .unit
    let bound = "\(isFoot ? "at least" : "at most") \(wanted) %"
    hearing.measure("\(level.rawValue) tests", required: bound, found: share.percentText)
    guard isFoot ? !share.reaches(wanted) : share.exceeds(wanted) else { continue }
    hearing.find(
      TestRule.pyramid, "\(share.percentText) of \(total.of("test")) are \(level.rawValue) tests, wanted \(bound)")
  }
}

extension Share {
  fileprivate func exceeds(_ percent: Decimal) -> Bool {
    Int128(covered) * Decimal(100).units > percent.units * Int128(total)
  }
}

/// Tells the tests of a level by their ids, suites, files and reports, or by their tags.
private struct LevelFilter {
  private let filter: TestFilter
  private let selectors: [TestSelector]
  private let ofRuns: [Bool]
  let level: PyramidLevel
  /// What came of the suite and the file of the test before, of which the next one is too, nearly always.
  private var last: (suite: String, file: Path?, isMet: Bool)?

  init(_ level: PyramidLevel, _ selectors: [TestSelector], in runs: [TestRun]) {
    self.level = level
    filter = TestFilter(selectors, in: runs)
    self.selectors = selectors
    ofRuns = runs.map { selectors.matches(text: $0.origin.description) }
  }

  mutating func matches(_ test: SettledTest, _ shown: TestCase) -> Bool {
    if ofRuns[test.decisive.run] || filter.matches(test, id: shown.id) { return true }
    let file = shown.location?.path
    if let last, last.suite == shown.suite, last.file == file { return last.isMet }
    let texts = [shown.suite, file?.description ?? ""].filter { !$0.isEmpty }
    let isMet = texts.contains { selectors.matches(text: $0) }
    last = (shown.suite, file, isMet)
    return isMet
  }
}
