import Model
import Syntax

/// The coverage of one report while it is read, a file at a time: what is said of one file stands together, nearly
/// always.
struct CoverageDraft {
  private(set) var coverage = Coverage()
  /// What was measured of the file that began last.
  var file = FileCoverage()
  /// What the report is known to carry by now.
  var carries: CoverageKinds = .lines
  private var path: Path?
  /// All records, those that repeat a point among them.
  private var lines = Share(covered: 0, total: 0)
  private var branches = Share(covered: 0, total: 0)
  private var functions = Share(covered: 0, total: 0)
  private var negatives = 0
  private static let lineCap = 20_000_000

  /// Whether a file has begun and not ended.
  var isInFile: Bool { path != nil }

  /// Begins a file, or goes on with the one that began last; one that was counted is over.
  mutating func begin(_ path: Path) {
    if path != self.path || !file.totals.isEmpty { end() }
    self.path = path
  }

  mutating func end() {
    guard let path else { return }
    file.settle()
    coverage.add(file, at: path)
    file = FileCoverage()
    self.path = nil
  }

  /// Adds what was read of a later part of the report.
  mutating func append(_ later: CoverageDraft) {
    var later = later
    end()
    later.end()
    coverage.merge(later.coverage)
    carries.formUnion(later.carries)
    lines = lines + later.lines
    branches = branches + later.branches
    functions = functions + later.functions
    negatives += later.negatives
  }

  mutating func add(_ line: UInt32, _ count: CountSign) {
    file.lines.add(UInt64(line), isHit: count == .positive)
    lines.total += 1
    if count == .positive { lines.covered += 1 }
    if count == .negative { negatives += 1 }
  }

  /// Adds lines that a report names by the first and the last of them.
  /// - Throws: where that becomes more lines than the code of anybody has.
  mutating func add(_ range: ClosedRange<UInt32>, _ count: CountSign) throws(ReadError) {
    guard lines.total + range.count <= CoverageDraft.lineCap else {
      throw ReadError(met: "ranges of more than \(CoverageDraft.lineCap) lines", wanted: "at most that")
    }
    for line in range { add(line, count) }
  }

  /// Adds a branch's outcome that is told apart from the others of its line.
  mutating func add(_ arm: Arm, isTaken: Bool, called name: @autoclosure () -> String? = nil) {
    file.arms.add(arm.number, isHit: isTaken)
    branches = branches + Share(covered: isTaken ? 1 : 0, total: 1)
    carries.insert(.branches)
    if !isTaken, let name = name() { file.untaken[arm.number] = name }
  }

  /// Adds how many outcomes a line has, and how many of them were taken.
  mutating func add(outcomes: Share, line: UInt32) {
    file.add(outcomes: outcomes, line: line)
    branches = branches + outcomes
    carries.insert(.branches)
  }

  mutating func add(_ function: FunctionName, isHit: Bool) {
    file.functions.add(function, isHit: isHit)
    functions = functions + Share(covered: isHit ? 1 : 0, total: 1)
    carries.insert(.functions)
  }

  /// Adds what is counted of the whole file.
  mutating func add(total: Share, of kind: CoverageKind) {
    file.totals[kind] = total
    carries.insert(CoverageKinds(kind))
  }

  mutating func exclude(_ count: Int, _ kind: CoverageKind) { file.excluded[kind, default: 0] += count }
  mutating func add(root: Path) { coverage.add(root: root) }
  mutating func add(remark: String) { coverage.add(remark: remark) }

  /// What the report says of itself.
  mutating func tell(_ words: (inout CoverageReport) -> Void) { words(&coverage.report) }
}

extension CoverageDraft {
  /// - Throws: where no line was measured: reports come so when their tool found nothing to measure.
  mutating func evidence() throws(ReadError) -> Evidence {
    let evidence = evidenceIfAny()
    guard evidence.coverage.shares[.lines].total > 0 else {
      throw ReadError(met: "a report without any line", wanted: "lines that were measured")
    }
    return evidence
  }

  /// The same of a format whose list of files may say that there is none.
  mutating func evidenceIfAny() -> Evidence {
    end()
    if negatives > 0 { add(remark: "\(negatives.of("count")) below 0 mean not covered") }
    for (kind, records) in [(CoverageKind.lines, lines), (.branches, branches), (.functions, functions)]
    where records.total > 0 { coverage.report.records[kind] = records }
    coverage.settle()
    coverage.declare(carries)
    var evidence = Evidence()
    evidence.coverage = coverage
    return evidence
  }
}

/// Whether something ran, by how often: below 0 when counters race.
enum CountSign { case positive, zero, negative }

extension CountSign {
  init(_ count: Int) { self = count > 0 ? .positive : count < 0 ? .negative : .zero }
  init(_ count: Decimal) { self = count > 0 ? .positive : count < 0 ? .negative : .zero }
  init(isHit: Bool) { self = isHit ? .positive : .zero }
}

/// One outcome of a branch within its file.
struct Arm: Hashable {
  /// The line in the upper half.
  let number: UInt64

  /// Two numbers that tell it from the others of its line: they themselves where they are small, else a hash of them.
  init(_ line: UInt32, _ branch: Int, _ outcome: Int) {
    let small = 0..<(1 << 15)
    let lower =
      if small.contains(branch), small.contains(outcome) {
        UInt32(branch << 15 | outcome)
      } else {
        Arm.hash(branch, outcome) | 0x8000_0000
      }
    number = UInt64(line) << 32 | UInt64(lower)
  }

  /// Stands for those outcomes of a line that a report only counts.
  static func unnamed(_ line: UInt32) -> UInt64 { UInt64(line) << 32 | UInt64(UInt32.max) }

  /// FNV-1a over the numbers' bytes.
  static func hash(_ numbers: Int...) -> UInt32 {
    var hash: UInt32 = 0x811C_9DC5
    for number in numbers {
      for shift in stride(from: 0, to: 64, by: 8) {
        hash = (hash ^ UInt32(truncatingIfNeeded: (number >> shift) & 0xFF)) &* 0x0100_0193
      }
    }
    return hash
  }
}

extension ByteSource {
  /// The first of some tools that the beginning of a report names; nothing is taken.
  mutating func tool(among names: [String]) throws(ReadError) -> String? {
    try fill(upTo: 1024)
    let head = Array(buffer[start...].prefix(1024))
    return names.first { head.firstIndex(of: Array($0.utf8)) != nil }
  }
}
