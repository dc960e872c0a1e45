import Model
import Syntax

extension Reader {
  static let junit = Reader(
    "junit", gates: [.integration],
    usualNames: [
      "junit*.xml", "TEST-*.xml", "*junit.xml", "**/test-results/**/*.xml", "xunit*.xml", "test-report*.xml",
    ],
    source: "Ant's junitreport; the dialects of pytest, surefire, gtest, gotestsum, node and Swift", looksAhead: true
  ) { head in
    head.rootElement == "testsuites" || head.rootElement == "testsuite"
  } read: { source, origin throws(ReadError) in
    var report = JUnitReport(origin)
    try readXMLRecords(&source, into: &report)
    var evidence = Evidence()
    evidence.tests = [report.finish().noting(scrubbed: source.scrubbed)]
    return evidence
  }
}

/// What was read of a report so far.
///
/// Totals in attributes are a report's word about itself: writers get them wrong as often as right. They serve to
/// notice a suite that broke outside its tests, and one that counts tests that are not there.
struct JUnitReport: XMLHandler, Sendable {
  var run: TestRun
  /// Those that are open, the outermost first.
  var suites: [JUnitSuite] = []
  /// What cases of one group have in common: as they stand together, nearly always, it is not taken again and again.
  private var className = XMLRepetition(of: "classname")
  private var file = XMLRepetition(of: "file")
  var isInGroup = false
  /// How deep the case stands that is open.
  private var testDepth: Int?
  private var test = Test()
  /// What cases so far keep of other tries, which surefire counts as tests of their own.
  var otherTries = 0
  /// How often any of them says that it failed.
  var failures = 0

  /// What the children of the open case say.
  private struct Test {
    var outcome = TestCase.Outcome.passed
    var isFlaky = false
    var message = ""
    /// The text of the child that decides, where its message is not an attribute.
    var said: [UInt8]?
    var isAmended = false
    /// What its attributes say of an error.
    var word = ""
  }

  init(_ origin: Path) { run = TestRun(origin: origin) }

  mutating func open(_ element: XMLElement) {
    let depth = element.depth
    if let testDepth, depth > testDepth {
      if depth == testDepth + 1 { openChild(element) } else if depth == testDepth + 2 { takeTag(element) }
      return
    }
    closeAll(from: depth)
    switch element.name {
    case "testcase": openTest(element)
    case "testsuite", "testsuites": openSuite(element)
    case "property": takeCommit(element)
    case "error", "failure": takeOutside(element)
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
    let timestamp = element["timestamp"]?.text
    suites.append(
      JUnitSuite(
        name: element["name"]?.text ?? "", depth: element.depth, declared: element.declaredFailures,
        tests: element.declaredTests, start: (run.cases.count, tries, failures, run.spans.count),
        began: timestamp.flatMap(Readers.nanoseconds(ofTimestamp:)), nanoseconds: element["time"]?.nanoseconds))
    isInGroup = false
    if let suite = suites.last, let odd = element.oddTotal {
      tellMiscount(of: suite, "says \(odd), which is no count")
    }
    if let made = timestamp.flatMap({ Instant(timestamp: $0) }) {
      run.instant = max(run.instant ?? made, made)
    }
  }

  /// What went wrong with a suite and none of its tests.
  private mutating func takeOutside(_ element: XMLElement) {
    guard let suite = suites.last else { return }
    failures += 1
    for index in suites.indices { suites[index].hasBadCase = true }
    let words = element["message"].map { ": \($0.text.headline)" } ?? ""
    run.troubles.append(TestTrouble(.broken, "the suite \(suite.name) broke outside its tests\(words)"))
  }

  /// Properties have the names that whoever wrote them liked; these are usual for a commit.
  private mutating func takeCommit(_ element: XMLElement) {
    let names = [
      "commit", "git.commit", "git.commit.id", "git.sha", "git_commit", "github_sha", "ci_commit_sha", "revision",
    ]
    guard let name = element["name"]?.text.lowercased(), names.contains(name) else { return }
    run.commit = element["value"]?.text ?? run.commit
  }

  private mutating func takeTag(_ element: XMLElement) {
    guard "property" ~= element.name, let name = element["name"], let value = element["value"]?.text,
      name == "tag" || name == "tags" || name == "category" || name == "marker"
    else { return }
    for tag in value.split(separator: ",") {
      run.tags[String(tag.drop { $0 == " " }), default: []].append(run.cases.count - 1)
    }
  }

  private mutating func openTest(_ element: XMLElement) {
    enterGroup(element)
    testDepth = element.depth
    takeWords(element)
    run.cases.append(test.outcome, line: element["line"]?.integer, nanoseconds: element["time"]?.nanoseconds) { names in
      element["name"]?.append(to: &names)
    }
  }

  private mutating func enterGroup(_ element: XMLElement) {
    let isOther = (className.takeChange(element), file.takeChange(element), !isInGroup)
    guard isOther != (false, false, false) else { return }
    isInGroup = true
    let name = String(decoding: className.bytes, as: UTF8.self)
    run.cases.enter(TestGroup(suite: suites.last?.name ?? "", className: name, file: Path(bytes: file.bytes)))
  }

  /// What a case says of itself in attributes: few writers do, and some say no more than that it failed.
  private mutating func takeWords(_ element: XMLElement) {
    test.outcome = .passed
    for value in [element["status"], element["result"]] {
      guard let value, !(value == "run"), !(value == "completed") else { continue }
      let outcome = JUnitWords.outcome(value.text)
      guard (outcome ?? .error).isWorse(than: test.outcome) else { continue }
      test.outcome = outcome ?? .error
      let doubt = outcome == nil ? ", which is no known word for a pass" : ""
      test.word = test.outcome == .error ? "the report calls it \(value.text)\(doubt)" : ""
    }
  }

  private mutating func openChild(_ element: XMLElement) {
    endText()
    let child = JUnitWords.child(element.name)
    switch child {
    case .error: take(.error, element)
    case .failure: take(.failed, element)
    case .skipped: take(.skipped, element)
    case .flaky: (test.isFlaky, test.isAmended) = (true, true)
    case .nothing: break
    case nil:
      take(.error, element)
      guard test.message.isEmpty else { break }
      test.said = nil
      test.message = "it holds <\(element.name.text)>, which is not known to be in a test that passed"
    }
    count(child, element.name)
  }

  private mutating func count(_ child: JUnitWords.Child?, _ name: XMLName) {
    if child != .skipped, child != .nothing { failures += 1 }
    switch name {
    case "rerunFailure", "rerunError", "flakyFailure", "flakyError": otherTries += 1
    default: break
    }
  }

  /// The worst child of a case decides.
  private mutating func take(_ outcome: TestCase.Outcome, _ element: XMLElement) {
    let isWorse = outcome.isWorse(than: test.outcome)
    guard isWorse || (outcome.isBad && test.message.isEmpty) else { return }
    test.isAmended = true
    if isWorse { test.outcome = outcome }
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
  mutating func closeAll(from depth: Int) {
    if testDepth != nil { closeTest() }
    while !suites.isEmpty, suites[suites.count - 1].depth >= depth { closeSuite() }
  }

  private mutating func closeTest() {
    testDepth = nil
    guard test.isAmended || test.outcome.isBad else { return }
    endText()
    if test.message.isEmpty { test.message = test.word }
    if test.outcome == .failed || test.outcome == .error {
      // Of attributes alone, where no child says so.
      if !test.isAmended { failures += 1 }
      for index in suites.indices { suites[index].hasBadCase = true }
    }
    run.cases.amendLast(test.outcome, isFlaky: test.isFlaky, message: test.message.firstLines)
    test = Test()
  }
}

extension XMLValue {
  fileprivate var nanoseconds: UInt64? {
    billionths.flatMap { UInt64(exactly: $0) } ?? Readers.nanoseconds(ofSeconds: bytes)
  }
}

extension TestCase.Outcome {
  func isWorse(than other: TestCase.Outcome) -> Bool {
    let order: [TestCase.Outcome] = [.passed, .skipped, .failed, .error]
    return (order.firstIndex(of: self) ?? 0) > (order.firstIndex(of: other) ?? 0)
  }
}

extension String {
  /// At most 20 lines and 4 KiB.
  fileprivate var firstLines: String {
    let bytes = utf8.span
    var end = 0
    var lines = 1
    while end < min(bytes.count, 4096) {
      if bytes[end] == UInt8(ascii: "\n") { lines += 1 }
      if lines > 20 { break }
      end += 1
    }
    return end == bytes.count ? self : String(decoding: utf8.prefix(end), as: UTF8.self)
  }
}
