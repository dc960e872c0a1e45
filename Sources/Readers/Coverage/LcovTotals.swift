import Model

/// What the sections of a tracefile state of their lines, held against their records.
struct LcovTotals {
  /// LF and LH of the section that is open.
  var found: Int?
  var hit: Int?
  private var sum = Share.none
  private var isStated = false
  private var distinct = Share.none
  /// All DA records, those that repeat a line among them.
  private var records = Share.none

  /// What the sections state together; `nil` where it is what their records come to: some tools count records, others
  /// lines, and a file may have several sections.
  var stated: Share? { isStated && sum != distinct && sum != records ? sum : nil }

  mutating func count(_ lines: Int, hits: Int) { records = records + Share(covered: hits, total: lines) }

  /// Ends a section; one that states nothing, or nonsense, counts with its lines.
  mutating func end(_ lines: Share) {
    distinct = distinct + lines
    if let found, let hit, hit <= found {
      isStated = true
      sum = sum + Share(covered: hit, total: found)
    } else {
      sum = sum + lines
    }
    (found, hit) = (nil, nil)
  }
}

extension Share {
  fileprivate static let none = Share(covered: 0, total: 0)
}
