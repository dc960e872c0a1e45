import Model

/// Warns where the tests of the upper levels are more than their share, or those at the foot fewer.
///
/// Reports of one level alone say nothing of the shape.
func judgePyramid(
  _ tests: [SettledTest], _ runs: [TestRun], _ shares: [PyramidLevel: PyramidShare], _ hearing: inout Hearing
) {
  let upper = PyramidLevel.allCases.dropFirst().filter { shares[$0]?.tests.isEmpty == false }
  guard !upper.isEmpty else { return }
  let filters = upper.reversed().map { ($0, LevelFilter(shares[$0]?.tests ?? [], in: runs)) }
  var counts: [PyramidLevel: Int] = [:]
  var total = 0
  for test in tests where test.ran {
    let shown = test.shown(in: runs)
    let level = filters.first { $0.1.matches(test, shown) }?.0 ?? .unit
    counts[level, default: 0] += 1
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

  init(_ selectors: [TestSelector], in runs: [TestRun]) {
    filter = TestFilter(selectors, in: runs)
    self.selectors = selectors
    ofRuns = runs.map { run in selectors.contains { $0.matches(text: run.origin.description) } }
  }

  func matches(_ test: SettledTest, _ shown: TestCase) -> Bool {
    if ofRuns[test.decisive.run] || filter.matches(test, id: shown.id) { return true }
    let texts = [shown.suite, shown.location?.path.description ?? ""].filter { !$0.isEmpty }
    return texts.contains { text in selectors.contains { $0.matches(text: text) } }
  }
}
