import Model
import Syntax

extension Reader {
  static let gcovr = Reader(
    "gcovr", gates: [.coverage], usualNames: ["gcovr*.json", "*gcovr.json", "gcovr*.json.gz"],
    source: "gcovr's JSON output, formats 0.1 to 0.15"
  ) { head in
    head.hasKeys("gcovr/format_version")
  } read: { source, _ throws(ReadError) in
    var json = JSONReader(&source)
    var report = GcovrReport()
    try report.take(&json)
    try json.finish()
    return report.evidence()
  }

  static let gcovrSummary = Reader(
    "gcovr-summary", gates: [.coverage], usualNames: ["gcovr*summary*.json"], source: "gcovr's JSON summary output"
  ) { head in
    head.hasKeys("gcovr/summary_format_version")
  } read: { source, _ throws(ReadError) in
    var json = JSONReader(&source)
    var report = GcovrSummary()
    try report.take(&json)
    try json.finish()
    return report.evidence()
  }
}

/// What was taken of a report so far: lines of several functions stand in it several times.
struct GcovrReport {
  private var draft = CoverageDraft()

  private enum Key: String, CaseIterable { case files }
  private static let keys = Keys<Key>()
  private enum FileKey: String, CaseIterable { case file, lines, functions }
  private static let fileKeys = Keys<FileKey>()

  init() { draft.tell { $0.tool = "gcovr" } }

  mutating func take(_ json: inout JSONReader) throws(ReadError) {
    try json.beginObject()
    while try json.nextKey(of: GcovrReport.keys) != nil {
      try json.beginArray()
      while try json.nextElement() { try takeFile(&json) }
    }
  }

  mutating func evidence() -> Evidence { draft.evidenceIfAny() }

  private mutating func takeFile(_ json: inout JSONReader) throws(ReadError) {
    draft.end()
    var path: [UInt8] = []
    try json.beginObject()
    while let key = try json.nextKey(of: GcovrReport.fileKeys) {
      switch key {
      case .file: path = try json.stringBytes()
      case .lines:
        try json.beginArray()
        while try json.nextElement() { try GcovrLine(&json).tell(&draft) }
      case .functions:
        draft.carries.insert(.functions)
        try json.beginArray()
        while try json.nextElement() { try GcovrFunction(&json).tell(&draft) }
      }
    }
    guard !path.isEmpty else { throw ReadError(line: json.line, met: "a file without a name", wanted: "file") }
    draft.begin(Path(bytes: path))
    draft.end()
  }
}

/// A line, with its branches.
private struct GcovrLine {
  private var line: UInt32?
  private var count: CountSign?
  private var isExcluded = false
  private var branches: [GcovrBranch] = []

  private enum Key: String, CaseIterable {
    case line = "line_number"
    case count, branches
    case excluded = "gcovr/excluded"
    case noncode = "gcovr/noncode"
  }
  private static let keys = Keys<Key>()

  init(_ json: inout JSONReader) throws(ReadError) {
    try json.beginObject()
    while let key = try json.nextKey(of: GcovrLine.keys) {
      switch key {
      case .line: line = try json.lineNumber()
      case .count: count = try json.count()
      case .excluded, .noncode: if try json.bool() { isExcluded = true }
      case .branches:
        try json.beginArray()
        while try json.nextElement() { branches.append(try GcovrBranch(&json, ordinal: branches.count)) }
      }
    }
    guard line != nil, count != nil else {
      throw ReadError(line: json.line, met: "a line without its number or count", wanted: "line_number and count")
    }
  }

  func tell(_ draft: inout CoverageDraft) {
    guard let line, let count else { return }
    let left = branches.filter { !$0.isExcluded }
    if isExcluded {
      draft.exclude(1, .lines)
      draft.exclude(branches.count, .branches)
      return
    }
    draft.add(line, count)
    if left.count < branches.count { draft.exclude(branches.count - left.count, .branches) }
    for branch in left {
      draft.add(Arm(line, branch.identity.0, branch.identity.1), isTaken: branch.count == .positive)
    }
  }
}

/// An outcome of a branch, told from others by the blocks of code that it leads from and to; before format 0.6 by its
/// number, and in clang's by nothing but its place.
private struct GcovrBranch {
  private(set) var count = CountSign.zero
  private(set) var isExcluded = false
  private(set) var identity: (Int, Int)

  private enum Key: String, CaseIterable {
    case count
    case number = "branchno"
    case source = "source_block_id"
    case destination = "destination_block_id"
    case excluded = "gcovr/excluded"
  }
  private static let keys = Keys<Key>()

  init(_ json: inout JSONReader, ordinal: Int) throws(ReadError) {
    var blocks: (source: Int?, destination: Int?)
    var number: Int?
    try json.beginObject()
    while let key = try json.nextKey(of: GcovrBranch.keys) {
      switch key {
      case .count: count = try json.count()
      case .number: number = try json.integer()
      case .source: blocks.source = try json.wholeNumber()
      case .destination: blocks.destination = try json.wholeNumber()
      case .excluded: isExcluded = try json.bool()
      }
    }
    identity = (blocks.source ?? 0, number ?? blocks.destination ?? ordinal)
  }
}

private struct GcovrFunction {
  private var name = ""
  private var line = 0
  private var count: CountSign?
  private var isExcluded = false

  private enum Key: String, CaseIterable {
    case name
    case demangled = "demangled_name"
    case line = "lineno"
    case count = "execution_count"
    case excluded = "gcovr/excluded"
  }
  private static let keys = Keys<Key>()

  init(_ json: inout JSONReader) throws(ReadError) {
    try json.beginObject()
    while let key = try json.nextKey(of: GcovrFunction.keys) {
      switch key {
      case .name: name = try json.text() ?? name
      case .demangled: name = try json.text() ?? name
      case .line: line = Int(try json.lineNumber())
      case .count: count = try json.count()
      case .excluded: isExcluded = try json.bool()
      }
    }
    guard count != nil || isExcluded else {
      throw ReadError(line: json.line, met: "a function without a count", wanted: "execution_count")
    }
  }

  func tell(_ draft: inout CoverageDraft) {
    if isExcluded {
      draft.exclude(1, .functions)
    } else {
      draft.add(FunctionName(name, line: line), isHit: count == .positive)
    }
  }
}
