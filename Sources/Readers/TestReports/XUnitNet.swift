import Model
import Syntax

extension Reader {
  static let xunitNet = Reader(
    "xunit.net", gates: [.integration],
    hints: ["xunit*.xml", "*xunit*.xml", "**/TestResults/**/*.xml", "**/test-results/**/*.xml"],
    source: "xunit.net, docs/format-xml-v2 and v3, and the assembly of version 1"
  ) { head in
    head.rootElement == "assemblies" || head.rootElement == "assembly" && head.contains("run-date")
  } read: { source, origin throws(ReadError) in
    var report = XUnitNetReport(origin)
    try readXML(&source, into: &report)
    var evidence = Evidence()
    evidence.tests = [report.run.noting(scrubbed: source.scrubbed)]
    return evidence
  }
}

/// What was read of a report so far.
private struct XUnitNetReport: XMLHandler {
  private(set) var run: TestRun
  private var collection = ""
  private var test: TestCase?
  private var tags: [String] = []
  private var failure = HeardFailure()
  /// What broke outside the tests, while its element is open.
  private var broken: String?
  /// How many failures and errors the assembly says it has, how many tests, and how many cases there were before it.
  private var declared = 0
  private var (total, start) = (0, 0)

  init(_ origin: Path) { run = TestRun(origin: origin) }

  mutating func open(_ element: XMLElement) {
    element.hearEnds()
    failure.stop()
    switch element.name {
    case "assembly": takeAssembly(element)
    case "collection", "class": collection = element["name"]?.text ?? ""
    case "test":
      test = TestCase(xunit: element, in: collection)
      (tags, failure) = ([], HeardFailure())
    case "error":
      broken = [element["type"]?.text, element["name"]?.text].compactMap { $0 }.joined(separator: " ")
      failure = HeardFailure()
    case "trait": tags.append(XUnitNetReport.tag(element["name"]?.text ?? "", element["value"]?.text ?? ""))
    case "message", "reason": failure.hear(.message, of: element)
    case "stack-trace": failure.hear(.trace, of: element)
    default: break
    }
  }

  mutating func close(_ name: XMLName) {
    failure.stop()
    switch name {
    case "test":
      guard var done = test else { return }
      done.message = failure.text
      run.append(done, tags: tags)
      test = nil
    case "error":
      guard let what = broken else { return }
      run.troubles.append(
        TestTrouble(.broken, "\(what.isEmpty ? "the assembly" : what) broke: \(failure.text.headline)"))
      broken = nil
    case "assembly":
      if declared > 0, run.troubles.isEmpty, !run.cases.contains(where: \.outcome.isBad) {
        run.troubles.append(.failuresWithoutTest(declared))
      }
      let listed = run.cases.count - start
      if let trouble = TestTrouble.testsWithoutOutcome(total, listed: listed) { run.troubles.append(trouble) }
    default: break
    }
  }

  mutating func take(_ text: Span<UInt8>) { failure.take(text) }

  private mutating func takeAssembly(_ element: XMLElement) {
    (total, start) = (element.integer("total") ?? 0, run.cases.count)
    let failed = element.integer("failed") ?? 0
    declared = failed.addingReportingOverflow(element.integer("errors") ?? 0).partialValue
    let day = element["finish-rtf"] ?? element["run-date"]
    run.instant = day.flatMap { Instant(timestamp: $0.text) } ?? run.instant
  }

  /// A category stands for itself; other traits with their names.
  private static func tag(_ name: String, _ value: String) -> String {
    ["category", "tag"].contains(name.lowercased()) ? value : "\(name)=\(value)"
  }
}

extension TestCase {
  fileprivate init(xunit element: XMLElement, in collection: String) {
    let outcome: Outcome =
      switch element["result"]?.text {
      case "Pass": .passed
      case "Fail": .failed
      case "Skip", "NotRun": .skipped
      default: .error
      }
    let type = element["type"]?.text ?? ""
    let name = element["name"]?.text ?? ""
    let file = element["source-file"].map { Path(bytes: $0.bytes) }
    self.init(
      suite: collection, className: type,
      name: name.hasPrefix(type + ".") ? String(name.dropFirst(type.count + 1)) : name,
      outcome: outcome,
      location: file.map { Location($0, line: element.integer("source-line").flatMap { $0 > 0 ? $0 : nil }) },
      nanoseconds: element["time"].flatMap { Readers.nanoseconds(ofSeconds: $0.bytes) })
  }
}
