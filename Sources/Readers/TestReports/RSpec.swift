import Model
import Syntax

extension Reader {
  static let rspec = Reader(
    "rspec", gates: [.integration], hints: ["rspec*.json", "*rspec*.json"],
    source: "rspec --format json (rspec-core, lib/rspec/core/formatters/json_formatter.rb)"
  ) { head in
    head.hasKeys("examples") || head.hasKeys("version", "messages") || head.hasKeys("version", "seed")
  } read: { source, origin throws(ReadError) in
    var json = JSONReader(&source)
    var report = RSpecReport(origin)
    try report.take(&json)
    try json.finish()
    var evidence = Evidence()
    evidence.tests = [try report.finished()]
    return evidence
  }
}

/// What was read of a report so far.
private struct RSpecReport {
  private var run: TestRun
  private var hasExamples = false
  private var message = ""
  private var (examples, failures, outside) = (0, 0, 0)

  private enum Key: String, CaseIterable { case messages, examples, summary }
  private static let keys = Keys<Key>()

  init(_ origin: Path) { run = TestRun(origin: origin) }

  mutating func take(_ json: inout JSONReader) throws(ReadError) {
    try json.beginObject()
    while let key = try json.nextKey(of: RSpecReport.keys) {
      switch key {
      case .messages: message = try json.texts().joined(separator: "\n")
      case .examples:
        hasExamples = true
        try json.beginArray()
        while try json.nextElement() { run.cases.append(try TestCase(rspec: &json)) }
      case .summary: try takeSummary(&json)
      }
    }
  }

  private enum SummaryKey: String, CaseIterable {
    case examples = "example_count"
    case failures = "failure_count"
    case outside = "errors_outside_of_examples_count"
  }
  private static let summaryKeys = Keys<SummaryKey>()

  private mutating func takeSummary(_ json: inout JSONReader) throws(ReadError) {
    try json.beginObject()
    while let key = try json.nextKey(of: RSpecReport.summaryKeys) {
      let count = try json.wholeNumber() ?? 0
      switch key {
      case .examples: examples = count
      case .failures: failures = count
      case .outside: outside = count
      }
    }
  }

  mutating func finished() throws(ReadError) -> TestRun {
    guard hasExamples else { throw ReadError(met: "no list of examples", wanted: "examples") }
    if outside > 0 {
      let words = FailureText(message).text
      run.troubles.append(TestTrouble(.broken, "\(outside.of("error")) came up outside of examples: \(words)"))
    } else if failures > 0, !run.cases.contains(where: \.outcome.isBad) {
      run.troubles.append(.failuresWithoutTest(failures))
    }
    let told = run.cases.count
    if examples > told {
      run.troubles.append(TestTrouble(.miscounted, "it counts \(examples.of("example")), and lists \(told)"))
    }
    return run
  }
}

extension TestCase {
  private enum RSpecKey: String, CaseIterable {
    case description
    case full = "full_description"
    case status
    case file = "file_path"
    case line = "line_number"
    case duration = "run_time"
    case reason = "pending_message"
    case exception
  }
  private static let rspecKeys = Keys<RSpecKey>()
  private enum ExceptionKey: String, CaseIterable { case message, backtrace }
  private static let exceptionKeys = Keys<ExceptionKey>()

  fileprivate init(rspec json: inout JSONReader) throws(ReadError) {
    self.init(name: "", outcome: .error)
    var full = ""
    var (file, line) = (Path?.none, Int?.none)
    try json.beginObject()
    while let key = try json.nextKey(of: TestCase.rspecKeys) {
      switch key {
      case .description: name = try json.text() ?? ""
      case .full: full = try json.text() ?? ""
      case .status: outcome = Outcome(rspec: try json.text())
      case .file: file = try json.text().map { Path($0) }
      case .line: line = try json.wholeNumber()
      case .duration: nanoseconds = try json.nanoseconds(in: .seconds)
      case .reason: message = try json.text() ?? message
      case .exception: message = try TestCase.exception(&json) ?? message
      }
    }
    className = full.prefix(before: name)
    location = file.map { Location($0, line: line.flatMap { $0 > 0 ? $0 : nil }) }
  }

  private static func exception(_ json: inout JSONReader) throws(ReadError) -> String? {
    guard try json.beginsObject() else { return nil }
    var (message, trace) = ("", "")
    while let key = try json.nextKey(of: TestCase.exceptionKeys) {
      switch key {
      case .message: message = try json.text() ?? ""
      case .backtrace: trace = try json.texts().joined(separator: "\n")
      }
    }
    return FailureText(message, trace: trace).text
  }
}

extension TestCase.Outcome {
  fileprivate init(rspec word: String?) {
    switch word {
    case "passed": self = .passed
    case "failed": self = .failed
    case "pending": self = .skipped
    default: self = .error
    }
  }
}
