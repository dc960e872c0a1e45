import Model
import Syntax

extension Reader {
  static let robot = Reader(
    "robot", gates: [.integration], hints: ["output.xml", "*robot*.xml", "**/robot/**/output*.xml"],
    source: "Robot Framework's output.xml (doc/schema), versions 3 to 7"
  ) { head in
    head.rootElement == "robot"
  } read: { source, origin throws(ReadError) in
    var report = RobotReport(origin)
    try readXML(&source, into: &report)
    var evidence = Evidence()
    evidence.tests = [report.run.noting(scrubbed: source.scrubbed)]
    return evidence
  }
}

/// What was read of a report so far.
private struct RobotReport: XMLHandler {
  private(set) var run: TestRun
  private var suites = OpenSuites()
  /// The files of the open suites.
  private var files: [Path?] = []
  private var test: TestCase?
  private var tags: [String] = []
  private var words = FailureText()
  private var tag = FailureText()
  private var heard: Heard?
  /// How many elements are open within the test, or within the suite where no test is: keywords have a status and
  /// tags of their own.
  private var depth = 0
  /// Whether the outermost of them is the list of tags that versions before 4 write.
  private var isInTags = false

  private enum Heard { case status, tag }

  init(_ origin: Path) { run = TestRun(origin: origin) }

  mutating func open(_ element: XMLElement) {
    element.hearEnds()
    heard = nil
    switch element.name {
    case "robot": run.instant = element["generated"].flatMap { Instant(timestamp: $0.text) }
    case "suite" where depth == 0:
      suites.begin(OpenSuites.Suite(element["name"]?.text ?? ""))
      files.append(element["source"].map { Path(bytes: $0.bytes) } ?? files.last ?? nil)
    case "test" where depth == 0: begin(element)
    default:
      openPart(element)
      depth += 1
    }
  }

  private mutating func openPart(_ element: XMLElement) {
    if depth == 0 { isInTags = "tags" ~= element.name }
    switch element.name {
    case "status" where depth == 0:
      takeStatus(element["status"]?.text ?? "")
      test?.nanoseconds = element["elapsed"].flatMap { nanoseconds(ofSeconds: $0.bytes) }
      (heard, words) = (.status, FailureText())
    case "tag" where depth == 0 || depth == 1 && isInTags: (heard, tag) = (.tag, FailureText())
    default: return
    }
    element.hearText()
  }

  mutating func close(_ name: XMLName) {
    if heard == .tag { tags.append(tag.text) }
    heard = nil
    if depth > 0 {
      depth -= 1
    } else if "test" ~= name {
      endCase()
    } else if "suite" ~= name {
      suites.innermost?.reason = words.text
      if let trouble = suites.end() { run.troubles.append(trouble) }
      _ = files.popLast()
    }
  }

  mutating func take(_ text: Span<UInt8>) {
    switch heard {
    case .status: words.append(text)
    case .tag: tag.append(text)
    case nil: break
    }
  }
}

extension RobotReport {
  private mutating func begin(_ element: XMLElement) {
    let line = element.integer("line").flatMap { $0 > 0 ? $0 : nil }
    let names = suites.names.joined(separator: ".")
    test = TestCase(
      suite: names, className: names, name: element["name"]?.text ?? "", outcome: .error,
      location: files.last?.map { Location($0, line: line) })
    (tags, words) = ([], FailureText())
  }

  private mutating func takeStatus(_ word: String) {
    guard test != nil else {
      suites.innermost?.hasFailed = word == "FAIL"
      return
    }
    switch word {
    case "PASS": test?.outcome = .passed
    case "FAIL": test?.outcome = .failed
    case "SKIP", "NOT RUN": test?.outcome = .skipped
    default: test?.outcome = .error
    }
  }

  private mutating func endCase() {
    guard var done = test else { return }
    done.message = words.text
    if done.outcome.isBad { suites.noteBadCase() }
    run.append(done, tags: tags)
    test = nil
  }
}
