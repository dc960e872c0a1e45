import Model
import Syntax

extension Reader {
  static let cobertura = Reader(
    "cobertura", gates: [.coverage],
    usualNames: ["cobertura*.xml", "*cobertura.xml", "coverage.xml", "cobertura*.xml.gz", "coverage.xml.gz"],
    source: "coverage-04.dtd of Cobertura, and what coverage.py, gcovr, coverlet, istanbul and others write",
    looksAhead: true
  ) { head in
    // Clover, Sonar and others call their roots the same, and have none of these.
    head.rootElement == "coverage" && !head.contains("clover=")
      && ["<packages", "<sources", "line-rate="].contains(where: head.contains)
  } read: { source, _ throws(ReadError) in
    var report = CoberturaReport(tool: try source.tool(among: ["coverage.py", "gcovr"]))
    try readXMLRecords(&source, into: &report)
    return try report.evidence()
  }
}

/// What was taken of a report so far.
///
/// Rates are a report's word about itself and not read, its totals are held against its records.
struct CoberturaReport: XMLHandler {
  private var draft = CoverageDraft()
  private var method: CoberturaMethod?
  /// The lines of the class's methods: they are its own once more, and count where it has none of its own.
  private var methodLines: [CoberturaLine] = []
  private var hasOwnLines = false
  private var root: [UInt8]?
  private var uncounted = 0

  private let tool: String?

  init(tool: String?) {
    self.tool = tool
    draft.tell { $0.tool = tool }
  }

  mutating func open(_ element: XMLElement) throws(ReadError) {
    switch element.name {
    case "line": try take(CoberturaLine(element))
    case "method":
      method = CoberturaMethod(element)
      element.hearEnds()
    case "class": try begin(element)
    case "source":
      root = []
      element.hearText()
      element.hearEnds()
    case "coverage": takeTotals(element)
    default: break
    }
  }

  mutating func close(_ name: XMLName) {
    switch name {
    case "method": endMethod()
    case "source": endRoot()
    default: break
    }
  }

  mutating func take(_ text: Span<UInt8>) {
    for index in text.indices { root?.append(text[index]) }
  }
}

extension CoberturaReport: XMLRecords {
  static var record: StaticString { "class" }

  func fresh(below depth: Int) -> CoberturaReport? { CoberturaReport(tool: tool) }

  mutating func append(_ later: CoberturaReport) {
    var later = later
    endClass()
    later.endClass()
    draft.append(later.draft)
    uncounted += later.uncounted
  }
}

extension CoberturaReport {
  private mutating func takeTotals(_ element: XMLElement) {
    draft.tell {
      $0.stated[.lines] = element.share("lines-covered", of: "lines-valid")
      $0.stated[.branches] = element.share("branches-covered", of: "branches-valid")
      $0.written = element.instant("timestamp")
    }
  }

  private mutating func begin(_ element: XMLElement) throws(ReadError) {
    guard let name = element["filename"]?.bytes, !name.isEmpty else {
      throw ReadError(met: "a class without a file name", wanted: "filename=\"PATH\"")
    }
    endClass()
    draft.begin(Path(bytes: name))
  }

  private mutating func endClass() {
    if !hasOwnLines { for line in methodLines { add(line) } }
    methodLines.removeAll(keepingCapacity: true)
    hasOwnLines = false
  }

  private mutating func endMethod() {
    guard let method else { return }
    self.method = nil
    // What marks leave out gcovr writes without its lines, and as covered; so it counts, and is told.
    if method.firstLine == nil, tool == "gcovr" { draft.exclude(1, .functions) }
    draft.add(FunctionName(method.name, line: method.firstLine ?? 0), isHit: method.isHit)
  }

  private mutating func endRoot() {
    let path = Path(bytes: Array(root?.trimmingBlanks ?? []))
    if !path.isEmpty { draft.add(root: path) }
    root = nil
  }

  private mutating func take(_ line: CoberturaLine) throws(ReadError) {
    guard draft.isInFile else { throw ReadError(met: "a line before any class", wanted: "a class with a file name") }
    if method == nil {
      hasOwnLines = true
      add(line)
    } else {
      method?.add(line)
      methodLines.append(line)
    }
  }

  private mutating func add(_ line: CoberturaLine) {
    draft.add(line.number, line.hits)
    if let outcomes = line.outcomes {
      draft.add(outcomes: outcomes, line: line.number)
      if let missing = line.missing { draft.file.untaken[Arm.unnamed(line.number)] = missing }
    } else if line.hasUncountedBranches {
      uncounted += 1
    }
  }

  mutating func evidence() throws(ReadError) -> Evidence {
    endClass()
    if uncounted > 0 {
      draft.carries.remove(.branches)
      draft.add(remark: "\(uncounted.of("line")) with branches not counted, so branches are not known")
    }
    return try draft.evidence()
  }
}
