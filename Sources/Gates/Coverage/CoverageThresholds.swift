import Model

/// Holds each kind against what is asked of all files together, and of those that the policy names apart.
func judgeThresholds(_ scope: CoverageScope, _ matter: Case, _ hearing: inout Hearing) {
  let policy = matter.policy.coverage
  var rest = scope.rows
  var parts: [CoveragePart] = []
  for row in policy.minimumByPath {
    let rows = rest.filter { row.glob.matches($0.path) }
    rest.removeAll { row.glob.matches($0.path) }
    // What a path does not say is as it is for all.
    let minimum = policy.minimum.merging(row.minimum) { _, own in own }
    parts.append(CoveragePart(name: " in \(row.glob)", minimum: minimum, rows: rows))
  }
  parts.insert(CoveragePart(name: "", minimum: policy.minimum, rows: rest), at: 0)
  for kind in CoverageKind.allCases {
    for part in parts where !part.rows.isEmpty { part.judge(kind, scope, matter, &hearing) }
  }
}

/// A share lets the more be missed the larger a repository is; the policy may say how much is too much.
func judgeMissedLines(_ scope: CoverageScope, _ most: Int?, _ hearing: inout Hearing) {
  guard let most else { return }
  let share = scope.rows.shares[.lines]
  let missed = share.total - share.covered
  hearing.measure("missed lines", required: "at most \(most)", found: String(missed))
  guard missed > most else { return }
  hearing.find(
    CoverageRule.missedLines, "\(missed.of("line")) are missed, \(missed - most) more than is allowed")
}

/// Files that are held to the same.
private struct CoveragePart {
  let name: String
  let minimum: [CoverageKind: Decimal]
  let rows: [CoverageRow]

  func judge(_ kind: CoverageKind, _ scope: CoverageScope, _ matter: Case, _ hearing: inout Hearing) {
    guard let minimum = minimum[kind] else { return }
    let required = "\(minimum) %"
    let reason = matter.policy.coverage.unmeasurable[kind]
    let unmeasured = rows.filter { !$0.carries.contains(CoverageKinds(kind)) }
    if let reason, unmeasured.count == rows.count {
      return hearing.measure(kind.rawValue + name, required: required, found: "not measured: \(reason)")
    }
    if let first = unmeasured.first?.path, reason == nil {
      hearing.measure(kind.rawValue + name, required: required, found: "not measured")
      return hearing.find(
        CoverageRule.notMeasured,
        "the reports carry no \(kind.rawValue) of \(unmeasured.count.of("file")), \(first) for one",
        remedy: matter.remedy(for: kind))
    }
    let share = rows.shares[kind]
    hearing.measure(kind.rawValue + name, required: required, found: share.words)
    if kind == .lines, share.total == 0 {
      return hearing.find(CoverageRule.notMeasured, "the reports carry not one line")
    }
    guard !share.reaches(minimum) else { return }
    var told = 0
    for row in rows where row.shares[kind].misses {
      if told < MissedPoints.shownOfAll || matter.changedLines?.files[row.path] != nil {
        told += MissedPoints(kind, row.path, scope[row], matter.changedLines).tell(&hearing)
      } else {
        hearing.find(kind.rule, kind.missed(of: row.shares), at: Location(row.path))
      }
    }
  }
}

extension Case {
  /// What the tool can do about a kind that it did not report.
  fileprivate func remedy(for kind: CoverageKind) -> String? {
    let silent = evidence.coverage.reports.filter { $0.counted[kind] == nil }
    return silent.lazy.compactMap { report in
      report.tool.flatMap { policy.coverage.remedies[$0]?[kind] } ?? policy.coverage.remedies[report.format]?[kind]
    }.first
  }
}
