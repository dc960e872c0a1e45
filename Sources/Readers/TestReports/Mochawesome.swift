import Model
import Syntax

extension Reader {
  static let mochawesome = Reader(
    "mochawesome", gates: [.integration], hints: ["mochawesome*.json", "**/mochawesome-report/*.json"],
    source: "mochawesome's JSON output (mochawesome, src/utils.js, cleanSuite and cleanTest)"
  ) { head in
    head.hasKeys("stats", "results") && (head.hasKeys("meta") || head.contains("\"beforeHooks\""))
  } read: { source, origin throws(ReadError) in
    var json = JSONReader(&source)
    var report = MochawesomeReport(origin)
    try report.take(&json)
    try json.finish()
    var evidence = Evidence()
    evidence.tests = [try report.finished()]
    return evidence
  }
}

/// What was read of a report so far: suites within suites, each with its tests and the hooks around them.
private struct MochawesomeReport {
  private var run: TestRun
  private var hasResults = false
  private var (tests, failed, others) = (0, 0, 0)
  /// The tests that were told, hooks left out.
  private var told = 0

  private enum Key: String, CaseIterable { case stats, results }
  private static let keys = Keys<Key>()
  private enum StatsKey: String, CaseIterable { case tests, failures, other, end }
  private static let statsKeys = Keys<StatsKey>()
  private enum SuiteKey: String, CaseIterable { case title, file, beforeHooks, afterHooks, tests, suites }
  private static let suiteKeys = Keys<SuiteKey>()

  init(_ origin: Path) { run = TestRun(origin: origin) }

  mutating func take(_ json: inout JSONReader) throws(ReadError) {
    try json.beginObject()
    while let key = try json.nextKey(of: MochawesomeReport.keys) {
      switch key {
      case .stats: try takeStats(&json)
      case .results:
        hasResults = true
        try json.beginArray()
        while try json.nextElement() {
          // The suite of a run that found no test is `false`.
          if try json.peek() == .bool { try json.skip() } else { try takeSuite(&json, in: [], file: "") }
        }
      }
    }
  }

  private mutating func takeStats(_ json: inout JSONReader) throws(ReadError) {
    try json.beginObject()
    while let key = try json.nextKey(of: MochawesomeReport.statsKeys) {
      switch key {
      case .tests: tests = try json.wholeNumber() ?? 0
      case .failures: failed = try json.wholeNumber() ?? 0
      case .other: others = try json.wholeNumber() ?? 0
      case .end: run.instant = try json.text().flatMap { Instant(timestamp: $0) }
      }
    }
  }

  /// Depth is bounded by the reader's own cap.
  private mutating func takeSuite(_ json: inout JSONReader, in outer: [String], file: String) throws(ReadError) {
    var (names, file) = (outer, file)
    guard try json.beginsObject() else { return }
    while let key = try json.nextKey(of: MochawesomeReport.suiteKeys) {
      switch key {
      case .title: names = outer + [try json.text() ?? ""].filter { !$0.isEmpty }
      case .file: file = try json.text().flatMap { $0.isEmpty ? nil : $0 } ?? file
      case .beforeHooks, .afterHooks, .tests: try takeTests(&json, in: names, file, areHooks: key != .tests)
      case .suites:
        guard try json.beginsArray() else { continue }
        while try json.nextElement() { try takeSuite(&json, in: names, file: file) }
      }
    }
  }

  /// Of hooks only those that failed are told.
  private mutating func takeTests(
    _ json: inout JSONReader, in names: [String], _ file: String, areHooks: Bool
  ) throws(ReadError) {
    guard try json.beginsArray() else { return }
    while try json.nextElement() {
      var test = try TestCase(mochawesome: &json)
      test.className = names.joined(separator: " > ")
      test.location = file.isEmpty ? nil : Location(Path(file.hasPrefix("/") ? String(file.dropFirst()) : file))
      if areHooks, !test.outcome.isBad { continue }
      if !areHooks { told += 1 }
      run.cases.append(test)
    }
  }

  func finished() throws(ReadError) -> TestRun {
    guard hasResults else { throw ReadError(met: "a report without results", wanted: "results with suites") }
    var run = run
    if failed > 0, !run.cases.contains(where: \.outcome.isBad) { run.troubles.append(.failuresWithoutTest(failed)) }
    if let trouble = TestTrouble.testsWithoutOutcome(tests, listed: told) { run.troubles.append(trouble) }
    if others > 0 {
      run.troubles.append(TestTrouble(.cutOff, "it counts \(others.of("test")) of which it has no outcome"))
    }
    return run
  }
}

extension TestCase {
  private enum MochawesomeKey: String, CaseIterable {
    case title, duration, state, pending, skipped, timedOut, err
  }
  private static let mochawesomeKeys = Keys<MochawesomeKey>()
  private enum ErrorKey: String, CaseIterable { case message, estack }
  private static let errorKeys = Keys<ErrorKey>()

  fileprivate init(mochawesome json: inout JSONReader) throws(ReadError) {
    self.init(name: "", outcome: .error)
    var (state, isLeftOut, isLate) = ("", false, false)
    try json.beginObject()
    while let key = try json.nextKey(of: TestCase.mochawesomeKeys) {
      switch key {
      case .title: name = try json.text() ?? ""
      case .duration: nanoseconds = try json.nanoseconds(in: .milliseconds)
      case .state: state = try json.text() ?? ""
      // A test is skipped where a hook before it failed; it never ran.
      case .pending, .skipped: isLeftOut = try json.text() == "true" || isLeftOut
      case .timedOut: isLate = try json.text() == "true"
      case .err: message = try TestCase.words(&json)
      }
    }
    switch state {
    case "passed" where !isLate || message.isEmpty: outcome = .passed
    case "failed": outcome = .failed
    case "pending", "": outcome = isLeftOut ? .skipped : .error
    default: outcome = .error
    }
    explain(by: state)
  }

  private static func words(_ json: inout JSONReader) throws(ReadError) -> String {
    guard try json.beginsObject() else { return "" }
    var (message, stack) = ("", "")
    while let key = try json.nextKey(of: TestCase.errorKeys) {
      switch key {
      case .message: message = try json.text() ?? ""
      case .estack: stack = try json.text() ?? ""
      }
    }
    return FailureText(message, trace: stack).text
  }
}
