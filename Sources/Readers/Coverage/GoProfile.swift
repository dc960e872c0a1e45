import Model
import Syntax

extension Reader {
  static let goProfile = Reader(
    "go-coverprofile", gates: [.coverage],
    usualNames: ["coverage.out", "cover.out", "*.coverprofile", "coverprofile*", "coverage.out.gz"],
    source: "golang.org/x/tools/cover, ParseProfiles"
  ) { head in
    GoProfile.isMode(Array(head.firstLine.utf8)[...])
  } read: { source, _ throws(ReadError) in
    var profile = GoProfile()
    while let line = try source.nextLine() {
      do throws(ReadError) {
        try profile.take(source.buffer[line])
      } catch {
        throw ReadError(line: source.line(at: line.lowerBound), met: error.met, wanted: error.wanted)
      }
    }
    return try profile.evidence()
  }
}

/// What was taken of a profile so far: blocks of statements, those of one place united.
///
/// With `-coverpkg` every test binary writes all blocks, and profiles are often put behind each other.
struct GoProfile {
  private var files: [Path: [GoBlock: CountSign]] = [:]
  /// The file of the block that came last: those of one file follow each other, mostly.
  private var path = Path(bytes: [])
  private var blocks: [GoBlock: CountSign] = [:]

  /// `mode: set`, `mode: count` or `mode: atomic`.
  static func isMode(_ line: ArraySlice<UInt8>) -> Bool {
    ["mode: set", "mode: count", "mode: atomic"].contains { line.elementsEqual($0.utf8) }
  }

  mutating func take(_ line: ArraySlice<UInt8>) throws(ReadError) {
    if line.isEmpty || GoProfile.isMode(line) { return }
    guard let record = GoRecord(line) else {
      throw ReadError(met: ReadError.quoted(line), wanted: "FILE:LINE.COLUMN,LINE.COLUMN STATEMENTS COUNT")
    }
    // An empty body is a block as well.
    if record.statements == 0 { return }
    if !record.name.elementsEqual(path.bytes) { begin(Path(bytes: Array(record.name))) }
    if blocks[record.block] != .positive { blocks[record.block] = record.count }
  }

  private mutating func begin(_ next: Path) {
    if !blocks.isEmpty { files[path] = blocks }
    path = next
    blocks = files.removeValue(forKey: next) ?? [:]
  }

  mutating func evidence() throws(ReadError) -> Evidence {
    begin(Path(bytes: []))
    var draft = CoverageDraft()
    draft.tell { $0.tool = "go" }
    for (path, blocks) in files {
      draft.begin(path)
      for (lines, count) in GoProfile.lines(of: blocks) { try draft.add(lines, count) }
    }
    return try draft.evidence()
  }

  /// A line ran when all blocks on it did: nothing else would tell of a `return` that stands behind its `if`.
  private static func lines(of blocks: [GoBlock: CountSign]) -> [(ClosedRange<UInt32>, CountSign)] {
    let ends = Set(blocks.keys.map(\.end))
    // How many blocks, and how many that did not run, begin on a line or have ended before it.
    var steps: [UInt32: (all: Int, missed: Int)] = [:]
    for (block, count) in blocks {
      // Where another block ends as it begins, it is the body behind that one's condition, on the line of which
      // nothing of it stands.
      let isBody = ends.contains(block.start) && block.start.line < block.end.line
      let missed = count == .positive ? 0 : 1
      for (line, sign) in [(block.start.line + (isBody ? 1 : 0), 1), (block.end.line + 1, -1)] {
        let step = steps[line, default: (0, 0)]
        steps[line] = (step.all + sign, step.missed + sign * missed)
      }
    }
    var lines: [(ClosedRange<UInt32>, CountSign)] = []
    var open = (first: UInt32(0), all: 0, missed: 0)
    for (line, step) in steps.sorted(by: { $0.key < $1.key }) {
      if open.all > 0 { lines.append((open.first...line - 1, open.missed == 0 ? .positive : .zero)) }
      open = (line, open.all + step.all, open.missed + step.missed)
    }
    return lines
  }
}

/// The place of some statements that run one after the other.
private struct GoBlock: Hashable {
  struct Position: Hashable {
    var line: UInt32
    var column: UInt32
  }

  var start: Position
  var end: Position
}

/// One line of a profile. The name may hold any character, so that it is read from its end.
private struct GoRecord {
  let name: ArraySlice<UInt8>
  let block: GoBlock
  let statements: UInt32
  let count: CountSign

  init?(_ line: ArraySlice<UInt8>) {
    var rest = line
    guard let count = GoRecord.count(rest.takeLast(behind: " ")),
      let statements = GoRecord.number(rest.takeLast(behind: " ")),
      let endColumn = GoRecord.number(rest.takeLast(behind: ".")),
      let endLine = GoRecord.number(rest.takeLast(behind: ",")),
      let column = GoRecord.number(rest.takeLast(behind: ".")),
      let line = GoRecord.number(rest.takeLast(behind: ":")), !rest.isEmpty, line <= endLine
    else { return nil }
    name = rest
    block = GoBlock(start: .init(line: line, column: column), end: .init(line: endLine, column: endColumn))
    self.statements = statements
    self.count = count
  }

  private static func number(_ digits: ArraySlice<UInt8>) -> UInt32? {
    guard digits.count <= 9, !digits.isEmpty, digits.allSatisfy(isDigit) else { return nil }
    return digits.reduce(0) { $0 * 10 + UInt32($1 & 0x0F) }
  }

  private static func count(_ text: ArraySlice<UInt8>) -> CountSign? {
    let digits = text.first == UInt8(ascii: "-") ? text.dropFirst() : text
    guard !digits.isEmpty, digits.allSatisfy(isDigit) else { return nil }
    if digits.allSatisfy({ $0 == UInt8(ascii: "0") }) { return .zero }
    return digits.count == text.count ? .positive : .negative
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }
}

extension ArraySlice<UInt8> {
  /// Takes what stands behind the last such mark, and the mark; nothing where there is none.
  fileprivate mutating func takeLast(behind mark: Unicode.Scalar) -> ArraySlice {
    guard let place = lastIndex(of: UInt8(ascii: mark)) else { return [] }
    defer { self = self[..<place] }
    return self[(place + 1)...]
  }
}
