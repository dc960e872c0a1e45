import Model

extension Gate {
  /// Gate 2: what ran of the production code while the tests ran.
  static let coverage = Gate(.coverage, rules: CoverageRule.all) { matter, hearing in
    if matter.touches([.source]) == false {
      return hearing.appliesNot(because: "no source file changed")
    }
    hearing.findUnreadable(CoverageRule.unreadable)
    let reported = matter.evidence.coverage
    guard !reported.files.isEmpty else {
      guard hearing.foundNothing else { return }
      if matter.isEmpty, !hearing.hasInputs { return hearing.appliesNot(because: "no commits between base and head") }
      let words = hearing.hasInputs ? "the reports name no file at all" : "no coverage report was found"
      return hearing.find(CoverageRule.noEvidence, words)
    }
    let paths = matter.coveredPaths
    findPaths(paths, &hearing)
    let scope = CoverageScope(paths.files(of: reported), matter)
    guard !scope.rows.isEmpty else {
      let first = reported.files.keys.min().map { ", such as \($0)" } ?? ""
      return hearing.find(
        CoverageRule.outOfScope,
        "none of \(reported.files.count.of("file")) in the reports is a source file of this repository\(first)",
        remedy: paths.suggestion)
    }
    judgeHonesty(reported.reports, matter, &hearing)
    judgeStaleness(scope, matter, &hearing)
    let changed = ChangedCoverage(scope, matter)
    judgeThresholds(scope, matter, &hearing)
    judgeMissedLines(scope, matter.policy.coverage.missedLines, &hearing)
    judgeChanged(changed, matter, &hearing)
    judgeMissing(scope, matter, &hearing)
    judgeRatchet(scope, matter, &hearing)
    scope.tellLeftOut(under: matter.policy.coverage, &hearing)
    tell(reported, found: paths, &hearing)
    hearing.show(scope.table)
    hearing.draw(changedStrips(scope, matter))
  }
}

/// Which files of the reports are files of the repository, and what could be done about the others.
private func findPaths(_ paths: CoveredPaths, _ hearing: inout Hearing) {
  for (path, candidates) in paths.ambiguous.prefix(20) {
    let names = candidates.prefix(3).map(\.description).joined(separator: ", ")
    hearing.find(
      CoverageRule.ambiguous, "\(path) of the report could be any of \(names)",
      remedy: "Say under coverage.map which folder is meant, or run the tests where paths start at the repository's top"
    )
  }
  let unmatched = paths.unmatched
  if let first = unmatched.first {
    hearing.find(
      CoverageRule.unmatched,
      "the repository does not have \(unmatched.count.of("file")) of the reports, \(first) for one",
      remedy: paths.suggestion)
  }
}

/// How many of the files were found, and what each of several reports brings.
private func tell(_ reported: Coverage, found paths: CoveredPaths, _ hearing: inout Hearing) {
  let count = reported.files.count
  let found = count - paths.unmatched.count - paths.ambiguous.count
  if found < count { hearing.measure("files of the reports found", required: nil, found: "\(found) of \(count)") }
  let reports = reported.reports
  for report in reports.ordered(by: { $0.origin < $1.origin }).prefix(20) {
    if reports.count > 1 {
      let shares = CoverageKind.allCases.compactMap { kind in
        report.counted[kind].map { "\(kind.rawValue) \($0.words)" }
      }
      let words = (["\(report.files.of("file"))"] + shares).joined(separator: ", ")
      hearing.measure("\(report.origin)", required: nil, found: words)
    }
    for remark in report.remarks.prefix(10) {
      hearing.measure("\(report.origin)", required: nil, found: remark)
    }
  }
}

extension Share {
  /// `85.71 % (6/7)`
  var words: String { "\(percentText) (\(covered)/\(total))" }
}

/// What gate 2 can find against.
enum CoverageRule {
  static let noEvidence: RuleID = "coverage.no-evidence"
  static let unreadable: RuleID = "coverage.unreadable"
  static let outOfScope: RuleID = "coverage.out-of-scope"
  static let ambiguous: RuleID = "coverage.ambiguous"
  static let unmatched: RuleID = "coverage.unmatched"
  static let notMeasured: RuleID = "coverage.not-measured"
  static let lines: RuleID = "coverage.lines"
  static let branches: RuleID = "coverage.branches"
  static let functions: RuleID = "coverage.functions"
  static let changedLines: RuleID = "coverage.changed-lines"
  static let missingFile: RuleID = "coverage.missing-file"
  static let ratchet: RuleID = "coverage.ratchet"
  static let excluded: RuleID = "coverage.excluded"
  static let missedLines: RuleID = "coverage.missed-lines"
  static let totals: RuleID = "coverage.totals"
  static let incomplete: RuleID = "coverage.incomplete"
  static let stale: RuleID = "coverage.stale"
  static let older: RuleID = "coverage.older"

  static let all: [RuleID] = [
    noEvidence, unreadable, outOfScope, ambiguous, unmatched, notMeasured, lines, branches, functions,
    changedLines, missingFile, ratchet, excluded, missedLines, totals, incomplete, stale, older,
  ]
}
