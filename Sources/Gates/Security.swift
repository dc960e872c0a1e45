import Model

extension Gate {
  /// Gate 3: what scanners found, and whether they scanned at all.
  static let security = Gate(
    .security,
    rules: [
      .noEvidence, .unreadable, .scanIncomplete, .critical, .high, .medium, .low, .unrated, .suppressed, .scanMissing,
      .tfsec, .checkov, .imageNotScanned, .unlocked, .filtered, .olderScan, .statementIncomplete,
    ]
  ) { matter, hearing in
    hearing.findUnreadable(.unreadable)
    let scans = matter.evidence.scans.filter { !$0.isInventory }
    if scans.isEmpty {
      guard hearing.foundNothing else { return }
      guard hearing.hasInputs || matter.files.contains(where: { isScannable($0.kind) }) else {
        return hearing.appliesNot(because: "nothing in the repository that scanners look at")
      }
      let list = matter.evidence.scans.first
      let words = list.map { ", for \($0.tool) only lists what there is" } ?? ""
      hearing.find(.noEvidence, "no scan's report was found\(words)", at: list.map { Location($0.origin) })
      return judgeLocks(matter, &hearing)
    }
    let policy = matter.policy.security
    for scan in scans { judgeState(scan, policy, &hearing) }
    let found = weaknesses(in: scans)
    let active = found.filter { !$0.isSuppressed }
    let rated = Dictionary(grouping: active) { $0.rating(under: policy).severity }
    let plans = Plans(matter)
    for severity in Severity.allCases { judgeRating(severity, rated[severity] ?? [], matter, plans, &hearing) }
    hearing.show(Table(active, policy))
    for statement in plans.incomplete {
      hearing.find(.statementIncomplete, statement.gap, at: Location(statement.origin))
    }
    judgeSuppressed(found.filter(\.isSuppressed), policy, &hearing)
    judgeNeeds(matter, scans, &hearing)
    judgeLocks(matter, &hearing)
    judgeImages(matter, scans, &hearing)
    judgeFilters(policy, scans, &hearing)
    judgeStaleness(matter, scans, &hearing)
  }
}

private func isScannable(_ kind: FileKind) -> Bool {
  [.source, .test, .build, .support, .example].contains(kind)
}

private func judgeState(_ scan: Scan, _ policy: Policy.Security, _ hearing: inout Hearing) {
  let words =
    switch scan.state {
    case .complete: ""
    case .partial(let reason): "\(scan.tool) left something out: \(reason)"
    case .failed(let reason): "\(scan.tool) did not finish: \(reason)"
    case .scannedNothing(let reason): "\(scan.tool) scanned nothing: \(reason)"
    }
  if words.isEmpty { return }
  let isAccepted = policy.acceptedGaps.contains { $0.matches(text: scan.tool) || $0.matches(scan.origin) }
  hearing.find(.scanIncomplete, words, at: Location(scan.origin), effect: isAccepted ? .note : nil)
}

private func judgeRating(
  _ severity: Severity, _ rated: [Weakness], _ matter: Case, _ plans: Plans, _ hearing: inout Hearing
) {
  let policy = matter.policy.security
  let treatment = policy.treatment[severity] ?? .block
  let open = rated.filter { weakness in
    switch treatment {
    case .allow: false
    case .block: true
    case .mitigate: !plans.cover(weakness)
    }
  }
  let required =
    switch treatment {
    case .allow: "allowed"
    case .block: "0"
    case .mitigate: "mitigated"
    }
  let count =
    rated.count > open.count && treatment == .mitigate ? "\(rated.count), \(open.count) open" : "\(rated.count)"
  if !rated.isEmpty || severity == .critical || severity == .high {
    hearing.measure(severity.rawValue, required: required, found: count)
  }
  for weakness in open {
    let words = weakness.words(ratedBy: weakness.rating(under: policy).by)
    let gap = plans.gap(for: weakness).map { "; " + $0 }
    let place = weakness.location ?? matter.place(of: weakness)
    hearing.find(RuleID(severity), words + (gap ?? ""), at: place, severity: severity)
  }
}

/// What is bad needs more than a tool's word, or a comment in the code, to be put aside.
private func judgeSuppressed(_ found: [Weakness], _ policy: Policy.Security, _ hearing: inout Hearing) {
  for weakness in found {
    let (severity, by) = weakness.rating(under: policy)
    guard policy.treatment[severity] == .block else { continue }
    let reason = weakness.witnesses.compactMap(\.finding.suppression).min() ?? ""
    let words = "\(weakness.words(ratedBy: by)); put aside: \(reason)"
    hearing.find(.suppressed, words, at: weakness.location, severity: severity)
  }
  if !found.isEmpty { hearing.measure("suppressed in the reports", required: nil, found: String(found.count)) }
}

extension Weakness {
  fileprivate func words(ratedBy by: String) -> String {
    let others = names.count > 1 ? " (\(names.dropFirst().prefix(3).joined(separator: ", ")))" : ""
    let place = components.isEmpty ? "" : " in \(components.joined(separator: ", "))"
    let fix =
      fixes.isEmpty ? kind == .vulnerability ? "; no fix is known" : "" : "; fixed in \(fixes.joined(separator: ", "))"
    let told = title.withoutQuotedSecrets
    return "\(names[0])\(others)\(place): \(told) (\(by))\(fix); found by \(tools.joined(separator: ", "))"
  }
}

extension RuleID {
  fileprivate static let noEvidence: RuleID = "security.no-evidence"
  fileprivate static let unreadable: RuleID = "security.unreadable"
  fileprivate static let scanIncomplete: RuleID = "security.scan-incomplete"
  fileprivate static let critical: RuleID = "security.critical"
  fileprivate static let high: RuleID = "security.high"
  fileprivate static let medium: RuleID = "security.medium"
  fileprivate static let low: RuleID = "security.low"
  fileprivate static let unrated: RuleID = "security.unrated"
  fileprivate static let suppressed: RuleID = "security.suppressed"
  fileprivate static let statementIncomplete: RuleID = "security.statement-incomplete"

  fileprivate init(_ severity: Severity) {
    switch severity {
    case .critical: self = .critical
    case .high: self = .high
    case .medium: self = .medium
    case .low, .info: self = .low
    case .unrated: self = .unrated
    }
  }
}
