import Model
import Syntax

extension Reader {
  static let catch2XML = Reader(
    "catch2-xml", gates: [.integration], hints: ["*catch2*.xml", "**/test-results/**/*.xml"],
    source: "Catch2's XML reporter, version 2 and 3 (src/catch2/reporters/catch_reporter_xml.cpp)"
  ) { head in
    head.rootElement == "Catch" || head.rootElement == "Catch2TestRun"
  } read: { source, origin throws(ReadError) in
    var report = Catch2Report(origin)
    try readXML(&source, into: &report)
    var evidence = Evidence()
    evidence.tests = [report.finished().noting(scrubbed: source.scrubbed)]
    return evidence
  }
}

/// What was read of a report so far.
private struct Catch2Report: XMLHandler {
  private var run: TestRun
  private var test: TestCase?
  private var tags: [String] = []
  private var failure = HeardFailure()
  /// What the open test says at its end, and what was met in it before.
  private var hasEnded = false
  private var hasFailed = false
  private var hasThrown = false
  private var wasSkipped = false
  /// How many failures the whole run says it has.
  private var declared = 0

  init(_ origin: Path) { run = TestRun(origin: origin) }

  mutating func open(_ element: XMLElement) {
    element.hearEnds()
    failure.stop()
    switch element.name {
    case "TestCase": begin(element)
    case "Exception", "FatalErrorCondition":
      hasThrown = true
      failure.hear(.message, of: element)
    case "Failure":
      hasFailed = true
      failure.hear(.message, of: element)
    case "Expression": hasFailed = hasFailed || element["success"].map { !($0 == "true") } ?? true
    case "Expanded": if hasFailed { failure.hear(.message, of: element) }
    case "Skip": wasSkipped = true
    case "OverallResult": end(element)
    case "OverallResultsCases", "OverallResults":
      if test == nil { declared = max(declared, element.integer("failures") ?? 0) }
    default: break
    }
  }

  mutating func close(_ name: XMLName) {
    failure.stop()
    guard "TestCase" ~= name, var done = test else { return }
    if !hasEnded { done.outcome = .error }
    done.message = String(decoding: ArraySlice(failure.text.utf8).trimmingBlanks, as: UTF8.self)
    if !hasEnded, done.message.isEmpty { done.message = "the report does not say how it ended" }
    run.append(done, tags: tags)
    test = nil
  }

  mutating func take(_ text: Span<UInt8>) { failure.take(text) }

  private mutating func begin(_ element: XMLElement) {
    let file = element["filename"].map { Path(bytes: $0.bytes) }
    test = TestCase(
      name: element["name"]?.text ?? "", outcome: .passed,
      location: file.map { Location($0, line: element.integer("line").flatMap { $0 > 0 ? $0 : nil }) })
    tags = (element["tags"]?.text ?? "").split(separator: "[").map { String($0.prefix { $0 != "]" }) }
    (hasEnded, hasFailed, hasThrown, wasSkipped) = (false, false, false, false)
    failure = HeardFailure()
  }

  /// The test says how it ended; one that may fail says that it is good though something in it failed.
  private mutating func end(_ element: XMLElement) {
    hasEnded = true
    test?.nanoseconds = element["durationInSeconds"].flatMap { Readers.nanoseconds(ofSeconds: $0.bytes) }
    let mayFail = tags.contains("!mayfail") || tags.contains("!shouldfail")
    let isBad = hasFailed || hasThrown
    guard element["success"].map({ $0 == "true" }) == true else {
      test?.outcome = hasThrown ? .error : .failed
      return
    }
    let isLeftOut = wasSkipped || (element.integer("skips") ?? 0) > 0
    test?.outcome = isBad ? (mayFail ? .skipped : .failed) : isLeftOut ? .skipped : .passed
  }

  func finished() -> TestRun {
    var run = run
    if declared > 0, !run.cases.contains(where: { $0.outcome != .passed }) {
      run.troubles.append(.failuresWithoutTest(declared))
    }
    return run
  }
}
