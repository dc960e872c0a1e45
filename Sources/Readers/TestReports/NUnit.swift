import Model
import Syntax

extension Reader {
  static let nunit = Reader(
    "nunit", gates: [.integration],
    hints: [
      "TestResult*.xml", "nunit*.xml", "*nunit*.xml", "**/test-results/**/*.xml", "**/TestResults/**/*.xml",
    ],
    source: "NUnit 3 (docs.nunit.org, Test Result XML Format) and the test-results of NUnit 2"
  ) { head in
    head.rootElement == "test-run" || head.rootElement == "test-results"
  } read: { source, origin throws(ReadError) in
    var report = NUnitReport(origin)
    try readXML(&source, into: &report)
    var evidence = Evidence()
    evidence.tests = [report.run.noting(scrubbed: source.scrubbed)]
    return evidence
  }
}

/// What was read of a report so far. Both versions have suites in suites, with cases at the bottom.
private struct NUnitReport: XMLHandler {
  private(set) var run: TestRun
  private var suites = OpenSuites()
  private var test: TestCase?
  private var tags: [String] = []
  private var failure = HeardFailure()
  /// How many failures the root says there are, and how many tests.
  private var declared = 0
  private var total = 0

  init(_ origin: Path) { run = TestRun(origin: origin) }

  mutating func open(_ element: XMLElement) {
    element.hearEnds()
    failure.stop()
    switch element.name {
    case "test-run", "test-results": takeRoot(element)
    case "test-suite":
      let name = element["fullname"] ?? element["name"]
      let outcome = TestCase.Outcome(nunit: element, isSuite: true)
      suites.begin(OpenSuites.Suite(name?.text ?? "", hasFailed: outcome?.isBad ?? false))
      failure = HeardFailure()
    case "test-case": begin(element)
    case "category": if let name = element["name"] { take(tag: name.text) }
    case "property" where element["name"].map({ $0 == "Category" }) == true:
      if let value = element["value"] { take(tag: value.text) }
    case "failure": if test?.outcome.isBad == false { test?.outcome = .failed }
    case "message": failure.hear(.message, of: element)
    case "stack-trace": failure.hear(.trace, of: element)
    default: break
    }
  }

  mutating func close(_ name: XMLName) {
    failure.stop()
    switch name {
    case "test-case": endCase()
    case "failure" where test == nil, "reason" where test == nil:
      suites.innermost?.reason = failure.text
      failure = HeardFailure()
    case "test-suite": if let trouble = suites.end() { run.troubles.append(trouble) }
    case "test-run", "test-results": endRoot()
    default: break
    }
  }

  mutating func take(_ text: Span<UInt8>) { failure.take(text) }
}

extension NUnitReport {
  private mutating func takeRoot(_ element: XMLElement) {
    let failed = element.integer("failed") ?? element.integer("failures") ?? 0
    declared = failed.addingReportingOverflow(element.integer("errors") ?? 0).partialValue
    total = element.integer("total") ?? 0
    let begun = element["end-time"] ?? element["start-time"]
    // NUnit 2 writes the day and the time in two attributes, drafts of NUnit 3 likewise.
    let day = element["run-date"] ?? element["date"]
    run.instant = begun.flatMap { Instant(timestamp: $0.text) } ?? day.flatMap { Instant(timestamp: $0.text) }
  }

  private mutating func begin(_ element: XMLElement) {
    let name = element["name"]?.text ?? ""
    // NUnit 2 has the whole name alone; arguments may hold dots of their own.
    let whole = element["fullname"]?.text ?? name
    let callable = whole.prefix { $0 != "(" }
    let dot = callable.lastIndex(of: ".")
    let className = element["classname"]?.text ?? dot.map { String(whole[..<$0]) } ?? ""
    let isWhole = element["fullname"] == nil
    test = TestCase(
      suite: suites.innermost?.name ?? "", className: className,
      name: isWhole ? dot.map { String(whole[whole.index(after: $0)...]) } ?? name : name,
      outcome: TestCase.Outcome(nunit: element) ?? .passed,
      nanoseconds: (element["duration"] ?? element["time"]).flatMap { nanoseconds(ofSeconds: $0.bytes) })
    (tags, failure) = ([], HeardFailure())
  }

  private mutating func take(tag: String) {
    if test != nil { tags.append(tag) } else { suites.innermost?.tags.append(tag) }
  }

  private mutating func endCase() {
    guard var done = test else { return }
    done.message = failure.text
    if done.outcome.isBad { suites.noteBadCase() }
    run.append(done, tags: suites.tags + tags)
    (test, failure) = (nil, HeardFailure())
  }

  private mutating func endRoot() {
    if declared > 0, run.troubles.isEmpty, !run.cases.contains(where: \.outcome.isBad) {
      run.troubles.append(.failuresWithoutTest(declared))
    }
    if let trouble = TestTrouble.testsWithoutOutcome(total, listed: run.cases.count) { run.troubles.append(trouble) }
  }
}

extension TestCase.Outcome {
  /// By the words of NUnit 3, of NUnit 2, and of NUnit before 2.5, which only says whether a test ran and succeeded.
  ///
  /// - Returns: `nil` where nothing is said.
  fileprivate init?(nunit element: XMLElement, isSuite: Bool = false) {
    switch element["result"]?.text {
    case "Passed", "Success": self = .passed
    case "Failed":
      let label = element["label"]?.text ?? ""
      self = ["Error", "Invalid", "Cancelled"].contains(label) ? .error : .failed
    case "Failure": self = .failed
    // A suite that cannot be run has no tests to say so.
    case "Skipped": self = isSuite && element["label"].map { $0 == "Invalid" } == true ? .error : .skipped
    case "Ignored": self = .skipped
    case "Inconclusive", "Warning": self = .inconclusive
    case nil:
      if element["executed"].map({ $0 == "False" }) == true {
        self = .skipped
      } else if let success = element["success"] {
        self = success == "True" ? .passed : .failed
      } else {
        return nil
      }
    default: self = .error
    }
  }
}
