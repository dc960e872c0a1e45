import Model

extension Gate {
  /// Gate 2: what ran of the production code while the tests ran.
  static let coverage = Gate(
    .coverage,
    rules: [
      .noEvidence, .unreadable, .outOfScope, .unmatched, .notMeasured, .lines, .branches, .functions, .missingFile,
    ]
  ) { matter, hearing in
    if matter.touches([.source]) == false {
      return hearing.appliesNot(because: "no source file changed")
    }
    hearing.findUnreadable(.unreadable)
    let reported = matter.evidence.coverage.files
    guard !reported.isEmpty else {
      guard hearing.foundNothing else { return }
      if matter.isEmpty, !hearing.hasInputs { return hearing.appliesNot(because: "no commits between base and head") }
      hearing.find(.noEvidence, "no coverage report was found")
      return
    }
    let matched = CoveragePaths(matter).matched(matter.evidence.coverage)
    judgeMatching(matched, &hearing)
    let scope = matched.files.filter { isInScope($0.key, matter) }
    guard !scope.isEmpty else {
      let first = reported.keys.min().map { ", such as \($0)" } ?? ""
      hearing.find(
        .outOfScope, "none of \(reported.count.of("file")) in the reports is a source file of this repository\(first)")
      return
    }
    for kind in CoverageKind.allCases { judgeKind(kind, scope, matter.policy.coverage, &hearing) }
    judgeMissing(scope, matter, &hearing)
  }
}

private func isInScope(_ path: Path, _ matter: Case) -> Bool {
  matter.kind(of: path) == .source && !matter.policy.coverage.exclude.contains { $0.matches(path) }
}

private func judgeMatching(_ matched: CoveragePaths.Result, _ hearing: inout Hearing) {
  for (path, candidates) in matched.ambiguous.prefix(20) {
    let names = candidates.prefix(3).map(\.description).joined(separator: ", ")
    hearing.find(.outOfScope, "\(path) of the report could be any of \(names)")
  }
  if let first = matched.unmatched.first {
    hearing.find(
      .unmatched, "\(matched.unmatched.count.of("file")) of the reports are not in the repository, \(first) for one")
  }
}

private func judgeKind(
  _ kind: CoverageKind, _ scope: [Path: FileCoverage], _ policy: Policy.Coverage, _ hearing: inout Hearing
) {
  guard let minimum = policy.minimum[kind] else { return }
  let required = "\(minimum) %"
  let unmeasured = scope.filter { !$0.value.carries.contains(CoverageKinds(kind)) }
  if let reason = policy.unmeasurable[kind], unmeasured.count == scope.count {
    return hearing.measure(kind.rawValue, required: required, found: "not measured: \(reason)")
  }
  if let first = unmeasured.keys.min(), policy.unmeasurable[kind] == nil {
    hearing.measure(kind.rawValue, required: required, found: "not measured")
    return hearing.find(
      .notMeasured, "the reports carry no \(kind.rawValue) of \(unmeasured.count.of("file")), \(first) for one")
  }
  let share = scope.values.reduce(Share(covered: 0, total: 0)) { $0 + $1.share(of: kind) }
  hearing.measure(kind.rawValue, required: required, found: "\(share.percentText) (\(share.covered)/\(share.total))")
  if kind == .lines, share.total == 0 { return hearing.find(.notMeasured, "the reports carry not one line") }
  guard !share.reaches(minimum) else { return }
  for (path, file) in scope.sorted(by: { $0.key < $1.key }) { findMissed(kind, path, file, &hearing) }
}

private func findMissed(_ kind: CoverageKind, _ path: Path, _ file: FileCoverage, _ hearing: inout Hearing) {
  switch kind {
  case .lines:
    let runs = runs(of: file.lines.missed)
    for run in runs.prefix(20) {
      let which = run.count == 1 ? "line \(run.lowerBound)" : "lines \(run.lowerBound)-\(run.upperBound)"
      hearing.find(.lines, "\(which) never ran", at: Location(path, line: run.lowerBound))
    }
    if runs.count > 20 { hearing.find(.lines, "\(runs.count - 20) more places never ran", at: Location(path)) }
  case .branches:
    for (line, share) in file.branchesByLine.sorted(by: { $0.key < $1.key }) where share.covered < share.total {
      let message = "\(share.total - share.covered) of \(share.total.of("branch", "branches")) never taken"
      hearing.find(.branches, message, at: Location(path, line: line))
    }
  case .functions:
    for name in file.functions.missed {
      hearing.find(
        .functions, "\(name.name) was never called", at: Location(path, line: name.line > 0 ? name.line : nil))
    }
  }
}

/// Source files that the change brings content to, of an ecosystem that the reports measure, and in none of them.
private func judgeMissing(_ scope: [Path: FileCoverage], _ matter: Case, _ hearing: inout Hearing) {
  let measured = Set(scope.keys.map(\.pathExtension))
  let present = Set(matter.files.map(\.path))
  let touched = Set(matter.touched.filter(\.bringsContent).map(\.path))
  for path in touched.sorted() where scope[path] == nil && measured.contains(path.pathExtension) {
    guard present.contains(path), isInScope(path, matter) else { continue }
    hearing.find(
      .missingFile, "\(path) is changed and in no report: none of its lines are known to run", at: Location(path))
  }
}

/// Ascending numbers as runs of neighbours.
private func runs(of numbers: [Int]) -> [ClosedRange<Int>] {
  numbers.reduce(into: []) { runs, number in
    if let last = runs.last, last.upperBound == number - 1 {
      runs[runs.count - 1] = last.lowerBound...number
    } else {
      runs.append(number...number)
    }
  }
}

extension RuleID {
  fileprivate static let noEvidence: RuleID = "coverage.no-evidence"
  fileprivate static let unreadable: RuleID = "coverage.unreadable"
  fileprivate static let outOfScope: RuleID = "coverage.out-of-scope"
  fileprivate static let unmatched: RuleID = "coverage.unmatched"
  fileprivate static let notMeasured: RuleID = "coverage.not-measured"
  fileprivate static let lines: RuleID = "coverage.lines"
  fileprivate static let branches: RuleID = "coverage.branches"
  fileprivate static let functions: RuleID = "coverage.functions"
  fileprivate static let missingFile: RuleID = "coverage.missing-file"
}
