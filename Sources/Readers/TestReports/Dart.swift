import Model
import Syntax

extension Reader {
  static let dart = Reader(
    "dart", gates: [.integration], hints: ["dart*.json*", "flutter*.json*", "*.dart.json", "machine.log"],
    source: "dart test --reporter json, flutter test --machine (package:test, doc/json_reporter.md)"
  ) { head in
    head.hasKeys("protocolVersion", "runnerVersion")
  } read: { source, origin throws(ReadError) in
    var json = JSONReader(&source)
    var report = DartReport()
    while try json.nextRecord() { try report.take(&json) }
    var evidence = Evidence()
    evidence.tests = [report.run(at: origin)]
    return evidence
  }
}

/// What was read of a stream of events so far.
private struct DartReport {
  private var tests: [Int: DartTest] = [:]
  private var order: [Int] = []
  private var suites: [Int: String] = [:]
  private var groups: [Int: String] = [:]
  /// Whether all is well, by the last event; `nil` before it.
  private var success: Bool?
  private var isAtEnd = false

  private enum Key: String, CaseIterable {
    case type, time, test, suite, group, testID, result, skipped, hidden, error, stackTrace, success
  }
  private static let keys = Keys<Key>()

  private struct Event {
    var type = ""
    /// Milliseconds since the run began.
    var time = 0
    var test: Int?
    var result = ""
    var (isSkipped, isHidden) = (false, false)
    var (error, trace) = ("", "")
    var success: Bool?
  }

  mutating func take(_ json: inout JSONReader) throws(ReadError) {
    var event = Event()
    try json.beginObject()
    while let key = try json.nextKey(of: DartReport.keys) {
      switch key {
      case .type: event.type = try json.text() ?? ""
      case .time: event.time = try json.wholeNumber() ?? 0
      case .testID: event.test = try json.wholeNumber()
      case .result: event.result = try json.text() ?? ""
      case .skipped: event.isSkipped = try json.text() == "true"
      case .hidden: event.isHidden = try json.text() == "true"
      case .error: event.error = try json.text() ?? ""
      case .stackTrace: event.trace = try json.text() ?? ""
      case .success: event.success = try json.text().map { $0 == "true" }
      case .test: event.test = try takeTest(&json)
      case .suite: try takeNamed(\.suites, &json)
      case .group: try takeNamed(\.groups, &json)
      }
    }
    take(event)
  }

  private mutating func take(_ event: Event) {
    switch event.type {
    case "done": (isAtEnd, success) = (true, event.success)
    case "testStart": event.test.map { tests[$0]?.begin(at: event.time) }
    case "error": event.test.map { tests[$0]?.take(error: event.error, trace: event.trace) }
    case "testDone":
      guard let id = event.test else { return }
      tests[id]?.end(event.result, at: event.time, isSkipped: event.isSkipped, isHidden: event.isHidden)
    default: break
    }
  }

  private mutating func takeTest(_ json: inout JSONReader) throws(ReadError) -> Int? {
    guard try json.peek() == .object else { return try json.wholeNumber() }
    let test = try DartTest(&json)
    if tests.updateValue(test, forKey: test.id) == nil { order.append(test.id) }
    return test.id
  }

  private enum NamedKey: String, CaseIterable { case id, name, path }
  private static let namedKeys = Keys<NamedKey>()

  private mutating func takeNamed(
    _ place: WritableKeyPath<DartReport, [Int: String]>, _ json: inout JSONReader
  ) throws(ReadError) {
    guard try json.peek() == .object else { return try json.skip() }
    var (id, name) = (0, "")
    try json.beginObject()
    while let key = try json.nextKey(of: DartReport.namedKeys) {
      switch key {
      case .id: id = try json.wholeNumber() ?? 0
      case .name, .path: name = try json.text() ?? ""
      }
    }
    self[keyPath: place][id] = name
  }

  func run(at origin: Path) -> TestRun {
    var run = TestRun(origin: origin)
    for test in order.compactMap({ tests[$0] }) where !test.isHidden {
      let group = test.groups.last.flatMap { groups[$0] } ?? ""
      run.cases.append(test.case(in: suites[test.suite] ?? "", group: group))
    }
    if !isAtEnd {
      run.troubles.append(TestTrouble(.cutOff, "the run did not come to its end"))
    } else if success != true, !run.cases.contains(where: \.outcome.isBad) {
      run.troubles.append(TestTrouble(.broken, "the run did not succeed, and no test of it failed"))
    }
    return run
  }
}

/// One test, by what its events said so far.
private struct DartTest {
  private(set) var id = 0
  private(set) var suite = 0
  private(set) var groups: [Int] = []
  /// Whether it is no test of a user's: the loading of a file, a set-up that went well.
  private(set) var isHidden = false
  private var name = ""
  private var location: Location?
  private var outcome: TestCase.Outcome?
  private var words = FailureText()
  private var begin = 0
  private var milliseconds: Int?

  private enum Key: String, CaseIterable {
    case id, name, suiteID, groupIDs, line, url
    case rootLine = "root_line"
    case rootURL = "root_url"
  }
  private static let keys = Keys<Key>()

  init(_ json: inout JSONReader) throws(ReadError) {
    var (line, url) = (Int?.none, String?.none)
    var (rootLine, rootURL) = (Int?.none, String?.none)
    try json.beginObject()
    while let key = try json.nextKey(of: DartTest.keys) {
      switch key {
      case .id: id = try json.wholeNumber() ?? 0
      case .name: name = try json.text() ?? ""
      case .suiteID: suite = try json.wholeNumber() ?? 0
      case .groupIDs: groups = try json.texts().compactMap { Int($0) }
      case .line: line = try json.wholeNumber()
      case .url: url = try json.text()
      case .rootLine: rootLine = try json.wholeNumber()
      case .rootURL: rootURL = try json.text()
      }
    }
    // The root is where the test of a file calls, for one that another library declares.
    guard let file = rootURL ?? url, file.hasPrefix("file://") else { return }
    let place = rootURL == nil ? line : rootLine
    location = Location(Path(String(file.dropFirst("file://".count))), line: place.flatMap { $0 > 0 ? $0 : nil })
  }

  mutating func take(error: String, trace: String) {
    if !words.isEmpty { words.append("\n") }
    words.append(FailureText(error, trace: trace).text)
  }

  mutating func begin(at time: Int) { begin = time }

  mutating func end(_ result: String, at time: Int, isSkipped: Bool, isHidden: Bool) {
    self.isHidden = isHidden && result == "success"
    milliseconds = time.subtractingReportingOverflow(begin).partialValue
    switch result {
    case "success": outcome = isSkipped ? .skipped : .passed
    case "failure": outcome = .failed
    default: outcome = .error
    }
  }

  func `case`(in suite: String, group: String) -> TestCase {
    // A test's name begins with the name of its groups.
    let isOfGroup = !group.isEmpty && name.hasPrefix(group + " ")
    return TestCase(
      suite: suite, className: isOfGroup ? group : "",
      name: isOfGroup ? String(name.dropFirst(group.count + 1)) : name, outcome: outcome ?? .error, location: location,
      nanoseconds: milliseconds.flatMap {
        UInt64(exactly: $0)?.multipliedReportingOverflow(by: 1_000_000).partialValue
      },
      message: outcome == nil && words.isEmpty ? "it began and did not end" : words.text)
  }
}
