/// Which points of which files ran while tests ran.
package struct Coverage: Sendable {
  /// By the path that the reports write.
  package private(set) var files = CoveredFiles()
  /// What any file's report carries.
  package private(set) var carried: CoverageKinds = []
  /// Folders that the reports say their paths start from (Cobertura's `<source>`).
  package private(set) var roots: Set<Path> = []
  /// The report that is being read.
  package var report = CoverageReport()
  /// Those that have been read.
  package private(set) var reports: [CoverageReport] = []
  /// What the files come to, once that was counted and as long as none was added since.
  private var counted: CoverageShares?
  /// Which files they are, where somebody found that out and no other was added since.
  package private(set) var paths: CoveredPaths?

  package init() {}

  package mutating func add(_ file: consuming FileCoverage, at path: Path) {
    carried.formUnion(file.carries)
    counted = nil
    paths = nil
    files.add(file, at: path)
  }

  package mutating func keep(_ paths: CoveredPaths) { self.paths = paths }

  package mutating func add(root: Path) { roots.insert(root) }
  package mutating func add(remark: String) { report.remarks.append(remark) }

  /// Says that the report carries such data, which is true of all its files.
  package mutating func declare(_ kinds: CoverageKinds) {
    if !files.isEmpty { carried.formUnion(kinds) }
  }

  package mutating func merge(_ other: consuming Coverage) {
    var (other, others) = (other, CoveredFiles())
    swap(&others, &other.files)
    counted = files.isEmpty ? other.counted : nil
    paths = nil
    files.merge(consume others)
    carried.formUnion(other.carried)
    roots.formUnion(other.roots)
    report.merge(other.report)
    reports += other.reports
  }

  /// Says where the coverage was read from, now that its report has been read to its end, and settles it.
  package mutating func sign(_ origin: Path, format: String) {
    let carried = carried
    var (sums, stated) = (CoverageShares(), CoverageShares())
    let countsCopies = report.countsCopies
    // In one pass: to come by a file costs more than to add it up.
    files.update { file in
      file.carries.formUnion(carried)
      file.settle()
      let shares = file.shares
      sums = sums + shares
      stated = stated + file.stated(beside: shares, countsCopies: countsCopies)
    }
    counted = sums
    guard !files.isEmpty || !report.remarks.isEmpty else { return }
    report.origin = origin
    report.format = format
    report.files = files.count
    for kind in CoverageKind.allCases where carried.contains(CoverageKinds(kind)) { report.counted[kind] = sums[kind] }
    report.hold(sums, against: stated)
    append(report)
    report = CoverageReport()
  }

  package mutating func append(_ report: CoverageReport) { reports.append(report) }

  /// What reports say besides what ran.
  package var withoutFiles: Coverage {
    var rest = self
    rest.files = CoveredFiles()
    rest.carried = []
    rest.paths = nil
    return rest
  }

  package mutating func settle() {
    counted = nil
    files.update { $0.settle() }
  }

  /// Of settled coverage: all files together.
  package var shares: CoverageShares { counted ?? files.shares }
}

/// What a file comes to, or several together.
package struct CoverageShares: Hashable, Sendable {
  fileprivate var lines = Share(covered: 0, total: 0)
  fileprivate var branches = Share(covered: 0, total: 0)
  fileprivate var functions = Share(covered: 0, total: 0)

  package init() {}

  package subscript(kind: CoverageKind) -> Share {
    get {
      switch kind {
      case .lines: lines
      case .branches: branches
      case .functions: functions
      }
    }
    set {
      switch kind {
      case .lines: lines = newValue
      case .branches: branches = newValue
      case .functions: functions = newValue
      }
    }
  }

  package static func + (a: CoverageShares, b: CoverageShares) -> CoverageShares {
    var sums = a
    sums.lines = a.lines + b.lines
    sums.branches = a.branches + b.branches
    sums.functions = a.functions + b.functions
    return sums
  }
}

/// The three things that coverage counts.
package enum CoverageKind: String, CaseIterable, Sendable { case lines, branches, functions }

/// A set of them.
package struct CoverageKinds: OptionSet, Hashable, Sendable {
  package let rawValue: UInt8
  package init(rawValue: UInt8) { self.rawValue = rawValue }

  package static let lines = CoverageKinds(rawValue: 1)
  package static let branches = CoverageKinds(rawValue: 2)
  package static let functions = CoverageKinds(rawValue: 4)

  package init(_ kind: CoverageKind) {
    switch kind {
    case .lines: self = .lines
    case .branches: self = .branches
    case .functions: self = .functions
    }
  }
}

/// What ran of one file.
package struct FileCoverage: Hashable, Sendable {
  package var lines = Points()
  /// Branch outcomes that a report tells apart: line in the upper half, a number for the outcome in the lower.
  package var arms = Points()
  /// Outcomes that a report only counts, by line.
  package var counted = OutcomeCounts()
  package var functions = Functions()
  /// What a report counts of the whole file and of no point in it: a summary knows no lines.
  package var totals: [CoverageKind: Share] = [:]
  /// How many points were left out on somebody's word: a mark in the source, a filter.
  package var excluded: [CoverageKind: Int] = [:]
  /// What reports call the outcomes that were not taken, by arm.
  package var untaken: [UInt64: String] = [:]
  package var carries: CoverageKinds = []

  package init() {}

  package mutating func add(outcomes: Share, line: UInt32) { counted.add(outcomes, line: line) }

  package mutating func merge(_ other: FileCoverage) {
    if !totals.isEmpty || !other.totals.isEmpty { merge(totalsOf: other) }
    lines.merge(other.lines)
    arms.merge(other.arms)
    counted.merge(other.counted)
    functions.merge(other.functions)
    excluded.merge(other.excluded, uniquingKeysWith: max)
    untaken.merge(other.untaken) { name, _ in name }
    carries.formUnion(other.carries)
  }

  /// Points that are united are those of neither count. Of two counts without points nobody knows what they share: the
  /// larger total holds, with the larger count.
  private mutating func merge(totalsOf other: FileCoverage) {
    totals.merge(other.totals) { Share(covered: max($0.covered, $1.covered), total: max($0.total, $1.total)) }
    totals = totals.filter { !hasPoints($0.key) || !other.hasPoints($0.key) }
  }

  private func hasPoints(_ kind: CoverageKind) -> Bool {
    switch kind {
    case .lines: !lines.isEmpty
    case .branches: !arms.isEmpty || !counted.isEmpty
    case .functions: !functions.isEmpty
    }
  }

  package mutating func settle() {
    lines.settle()
    arms.settle()
    functions.settle()
    counted.settle()
  }
}

extension FileCoverage {
  /// What its points come to, in kinds of which its totals miss more the totals.
  ///
  /// - Parameter countsCopies: whether totals count a point once for each function that it is part of; one that nobody
  ///   called explains what is missed, and so does more than is covered.
  fileprivate func stated(beside shares: CoverageShares, countsCopies: Bool) -> CoverageShares {
    if totals.isEmpty { return shares }
    var stated = shares
    for (kind, total) in totals where total.missed > shares[kind].missed {
      let isOfCopies =
        countsCopies && kind != .functions
        && (shares[.functions].missed > 0 || total.covered > shares[kind].covered)
      if !isOfCopies { stated[kind] = total }
    }
    return stated
  }

  /// Of settled coverage: what its points come to; where it has none, the totals of the file.
  package var shares: CoverageShares {
    func whole(_ points: Share, _ kind: CoverageKind) -> Share {
      points.total > 0 ? points : totals[kind] ?? points
    }
    var shares = CoverageShares()
    shares.lines = whole(lines.share, .lines)
    shares.branches = whole(arms.share + counted.share, .branches)
    shares.functions = whole(functions.share, .functions)
    return shares
  }
}

extension FileCoverage {
  /// Takes out what stands in some lines.
  /// - Returns: how many lines that were.
  package mutating func remove(_ ranges: [ClosedRange<Int>]) -> Int {
    func isOut(_ line: UInt64) -> Bool { ranges.contains { $0.contains(Int(clamping: line)) } }
    _ = arms.remove { isOut($0 >> 32) }
    counted.remove(where: isOut)
    functions.remove(where: isOut)
    return lines.remove(where: isOut)
  }

  /// What reports call the outcomes of a line that were not taken; those that a report only counts together go by
  /// the highest number of an arm.
  package func untakenNames(on line: Int) -> [String] {
    if untaken.isEmpty { return [] }
    let missed = arms.missed.map { UInt64($0) } + [UInt64(clamping: line) << 32 | UInt64(UInt32.max)]
    return missed.filter { $0 >> 32 == line }.compactMap { untaken[$0] }
  }

  /// Outcomes of branches by line, known and counted ones; of settled coverage.
  package var branchesByLine: [Int: Share] {
    var byLine: [Int: Share] = [:]
    for (line, share) in counted.missed { byLine[Int(line)] = share }
    for (arm, isHit) in arms.points {
      byLine[Int(arm >> 32), default: Share(covered: 0, total: 0)] =
        byLine[Int(arm >> 32), default: Share(covered: 0, total: 0)] + Share(covered: isHit ? 1 : 0, total: 1)
    }
    return byLine
  }
}
