import Model
import Syntax

extension Reader {
  static let trx = Reader(
    "trx", gates: [.integration], usualNames: ["*.trx"],
    source: "Visual Studio's test results, vstst.xsd (TeamTest 2010), as dotnet test --logger trx writes them"
  ) { head in
    head.rootElement == "TestRun"
  } read: { source, origin throws(ReadError) in
    var report = TRXReport(origin)
    try readXML(&source, into: &report)
    var evidence = Evidence()
    evidence.tests = [report.finished().noting(scrubbed: source.scrubbed)]
    return evidence
  }
}

/// What was read of a report so far: results come first, and behind them the classes and categories of their tests.
private struct TRXReport: XMLHandler {
  private var run: TestRun
  private var results: [(test: String, case: TestCase)] = []
  private var definitions: [String: Definition] = [:]
  private var definition: (test: String, content: Definition)?
  /// The results that are open: those of data rows stand within that of their test.
  private var open: [Result] = []
  /// The outcome of what the platform has to say (a host that crashed, for one), while that is open; and its words.
  private var remark: String?
  private var words = HeardFailure()
  /// How many failures the report says there are, and how many tests.
  private var declared = 0
  private var total = 0

  private struct Result {
    let test: String
    var content: TestCase
    var failure = HeardFailure()
  }

  private struct Definition {
    var className = ""
    var tags: [String] = []
  }

  init(_ origin: Path) { run = TestRun(origin: origin) }

  mutating func open(_ element: XMLElement) {
    element.hearEnds()
    stopHearing()
    if element.name.isResult {
      return open.append(Result(test: element["testId"]?.text ?? "", content: TestCase(trx: element)))
    }
    switch element.name {
    case "Message": hear(.message, element)
    case "StackTrace": hear(.trace, element)
    case "Times": run.instant = element["finish"].flatMap { Instant(timestamp: $0.text) }
    case "ResultSummary": takeSummary(outcome: element["outcome"]?.text ?? "")
    case "Counters":
      total = max(total, element.integer("total") ?? 0)
      let bad = [element.integer("failed"), element.integer("error"), element.integer("timeout")]
      declared = max(declared, bad.compactMap { $0 }.max() ?? 0)
    case "RunInfo": (remark, words) = (element["outcome"]?.text ?? "", HeardFailure())
    case "Text" where remark != nil: words.hear(.message, of: element)
    case "UnitTest": definition = (element["id"]?.text ?? "", Definition())
    case "TestMethod": definition?.content.className = element["className"]?.text ?? ""
    case "TestCategoryItem": if let tag = element["TestCategory"] { definition?.content.tags.append(tag.text) }
    default: break
    }
  }

  mutating func close(_ name: XMLName) {
    stopHearing()
    if name.isResult {
      guard var done = open.popLast() else { return }
      done.content.message = done.failure.text
      return results.append((done.test, done.content))
    }
    switch name {
    case "RunInfo":
      if let remark { takeRemark(remark, words.text) }
      remark = nil
    case "UnitTest":
      if let definition { definitions[definition.test] = definition.content }
      definition = nil
    default: break
    }
  }

  mutating func take(_ text: Span<UInt8>) {
    if open.isEmpty { words.take(text) } else { open[open.count - 1].failure.take(text) }
  }

  private mutating func hear(_ part: HeardFailure.Part, _ element: XMLElement) {
    if !open.isEmpty { open[open.count - 1].failure.hear(part, of: element) }
  }

  private mutating func stopHearing() {
    words.stop()
    if !open.isEmpty { open[open.count - 1].failure.stop() }
  }
}

extension TRXReport {
  private mutating func takeSummary(outcome: String) {
    switch outcome {
    case "Aborted", "Timeout", "Disconnected", "InProgress", "Pending", "PassedButRunAborted":
      run.troubles.append(TestTrouble(.cutOff, "the run's outcome is \(outcome)"))
    case "Failed", "Error": declared = max(declared, 1)
    default: break
    }
  }

  /// Adapters tell in remarks which tests failed, and the platform that it crashed.
  private mutating func takeRemark(_ outcome: String, _ words: String) {
    guard ["Error", "Failed", "Aborted", "Timeout"].contains(outcome) else { return }
    let isEnd =
      outcome == "Aborted" || ["aborted", "crashed", "process exited"].contains { words.lowercased().contains($0) }
    if isEnd { run.troubles.append(TestTrouble(.cutOff, words.headline)) } else { declared = max(declared, 1) }
  }

  mutating func finished() -> TestRun {
    for result in results {
      let definition = definitions[result.test]
      var test = result.case
      test.className = definition?.className ?? ""
      // Test names of some adapters begin with the class.
      if test.name.hasPrefix(test.className + ".") { test.name = String(test.name.dropFirst(test.className.count + 1)) }
      run.append(test, tags: definition?.tags ?? [])
    }
    if declared > 0, run.troubles.isEmpty, !run.cases.contains(where: \.outcome.isBad) {
      run.troubles.append(TestTrouble(.broken, "the run failed, and no test of it did"))
    }
    if let trouble = TestTrouble.testsWithoutOutcome(total, listed: results.count) { run.troubles.append(trouble) }
    return run
  }
}

extension XMLName {
  /// Whether it is the result of one test, of whichever kind.
  fileprivate var isResult: Bool {
    switch self {
    case "UnitTestResult", "TestResult", "WebTestResult", "GenericTestResult", "ManualTestResult", "LoadTestResult",
      "OrderedTestResult":
      true
    default: false
    }
  }
}

extension TestCase {
  fileprivate init(trx element: XMLElement) {
    let outcome: Outcome =
      switch element["outcome"]?.text {
      case "Passed": .passed
      case "Failed": .failed
      case "NotExecuted": .skipped
      case "Inconclusive", "Warning": .inconclusive
      // Left out, it is Error; what never came to an end is one too.
      default: .error
      }
    self.init(
      name: element["testName"]?.text ?? "", outcome: outcome,
      nanoseconds: element["duration"].flatMap { Readers.nanoseconds(ofHours: $0.bytes) })
  }
}
