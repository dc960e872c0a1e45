import Model

/// The files that count, what of them counts, and what does not.
struct CoverageScope {
  private(set) var files: [Path: FileCoverage] = [:]
  /// A row a file, ascending.
  private(set) var rows: [CoverageRow] = []
  /// How many files do not count, by why.
  private var leftOut: [String: Int] = [:]
  private var testLines = 0

  init(_ matched: [Path: FileCoverage], _ matter: Case) {
    let kinds = matter.files.kinds
    for (path, file) in matched {
      let kind = kinds[path] ?? matter.kind(of: path)
      if kind != .source {
        leftOut[kind.rawValue, default: 0] += 1
      } else if matter.isExcluded(path) {
        leftOut["excluded by the policy", default: 0] += 1
      } else {
        var file = file
        if let tests = matter.sources[path]?.tests, !tests.isEmpty { testLines += file.remove(tests) }
        files[path] = file
        rows.append(CoverageRow(path, file))
      }
    }
    rows.sort { $0.path < $1.path }
  }

  /// Tells what does not count, on whose word.
  func tellLeftOut(under policy: Policy.Coverage, _ hearing: inout Hearing) {
    if !leftOut.isEmpty {
      let words = leftOut.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }.joined(separator: ", ")
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
  let carries: CoverageKinds
  let excluded: [CoverageKind: Int]
  let lastLine: UInt64?
  let shares: CoverageShares

  init(_ path: Path, _ file: FileCoverage) {
    self.path = path
    (carries, excluded, lastLine, shares) = (file.carries, file.excluded, file.lines.last, file.shares)
  }
}

extension [CoverageRow] {
  var shares: CoverageShares { reduce(CoverageShares()) { $0 + $1.shares } }
}

extension CoverageKind {
  fileprivate var singular: String {
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
    let worst = rows.map { row in (path: row.path, shares: kinds.map { row.shares[$0] }) }
      .filter { $0.shares.contains(where: \.misses) }
      .sorted { a, b in a.shares.isWorse(than: b.shares) ?? (a.path < b.path) }
    return Table(
      "Files, worst first", head: ["file"] + kinds.map(\.rawValue),
      rows: worst.prefix(CoverageScope.shownFiles).map { path, shares in
        [path.description] + shares.map { $0.total > 0 ? $0.words : "" }
      })
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

extension [Share] {
  fileprivate func isWorse(than others: [Share]) -> Bool? {
    zip(self, others).lazy.compactMap { $0.isWorse(than: $1) }.first
  }
}
