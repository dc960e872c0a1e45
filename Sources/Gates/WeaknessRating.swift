import Model

extension Weakness {
  func severity(under policy: Policy.Security) -> Severity {
    if let row = plainRow, row.isLabelled { return row.severity }
    return rating(under: policy).severity
  }

  /// How bad it is, and what says so.
  ///
  /// A secret is critical. Else labels count and the scores beside them, the worst of all; of a system's packages the
  /// vendor's label alone, where the policy trusts it. Without any, the policy's own rating of such findings decides.
  func rating(under policy: Policy.Security) -> (severity: Severity, by: String) {
    if kind == .secret { return (.critical, "a leaked secret") }
    let labels = witnesses.filter { $0.row.severity != .unrated }.map { ($0.row.severity, label($0)) }
    let scores = witnesses.compactMap { witness in
      findings(witness).score(of: witness.row).map { ($0.severity, "CVSS \($0) in \(tool(witness))'s report") }
    }
    let isOfSystem = witnesses.contains { $0.row.isOfSystem }
    let said = isOfSystem && policy.trustsVendors && !labels.isEmpty ? labels : labels + scores
    if let worst = said.worst { return worst }
    let rules = policy.ratings.filter { rule in witnesses.contains { rates($0, by: rule) } }
    return rules.map { ($0.severity, "the policy's rating of \($0.findings)") }.worst ?? (.unrated, label(first))
  }

  private func label(_ witness: Witness) -> String { texts(witness)[witness.row.ratedBy] ?? "" }

  private func rates(_ witness: Witness, by rule: SeverityRule) -> Bool {
    rule.findings.matches(text: tool(witness)) || names(of: witness).contains { rule.findings.matches(text: $0) }
  }
}

extension ScanFindings.Row {
  /// Whether its label decides how bad it is, where nothing else is said.
  var isLabelled: Bool { kind != .secret && severity != .unrated }
}

extension [(Severity, String)] {
  /// The worst; of equal ones the first in the alphabet.
  fileprivate var worst: (severity: Severity, by: String)? { self.min { ($0.0.rank, $0.1) < ($1.0.rank, $1.1) } }
}

extension Severity {
  /// From 0 for the worst.
  var rank: Int {
    switch self {
    case .critical: 0
    case .high: 1
    case .medium: 2
    case .low: 3
    case .info: 4
    case .unrated: 5
    }
  }
}
