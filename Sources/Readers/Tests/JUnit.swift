import Model
import Syntax

extension Reader {
  static let junit = Reader(
    "junit", gates: [.integration],
    usualNames: [
      "junit*.xml", "TEST-*.xml", "*junit.xml", "**/test-results/**/*.xml", "xunit*.xml", "test-report*.xml",
    ],
    source: "Ant's junitreport; the dialects of pytest, surefire, gtest, gotestsum, node and Swift"
  ) { head in
    head.rootElement == "testsuites" || head.rootElement == "testsuite"
  } read: { source, origin throws(ReadError) in
    var report = JUnitReport(origin)
    try readXML(&source, into: &report)
    var evidence = Evidence()
    evidence.tests = [report.run]
    return evidence
  }
}

/// What was read of a report so far.
///
/// Totals in attributes are a report's word about itself: writers get them wrong as often as right. They serve for
/// one thing only, to notice a suite that broke outside its tests.
private struct JUnitReport: XMLHandler {
  private(set) var run: TestRun
  private var suites: [Suite] = []
  private var test: TestCase?
  /// The child of a case whose text is its message, while it is open.
  private var said: [UInt8]?
  private var depthInCase = 0

  private struct Suite {
    let name: String
    /// How many failures and errors the suite says it has.
    let declared: Int
    var hasBadCase = false
  }

  init(_ origin: Path) { run = TestRun(origin: origin) }

  mutating func open(_ element: XMLElement) {
    element.hearEnds()
    if test != nil {
      depthInCase += 1
      if depthInCase == 1 { openChild(element) }
      return
    }
    switch element.name {
    case "testsuite":
      let declared = (element["failures"]?.integer ?? 0).addingReportingOverflow(element["errors"]?.integer ?? 0)
      suites.append(Suite(name: element["name"]?.text ?? "", declared: declared.partialValue))
    case "testcase": test = TestCase(element, in: suites.last?.name ?? "")
    default: break
    }
  }

  mutating func close(_ name: XMLName) {
    if test != nil {
      if depthInCase > 0 {
        if depthInCase == 1 { closeChild() }
        depthInCase -= 1
      } else {
        closeCase()
      }
    } else if "testsuite" ~= name {
      closeSuite()
    }
  }

  /// Only the words of a failure are kept, and of them only the first.
  mutating func take(_ text: Span<UInt8>) {
    guard let count = said?.count, count < 4096 else { return }
    for index in 0..<min(text.count, 4096 - count) { said?.append(text[index]) }
  }
}

extension JUnitReport {
  private mutating func openChild(_ element: XMLElement) {
    switch element.name {
    case "error", "rerunError": take(.error, element)
    case "failure", "rerunFailure": take(.failed, element)
    case "skipped": take(.skipped, element)
    case "flakyFailure", "flakyError": test?.isFlaky = true
    default: break
    }
  }

  /// The worst child of a case decides.
  private mutating func take(_ outcome: TestCase.Outcome, _ element: XMLElement) {
    guard let known = test?.outcome, outcome.isWorse(than: known) else { return }
    test?.outcome = outcome
    test?.message = element["message"]?.text ?? ""
    said = outcome == .skipped ? nil : []
    if said != nil { element.hearText() }
  }

  private mutating func closeChild() {
    guard let words = said else { return }
    let text = String(decoding: words, as: UTF8.self)
    if test?.message.isEmpty == true { test?.message = text }
    said = nil
  }

  private mutating func closeCase() {
    guard var done = test else { return }
    test = nil
    done.message = done.message.firstLines
    if done.outcome == .failed || done.outcome == .error {
      for index in suites.indices { suites[index].hasBadCase = true }
    }
    run.cases.append(done)
  }

  private mutating func closeSuite() {
    guard let suite = suites.popLast(), suite.declared > 0, !suite.hasBadCase else { return }
    // The suites around it report the same trouble once more.
    for index in suites.indices { suites[index].hasBadCase = true }
    run.brokenSuites.append(suite.name)
  }
}

extension TestCase {
  fileprivate init(_ element: XMLElement, in suite: String) {
    let file = element["file"].map { Path(bytes: $0.bytes) }
    let isLeftOut =
      ["notrun", "disabled", "skipped"].contains(element["status"]?.text ?? "")
      || ["suppressed", "skipped"].contains(element["result"]?.text ?? "")
    self.init(
      suite: suite, className: element["classname"]?.text ?? "", name: element["name"]?.text ?? "",
      outcome: isLeftOut ? .skipped : .passed,
      location: file.map { Location($0, line: element["line"]?.integer.flatMap { $0 > 0 ? $0 : nil }) })
  }
}

extension TestCase.Outcome {
  fileprivate func isWorse(than other: TestCase.Outcome) -> Bool {
    let order: [TestCase.Outcome] = [.passed, .skipped, .failed, .error]
    return (order.firstIndex(of: self) ?? 0) > (order.firstIndex(of: other) ?? 0)
  }
}

extension String {
  /// At most 20 lines and 4 KiB.
  fileprivate var firstLines: String {
    let bytes = utf8.prefix(4096).split(separator: UInt8(ascii: "\n"), maxSplits: 20, omittingEmptySubsequences: false)
    return String(decoding: Array(bytes.prefix(20).joined(separator: [UInt8(ascii: "\n")])), as: UTF8.self)
  }
}
