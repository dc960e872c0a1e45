import Model
import Syntax

extension Reader {
  static let clover = Reader(
    "clover", gates: [.coverage],
    usualNames: ["clover*.xml", "*clover.xml", "clover.xml.gz"],
    source: "clover.xsd of OpenClover, and what PHPUnit, istanbul, gcovr and ReportGenerator write"
  ) { head in
    head.rootElement == "coverage" && (head.contains("clover=") || head.contains("<project"))
      && !head.contains("<packages")
  } read: { source, _ throws(ReadError) in
    var report = CloverReport()
    try readXML(&source, into: &report)
    return try report.evidence()
  }
}

/// What was taken of a report so far.
///
/// A statement or a condition makes a line, a method makes a function. The files of a `testproject` are tests.
struct CloverReport: XMLHandler {
  private var draft = CoverageDraft()
  private var conditions = CloverConditions()
  private var metrics = CloverMetrics()
  private var isInClass = false
  private var isOfTests = false
  /// Whether a file of tests has begun and told of no line yet; gcovr writes one that has none.
  private var isUncounted = false
  private var testFiles = 0

  mutating func open(_ element: XMLElement) throws(ReadError) {
    switch element.name {
    case "line": try take(element)
    case "file": try begin(element)
    case "class":
      isInClass = true
      element.hearEnds()
    case "metrics": take(metrics: element)
    case "testproject":
      isOfTests = true
      element.hearEnds()
    case "coverage": draft.tell { $0.written = element.instant("generated") }
    default: break
    }
  }

  mutating func close(_ name: XMLName) {
    switch name {
    case "file": end()
    case "class": isInClass = false
    case "testproject": isOfTests = false
    default: break
    }
  }

  mutating func take(_ text: Span<UInt8>) {}
}

extension CloverReport {
  /// PHPUnit and OpenClover write the whole path in different places.
  private mutating func begin(_ element: XMLElement) throws(ReadError) {
    guard let path = element["path"]?.bytes ?? element["name"]?.bytes, !path.isEmpty else {
      throw ReadError(met: "a file without a name", wanted: "path=\"PATH\" or name=\"PATH\"")
    }
    element.hearEnds()
    if isOfTests {
      isUncounted = true
    } else {
      draft.begin(Path(bytes: path))
    }
  }

  private mutating func end() {
    guard draft.isInFile else { return }
    for (arm, isTaken) in conditions.outcomes(under: metrics) { draft.add(arm, isTaken: isTaken) }
    for (outcomes, line) in conditions.counts(under: metrics) { draft.add(outcomes: outcomes, line: line) }
    if let methods = metrics.methods { draft.add(total: methods, of: .functions) }
    draft.end()
    conditions = CloverConditions()
    metrics = CloverMetrics()
  }

  /// Those of a file are what its conditions mean, those of a project what it states.
  private mutating func take(metrics element: XMLElement) {
    if isOfTests || isInClass { return }
    if draft.isInFile { return metrics = CloverMetrics(element) }
    draft.tell { report in
      // The first ones are the project's own.
      if !report.stated.isEmpty { return }
      report.stated[.lines] = element.share("coveredstatements", of: "statements")
      report.stated[.branches] = element.share("coveredconditionals", of: "conditionals")
      report.stated[.functions] = element.share("coveredmethods", of: "methods")
    }
  }

  private mutating func take(_ element: XMLElement) throws(ReadError) {
    if isOfTests {
      if isUncounted { testFiles += 1 }
      return isUncounted = false
    }
    guard draft.isInFile else { throw ReadError(met: "a line outside any file", wanted: "a file around it") }
    let line = try element.line("num")
    switch element["type"] {
    case let type? where type == "method":
      let name = (element["signature"] ?? element["name"])?.text ?? ""
      draft.add(FunctionName(name, line: Int(line)), isHit: try element.count("count") == .positive)
    case let type? where type == "cond":
      let condition = try CloverCondition(element)
      conditions.add(condition, line)
      draft.add(line, condition.count)
    case let type? where type == "stmt": draft.add(line, try element.count("count"))
    default: throw ReadError(met: element.described("type"), wanted: "type=\"stmt\", \"cond\" or \"method\"")
    }
  }

  mutating func evidence() throws(ReadError) -> Evidence {
    if testFiles > 0 {
      draft.add(remark: "\(testFiles.of("file")) of the test project \(testFiles == 1 ? "does" : "do") not count")
    }
    return try draft.evidence()
  }
}
