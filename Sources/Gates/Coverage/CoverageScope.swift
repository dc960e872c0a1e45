import Model

/// The files that count, what of them counts, and what does not.
struct CoverageScope {
  /// A row a file, ascending.
  private(set) var rows: [CoverageRow] = []
  /// Those of the reports, of which each row has one.
  private var files: [CoveredFile]
  /// How many files do not count, by why.
  private var leftOut: [String: Int] = [:]
  private var testLines = 0

  /// - Parameter covered: ascending
  init(_ covered: [CoveredFile], _ matter: Case) {
    files = covered
    rows.reserveCapacity(covered.count)
    let tests = matter.sources.filter { !$1.tests.isEmpty }.mapValues(\.tests)
    for place in files.indices {
      let (path, kind) = (files[place].path, files[place].kind)
      if kind != .source {
        leftOut[kind.rawValue, default: 0] += 1
      } else if matter.isExcluded(path) {
        leftOut["excluded by the policy", default: 0] += 1
      } else {
        if let tests = tests[path] { testLines += files[place].remove(tests) }
        rows.append(CoverageRow(path, place, files[place].coverage))
      }
    }
  }

  /// `nil` for a file that does not count.
  subscript(path: Path) -> FileCoverage? {
    let place = rows.firstPlace { $0.path >= path }
    return place < rows.count && rows[place].path == path ? self[rows[place]] : nil
  }

  subscript(row: CoverageRow) -> FileCoverage { files[row.place].coverage }

  /// The extensions of the files that count.
  var extensions: Set<String> { Set(rows.lazy.map(\.path.pathExtension)) }

  /// Tells what does not count, on whose word.
  func tellLeftOut(under policy: Policy.Coverage, _ hearing: inout Hearing) {
    if !leftOut.isEmpty {
      let words = leftOut.ordered { $0.key < $1.key }.map { "\($0.value) \($0.key)" }.joined(separator: ", ")
      hearing.measure("files left out", required: nil, found: words)
    }
    if testLines > 0 { hearing.measure("lines of tests in sources left out", required: nil, found: String(testLines)) }
    var excluded: [CoverageKind: Int] = [:]
    for row in rows { excluded.merge(row.excluded, uniquingKeysWith: +) }
    let sum = excluded.values.reduce(0, +)
    guard sum > 0 || policy.excludedPoints != nil else { return }
    let words = CoverageKind.allCases.compactMap { kind in excluded[kind].map { $0.of(kind.singular, kind.rawValue) } }
    hearing.measure(
      "left out by marks", required: policy.excludedPoints.map { "at most \($0)" },
      found: words.isEmpty ? "none" : words.joined(separator: ", "))
    guard let most = policy.excludedPoints, sum > most else { return }
    let worst = rows.filter { !$0.excluded.isEmpty }.max { a, b in
      (a.excluded.values.reduce(0, +), b.path) < (b.excluded.values.reduce(0, +), a.path)
    }
    hearing.find(
      CoverageRule.excluded,
      "marks in sources leave out \(words.joined(separator: " and ")), \(sum - most) more than are allowed",
      at: worst.map { Location($0.path) })
  }
}

/// What one file comes to. The judgements go over rows: to take the coverage of a file into the hand costs more than
/// to add it up.
struct CoverageRow {
  let path: Path
  fileprivate let place: Int
  let carries: CoverageKinds
  let excluded: [CoverageKind: Int]
  let lastLine: UInt64?
  let shares: CoverageShares

  fileprivate init(_ path: Path, _ place: Int, _ file: FileCoverage) {
    (self.path, self.place) = (path, place)
    (carries, excluded, lastLine, shares) = (file.carries, file.excluded, file.lines.last, file.shares)
  }
}

extension [CoverageRow] {
  /// Of rows of which the last ones are meant, the first that is.
  fileprivate func firstPlace(where isMeant: (CoverageRow) -> Bool) -> Int {
    var range = indices
    while !range.isEmpty {
      let middle = range.lowerBound + range.count / 2
      range = isMeant(self[middle]) ? range.lowerBound..<middle : middle + 1..<range.upperBound
    }
    return range.lowerBound
  }

  var shares: CoverageShares { reduce(CoverageShares()) { $0 + $1.shares } }
}

extension CoverageKind {
  var singular: String {
    switch self {
    case .lines: "line"
    case .branches: "branch"
    case .functions: "function"
    }
  }
}

extension Case {
  /// Whether a path is of a source file that the policy does not exclude.
  func counts(_ path: Path) -> Bool { kind(of: path) == .source && !isExcluded(path) }

  func isExcluded(_ path: Path) -> Bool { policy.coverage.exclude.matches(path) }
}

extension CoverageScope {
  private static let shownFiles = 200

  /// A row a file that is not covered whole, the worst first.
  var table: Table {
    let kinds = CoverageKind.allCases.filter { kind in
      rows.contains { $0.carries.contains(CoverageKinds(kind)) }
    }
    return Table(
      "Files, worst first", head: ["file"] + kinds.map(\.rawValue),
      rows: worst(kinds).map { row in
        [row.path.description] + kinds.map { row.shares[$0] }.map { $0.total > 0 ? $0.words : "" }
      })
  }

  /// So many that are shown: of many files only these are ever sorted.
  private func worst(_ kinds: [CoverageKind]) -> [CoverageRow] {
    let shown = CoverageScope.shownFiles
    func isWorse(_ a: CoverageRow, _ b: CoverageRow) -> Bool { a.isWorse(than: b, by: kinds) ?? (a.path < b.path) }
    var worst: [CoverageRow] = []
    var bound: CoverageRow?
    for row in rows where kinds.contains(where: { row.shares[$0].misses }) {
      if let bound, !isWorse(row, bound) { continue }
      worst.append(row)
      if worst.count == 2 * shown {
        worst.sort(by: isWorse)
        worst.removeLast(shown)
        bound = worst.last
      }
    }
    return Array(worst.sorted(by: isWorse).prefix(shown))
  }
}

extension CoverageRow {
  fileprivate func isWorse(than other: CoverageRow, by kinds: [CoverageKind]) -> Bool? {
    for kind in kinds {
      if let isWorse = shares[kind].isWorse(than: other.shares[kind]) { return isWorse }
    }
    return nil
  }
}

extension Share {
  /// Whether anything is not covered.
  var misses: Bool { covered < total }

  /// Whether less of it is covered, of equal shares whether more is missed; `nil` where it is all the same.
  fileprivate func isWorse(than other: Share) -> Bool? {
    let (own, others) = (Int128(covered) * Int128(other.total), Int128(other.covered) * Int128(total))
    if own != others { return own < others }
    return total == other.total ? nil : total > other.total
  }
}
