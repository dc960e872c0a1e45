import Model
import Syntax

extension Reader {
  static let mocha = Reader(
    "mocha", gates: [.integration], hints: ["mocha*.json", "*mocha*.json", "**/test-results/**/*.json"],
    source: "mocha --reporter json (mochajs.org, lib/reporters/json.js)"
  ) { head in
    head.hasKeys("stats") && ["tests", "passes", "failures", "pending"].contains { head.hasKeys($0) }
  } read: { source, origin throws(ReadError) in
    var json = JSONReader(&source)
    var report = MochaReport()
    try report.take(&json)
    try json.finish()
    var evidence = Evidence()
    evidence.tests = [report.run(at: origin)]
    return evidence
  }
}

/// What was read of a report: every test stands in `tests`, and once more in the list of its outcome. Hooks that failed
/// stand among the failures alone.
private struct MochaReport {
  private var passes: [TestCase] = []
  private var pending: [TestCase] = []
  private var failures: [TestCase] = []
  private var tests = 0
  private var end: Instant?
  /// How many failures the report says there are.
  private var declared = 0

  private enum Key: String, CaseIterable { case stats, tests, pending, failures, passes }
  private static let keys = Keys<Key>()

  mutating func take(_ json: inout JSONReader) throws(ReadError) {
    try json.beginObject()
    while let key = try json.nextKey(of: MochaReport.keys) {
      switch key {
      case .stats: try takeStats(&json)
      case .tests: tests = max(tests, try MochaReport.cases(.passed, &json).count)
      case .pending: pending = try MochaReport.cases(.skipped, &json)
      case .failures: failures = try MochaReport.cases(.failed, &json)
      case .passes: passes = try MochaReport.cases(.passed, &json)
      }
    }
  }

  private enum StatsKey: String, CaseIterable { case end, failures, tests }
  private static let statsKeys = Keys<StatsKey>()

  private mutating func takeStats(_ json: inout JSONReader) throws(ReadError) {
    try json.beginObject()
    while let key = try json.nextKey(of: MochaReport.statsKeys) {
      switch key {
      case .end: end = try json.text().flatMap { Instant(timestamp: $0) }
      case .failures: declared = try json.wholeNumber() ?? 0
      case .tests: tests = max(tests, try json.wholeNumber() ?? 0)
      }
    }
  }

  private static func cases(_ outcome: TestCase.Outcome, _ json: inout JSONReader) throws(ReadError) -> [TestCase] {
    var cases: [TestCase] = []
    try json.beginArray()
    while try json.nextElement() { cases.append(try TestCase(mocha: &json, outcome)) }
    return cases
  }

  /// A test that failed after it had passed stands in both lists: the failure comes last, so that it holds.
  func run(at origin: Path) -> TestRun {
    var run = TestRun(origin: origin)
    run.instant = end
    for test in passes + pending + failures { run.cases.append(test) }
    let told = run.cases.count
    if tests > told {
      run.troubles.append(TestTrouble(.miscounted, "it lists \(tests.of("test")), and an outcome of \(told)"))
    }
    if declared > 0, failures.isEmpty { run.troubles.append(.failuresWithoutTest(declared)) }
    return run
  }
}

extension TestCase {
  private enum MochaKey: String, CaseIterable { case title, fullTitle, file, duration, currentRetry, err }
  private static let mochaKeys = Keys<MochaKey>()
  private enum MochaErrorKey: String, CaseIterable { case message, stack }
  private static let mochaErrorKeys = Keys<MochaErrorKey>()

  fileprivate init(mocha json: inout JSONReader, _ outcome: Outcome) throws(ReadError) {
    self.init(name: "", outcome: outcome)
    var full = ""
    try json.beginObject()
    while let key = try json.nextKey(of: TestCase.mochaKeys) {
      switch key {
      case .title: name = try json.text() ?? ""
      case .fullTitle: full = try json.text() ?? ""
      case .file: location = try json.text().map { Location(Path($0)) }
      case .duration: nanoseconds = try json.nanoseconds(in: .milliseconds)
      case .currentRetry:
        let tries = try json.wholeNumber() ?? 0
        isFlaky = tries > 0 && outcome == .passed
      case .err: message = try TestCase.mochaError(&json)
      }
    }
    className = full.prefix(before: name)
  }

  private static func mochaError(_ json: inout JSONReader) throws(ReadError) -> String {
    guard try json.beginsObject() else { return "" }
    var (message, stack) = ("", "")
    while let key = try json.nextKey(of: TestCase.mochaErrorKeys) {
      switch key {
      case .message: message = try json.text() ?? ""
      case .stack: stack = try json.text() ?? ""
      }
    }
    return FailureText(message, trace: stack).text
  }
}

extension String {
  /// What stands before the end that a full name shares with a name, blanks left out; empty where it does not end so.
  func prefix(before name: String) -> String {
    guard hasSuffix(name) else { return "" }
    return String(decoding: ArraySlice(utf8.dropLast(name.utf8.count)).trimmingBlanks, as: UTF8.self)
  }
}
