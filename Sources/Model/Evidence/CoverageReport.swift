/// What one coverage report says of itself, and what its records come to.
package struct CoverageReport: Hashable, Sendable {
  package var origin = Path(bytes: [])
  package var format = ""
  /// The tool that wrote it, as the law's remedies name it; `nil` where it does not say.
  package var tool: String?
  package var written: Instant?
  /// The commit that it says it is about.
  package var commit: String?
  /// The totals that it states, of which those that hide nothing are dropped once it has been read.
  package var stated: [CoverageKind: Share] = [:]
  /// Its records, those that repeat a point among them.
  package var records: [CoverageKind: Share] = [:]
  /// Other ways in which tools count its records: totals that come to one of them say the truth.
  package var tallies: [CoverageKind: [Share]] = [:]
  /// The distinct points of its records; known once it has been read.
  package var counted: [CoverageKind: Share] = [:]
  /// Whether it counts a point once for each function that it is part of, and shows it once.
  package var countsCopies = false
  package var files = 0
  /// What its reader noticed and no gate judges: repeated sections, counts below 0.
  package var remarks: [String] = []

  package init() {}

  /// Takes in what another part of the same report says.
  mutating func merge(_ part: CoverageReport) {
    tool = tool ?? part.tool
    written = written ?? part.written
    commit = commit ?? part.commit
    countsCopies = countsCopies || part.countsCopies
    stated.merge(part.stated, uniquingKeysWith: +)
    records.merge(part.records, uniquingKeysWith: +)
    tallies.merge(part.tallies) { zip($0, $1).map(+) }
    remarks += part.remarks
  }

  /// Takes down what its files come to, and what they come to where each counts as it states itself; drops the totals
  /// that say the same.
  mutating func hold(_ sums: CoverageShares, against stated: CoverageShares) {
    self.stated = self.stated.filter { kind, share in
      if tallies[kind]?.contains(share) == true { return false }
      // Writers do not agree on what a branch or a function is; what they must not do is to miss more than they show.
      return kind == .lines || share.missed > max(sums[kind].missed, records[kind]?.missed ?? 0)
    }
    for kind in CoverageKind.allCases where stated[kind] != sums[kind] { self.stated[kind] = stated[kind] }
  }
}
