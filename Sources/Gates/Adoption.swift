package import Model

/// What a gate in adoption lets pass until a day: what was there before the change.
///
/// Where nobody can tell whether it was, it blocks.
struct Adoption {
  private let matter: Case
  private let gate: GateID
  private let end: Day
  private let touched: Set<Path>
  private let tracked: Set<Path>
  private let known: Set<String>?

  /// - Returns: `nil` where the gate is not in adoption, or no longer.
  init?(of gate: GateID, in matter: Case) {
    guard matter.policy.mode(of: gate) == .adopt, let end = matter.policy.adoptionEnds[gate],
      Day(matter.instant) <= end
    else { return nil }
    self.matter = matter
    self.gate = gate
    self.end = end
    touched = Set(matter.touched.flatMap(\.paths)).union(matter.changedLines?.files.keys ?? [:].keys)
    tracked = Set(matter.files.paths)
    known = (matter.baseline?.whole.gates[gate]).map { Set($0.findings.map(\.fingerprint)) }
  }

  /// The verdict with what was there before as debt.
  func adopt(_ verdict: Verdict) -> Verdict {
    guard verdict.outcome != .notApplicable else { return verdict }
    var verdict = verdict
    for index in verdict.findings.indices where verdict.findings[index].blocks {
      if let reason = reasonForDebt(verdict.findings[index]) {
        verdict.findings[index].pardon = .debt(because: reason)
      }
    }
    verdict.findings = verdict.findings.inOrder
    verdict.outcome = Outcome(of: verdict.findings)
    let left = Day(matter.instant).days(until: end)
    let words = "adopting until \(end), \(left.of("day")) left"
    verdict.reason = [verdict.reason, words].filter { !$0.isEmpty }.joined(separator: "; ")
    return verdict
  }

  /// Why a finding is known to be older than the change; `nil` where it is not.
  private func reasonForDebt(_ finding: Finding) -> String? {
    if gate == .tdd { return "the order of commits only warns while the policy is adopted" }
    if let known, known.contains(finding.fingerprint) { return "the base had it already" }
    guard let location = finding.location else { return reasonForDebt(finding.effect) }
    // A report is written by every run: that it cannot be read is news.
    guard tracked.contains(location.path) else { return nil }
    guard touched.contains(location.path) else {
      return matter.evidence.history == nil ? nil : "the change leaves \(location.path) alone"
    }
    guard let line = location.line, let changed = matter.changedLines else { return nil }
    return changed.contains(line, of: location.path) ? nil : "the change leaves this line alone"
  }

  /// What has no place in a file: evidence that was never there may still come.
  private func reasonForDebt(_ effect: Effect) -> String? {
    effect == .cannotJudge && known == nil && !matter.inputs.contains { $0.gates.contains(gate) }
      ? "it was never there" : nil
  }
}

extension Policy {
  /// So many days before its end, an adoption is spoken of.
  private static let announced = 14

  /// What there is to say of adoptions that end soon, or have ended.
  package func findingsOfAdoption(at instant: Instant) -> [Finding] {
    let today = Day(instant)
    let ends = GateID.allCases.filter { mode(of: $0) == .adopt }.compactMap { gate in
      adoptionEnds[gate].map { (gate: gate, day: $0) }
    }
    if ends.isEmpty { return [] }
    return Dictionary(grouping: ends, by: \.day).ordered { $0.key < $1.key }.compactMap { day, rows in
      let names = rows.map(\.gate.rawValue).joined(separator: ", ")
      let left = today.days(until: day)
      if left < 0 { return finding("law.adoption", "ended on \(day) for \(names): the policy holds as it is written") }
      guard left <= Policy.announced else { return nil }
      return finding("law.adoption", "ends on \(day), in \(left.of("day")), for \(names)")
    }
  }
}
