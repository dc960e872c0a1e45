/// The findings of a scan in its order, in little memory: a report may hold hundreds of thousands.
///
/// Of each there is a row of numbers, which are places of texts; a `ScanFinding` is made whenever one is asked for.
package struct ScanFindings: Sendable {
  /// A finding; what is said in words are places in the table of texts, and -1 is none.
  package struct Row: Sendable {
    package var kind: ScanFinding.Kind
    package var severity = Severity.unrated
    package var isMoot = false
    /// Looked at where there is a package.
    package fileprivate(set) var isOfSystem = false
    package var id: Int32 = -1
    package var title: Int32 = -1
    package var ratedBy: Int32 = -1
    package var suppression: Int32 = -1
    package var package: Int32 = -1
    /// Looked at where there is a package.
    package var version: Int32 = -1
    package var fixedIn: Int32 = -1
    package var path: Int32 = -1
    /// Looked at where there is a path; -1 is none.
    package var line: Int32 = -1
    package var column: Int32 = -1
    /// The place of what few findings have.
    fileprivate var rest: Int32 = -1

    /// Whether it has neither further names nor a score.
    package var isPlain: Bool { rest < 0 }

    package init(_ kind: ScanFinding.Kind) { self.kind = kind }
  }

  private struct Rest: Sendable {
    let aliases: [String]
    let score: Score?
  }

  /// So many rows: one list of all would be copied again and again while it grows.
  private static let blockSize = 4096
  private var blocks: [[Row]] = []
  private var rests: [Rest] = []
  package private(set) var count = 0
  package var texts = TextTable()

  package init() {}
}

extension ScanFindings {
  /// Appends a finding, whose texts stand in the table.
  package mutating func append(_ row: Row) {
    if count % ScanFindings.blockSize == 0 {
      blocks.append([])
      blocks[blocks.count - 1].reserveCapacity(ScanFindings.blockSize)
    }
    blocks[blocks.count - 1].append(row)
    count += 1
  }

  package mutating func append(_ finding: ScanFinding) {
    var row = Row(finding.kind)
    (row.severity, row.isMoot) = (finding.severity, finding.isMoot)
    row.id = texts.append(finding.id)
    row.title = texts.append(finding.title)
    row.ratedBy = texts.append(finding.ratedBy)
    if let suppression = finding.suppression { row.suppression = texts.append(suppression) }
    if let component = finding.component {
      row.package = texts.append(component.name)
      row.version = texts.append(component.version)
      row.isOfSystem = component.isOfSystem
    }
    if let fix = finding.fixedIn { row.fixedIn = texts.append(fix) }
    if let location = finding.location {
      row.path = texts.append(location.path.bytes[...])
      row.line = location.line.flatMap(Int32.init(exactly:)) ?? -1
      row.column = location.column.flatMap(Int32.init(exactly:)) ?? -1
    }
    if !finding.aliases.isEmpty || finding.score != nil {
      row.rest = Int32(clamping: rests.count)
      rests.append(Rest(aliases: finding.aliases, score: finding.score))
    }
    append(row)
  }

  /// Appends all findings of a later list.
  package mutating func append(_ later: ScanFindings) {
    let shift = texts.append(later.texts)
    let before = Int32(clamping: rests.count)
    rests += later.rests
    for block in later.blocks {
      for var row in block {
        row.move(by: shift)
        if row.rest >= 0 { row.rest += before }
        append(row)
      }
    }
  }

  /// Says more of some findings, all of whose texts stand in the table.
  package mutating func amend(_ places: Range<Int>, _ change: (inout Row, inout TextTable) -> Void) {
    for place in places {
      change(&blocks[place / ScanFindings.blockSize][place % ScanFindings.blockSize], &texts)
    }
  }

  /// Those at some places; the texts of all are kept.
  package func only(_ places: [Int]) -> ScanFindings {
    var some = self
    (some.blocks, some.count) = ([], 0)
    for place in places { some.append(row(place)) }
    return some
  }

  package init(_ findings: some Sequence<ScanFinding>) {
    for finding in findings { append(finding) }
  }
}

extension ScanFindings.Row {
  /// Follows its texts, which others were put in front of.
  fileprivate mutating func move(by shift: Int32) {
    id.move(by: shift)
    title.move(by: shift)
    ratedBy.move(by: shift)
    suppression.move(by: shift)
    package.move(by: shift)
    version.move(by: shift)
    fixedIn.move(by: shift)
    path.move(by: shift)
  }
}

extension Int32 {
  /// The place of a text that others were put in front of; none stays none.
  package mutating func move(by count: Int32) {
    if self >= 0 { self &+= count }
  }
}

extension ScanFindings: RandomAccessCollection {
  package var startIndex: Int { 0 }
  package var endIndex: Int { count }

  package subscript(place: Int) -> ScanFinding {
    let row = row(place)
    var finding = ScanFinding(
      id: texts[row.id] ?? "", aliases: aliases(of: row), kind: row.kind, severity: row.severity,
      ratedBy: texts[row.ratedBy] ?? "", score: score(of: row), title: texts[row.title] ?? "",
      component: component(of: row), fixedIn: texts[row.fixedIn], location: location(of: row),
      suppression: texts[row.suppression])
    finding.isMoot = row.isMoot
    return finding
  }
}

// Of each finding what is asked for.
extension ScanFindings {
  package func row(_ place: Int) -> Row {
    blocks[place / ScanFindings.blockSize][place % ScanFindings.blockSize]
  }

  package func aliases(of row: Row) -> [String] { row.rest < 0 ? [] : rests[Int(row.rest)].aliases }
  package func score(of row: Row) -> Score? { row.rest < 0 ? nil : rests[Int(row.rest)].score }

  package func component(of row: Row) -> Component? {
    texts[row.package].map { Component($0, version: texts[row.version] ?? "", isOfSystem: row.isOfSystem) }
  }

  private func location(of row: Row) -> Location? {
    texts.bytes(row.path).map { Location(Path(bytes: Array($0)), line: row.lineNumber, column: row.columnNumber) }
  }
}

extension ScanFindings.Row {
  package var lineNumber: Int? { line < 0 ? nil : Int(line) }
  package var columnNumber: Int? { column < 0 ? nil : Int(column) }
}

extension ScanFindings: Equatable, ExpressibleByArrayLiteral {
  package static func == (a: ScanFindings, b: ScanFindings) -> Bool { a.elementsEqual(b) }
  package init(arrayLiteral findings: ScanFinding...) { self.init(findings) }
}

// What is told of all findings without making any of them.
extension ScanFindings {
  /// How many that are not put aside are rated so or so.
  package var ratings: [Severity: Int] {
    blocks.reduce(into: [:]) { ratings, block in
      for severity in Severity.allCases {
        ratings[severity, default: 0] += block.count { $0.severity == severity && $0.suppression < 0 }
      }
    }
  }

  /// Whether any is about a package.
  package var namesPackages: Bool { blocks.contains { $0.contains { $0.package >= 0 } } }

  package func location(at place: Int) -> Location? { location(of: row(place)) }
}
