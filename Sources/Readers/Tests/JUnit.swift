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
    evidence.tests = [report.finish()]
    return evidence
  }
}

/// What was read of a report so far.
///
/// Totals in attributes are a report's word about itself: writers get them wrong as often as right. They serve for
/// one thing only, to notice a suite that broke outside its tests.
private struct JUnitReport: XMLHandler {
  private var run: TestRun
  private var suites: [Suite] = []
  private var test = Test()
  /// How deep the case stands that is open.
  private var testDepth: Int?
  /// What the next case must say as well to be of the same group.
  private var group = (className: [UInt8](), file: [UInt8]())
  private var isInGroup = false

  private struct Suite {
    let name: String
    let depth: Int
    /// How many failures and errors the suite says it has.
    let declared: Int
    var hasBadCase = false
  }

  /// The case that is open.
  private struct Test {
    var name: [UInt8] = []
    var line: Int?
    var nanoseconds: UInt64?
    var outcome = TestCase.Outcome.passed
    var isFlaky = false
    var message = ""
    /// The text of the child that decides, where its message is not an attribute.
    var said: [UInt8]?
  }

  init(_ origin: Path) { run = TestRun(origin: origin) }

  mutating func open(_ element: XMLElement) {
    if let testDepth, element.depth > testDepth {
      if element.depth == testDepth + 1 { openChild(element) }
      return
    }
    closeAll(from: element.depth)
    switch element.name {
    case "testcase": openTest(element)
    case "testsuite": openSuite(element)
    default: break
    }
  }

  /// Only the words of a failure are kept, and of them only the first.
  mutating func take(_ text: Span<UInt8>) {
    guard let count = test.said?.count, count < 4096 else { return }
    for index in 0..<min(text.count, 4096 - count) { test.said?.append(text[index]) }
  }

  mutating func finish() -> TestRun {
    closeAll(from: 0)
    return run
  }
}

extension JUnitReport {
  private mutating func openSuite(_ element: XMLElement) {
    let declared = (element["failures"]?.integer ?? 0).addingReportingOverflow(element["errors"]?.integer ?? 0)
    suites.append(
      Suite(name: element["name"]?.text ?? "", depth: element.depth, declared: declared.partialValue))
    isInGroup = false
  }

  private mutating func openTest(_ element: XMLElement) {
    enterGroup(element)
    testDepth = element.depth
    test.name.removeAll(keepingCapacity: true)
    element["name"]?.append(to: &test.name)
    test.line = element["line"]?.integer
    test.nanoseconds = element["time"]?.nanoseconds
    test.outcome = element.isLeftOut ? .skipped : .passed
    test.isFlaky = false
    test.message = ""
  }

  /// Cases of one class and file stand together, nearly always: what they say again is not taken again.
  private mutating func enterGroup(_ element: XMLElement) {
    if isInGroup, element.has(group.className, in: "classname"), element.has(group.file, in: "file") { return }
    group = (element["classname"]?.bytes ?? [], element["file"]?.bytes ?? [])
    let className = String(decoding: group.className, as: UTF8.self)
    run.cases.enter(
      TestGroup(suite: suites.last?.name ?? "", className: className, file: Path(bytes: group.file)))
    isInGroup = true
  }

  private mutating func openChild(_ element: XMLElement) {
    endText()
    switch element.name {
    case "error", "rerunError": take(.error, element)
    case "failure", "rerunFailure": take(.failed, element)
    case "skipped": take(.skipped, element)
    case "flakyFailure", "flakyError": test.isFlaky = true
    default: break
    }
  }

  /// The worst child of a case decides.
  private mutating func take(_ outcome: TestCase.Outcome, _ element: XMLElement) {
    guard outcome.isWorse(than: test.outcome) else { return }
    test.outcome = outcome
    test.message = element["message"]?.text ?? ""
    guard test.message.isEmpty, outcome != .skipped else { return }
    test.said = []
    element.hearText()
  }

  private mutating func endText() {
    guard let said = test.said else { return }
    test.message = String(decoding: said, as: UTF8.self)
    test.said = nil
  }
}

extension JUnitReport {
  /// Closes what is not around an element of that depth.
  private mutating func closeAll(from depth: Int) {
    if testDepth != nil { closeTest() }
    while let last = suites.last, last.depth >= depth { closeSuite() }
  }

  private mutating func closeTest() {
    endText()
    if test.outcome == .failed || test.outcome == .error {
      for index in suites.indices { suites[index].hasBadCase = true }
    }
    run.cases.append(
      name: test.name, outcome: test.outcome, isFlaky: test.isFlaky, line: test.line, nanoseconds: test.nanoseconds,
      message: test.message.isEmpty ? "" : test.message.firstLines)
    testDepth = nil
  }

  private mutating func closeSuite() {
    isInGroup = false
    guard let suite = suites.popLast(), suite.declared > 0, !suite.hasBadCase else { return }
    // The suites around it report the same trouble once more.
    for index in suites.indices { suites[index].hasBadCase = true }
    run.brokenSuites.append(suite.name)
  }
}

extension XMLElement {
  /// Whether a case says in an attribute that it was not run.
  fileprivate var isLeftOut: Bool {
    let leftOut = self["status"].map { $0 == "notrun" || $0 == "disabled" || $0 == "skipped" } ?? false
    return leftOut || self["result"].map { $0 == "suppressed" || $0 == "skipped" } ?? false
  }
}

extension XMLValue {
  fileprivate var nanoseconds: UInt64? {
    billionths.flatMap { UInt64(exactly: $0) } ?? Readers.nanoseconds(ofSeconds: bytes)
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
