import Model
import Syntax

extension Reader {
  static let jest = Reader(
    "jest", gates: [.integration], hints: ["jest*.json", "*jest*.json", "vitest*.json", "**/test-results/**/*.json"],
    source: "jest --json (packages/jest-test-result, formatTestResults.ts), which vitest --reporter=json writes too"
  ) { head in
    head.hasKeys("testResults") && (head.hasKeys("numTotalTests") || head.contains("\"assertionResults\""))
  } read: { source, origin throws(ReadError) in
    var json = JSONReader(&source)
    var report = JestReport(origin)
    try report.take(&json)
    try json.finish()
    var evidence = Evidence()
    evidence.tests = [try report.finished()]
    return evidence
  }
}

/// What was read of a report so far.
private struct JestReport {
  private var run: TestRun
  private var hasResults = false
  private var isGood = true
  private var wasInterrupted = false
  private var (tests, failed) = (0, 0)

  private enum Key: String, CaseIterable {
    case numTotalTests, numFailedTests, startTime, success, wasInterrupted, testResults
  }
  private static let keys = Keys<Key>()

  init(_ origin: Path) { run = TestRun(origin: origin) }

  mutating func take(_ json: inout JSONReader) throws(ReadError) {
    try json.beginObject()
    while let key = try json.nextKey(of: JestReport.keys) {
      switch key {
      case .numTotalTests: tests = try json.wholeNumber() ?? 0
      case .numFailedTests: failed = try json.wholeNumber() ?? 0
      // Milliseconds since 1970.
      case .startTime: run.instant = try json.wholeNumber().flatMap { $0 > 0 ? Instant(seconds: $0 / 1000) : nil }
      case .success: isGood = try json.text() != "false"
      case .wasInterrupted: wasInterrupted = try json.text() == "true"
      case .testResults:
        hasResults = true
        try json.beginArray()
        while try json.nextElement() { try takeFile(&json) }
      }
    }
  }

  private enum FileKey: String, CaseIterable { case name, status, message, assertionResults }
  private static let fileKeys = Keys<FileKey>()

  /// A file of tests; one that could not be loaded failed, and holds no test.
  private mutating func takeFile(_ json: inout JSONReader) throws(ReadError) {
    var (name, status, message) = ("", "", "")
    var tests: [TestCase] = []
    try json.beginObject()
    while let key = try json.nextKey(of: JestReport.fileKeys) {
      switch key {
      case .name: name = try json.text() ?? ""
      case .status: status = try json.text() ?? ""
      case .message: message = try json.text() ?? ""
      case .assertionResults:
        try json.beginArray()
        while try json.nextElement() { tests.append(try TestCase(jest: &json)) }
      }
    }
    for var test in tests {
      if !name.isEmpty { test.location = Location(Path(name), line: test.location?.line) }
      run.cases.append(test)
    }
    if status != "passed", !tests.contains(where: \.outcome.isBad), status == "failed" || tests.isEmpty {
      let words = message.headline.isEmpty ? "" : ": \(message.headline)"
      run.troubles.append(TestTrouble(.broken, "\(name) failed, and none of its tests did\(words)"))
    }
  }

  func finished() throws(ReadError) -> TestRun {
    guard hasResults else { throw ReadError(met: "a report without testResults", wanted: "testResults") }
    var run = run
    let told = run.cases.count
    let hasBad = run.troubles.contains { $0.kind == .broken } || run.cases.contains(where: \.outcome.isBad)
    if wasInterrupted { run.troubles.append(TestTrouble(.cutOff, "the run was interrupted")) }
    if !hasBad, failed > 0 { run.troubles.append(.failuresWithoutTest(failed)) }
    if !hasBad, failed == 0, !isGood {
      run.troubles.append(TestTrouble(.broken, "it says that it had no success, and no test of it failed"))
    }
    if let trouble = TestTrouble.testsWithoutOutcome(tests, listed: told) { run.troubles.append(trouble) }
    return run
  }
}

extension TestCase {
  private enum JestKey: String, CaseIterable {
    case ancestorTitles, title, status, duration, failureMessages, location, invocations, retryReasons
  }
  private static let jestKeys = Keys<JestKey>()
  private enum JestPlaceKey: String, CaseIterable { case line }
  private static let jestPlaceKeys = Keys<JestPlaceKey>()

  fileprivate init(jest json: inout JSONReader) throws(ReadError) {
    self.init(name: "", outcome: .error)
    var (tries, reasons, messages): (Int, [String], [String]) = (1, [], [])
    var status = ""
    try json.beginObject()
    while let key = try json.nextKey(of: TestCase.jestKeys) {
      switch key {
      case .ancestorTitles: className = try json.texts().joined(separator: " > ")
      case .title: name = try json.text() ?? ""
      case .status: status = try json.text() ?? ""
      case .duration: nanoseconds = try json.nanoseconds(in: .milliseconds)
      case .failureMessages: messages = try json.texts()
      case .invocations: tries = try json.wholeNumber() ?? 1
      case .retryReasons: reasons = try json.texts()
      case .location:
        guard try json.beginsObject() else { continue }
        while try json.nextKey(of: TestCase.jestPlaceKeys) != nil {
          let line = try json.wholeNumber().flatMap { $0 > 0 ? $0 : nil }
          location = Location("", line: line)
        }
      }
    }
    outcome = Outcome(jest: status)
    isFlaky = outcome == .passed && (tries > 1 || !reasons.isEmpty)
    message = FailureText(messages.joined(separator: "\n")).text
    explain(by: status)
  }
}

extension TestCase.Outcome {
  /// - Source: jest-types, src/TestResult.ts, Status; a word that nobody knows is no pass
  fileprivate init(jest word: String) {
    switch word {
    case "passed": self = .passed
    case "failed": self = .failed
    case "skipped", "pending", "todo", "disabled": self = .skipped
    default: self = .error
    }
  }
}
