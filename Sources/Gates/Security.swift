import Model

extension Gate {
  /// Gate 3: what scanners found, and whether they scanned at all.
  static let security = Gate(
    .security,
    rules: [
      .noEvidence, .unreadable, .scanIncomplete, .critical, .high, .medium, .low, .unrated, .suppressed, .scanMissing,
      .unseen, .tfsec, .checkov, .imageNotScanned, .unlocked, .filtered, .olderScan, .statementIncomplete,
    ]
  ) { matter, hearing in
    hearing.findUnreadable(.unreadable)
    let scans = matter.evidence.scans.filter { !$0.isInventory }
    if scans.isEmpty {
      guard hearing.foundNothing else { return }
      guard hearing.hasInputs || matter.files.all.contains(where: { isScannable($0.kind) }) else {
        return hearing.appliesNot(because: "nothing in the repository that scanners look at")
      }
      let list = matter.evidence.scans.first
      let words = list.map { ", for \($0.tool) only lists what there is" } ?? ""
      hearing.find(.noEvidence, "no scan's report was found\(words)", at: list.map { Location($0.origin) })
      return judgeLocks(matter, &hearing)
    }
    let policy = matter.policy.security
    for scan in scans { judgeState(scan, policy, &hearing) }
    let found = Weaknesses(in: scans)
    let rated = found.rated(under: policy)
    let plans = Plans(matter)
    var places = SourcePlaces(matter)
    for (severity, weaknesses) in zip(Severity.allCases, rated) {
      judgeRating(severity, weaknesses, policy, plans, &places, &hearing)
    }
    hearing.show(Table(rated, of: found, policy))
    for statement in plans.incomplete {
      hearing.find(.statementIncomplete, statement.gap, at: Location(statement.origin))
    }
    judgeSuppressed(found.filter(\.isSuppressed), policy, &hearing)
    judgeUnseen(scans, &hearing)
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
  _ severity: Severity, _ rated: [Weakness], _ policy: Policy.Security, _ plans: Plans, _ places: inout SourcePlaces,
  _ hearing: inout Hearing
) {
  let treatment = policy.treatment[severity] ?? .block
  let (open, required): ([Weakness], String) =
    switch treatment {
    case .allow: ([], "allowed")
    case .block: (rated, "0")
    case .mitigate: (rated.filter { !plans.cover($0) }, "mitigated")
    }
  let count =
    rated.count > open.count && treatment == .mitigate ? "\(rated.count), \(open.count) open" : "\(rated.count)"
  if !rated.isEmpty || severity == .critical || severity == .high {
    hearing.measure(severity.rawValue, required: required, found: count)
  }
  var words = WeaknessWords(under: policy)
  let rule = RuleID(severity)
  for weakness in open {
    let told = words.tell(weakness)
    let gap = plans.gap(for: weakness).map { told + "; " + $0 }
    let place = weakness.location ?? places.place(of: weakness)
    hearing.find(
      rule, gap ?? told, at: place, severity: severity, remedy: treatment == .block ? weakness.kind.remedy : nil)
  }
}

/// What is bad needs more than a tool's word, or a comment in the code, to be put aside.
private func judgeSuppressed(_ found: [Weakness], _ policy: Policy.Security, _ hearing: inout Hearing) {
  var words = WeaknessWords(under: policy)
  for weakness in found {
    let severity = weakness.severity(under: policy)
    // What nobody has rated may be bad too.
    let treatment = policy.treatment[severity]
    guard treatment == .block || severity == .unrated && treatment != .allow else { continue }
    let told = "\(words.tell(weakness)); put aside: \(weakness.suppression ?? "")"
    hearing.find(.suppressed, told, at: weakness.location, severity: severity)
  }
  if !found.isEmpty { hearing.measure("suppressed in the reports", required: nil, found: String(found.count)) }
}

/// What a report only counts nobody can weigh.
private func judgeUnseen(_ scans: [Scan], _ hearing: inout Hearing) {
  for scan in scans where scan.putAside > 0 {
    let words = "\(scan.tool) put \(scan.putAside.of("finding")) aside that its report does not show"
    hearing.find(.unseen, words, at: Location(scan.origin))
  }
}

extension ScanFinding.Kind {
  /// What helps against what blocks; `nil` where the rule's own words do, which are those for vulnerabilities.
  fileprivate var remedy: String? {
    switch self {
    case .vulnerability: nil
    case .secret: "Revoke it where it is valid, and take it out of the files"
    case .license: "Replace what is licensed so"
    case .misconfiguration, .code: "Mend the place that is named"
    }
  }
}

extension RuleID {
  fileprivate static let unseen: RuleID = "security.suppressed-unseen"
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
