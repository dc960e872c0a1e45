import Model
import Syntax

/// A place from which on another count holds: `[LINE, COLUMN, COUNT, HAS COUNT, IS ENTRY, IS GAP]`, the last of which
/// is new in version 2.
struct LLVMSegment {
  private(set) var line: UInt32 = 0
  private(set) var count = CountSign.zero
  private(set) var hasCount = false
  private(set) var isEntry = false
  private(set) var isGap = false

  /// Whether a region of code begins here that is counted.
  var beginsRegion: Bool { !isGap && hasCount && isEntry }

  init(_ json: inout JSONReader) throws(ReadError) {
    var place = 0
    try json.beginArray()
    while try json.nextElement() {
      switch place {
      case 0: line = try json.lineNumber()
      case 2: count = try json.count()
      case 3: hasCount = try json.isTrue()
      case 4: isEntry = try json.isTrue()
      case 5: isGap = try json.isTrue()
      default: try json.skip()
      }
      place += 1
    }
    guard place >= 5 else {
      throw ReadError(
        line: json.line, met: "a segment of \(place) values", wanted: "[LINE, COLUMN, COUNT, HAS COUNT, IS ENTRY]")
    }
  }
}

extension JSONReader {
  /// A word, or 0 and 1 as older versions wrote.
  fileprivate mutating func isTrue() throws(ReadError) -> Bool {
    try peek() == .number ? try integer() != 0 : try bool()
  }
}

/// The lines of a file, from its segments in their order.
///
/// - Source: LLVM, lib/ProfileData/Coverage/CoverageMapping.cpp, `LineCoverageStats`
struct LLVMLines {
  /// The last segment of the lines before.
  private var wrapped: LLVMSegment?
  private var onLine: [LLVMSegment] = []

  mutating func take(_ segment: LLVMSegment, into draft: inout CoverageDraft) throws(ReadError) {
    if let last = onLine.last, last.line != segment.line {
      guard last.line < segment.line else {
        throw ReadError(met: "a segment of line \(segment.line) behind line \(last.line)", wanted: "ascending lines")
      }
      try end(into: &draft)
      if segment.line - last.line > 1, last.hasCount { try draft.add(last.line + 1...segment.line - 1, last.count) }
    }
    onLine.append(segment)
  }

  /// Tells of the line whose segments are complete.
  mutating func end(into draft: inout CoverageDraft) throws(ReadError) {
    guard let line = onLine.last?.line else { return }
    if let count { draft.add(line, count) }
    wrapped = onLine.last
    onLine.removeAll(keepingCapacity: true)
  }

  /// The most often that code on the line ran; `nil` for a line without code.
  private var count: CountSign? {
    let begins = onLine.contains(where: \.beginsRegion)
    let isSkipped = onLine.first.map { !$0.hasCount && $0.isEntry } ?? false
    let isMapped = !isSkipped && (wrapped?.hasCount == true || begins)
    guard isMapped || onLine.contains(where: { $0.isEntry && $0.hasCount }) else { return nil }
    let counts = [wrapped?.count].compactMap(\.self) + onLine.filter(\.beginsRegion).map(\.count)
    return counts.contains(.positive) ? .positive : .zero
  }
}
