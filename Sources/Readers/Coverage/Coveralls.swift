import Model
import Syntax

extension Reader {
  static let coveralls = Reader(
    "coveralls", gates: [.coverage], usualNames: ["coveralls*.json", "*coveralls.json", "coveralls*.json.gz"],
    source: "the job that is sent to the API of Coveralls, version 1"
  ) { head in
    head.hasKeys("source_files")
  } read: { source, _ throws(ReadError) in
    var json = JSONReader(&source)
    var report = CoverallsReport()
    try report.take(&json)
    try json.finish()
    return report.evidence()
  }
}

/// What was taken of a job so far.
struct CoverallsReport {
  private var draft = CoverageDraft()

  private enum Key: String, CaseIterable { case files = "source_files", git }
  private static let keys = Keys<Key>()
  private enum GitKey: String, CaseIterable { case head }
  private static let gitKeys = Keys<GitKey>()
  private enum HeadKey: String, CaseIterable { case id }
  private static let headKeys = Keys<HeadKey>()
  private enum FileKey: String, CaseIterable { case name, coverage, branches }
  private static let fileKeys = Keys<FileKey>()

  mutating func take(_ json: inout JSONReader) throws(ReadError) {
    try json.beginObject()
    while let key = try json.nextKey(of: CoverallsReport.keys) {
      switch key {
      case .git: try takeCommit(&json)
      case .files:
        try json.beginArray()
        while try json.nextElement() { try takeFile(&json) }
      }
    }
  }

  mutating func evidence() -> Evidence { draft.evidenceIfAny() }

  private mutating func takeCommit(_ json: inout JSONReader) throws(ReadError) {
    guard try json.beginsObject() else { return }
    while try json.nextKey(of: CoverallsReport.gitKeys) != nil {
      guard try json.beginsObject() else { continue }
      while try json.nextKey(of: CoverallsReport.headKeys) != nil {
        let commit = try json.text()
        draft.tell { $0.commit = commit }
      }
    }
  }

  private mutating func takeFile(_ json: inout JSONReader) throws(ReadError) {
    draft.end()
    var path: [UInt8] = []
    var hasLines = false
    try json.beginObject()
    while let key = try json.nextKey(of: CoverallsReport.fileKeys) {
      switch key {
      case .name: path = try json.stringBytes()
      case .coverage:
        try takeLines(&json)
        hasLines = true
      case .branches: try takeBranches(&json)
      }
    }
    guard !path.isEmpty else { throw ReadError(line: json.line, met: "a file without a name", wanted: "name") }
    guard hasLines else {
      throw ReadError(line: json.line, met: "\(ReadError.quoted(path)) without its lines", wanted: "coverage")
    }
    draft.begin(Path(bytes: path))
    draft.end()
  }

  /// A count for every line of the file, from the first on; null for one without code.
  private mutating func takeLines(_ json: inout JSONReader) throws(ReadError) {
    var line: UInt32 = 0
    try json.beginArray()
    while try json.nextElement() {
      line += 1
      if try !json.isNull() { draft.add(line, try json.count()) }
    }
  }

  /// Fours of line, block, branch and count.
  private mutating func takeBranches(_ json: inout JSONReader) throws(ReadError) {
    guard try json.beginsArray() else { return }
    var four: [Int] = []
    while try json.nextElement() {
      if four.count < 3 {
        guard let number = try json.integer() else {
          throw ReadError(line: json.line, met: "a number with a fraction, or too large", wanted: "a whole number")
        }
        four.append(number)
        continue
      }
      guard let line = UInt32(exactly: four[0]), line < 1 << 31 else {
        throw ReadError(line: json.line, met: "a branch on line \(four[0])", wanted: "a line's number")
      }
      draft.add(Arm(line, four[1], four[2]), isTaken: try json.count() == .positive)
      four.removeAll(keepingCapacity: true)
    }
    guard four.isEmpty else {
      throw ReadError(line: json.line, met: "branches whose number is no multiple of 4", wanted: "fours of them")
    }
  }
}
