import Model
import Syntax

extension Reader {
  static let cobertura = Reader(
    "cobertura", gates: [.coverage],
    usualNames: ["cobertura*.xml", "*cobertura.xml", "coverage.xml", "cobertura*.xml.gz", "coverage.xml.gz"],
    source: "coverage-04.dtd of Cobertura, and what coverage.py, gcovr, coverlet, istanbul and others write"
  ) { head in
    // Clover, Sonar and others call their roots the same, and have none of these.
    head.rootElement == "coverage" && !head.contains("clover=")
      && ["<packages", "<sources", "line-rate="].contains(where: head.contains)
  } read: { source, _ throws(ReadError) in
    var report = CoberturaReport()
    try readXML(&source, into: &report)
    return try report.evidence()
  }
}

/// What was taken of a report so far.
///
/// Rates are a report's word about itself and not read, its totals are held against its records.
struct CoberturaReport: XMLHandler {
  private var coverage = Coverage()
  /// The file of the class that began last: classes of one file follow each other, nearly always.
  private var path: Path?
  private var file = FileCoverage()
  private var method: CoberturaMethod?
  /// The lines of the class's methods: they are its own once more, and count where it has none of its own.
  private var methodLines: [CoberturaLine] = []
  private var hasOwnLines = false
  private var root: [UInt8]?
  private var carries: CoverageKinds = .lines
  private var stated: (covered: Int?, valid: Int?)
  private var negatives = 0
  private var uncounted = 0

  mutating func open(_ element: XMLElement) throws(ReadError) {
    switch element.name {
    case "line": try take(CoberturaLine(element))
    case "method":
      method = CoberturaMethod(element)
      carries.insert(.functions)
      element.hearEnds()
    case "class": try begin(element)
    case "source":
      root = []
      element.hearText()
      element.hearEnds()
    case "coverage": stated = (element["lines-covered"]?.integer, element["lines-valid"]?.integer)
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

extension CoberturaReport {
  private mutating func begin(_ element: XMLElement) throws(ReadError) {
    guard let name = element["filename"]?.bytes, !name.isEmpty else {
      throw ReadError(met: "a class without a file name", wanted: "filename=\"PATH\"")
    }
    endClass()
    let path = Path(bytes: name)
    if path != self.path { endFile() }
    self.path = path
  }

  private mutating func endClass() {
    if !hasOwnLines { for line in methodLines { add(line) } }
    methodLines.removeAll(keepingCapacity: true)
    hasOwnLines = false
  }

  private mutating func endFile() {
    guard let path else { return }
    file.settle()
    coverage.add(file, at: path)
    file = FileCoverage()
  }

  private mutating func endMethod() {
    if let method {
      file.functions.add(FunctionName(method.name, line: method.firstLine ?? 0), isHit: method.isHit)
    }
    method = nil
  }

  private mutating func endRoot() {
    let path = Path(bytes: Array(root?.trimmingBlanks ?? []))
    if !path.isEmpty { coverage.add(root: path) }
    root = nil
  }

  private mutating func take(_ line: CoberturaLine) throws(ReadError) {
    guard path != nil else { throw ReadError(met: "a line before any class", wanted: "a class with a file name") }
    if method == nil {
      hasOwnLines = true
      add(line)
    } else {
      method?.add(line)
      methodLines.append(line)
    }
  }

  private mutating func add(_ line: CoberturaLine) {
    file.lines.add(UInt64(line.number), isHit: line.isHit)
    if line.isNegative { negatives += 1 }
    if let outcomes = line.outcomes {
      file.add(outcomes: outcomes, line: line.number)
      carries.insert(.branches)
    } else if line.hasUncountedBranches {
      uncounted += 1
    }
  }
}

extension CoberturaReport {
  mutating func evidence() throws(ReadError) -> Evidence {
    endClass()
    endFile()
    coverage.settle()
    try check()
    coverage.declare(uncounted > 0 ? carries.subtracting(.branches) : carries)
    var evidence = Evidence()
    evidence.coverage = coverage
    return evidence
  }

  private mutating func check() throws(ReadError) {
    let lines = coverage.files.values.reduce(Share(covered: 0, total: 0)) { $0 + $1.share(of: .lines) }
    guard lines.total > 0 else {
      throw ReadError(met: "a report without any line", wanted: "lines that were measured")
    }
    if stated.covered ?? lines.covered != lines.covered || stated.valid ?? lines.total != lines.total {
      let words = [stated.covered, stated.valid].map { $0.map(String.init) ?? "?" }.joined(separator: " of ")
      coverage.add(remark: "the report states \(words) lines, its records are \(lines.covered) of \(lines.total)")
    }
    if negatives > 0 { coverage.add(remark: "\(negatives) hit counts below 0 count as not covered") }
    if uncounted > 0 {
      coverage.add(remark: "\(uncounted) lines have branches and do not say how many, so branches are not known")
    }
  }
}
