import Model

/// The files that count, what of them counts, and what does not.
struct CoverageScope {
  private(set) var files: [Path: FileCoverage] = [:]
  /// How many files do not count, by why.
  private var leftOut: [String: Int] = [:]
  private var testLines = 0

  init(_ matched: [Path: FileCoverage], _ matter: Case) {
    for (path, file) in matched {
      let kind = matter.kind(of: path)
      if kind != .source {
        leftOut[kind.rawValue, default: 0] += 1
      } else if !matter.counts(path) {
        leftOut["excluded by the policy", default: 0] += 1
      } else {
        files[path] = file
        if let tests = matter.sources[path]?.tests, !tests.isEmpty { testLines += files[path]?.remove(tests) ?? 0 }
      }
    }
  }

  func share(of kind: CoverageKind) -> Share {
    files.values.reduce(Share(covered: 0, total: 0)) { $0 + $1.share(of: kind) }
  }

  /// Tells what does not count, on whose word.
  func tellLeftOut(under policy: Policy.Coverage, _ hearing: inout Hearing) {
    if !leftOut.isEmpty {
      let words = leftOut.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }.joined(separator: ", ")
      hearing.measure("files left out", required: nil, found: words)
    }
    if testLines > 0 { hearing.measure("lines of tests in sources left out", required: nil, found: String(testLines)) }
    var excluded: [CoverageKind: Int] = [:]
    for file in files.values { excluded.merge(file.excluded, uniquingKeysWith: +) }
    let sum = excluded.values.reduce(0, +)
    guard sum > 0 || policy.excludedPoints != nil else { return }
    let words = CoverageKind.allCases.compactMap { kind in excluded[kind].map { $0.of(kind.singular, kind.rawValue) } }
    hearing.measure(
      "left out by marks", required: policy.excludedPoints.map { "at most \($0)" },
      found: words.isEmpty ? "none" : words.joined(separator: ", "))
    guard let most = policy.excludedPoints, sum > most else { return }
    let worst = files.filter { !$0.value.excluded.isEmpty }.max { a, b in
      (a.value.excluded.values.reduce(0, +), b.key) < (b.value.excluded.values.reduce(0, +), a.key)
    }
    hearing.find(
      CoverageRule.excluded,
      "marks in sources leave out \(words.joined(separator: " and ")), \(sum - most) more than are allowed",
      at: worst.map { Location($0.key) })
  }
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
  func counts(_ path: Path) -> Bool {
    kind(of: path) == .source && !policy.coverage.exclude.contains { $0.matches(path) }
  }
}

extension CoverageScope {
  private static let shownFiles = 200

  /// A row a file that is not covered whole, the worst first.
  var table: Table {
    let kinds = CoverageKind.allCases.filter { kind in
      files.values.contains { $0.carries.contains(CoverageKinds(kind)) }
    }
    let rows = files.filter { _, file in kinds.contains { file.share(of: $0).misses } }
      .sorted { a, b in a.value.isWorse(than: b.value) ?? (a.key < b.key) }
    return Table(
      "Files, worst first", head: ["file"] + kinds.map(\.rawValue),
      rows: rows.prefix(CoverageScope.shownFiles).map { path, file in
        [path.description] + kinds.map { kind in file.share(of: kind).total > 0 ? file.share(of: kind).words : "" }
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

extension FileCoverage {
  fileprivate func isWorse(than other: FileCoverage) -> Bool? {
    for kind in CoverageKind.allCases {
      if let isWorse = share(of: kind).isWorse(than: other.share(of: kind)) { return isWorse }
    }
    return nil
  }
}
