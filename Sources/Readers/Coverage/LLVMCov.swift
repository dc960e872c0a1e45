import Model
import Syntax

extension Reader {
  static let llvmCov = Reader(
    "llvm-cov", gates: [.coverage], usualNames: ["llvm-cov*.json", "*.llvm-cov.json", "llvm-cov*.json.gz"],
    source: "`llvm-cov export`, llvm.coverage.json.export 2 and 3; Swift and Rust write it too"
  ) { head in
    head.hasKeys("data") && head.contains("\"segments\"")
      || head.contains("llvm.coverage.json.export")
      || head.hasKeys("data") && head.contains("\"instantiations\"")
  } read: { source, _ throws(ReadError) in
    var json = JSONReader(&source)
    var report = LLVMReport()
    try report.take(&json)
    try json.finish()
    return try report.evidence()
  }
}

/// What was taken of a report so far.
struct LLVMReport {
  private var draft = CoverageDraft()
  private var functions: [Path: [LLVMPosition: (name: String, isHit: Bool)]] = [:]

  private enum Key: String, CaseIterable { case data }
  private static let keys = Keys<Key>()
  private enum DataKey: String, CaseIterable { case files, functions }
  private static let dataKeys = Keys<DataKey>()

  init() { draft.tell { ($0.tool, $0.countsCopies) = ("llvm-cov", true) } }

  mutating func take(_ json: inout JSONReader) throws(ReadError) {
    try json.beginObject()
    while let key = try json.nextKey(of: LLVMReport.keys) {
      switch key {
      case .data:
        try json.beginArray()
        while try json.nextElement() { try takeExport(&json) }
      }
    }
  }

  private mutating func takeExport(_ json: inout JSONReader) throws(ReadError) {
    try json.beginObject()
    while let key = try json.nextKey(of: LLVMReport.dataKeys) {
      try json.beginArray()
      while try json.nextElement() {
        switch key {
        case .files: try takeFile(&json)
        case .functions: try takeFunction(&json)
        }
      }
    }
  }

  /// Instances of one template begin at one place, and are one function.
  mutating func evidence() throws(ReadError) -> Evidence {
    for (path, instances) in functions {
      draft.begin(path)
      for (position, function) in instances {
        draft.add(FunctionName(function.name, line: Int(position.line)), isHit: function.isHit)
      }
    }
    return try draft.evidence()
  }
}

struct LLVMPosition: Hashable {
  var line: UInt32
  var column: UInt32
}

// MARK: Files

extension LLVMReport {
  private enum FileKey: String, CaseIterable { case branches, filename, segments, summary }
  private static let fileKeys = Keys<FileKey>()
  private enum SummaryKey: String, CaseIterable { case lines, branches, functions, instantiations }
  private static let summaryKeys = Keys<SummaryKey>()

  private mutating func takeFile(_ json: inout JSONReader) throws(ReadError) {
    draft.end()
    var path: [UInt8] = []
    try json.beginObject()
    while let key = try json.nextKey(of: LLVMReport.fileKeys) {
      switch key {
      case .filename: path = try json.stringBytes()
      case .segments: try takeSegments(&json)
      case .branches:
        try json.beginArray()
        while try json.nextElement() { try takeBranch(&json) }
      case .summary: try takeSummary(&json)
      }
    }
    guard !path.isEmpty else { throw ReadError(line: json.line, met: "a file without a name", wanted: "filename") }
    draft.begin(Path(bytes: path))
    draft.end()
  }

  private mutating func takeSegments(_ json: inout JSONReader) throws(ReadError) {
    var lines = LLVMLines()
    try json.beginArray()
    while try json.nextElement() { try lines.take(LLVMSegment(&json), into: &draft) }
    try lines.end(into: &draft)
  }

  /// `[LINE, COLUMN, END LINE, END COLUMN, TRUE COUNT, FALSE COUNT, …]`
  private mutating func takeBranch(_ json: inout JSONReader) throws(ReadError) {
    var numbers: [Int] = []
    var counts: [CountSign] = []
    try json.beginArray()
    while try json.nextElement() {
      if numbers.count < 4 {
        numbers.append(Int(try json.lineNumber()))
      } else if counts.count < 2 {
        counts.append(try json.count())
      } else {
        try json.skip()
      }
    }
    guard counts.count == 2, let line = UInt32(exactly: numbers[0]) else {
      throw ReadError(line: json.line, met: "a branch without counts", wanted: "two positions and two counts")
    }
    let branch = Int(Arm.hash(numbers[1], numbers[2], numbers[3]))
    draft.add(Arm(line, branch, 0), isTaken: counts[0] == .positive, called: "never when true")
    draft.add(Arm(line, branch, 1), isTaken: counts[1] == .positive, called: "never when false")
  }

  /// What is counted of the file counts where `-summary-only` left out where it is. Of a template's branches that is
  /// what its best instance took, and branches show what all of them did.
  private mutating func takeSummary(_ json: inout JSONReader) throws(ReadError) {
    var summary: [SummaryKey: Share] = [:]
    try json.beginObject()
    while let key = try json.nextKey(of: LLVMReport.summaryKeys) {
      if let share = try JSONShare(&json).share, share.total > 0 { summary[key] = share }
    }
    if let lines = summary[.lines] { draft.add(total: lines, of: .lines) }
    if let functions = summary[.functions] { draft.add(total: functions, of: .functions) }
    let hasInstances = summary[.instantiations]?.total ?? 0 > summary[.functions]?.total ?? 0
    if let branches = summary[.branches], !hasInstances || draft.file.arms.isEmpty {
      draft.add(total: branches, of: .branches)
    }
  }
}

// MARK: Functions

extension LLVMReport {
  private enum FunctionKey: String, CaseIterable { case count, filenames, name, regions }
  private static let functionKeys = Keys<FunctionKey>()

  private mutating func takeFunction(_ json: inout JSONReader) throws(ReadError) {
    var count: CountSign?
    var files: [[UInt8]] = []
    var name = ""
    var start: (position: LLVMPosition, file: Int)?
    try json.beginObject()
    while let key = try json.nextKey(of: LLVMReport.functionKeys) {
      switch key {
      case .count: count = try json.count()
      case .filenames:
        try json.beginArray()
        while try json.nextElement() { files.append(try json.stringBytes()) }
      case .name: name = try json.string()
      case .regions: start = try LLVMReport.firstRegion(&json)
      }
    }
    guard let count, let start, files.indices.contains(start.file) else {
      throw ReadError(line: json.line, met: "a function without a place", wanted: "count, filenames and regions")
    }
    add(name, at: start.position, of: Path(bytes: files[start.file]), isHit: count == .positive)
  }

  private mutating func add(_ name: String, at position: LLVMPosition, of path: Path, isHit: Bool) {
    let known = functions[path, default: [:]][position]
    functions[path, default: [:]][position] = (
      name: known.map { min($0.name, name) } ?? name, isHit: isHit || known?.isHit == true
    )
  }

  /// The first region is the body: `[LINE, COLUMN, END LINE, END COLUMN, COUNT, FILE, …]`.
  private static func firstRegion(
    _ json: inout JSONReader
  ) throws(ReadError) -> (position: LLVMPosition, file: Int)? {
    var first: [Int] = []
    try json.beginArray()
    var isFirst = true
    while try json.nextElement() {
      if isFirst {
        try json.beginArray()
        while try json.nextElement() { first.append(try json.integer() ?? Int.max) }
        isFirst = false
      } else {
        try json.skip()
      }
    }
    guard first.count >= 6, let line = UInt32(exactly: first[0]), line < 1 << 31 else { return nil }
    return (LLVMPosition(line: line, column: UInt32(clamping: first[1])), first[5])
  }
}
