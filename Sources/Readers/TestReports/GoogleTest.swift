import Model
import Syntax

extension Reader {
  static let googleTest = Reader(
    "gtest-json", gates: [.integration], hints: ["*gtest*.json", "test_detail.json", "**/test-results/**/*.json"],
    source: "GoogleTest --gtest_output=json (docs/advanced.md, Generating a JSON Report)"
  ) { head in
    head.hasKeys("testsuites") && (head.hasKeys("failures") || head.hasKeys("tests"))
  } read: { source, origin throws(ReadError) in
    var json = JSONReader(&source)
    var report = GoogleTestReport(origin)
    try report.take(&json)
    try json.finish()
    var evidence = Evidence()
    evidence.tests = [try report.finished()]
    return evidence
  }
}

/// What was read of a report so far.
private struct GoogleTestReport {
  private var run: TestRun
  private var hasSuites = false
  private var (tests, failed) = (0, 0)

  private enum Key: String, CaseIterable { case tests, failures, errors, timestamp, testsuites }
  private static let keys = Keys<Key>()
  private enum SuiteKey: String, CaseIterable { case name, testsuite }
  private static let suiteKeys = Keys<SuiteKey>()

  init(_ origin: Path) { run = TestRun(origin: origin) }

  mutating func take(_ json: inout JSONReader) throws(ReadError) {
    try json.beginObject()
    while let key = try json.nextKey(of: GoogleTestReport.keys) {
      switch key {
      case .tests: tests = try json.wholeNumber() ?? 0
      case .failures, .errors: failed = failed.addingClamped(try json.wholeNumber() ?? 0)
      case .timestamp: run.instant = try json.text().flatMap { Instant(timestamp: $0) }
      case .testsuites:
        hasSuites = true
        try json.beginArray()
        while try json.nextElement() { try takeSuite(&json) }
      }
    }
  }

  private mutating func takeSuite(_ json: inout JSONReader) throws(ReadError) {
    var suite = ""
    try json.beginObject()
    while let key = try json.nextKey(of: GoogleTestReport.suiteKeys) {
      switch key {
      case .name: suite = try json.text() ?? ""
      case .testsuite:
        try json.beginArray()
        while try json.nextElement() { run.cases.append(try TestCase(googleTest: &json, in: suite)) }
      }
    }
  }

  func finished() throws(ReadError) -> TestRun {
    guard hasSuites else { throw ReadError(met: "a report without testsuites", wanted: "testsuites") }
    var run = run
    if failed > 0, !run.cases.contains(where: \.outcome.isBad) { run.troubles.append(.failuresWithoutTest(failed)) }
    let told = run.cases.count
    if let trouble = TestTrouble.testsWithoutOutcome(tests, listed: told) { run.troubles.append(trouble) }
    return run
  }
}

extension TestCase {
  private enum GoogleTestKey: String, CaseIterable {
    case name, classname, file, line, time, status, result, failures
  }
  private static let googleTestKeys = Keys<GoogleTestKey>()
  private enum FailureKey: String, CaseIterable { case failure }
  private static let failureKeys = Keys<FailureKey>()

  fileprivate init(googleTest json: inout JSONReader, in suite: String) throws(ReadError) {
    self.init(suite: suite, name: "", outcome: .passed)
    var (file, line): (String?, Int?) = (nil, nil)
    var said: (outcome: Outcome, word: String)?
    var (failures, text) = (0, FailureText())
    try json.beginObject()
    while let key = try json.nextKey(of: TestCase.googleTestKeys) {
      switch key {
      case .name: name = try json.text() ?? ""
      case .classname: className = try json.text() ?? ""
      case .file: file = try json.text()
      case .line: line = try json.wholeNumber()
      case .time: nanoseconds = try json.text().flatMap { Readers.nanoseconds(ofSeconds: Array($0.utf8)) }
      case .status, .result:
        let word = try json.text() ?? "null"
        let outcome = word.isEmpty ? .error : JUnitWords.outcome(word) ?? .error
        if said.map({ outcome.isWorse(than: $0.outcome) }) ?? true { said = (outcome, word) }
      case .failures:
        guard try json.beginsArray() else { continue }
        while try json.nextElement() {
          failures += 1
          try json.beginObject()
          while try json.nextKey(of: TestCase.failureKeys) != nil { text.append(try json.text() ?? "") }
        }
      }
    }
    // One that does not say what became of it is no pass.
    let ended = said?.outcome ?? .error
    outcome = failures > 0 && Outcome.failed.isWorse(than: ended) ? .failed : ended
    location = file.map { Location(Path($0), line: line.flatMap { $0 > 0 ? $0 : nil }) }
    message = text.text
    explain(by: said?.word ?? "")
  }
}
