/// What one test report says.
package struct TestRun: Hashable, Sendable {
  package var origin: Path
  /// In the report's order: retries of one test stand as often as they ran.
  package var cases: TestCases
  package var troubles: [TestTrouble] = []
  /// The numbers of the cases that carry a tag, ascending, by tag.
  package var tags: [String: [Int]] = [:]
  /// The commit that was tested, where the report names it.
  package var commit: String?
  /// When the run ended, or began, where the report says so.
  package var instant: Instant?
  /// Its suites, where the report says when they began; those that hold suites of their own stand for nothing.
  package var spans: [SuiteSpan] = []

  package init(origin: Path, cases: [TestCase] = []) {
    self.origin = origin
    self.cases = TestCases(cases)
  }
}

extension TestRun {
  /// The same run with some of its cases, by their numbers in ascending order; what is wrong with the run stays.
  package func only(_ numbers: [Int]) -> TestRun {
    var run = TestRun(origin: origin, cases: numbers.map { cases[$0] })
    (run.troubles, run.commit, run.instant) = (troubles, commit, instant)
    let places = Dictionary(uniqueKeysWithValues: numbers.enumerated().map { ($1, $0) })
    run.tags = tags.mapValues { $0.compactMap { places[$0] } }
    let suites = spans.isEmpty ? [] : Set(run.cases.map(\.suite))
    run.spans = spans.filter { suites.contains($0.suite) }
    return run
  }
}

extension TestRun {
  /// Takes over what a later part of the same report says.
  package mutating func append(_ later: TestRun) {
    for (tag, places) in later.tags { tags[tag, default: []] += places.map { cases.count + $0 } }
    cases.append(later.cases)
    troubles += later.troubles
    commit = later.commit ?? commit
    instant = [instant, later.instant].compactMap(\.self).max()
    spans += later.spans
  }
}

/// When a suite of tests ran.
package struct SuiteSpan: Hashable, Sendable {
  package var suite: String
  /// In nanoseconds since 1970.
  package var began: Int
  package var nanoseconds: UInt64
  package var tests: Int
  /// Whether a test of it failed.
  package var isBad: Bool

  package init(suite: String, began: Int, nanoseconds: UInt64, tests: Int, isBad: Bool = false) {
    self.suite = suite
    self.began = began
    self.nanoseconds = nanoseconds
    self.tests = tests
    self.isBad = isBad
  }
}

/// What is wrong with a run outside its tests.
package struct TestTrouble: Hashable, Sendable {
  package enum Kind: String, CaseIterable, Sendable {
    /// A suite, a package or a hook failed, and no test of it did.
    case broken
    /// The run did not come to its end.
    case cutOff
    /// The report's own totals are not what it holds.
    case miscounted
    /// The report holds what its format does not allow, and was read all the same.
    case malformed
    /// What fails in it need not make it fail.
    case unguarded
  }

  package var kind: Kind
  /// What happened, as a sentence without a full stop.
  package var message: String

  package init(_ kind: Kind, _ message: String) {
    self.kind = kind
    self.message = message
  }
}

/// One test, run once.
package struct TestCase: Hashable, Sendable {
  /// An inconclusive test ran, and says itself that it showed nothing.
  package enum Outcome: String, CaseIterable, Sendable { case passed, failed, error, skipped, inconclusive }

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

extension TestCase.Outcome {
  package var isBad: Bool { self == .failed || self == .error }
}
