import Model

/// What ran of the lines that the change adds or modifies.
struct ChangedCoverage {
  private(set) var share = Share(covered: 0, total: 0)
  /// Lines that did not run, by file.
  private(set) var missed: [(path: Path, lines: [Int])] = []
  /// Files that no report speaks of; all their changed lines count as missed.
  private(set) var absent: [Path] = []

  init(_ scope: CoverageScope, _ matter: Case) {
    guard let changed = matter.changedLines else { return }
    let present = Set(matter.files.paths)
    let measured = scope.extensions
    for (path, ranges) in changed.files.sorted(by: { $0.key < $1.key }) where matter.counts(path) {
      if let file = scope[path] {
        add(file.lines.points.filter { changed.contains(Int($0.number), of: path) }, of: path)
      } else if !ranges.isEmpty, present.contains(path), measured.contains(path.pathExtension),
        matter.sources[path]?.lines != 0
      {
        absent.append(path)
        share.total += ranges.reduce(0) { $0 + $1.count }
      }
    }
  }

  private mutating func add(_ points: [(number: UInt64, isHit: Bool)], of path: Path) {
    let lines = points.filter { !$0.isHit }.map { Int($0.number) }
    share = share + Share(covered: points.count - lines.count, total: points.count)
    if !lines.isEmpty { missed.append((path, lines)) }
  }
}

/// Holds the changed lines against what is asked of them.
func judgeChanged(_ coverage: ChangedCoverage, _ matter: Case, _ hearing: inout Hearing) {
  guard let minimum = matter.policy.coverage.changedLines else { return }
  let required = "\(minimum) %"
  guard matter.changedLines != nil else {
    hearing.measure("changed lines", required: required, found: "not known")
    return hearing.find(
      CoverageRule.changedLines,
      "the lines of the change are not known: \(matter.change.problem ?? "no base to compare with")",
      effect: .cannotJudge, remedy: "Check out the whole history and name the base with --base, or give coverage.diff")
  }
  if coverage.share.total == 0 {
    return hearing.measure("changed lines", required: required, found: "none of them is code")
  }
  hearing.measure("changed lines", required: required, found: coverage.share.words)
  guard !coverage.share.reaches(minimum) else { return }
  for (path, lines) in coverage.missed {
    for run in runs(of: lines).prefix(20) {
      hearing.find(
        CoverageRule.changedLines, "changed \(run.words) never ran", at: Location(path, line: run.lowerBound),
        isOfChange: true)
    }
  }
  for path in coverage.absent {
    hearing.find(CoverageRule.changedLines, "no report says what ran of \(path)", at: Location(path), isOfChange: true)
  }
}

/// Source files that the change brings content to, of an ecosystem that the reports measure, and in none of them. Of
/// others a report may have no line because they hold no code, which nobody can tell here.
func judgeMissing(_ scope: CoverageScope, _ matter: Case, _ hearing: inout Hearing) {
  let touched = Set(matter.touched.filter(\.bringsContent).map(\.path))
  if touched.isEmpty { return }
  let measured = scope.extensions
  let present = Set(matter.files.paths)
  var unmeasured: [Path] = []
  for path in touched.sorted() where measured.contains(path.pathExtension) {
    guard present.contains(path), matter.counts(path), matter.sources[path]?.lines != 0 else { continue }
    let file = scope[path]
    // Some tools write that line 0 ran, which is none.
    if let file, file.lines.last != 0 {
      if file.shares[.lines].total == 0 { unmeasured.append(path) }
      continue
    }
    let words =
      file == nil
      ? "\(path) is changed and in no report: none of its lines are known to run"
      : "\(path) is changed, and the reports tell of no line of it but 0"
    hearing.find(CoverageRule.missingFile, words, at: Location(path), isOfChange: true)
  }
  if let first = unmeasured.first {
    hearing.measure(
      "changed files without a measured line", required: nil,
      found: unmeasured.count > 1 ? "\(unmeasured.count), \(first) for one" : first.description)
  }
}

/// Of the files that the change touches none may fall behind what the record of the base says of it.
func judgeRatchet(_ scope: CoverageScope, _ matter: Case, _ hearing: inout Hearing) {
  guard let baseline = matter.baseline?.whole.coverage else { return }
  for change in Set(matter.touched).ordered(by: { $0.path < $1.path }) {
    guard let file = scope[change.path], let known = baseline[change.path] ?? change.before(in: baseline)
    else { continue }
    for kind in CoverageKind.allCases {
      guard let old = known[kind], file.carries.contains(CoverageKinds(kind)) else { continue }
      let new = file.shares[kind]
      // Where covered code is deleted the percentage falls, and nothing is worse for it.
      guard new.isLess(than: old), new.total - new.covered > old.total - old.covered else { continue }
      hearing.find(
        CoverageRule.ratchet, "\(kind.rawValue) fell from \(old.words) to \(new.words)", at: Location(change.path),
        isOfChange: true)
    }
  }
}

extension FileChange {
  /// What is known of the file under the name that it had.
  fileprivate func before(in baseline: [Path: [CoverageKind: Share]]) -> [CoverageKind: Share]? {
    switch kind {
    case .renamed(let from, _): baseline[from]
    default: nil
    }
  }
}

extension Share {
  fileprivate func isLess(than other: Share) -> Bool {
    Int128(covered) * Int128(other.total) < Int128(other.covered) * Int128(total)
  }
}
