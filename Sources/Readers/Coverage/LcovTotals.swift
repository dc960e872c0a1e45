import Model

/// What the sections of a tracefile state of their lines, held against their records.
struct LcovTotals {
  /// LF and LH of the section that is open.
  var found: Int?
  var hit: Int?
  private var sum = Share.none
  private var distinct = Share.none
  /// How many DA records the open section has.
  private var lines = 0
  /// All DA records, those that repeat a line among them.
  private var records = Share.none

  /// Takes down what the sections state together, beside what their records come to: some tools count records, others
  /// lines, and a file may have several sections. Of a file that is read in parts, only all of them together tell.
  func tell(_ report: inout CoverageReport) {
    report.stated[.lines] = sum
    report.tallies[.lines] = [distinct, records]
  }

  mutating func count(_ lines: Int, hits: Int) {
    records = records + Share(covered: hits, total: lines)
    self.lines += lines
  }

  /// Ends a section; one that states nothing, or nonsense, counts with its lines. So does one that states more lines
  /// than it has records: llvm-cov counts a line once for each function that it is part of.
  mutating func end(_ own: Share) {
    distinct = distinct + own
    if let found, let hit, hit <= found, found <= lines {
      sum = sum + Share(covered: hit, total: found)
    } else {
      sum = sum + own
    }
    (found, hit, lines) = (nil, nil, 0)
  }
}

extension Share {
  fileprivate static let none = Share(covered: 0, total: 0)
}
