import Model
import Syntax

extension Reader {
  static let goTest = Reader(
    "go-test", gates: [.integration],
    hints: ["go-test*.json*", "*gotest*.json*", "test*.jsonl", "*.gotest"],
    source: "go test -json (go doc test2json), gotestsum --jsonfile", looksAhead: true
  ) { head in
    head.firstRecord?.firstIndex(of: Array("\"Action\":\"".utf8)) != nil
  } read: { source, origin throws(ReadError) in
    var report = GoTestReport()
    _ = try source.takeLines(into: &report, beginning: "\n{") { source, report throws(ReadError) in
      var json = JSONReader(&source)
      while try json.nextRecord(passingOver: { report.take(other: $0) }) { try report.take(&json) }
      source = json.source.handOver()
      return true
    }
    var evidence = Evidence()
    evidence.tests = [report.run(at: origin)]
    return evidence
  }
}

extension Head {
  /// The first line that begins with a brace.
  fileprivate var firstRecord: [UInt8]? {
    let brace = UInt8(ascii: "{")
    let start = bytes.first == brace ? 0 : bytes.firstIndex(of: [UInt8(ascii: "\n"), brace]).map { $0 + 1 }
    return start.map { Array(bytes[$0..<bytes.firstIndex(of: UInt8(ascii: "\n"), in: $0..<bytes.count)]) }
  }
}

/// What was read of a stream of events so far.
struct GoTestReport {
  private var packages = GoUnits()
  private var tests = GoUnits()
  private var names = Recent<String> { String(decoding: $0, as: UTF8.self) }
  /// The places of the names of the test that was told of last, of which the next event tells too, nearly always.
  private var last = (package: Int32(-1), test: Int32(-1))
  private var instant: Instant?
  private var others = GoLines()
  /// What the event at hand tells of; kept, so that no event makes room anew.
  private var output: [UInt8] = []

  private enum Key: String, CaseIterable {
    case time = "Time"
    case action = "Action"
    case package = "Package"
    case test = "Test"
    case output = "Output"
    case elapsed = "Elapsed"
    case importPath = "ImportPath"
    case failedBuild = "FailedBuild"
  }
  private static let keys = Keys<Key>()

  private static let actions = Keys<GoUnit.Action>()

  @_optimize(speed)
  mutating func take(_ json: inout JSONReader) throws(ReadError) {
    var (package, test) = (Int32(-1), Int32(-1))
    var action: GoUnit.Action?
    output.removeAll(keepingCapacity: true)
    var failedBuild: String?
    var elapsed: UInt64?
    try json.beginObject()
    while let key = try json.nextKey(of: GoTestReport.keys) {
      switch key {
      case .time where instant == nil: instant = try json.text().flatMap { Instant(timestamp: $0) }
      case .time: try json.skip()
      case .elapsed: elapsed = try json.nanoseconds(in: .seconds)
      case .action: action = try json.word(of: GoTestReport.actions)
      case .package, .importPath: package = try json.place(in: &names)
      case .test: test = try json.place(in: &names)
      case .output: try takeWords(&json)
      case .failedBuild: failedBuild = try json.text()
      }
    }
    if test >= 0, (package, test) == last { return tests.takeMore(action, output, elapsed) }
    let name = GoUnit.Name(package: names[package] ?? "", test: names[test] ?? "")
    if name.test.isEmpty {
      packages.take(action, output, elapsed, of: name)
      if let failedBuild { packages.explain(name, by: GoUnit.Name(package: failedBuild, test: "")) }
      return
    }
    last = (package, test)
    if tests.take(action, output, elapsed, of: name) {
      packages.take(nil, [], nil, of: GoUnit.Name(package: name.package, test: ""))
    }
  }

  /// A line that is no event.
  mutating func take(other line: String) { others.take(line) }

  /// What a test printed; the marks of test2json, which tell what the events tell, left out.
  private mutating func takeWords(_ json: inout JSONReader) throws(ReadError) {
    output.removeAll(keepingCapacity: true)
    let token = try json.takeString()
    let text = json.source.buffer.span
    var at = token.range.lowerBound
    while at < token.range.upperBound, text[at] == UInt8(ascii: " ") { at += 1 }
    let mark = token.range.upperBound - at > 4 ? text.word(at: at, 4) : 0
    if mark != GoTestReport.ranMark, mark != GoTestReport.endedMark { json.append(token, to: &output) }
  }

  /// `=== ` and `--- `, as numbers.
  private static let (ranMark, endedMark): (UInt64, UInt64) = (0x203D_3D3D, 0x202D_2D2D)
}

extension GoTestReport: AheadRecords {
  var fresh: GoTestReport { GoTestReport() }

  mutating func append(_ later: GoTestReport) -> Bool {
    guard later.packages.canFollow else { return false }
    instant = instant ?? later.instant
    packages.append(later.packages)
    tests.append(later.tests)
    others.append(later.others)
    last = (-1, -1)
    return true
  }

  func run(at origin: Path) -> TestRun {
    var run = TestRun(origin: origin)
    run.instant = instant
    run.troubles = others.troubles
    var failing: Set<String> = []
    var package: String?
    for unit in tests.units {
      if unit.name.package != package {
        package = unit.name.package
        run.cases.enter(TestGroup(className: unit.name.package))
      }
      if unit.outcome?.isBad != false { failing.insert(unit.name.package) }
      unit.tell(&run.cases)
    }
    for unit in packages.units {
      if let trouble = unit.trouble(hasFailedTest: failing.contains(unit.name.package)) { run.troubles.append(trouble) }
    }
    return run
  }
}
