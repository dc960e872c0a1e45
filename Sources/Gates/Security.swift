import Model

extension Gate {
  /// Gate 3: what scanners found, and whether they scanned at all.
  static let security = Gate(
    .security,
    rules: [.noEvidence, .unreadable, .scanIncomplete, .critical, .high, .medium, .low, .unrated]
  ) { matter, hearing in
    hearing.findUnreadable(.unreadable)
    let scans = matter.evidence.scans
    if scans.isEmpty {
      guard hearing.foundNothing else { return }
      guard hearing.hasInputs || matter.files.contains(where: { isScannable($0.kind) }) else {
        return hearing.appliesNot(because: "nothing in the repository that scanners look at")
      }
      return hearing.find(.noEvidence, "no scan's report was found")
    }
    for scan in scans { judgeState(scan, &hearing) }
    let findings = distinct(scans)
    for severity in Severity.allCases { judgeRating(severity, findings, matter.policy.security, &hearing) }
    let suppressed = scans.flatMap(\.findings).count { $0.suppression != nil }
    if suppressed > 0 { hearing.measure("suppressed in the reports", required: "shown", found: String(suppressed)) }
  }
}

private func isScannable(_ kind: FileKind) -> Bool {
  [.source, .test, .build, .support, .example].contains(kind)
}

private func judgeState(_ scan: Scan, _ hearing: inout Hearing) {
  let place = Location(scan.origin)
  switch scan.state {
  case .complete: break
  case .partial(let reason): hearing.find(.scanIncomplete, "\(scan.tool) left something out: \(reason)", at: place)
  case .failed(let reason): hearing.find(.scanIncomplete, "\(scan.tool) did not finish: \(reason)", at: place)
  case .scannedNothing(let reason): hearing.find(.scanIncomplete, "\(scan.tool) scanned nothing: \(reason)", at: place)
  }
}

/// A finding that stands in several reports is one.
private func distinct(_ scans: [Scan]) -> [ScanFinding] {
  var seen: Set<ScanFinding> = []
  return scans.flatMap(\.findings).filter { $0.suppression == nil && seen.insert($0).inserted }
}

private func judgeRating(
  _ severity: Severity, _ findings: [ScanFinding], _ policy: Policy.Security, _ hearing: inout Hearing
) {
  let rated = findings.filter { $0.rating == severity }
  let treatment = policy.treatment[severity] ?? .block
  let open = rated.filter { finding in
    switch treatment {
    case .allow: false
    case .block: true
    case .mitigate: !policy.mitigations.contains { $0.covers(finding) }
    }
  }
  let required =
    switch treatment {
    case .allow: "allowed"
    case .block: "0"
    case .mitigate: "mitigated"
    }
  let found =
    rated.count > open.count && treatment == .mitigate ? "\(rated.count), \(open.count) open" : "\(rated.count)"
  if !rated.isEmpty || severity == .critical || severity == .high {
    hearing.measure(severity.rawValue, required: required, found: found)
  }
  for finding in open {
    hearing.find(RuleID(severity), describe(finding), at: finding.location, severity: severity)
  }
}

private func describe(_ finding: ScanFinding) -> String {
  let package = finding.component.map { " in \($0)" } ?? ""
  let fix = finding.fixedIn.map { "; fixed in \($0)" } ?? ""
  return "\(finding.id)\(package): \(finding.title) (\(finding.ratedBy))\(fix)"
}

extension ScanFinding {
  /// A leaked secret is critical unless its tool says otherwise.
  fileprivate var rating: Severity { kind == .secret && severity == .unrated ? .critical : severity }
}

extension Mitigation {
  fileprivate func covers(_ finding: ScanFinding) -> Bool {
    self.finding.matches(text: finding.id)
      && (self.package?.matches(text: finding.component?.description ?? "") ?? true)
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
