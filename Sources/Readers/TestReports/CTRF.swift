import Model
import Syntax

extension Reader {
  static let ctrf = Reader(
    "ctrf", gates: [.integration], hints: ["ctrf*.json", "**/ctrf/*.json", "*ctrf*.json"],
    source: "Common Test Report Format (ctrf.io, schema), version 0.0.0 and 1.0.0"
  ) { head in
    head.hasKeys("reportFormat") && head.contains("CTRF")
      || head.hasKeys("results") && head.contains("\"tool\"") && head.contains("\"summary\"")
  } read: { source, origin throws(ReadError) in
    var json = JSONReader(&source)
    var report = CTRFReport(origin)
    try report.take(&json)
    try json.finish()
    var evidence = Evidence()
    evidence.tests = [try report.finished()]
    return evidence
  }
}

/// What was read of a report so far.
private struct CTRFReport {
  private var run: TestRun
  private var hasTests = false
  private var (tests, failed) = (0, 0)

  private enum Key: String, CaseIterable { case results }
  private static let keys = Keys<Key>()
  private enum ResultsKey: String, CaseIterable { case summary, tests, environment }
  private static let resultsKeys = Keys<ResultsKey>()

  init(_ origin: Path) { run = TestRun(origin: origin) }

  mutating func take(_ json: inout JSONReader) throws(ReadError) {
    try json.beginObject()
    while try json.nextKey(of: CTRFReport.keys) != nil {
      try json.beginObject()
      while let key = try json.nextKey(of: CTRFReport.resultsKeys) {
        switch key {
        case .summary: try takeSummary(&json)
        case .environment: try takeEnvironment(&json)
        case .tests: try takeTests(&json)
        }
      }
    }
  }

  private enum SummaryKey: String, CaseIterable { case tests, failed, stop }
  private static let summaryKeys = Keys<SummaryKey>()

  private mutating func takeSummary(_ json: inout JSONReader) throws(ReadError) {
    try json.beginObject()
    while let key = try json.nextKey(of: CTRFReport.summaryKeys) {
      let number = try json.wholeNumber()
      switch key {
      case .tests: tests = number ?? 0
      case .failed: failed = number ?? 0
      // Milliseconds since 1970.
      case .stop: run.instant = number.flatMap { $0 > 0 ? Instant(seconds: $0 / 1000) : nil }
      }
    }
  }

  private enum EnvironmentKey: String, CaseIterable { case commit }
  private static let environmentKeys = Keys<EnvironmentKey>()

  private mutating func takeEnvironment(_ json: inout JSONReader) throws(ReadError) {
    guard try json.beginsObject() else { return }
    while try json.nextKey(of: CTRFReport.environmentKeys) != nil { run.commit = try json.text() }
  }

  private mutating func takeTests(_ json: inout JSONReader) throws(ReadError) {
    hasTests = true
    try json.beginArray()
    while try json.nextElement() {
      let test = try CTRFTest(&json)
      run.append(test.case, tags: test.tags)
    }
  }

  mutating func finished() throws(ReadError) -> TestRun {
    guard hasTests else { throw ReadError(met: "results without tests", wanted: "results with tests") }
    if failed > 0, !run.cases.contains(where: \.outcome.isBad) { run.troubles.append(.failuresWithoutTest(failed)) }
    let told = run.cases.count
    if let trouble = TestTrouble.testsWithoutOutcome(tests, listed: told) { run.troubles.append(trouble) }
    return run
  }
}

/// One test of a report.
private struct CTRFTest {
  private(set) var `case` = TestCase(name: "", outcome: .error)
  private(set) var tags: [String] = []

  private enum Key: String, CaseIterable {
    case name, status, duration, message, trace, suite, filePath, line, retries, flaky, tags
  }
  private static let keys = Keys<Key>()

  init(_ json: inout JSONReader) throws(ReadError) {
    var (message, trace) = ("", "")
    var (file, line) = (Path?.none, Int?.none)
    var (retries, isMarked) = (0, false)
    try json.beginObject()
    while let key = try json.nextKey(of: CTRFTest.keys) {
      switch key {
      case .name: `case`.name = try json.text() ?? ""
      case .status: `case`.outcome = TestCase.Outcome(ctrf: try json.text())
      case .duration: `case`.nanoseconds = try json.nanoseconds(in: .milliseconds)
      case .message: message = try json.text() ?? ""
      case .trace: trace = try json.text() ?? ""
      case .suite: `case`.className = try json.texts().joined(separator: " > ")
      case .filePath: file = try json.text().map { Path($0) }
      case .line: line = try json.wholeNumber()
      case .retries: retries = try json.wholeNumber() ?? 0
      case .flaky: isMarked = try json.text() == "true"
      case .tags: tags = try json.texts()
      }
    }
    `case`.isFlaky = `case`.outcome == .passed && (isMarked || retries > 0)
    `case`.location = file.map { Location($0, line: line.flatMap { $0 > 0 ? $0 : nil }) }
    `case`.message = FailureText(message, trace: trace).text
  }
}

extension TestCase.Outcome {
  /// What is `other`, or a word that nobody knows, is no pass.
  fileprivate init(ctrf word: String?) {
    switch word {
    case "passed": self = .passed
    case "failed": self = .failed
    case "skipped", "pending": self = .skipped
    default: self = .error
    }
  }
}
