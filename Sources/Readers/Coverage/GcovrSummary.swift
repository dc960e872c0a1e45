import Model
import Syntax

/// What was taken of a summary so far: it counts lines and knows none.
struct GcovrSummary {
  private var draft = CoverageDraft()

  private enum Key: String, CaseIterable { case files }
  private static let keys = Keys<Key>()

  private enum FileKey: String, CaseIterable {
    case filename
    case lineTotal = "line_total"
    case lineCovered = "line_covered"
    case branchTotal = "branch_total"
    case branchCovered = "branch_covered"
    case functionTotal = "function_total"
    case functionCovered = "function_covered"
  }
  private static let fileKeys = Keys<FileKey>()

  init() { draft.tell { $0.tool = "gcovr" } }

  mutating func take(_ json: inout JSONReader) throws(ReadError) {
    try json.beginObject()
    while try json.nextKey(of: GcovrSummary.keys) != nil {
      try json.beginArray()
      while try json.nextElement() { try takeFile(&json) }
    }
  }

  mutating func evidence() -> Evidence { draft.evidenceIfAny() }

  private mutating func takeFile(_ json: inout JSONReader) throws(ReadError) {
    var path: [UInt8] = []
    var counts: [FileKey: Int] = [:]
    try json.beginObject()
    while let key = try json.nextKey(of: GcovrSummary.fileKeys) {
      if key == .filename { path = try json.stringBytes() } else { counts[key] = try json.wholeNumber() }
    }
    guard !path.isEmpty else { throw ReadError(line: json.line, met: "a file without a name", wanted: "filename") }
    draft.begin(Path(bytes: path))
    let kinds: [(CoverageKind, FileKey, FileKey)] = [
      (.lines, .lineCovered, .lineTotal), (.branches, .branchCovered, .branchTotal),
      (.functions, .functionCovered, .functionTotal),
    ]
    for (kind, covered, total) in kinds {
      guard let share = Share(stating: counts[covered], of: counts[total]) else {
        // Summaries of formats before 0.2 know no functions.
        if kind == .functions { continue }
        throw ReadError(line: json.line, met: "a file without its \(kind.rawValue)", wanted: "how many, and covered")
      }
      draft.add(total: share, of: kind)
    }
    draft.end()
  }
}
