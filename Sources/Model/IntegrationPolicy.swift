extension Policy {
  package struct Integration: Hashable, Sendable {
    package var reports: [Glob] = []
    /// What reports there must be.
    package var expected: [ExpectedReports] = []
    /// Reports of one run that was tried again, in the order of their names: a later try may mend an earlier one.
    package var attempts: [Glob] = []
    /// Tests that must be there, run and pass, each by itself.
    package var criticalPaths: [TestSelector] = []
    package var journeys: [TestSelector] = []
    package var sets: [TestSet: [TestPart]] = [:]
    package var pyramid: [PyramidLevel: PyramidShare] = [:]
    package var quarantine: [QuarantinedTest] = []
    /// For how many days a test may be quarantined at most.
    package var quarantineDays: Int?
    /// Scripts of which each is a test, by its exit status and the TAP that it prints.
    package var scripts: [Glob] = []

    package init() {}
  }
}

/// Tests by their id, `class::name`, in which `*` stands for anything; or by a tag, as `@smoke`.
package struct TestSelector: Hashable, Sendable {
  package let pattern: Glob
  private let tag: Glob?

  package init(_ text: String) {
    pattern = Glob(text)
    tag = text.hasPrefix("@") ? Glob(String(text.dropFirst())) : nil
  }

  /// Whether it is about tags.
  package var isTag: Bool { tag != nil }

  /// Whether a test carries a tag that it is about; the `@` is a tag's own in some tools, and not in others.
  package func matches(tag text: String) -> Bool {
    tag?.matches(text: text) == true || isTag && pattern.matches(text: text)
  }

  /// Ids may hold what means something in a pattern, as `test_pay[eur]` does: as it stands a text always means itself.
  package func matches(text: String) -> Bool { !isTag && (text == pattern.pattern || pattern.matches(text: text)) }
}

extension TestSelector: ExpressibleByStringLiteral, CustomStringConvertible {
  package init(stringLiteral text: String) { self.init(text) }
  package var description: String { pattern.pattern }
}

/// A set of tests that a policy may want.
package enum TestSet: String, CaseIterable, Sendable {
  case smoke, connectivity, owasp
  case serviceDiscovery = "service-discovery"

  /// The parts that it must have; none where that is up to the repository.
  package var parts: [String] {
    self == .owasp ? ["A01", "A02", "A03", "A04", "A05", "A06", "A07", "A08", "A09", "A10"] : []
  }
}

/// A part of a set: something that at least one test must show.
package struct TestPart: Hashable, Sendable {
  package var name: String
  package var tests: [TestSelector]

  package init(_ name: String, _ tests: [TestSelector]) {
    self.name = name
    self.tests = tests
  }
}

/// A level of the pyramid of tests, widest first.
package enum PyramidLevel: String, CaseIterable, Sendable {
  case unit, integration
  case endToEnd = "end-to-end"
}

/// How many percent of all tests a level has: at least so many at its foot, at most so many above.
package struct PyramidShare: Hashable, Sendable {
  package var percent: Decimal
  /// Which tests are of the level; at its foot those that no other level has.
  package var tests: [TestSelector]

  package init(percent: Decimal, tests: [TestSelector] = []) {
    self.percent = percent
    self.tests = tests
  }
}

/// How many reports there must be at a place, and how many tests must have run in each.
package struct ExpectedReports: Hashable, Sendable {
  package var place: Glob
  package var files: Int
  package var tests: Int

  package init(_ place: Glob, files: Int = 1, tests: Int = 1) {
    self.place = place
    self.files = files
    self.tests = tests
  }
}

/// A test that may fail for some days, while somebody mends it.
package struct QuarantinedTest: Hashable, Sendable {
  package var test: TestSelector
  package var owner: String
  package var issue: String
  package var reason: String
  /// The last day on which it holds.
  package var until: Day

  package init(test: TestSelector, owner: String, issue: String, reason: String, until: Day) {
    self.test = test
    self.owner = owner
    self.issue = issue
    self.reason = reason
    self.until = until
  }
}
