import Model
import Syntax

/// A suite that is open.
struct JUnitSuite {
  let name: String
  let depth: Int
  /// How many failures the suite says it has, or errors, and how many tests that were not left out.
  let declared: Int
  let tests: Int
  /// How many cases there were before it, tries, failures, and suites whose time is known.
  var start: (cases: Int, tries: Int, failures: Int, spans: Int)
  /// In nanoseconds since 1970.
  let began: Int?
  let nanoseconds: UInt64?
  var hasBadCase = false
}

extension JUnitReport {
  mutating func closeSuite() {
    isInGroup = false
    guard let suite = suites.popLast() else { return }
    takeSpan(of: suite)
    compareTotals(of: suite)
    guard suite.declared > 0, !suite.hasBadCase else { return }
    // The suites around it report the same trouble once more.
    for index in suites.indices { suites[index].hasBadCase = true }
    failures = failures.addingClamped(suite.declared)
    run.troubles.append(
      TestTrouble(.broken, "the suite \(suite.name) reports failures, and none of its tests has one"))
  }

  private mutating func takeSpan(of suite: JUnitSuite) {
    let held = run.cases.count - suite.start.cases
    guard let began = suite.began, held > 0, run.spans.count == suite.start.spans else { return }
    let span = suite.nanoseconds ?? run.cases.nanoseconds(of: suite.start.cases..<run.cases.count)
    run.spans.append(
      SuiteSpan(suite: suite.name, began: began, nanoseconds: span, tests: held, isBad: suite.hasBadCase))
  }

  var tries: Int { run.cases.count + otherTries }

  /// What became of tests that are counted and not there, nobody knows; the suites around it count them once more.
  private mutating func compareTotals(of suite: JUnitSuite) {
    let (held, shown) = (tries - suite.start.tries, failures - suite.start.failures)
    if suite.tests > held {
      tellMiscount(of: suite, "counts \(suite.tests.of("test")), and holds \(held)")
    } else if suite.declared > shown, suite.hasBadCase {
      tellMiscount(of: suite, "counts \(suite.declared.of("failure")), and shows \(shown)")
    }
  }

  /// Says what is wrong with a suite's totals, once for all suites.
  mutating func tellMiscount(of suite: JUnitSuite, _ words: String) {
    guard !run.troubles.contains(where: { $0.kind == .miscounted }) else { return }
    let name = suite.name.isEmpty ? "the report" : "the suite \(suite.name)"
    run.troubles.append(TestTrouble(.miscounted, "\(name) \(words)"))
  }
}

extension JUnitReport: XMLRecords {
  static var record: StaticString { "testsuite" }

  /// Of suites within suites nobody knows which ones will stand around a later part.
  func fresh(below depth: Int) -> JUnitReport? {
    guard depth == 1, var root = suites.first, root.depth == 1 else { return nil }
    var fresh = JUnitReport(run.origin)
    root.start = (0, 0, 0, 0)
    root.hasBadCase = false
    fresh.suites = [root]
    return fresh
  }

  mutating func append(_ later: JUnitReport) {
    var later = later
    closeAll(from: 2)
    later.closeAll(from: 2)
    for index in suites.indices where later.suites.contains(where: \.hasBadCase) { suites[index].hasBadCase = true }
    otherTries += later.otherTries
    failures = failures.addingClamped(later.failures)
    // One such trouble is told of a report.
    if run.troubles.contains(where: { $0.kind == .miscounted }) {
      later.run.troubles.removeAll { $0.kind == .miscounted }
    }
    run.append(later.run)
  }
}
