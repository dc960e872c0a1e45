import Model

/// The suites of a report that are open, outermost first.
///
/// A suite that failed while no test of it did broke outside its tests; the suites around it report the same trouble
/// once more, which is told once.
struct OpenSuites {
  struct Suite {
    let name: String
    /// Tags that its tests carry as well.
    var tags: [String] = []
    /// Whether the report says that it failed.
    var hasFailed = false
    /// Why, in the report's words.
    var reason = ""
    fileprivate var hasBadCase = false

    init(_ name: String, hasFailed: Bool = false) {
      self.name = name
      self.hasFailed = hasFailed
    }
  }

  private var open: [Suite] = []

  var innermost: Suite? {
    get { open.last }
    set { if let newValue, !open.isEmpty { open[open.count - 1] = newValue } }
  }
  var tags: [String] { open.flatMap(\.tags) }
  /// The names from the outermost suite on.
  var names: [String] { open.map(\.name).filter { !$0.isEmpty } }

  mutating func begin(_ suite: Suite) { open.append(suite) }

  /// Ends the innermost suite.
  /// - Returns: what is wrong with it, where it broke outside its tests.
  mutating func end() -> TestTrouble? {
    guard let suite = open.popLast(), suite.hasFailed, !suite.hasBadCase else { return nil }
    noteBadCase()
    let reason = suite.reason.headline
    let words = reason.isEmpty ? "" : ": \(reason)"
    return TestTrouble(.broken, "the suite \(suite.name) failed, and none of its tests did\(words)")
  }

  mutating func noteBadCase() {
    for index in open.indices { open[index].hasBadCase = true }
  }
}

extension TestRun {
  /// Says that bytes had to be replaced before the report could be read.
  func noting(scrubbed count: Int) -> TestRun {
    guard count > 0 else { return self }
    var run = self
    run.troubles.append(TestTrouble(.malformed, "\(count.of("byte")) that XML forbids stand in it, read as ?"))
    return run
  }

  mutating func append(_ test: TestCase, tags: [String]) {
    for tag in Set(tags) { self.tags[tag, default: []].append(cases.count) }
    cases.append(test)
  }
}

extension TestTrouble {
  /// A report's own total of failures, where no test of it failed.
  static func failuresWithoutTest(_ count: Int) -> TestTrouble {
    TestTrouble(.broken, "it counts \(count.of("failure")), and no test of it failed")
  }

  /// A report's own total of tests, where it does not list as many; `nil` where it does.
  static func testsWithoutOutcome(_ counted: Int, listed: Int) -> TestTrouble? {
    counted > listed ? TestTrouble(.miscounted, "it counts \(counted.of("test")), and lists \(listed)") : nil
  }
}

extension Int {
  /// `1 test`, `2 tests`.
  func of(_ thing: String) -> String { "\(self) \(thing)\(self == 1 ? "" : "s")" }
}
