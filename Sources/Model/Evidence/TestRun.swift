/// What one test report says.
package struct TestRun: Hashable, Sendable {
  package var origin: Path
  /// In the report's order: retries of one test stand as often as they ran.
  package var cases: TestCases
  /// What the report's own totals say failed where no case does: a suite that broke outside its tests.
  package var brokenSuites: [String]

  package init(origin: Path, cases: [TestCase] = [], brokenSuites: [String] = []) {
    self.origin = origin
    self.cases = TestCases(cases)
    self.brokenSuites = brokenSuites
  }
}

/// One test, run once.
package struct TestCase: Hashable, Sendable {
  package enum Outcome: String, CaseIterable, Sendable { case passed, failed, error, skipped }

  package var suite: String
  package var className: String
  package var name: String
  package var outcome: Outcome
  /// Whether it failed first and passed when it was run again, by the report's own marks.
  package var isFlaky: Bool
  package var location: Location?
  /// How long it ran, where the report says.
  package var nanoseconds: UInt64?
  /// The first lines of what went wrong, bounded.
  package var message: String

  package init(
    suite: String = "", className: String = "", name: String, outcome: Outcome, isFlaky: Bool = false,
    location: Location? = nil, nanoseconds: UInt64? = nil, message: String = ""
  ) {
    self.suite = suite
    self.className = className
    self.name = name
    self.outcome = outcome
    self.isFlaky = isFlaky
    self.location = location
    self.nanoseconds = nanoseconds
    self.message = message
  }

  /// `class::name`, by which policies name a test.
  package var id: String { className.isEmpty ? name : "\(className)::\(name)" }
}
