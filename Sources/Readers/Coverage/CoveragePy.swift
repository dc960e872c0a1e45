import Model
import Syntax

extension Reader {
  static let coveragePy = Reader(
    "coverage.py", gates: [.coverage], usualNames: ["coverage.json", "coverage.json.gz"],
    source: "JSON report of coverage.py 5 and later, formats 1 to 3"
  ) { head in
    head.hasKeys("meta", "files") && (head.contains("\"branch_coverage\"") || head.contains("\"executed_lines\""))
  } read: { source, _ throws(ReadError) in
    var json = JSONReader(&source)
    var report = CoveragePyReport()
    try report.take(&json)
    try json.finish()
    return report.evidence()
  }
}

/// What was taken of a report so far. What is said of classes is said of their functions as well.
struct CoveragePyReport {
  private var draft = CoverageDraft()

  private enum Key: String, CaseIterable { case meta, files, totals }
  private static let keys = Keys<Key>()
  private enum MetaKey: String, CaseIterable { case branchCoverage = "branch_coverage" }
  private static let metaKeys = Keys<MetaKey>()

  init() { draft.tell { $0.tool = "coverage.py" } }

  mutating func take(_ json: inout JSONReader) throws(ReadError) {
    try json.beginObject()
    while let key = try json.nextKey(of: CoveragePyReport.keys) {
      switch key {
      case .meta: try takeMeta(&json)
      case .files: try takeFiles(&json)
      case .totals: try takeTotals(&json)
      }
    }
  }

  mutating func evidence() -> Evidence { draft.evidenceIfAny() }

  private mutating func takeMeta(_ json: inout JSONReader) throws(ReadError) {
    try json.beginObject()
    while let key = try json.nextKey(of: CoveragePyReport.metaKeys) {
      switch key {
      case .branchCoverage: if try json.bool() { draft.carries.insert(.branches) }
      }
    }
  }

  private mutating func takeTotals(_ json: inout JSONReader) throws(ReadError) {
    let totals = try CoveragePySummary(&json)
    draft.tell { ($0.stated[.lines], $0.stated[.branches]) = (totals.lines, totals.branches) }
  }

  private mutating func takeFiles(_ json: inout JSONReader) throws(ReadError) {
    try json.beginObject()
    while let path = try json.nextKey() {
      draft.begin(Path(path))
      try takeFile(&json)
      draft.end()
    }
  }
}

extension CoveragePyReport {
  private enum FileKey: String, CaseIterable {
    case executedLines = "executed_lines"
    case missingLines = "missing_lines"
    case excludedLines = "excluded_lines"
    case executedBranches = "executed_branches"
    case missingBranches = "missing_branches"
    case functions, summary
  }
  private static let fileKeys = Keys<FileKey>()

  private mutating func takeFile(_ json: inout JSONReader) throws(ReadError) {
    try json.beginObject()
    while let key = try json.nextKey(of: CoveragePyReport.fileKeys) {
      switch key {
      case .executedLines: for line in try json.lines() { draft.add(line, .positive) }
      case .missingLines: for line in try json.lines() { draft.add(line, .zero) }
      case .excludedLines: draft.exclude(try json.lines().count, .lines)
      case .executedBranches: try takeBranches(&json, areTaken: true)
      case .missingBranches: try takeBranches(&json, areTaken: false)
      case .functions: try takeFunctions(&json)
      case .summary: try takeSummary(&json)
      }
    }
  }

  private mutating func takeSummary(_ json: inout JSONReader) throws(ReadError) {
    let summary = try CoveragePySummary(&json)
    if let lines = summary.lines { draft.add(total: lines, of: .lines) }
    if let branches = summary.branches, branches.total > 0 { draft.add(total: branches, of: .branches) }
  }

  /// Pairs of the line that branches and the line that comes next: below 0 where that is the way out.
  private mutating func takeBranches(_ json: inout JSONReader, areTaken: Bool) throws(ReadError) {
    try json.beginArray()
    while try json.nextElement() {
      var ends: [Int] = []
      try json.integers { if ends.count < 3 { ends.append($0) } }
      guard ends.count == 2, let line = UInt32(exactly: ends[0]), line < 1 << 31 else {
        throw ReadError(line: json.line, met: "a branch of \(ends.count) ends", wanted: "[FROM, TO]")
      }
      let arm = Arm(line, ends[1] < 0 ? 1 : 0, ends[1].magnitude > 1 << 31 ? 0 : abs(ends[1]))
      draft.add(arm, isTaken: areTaken, called: ends[1] < 0 ? "never to the exit" : "never to line \(ends[1])")
    }
  }
}

extension CoveragePyReport {
  private enum FunctionKey: String, CaseIterable {
    case executedLines = "executed_lines"
    case missingLines = "missing_lines"
    case startLine = "start_line"
  }
  private static let functionKeys = Keys<FunctionKey>()

  /// A function was called where a line of it ran. What stands in none goes by an empty name.
  private mutating func takeFunctions(_ json: inout JSONReader) throws(ReadError) {
    draft.carries.insert(.functions)
    try json.beginObject()
    while let name = try json.nextKey() {
      var executed: [UInt32] = []
      var missing: [UInt32] = []
      var start: UInt32?
      try json.beginObject()
      while let key = try json.nextKey(of: CoveragePyReport.functionKeys) {
        switch key {
        case .executedLines: executed = try json.lines()
        case .missingLines: missing = try json.lines()
        case .startLine: start = try json.lineNumber()
        }
      }
      // One without lines is left out of the report by a mark in its source.
      guard !name.isEmpty, let first = start ?? (executed + missing).min(), !(executed + missing).isEmpty else {
        continue
      }
      draft.add(FunctionName(name, line: Int(first)), isHit: !executed.isEmpty)
    }
  }
}

/// What is counted of a file, or of all.
private struct CoveragePySummary {
  private var counts: [Key: Int] = [:]

  private enum Key: String, CaseIterable {
    case coveredLines = "covered_lines"
    case statements = "num_statements"
    case coveredBranches = "covered_branches"
    case branches = "num_branches"
  }
  private static let keys = Keys<Key>()

  init(_ json: inout JSONReader) throws(ReadError) {
    try json.beginObject()
    while let key = try json.nextKey(of: CoveragePySummary.keys) { counts[key] = try json.integer() }
  }

  var lines: Share? { Share(stating: counts[.coveredLines], of: counts[.statements]) }
  var branches: Share? { Share(stating: counts[.coveredBranches], of: counts[.branches]) }
}
