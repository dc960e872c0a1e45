import Model

/// The waivers of a run, and what they have met so far.
struct Waivers {
  private let valid: [Waiver]
  /// What is said of waivers that pardon nothing, and of the policy by which they are judged.
  private let refusals: [Finding]
  private let matter: Case
  private let byRule: [RuleID: [Waiver]]
  private var used: Set<String> = []
  /// What is said of marks that name no waiver that holds.
  private var marks: [Finding] = []
  /// Why a waiver did not pardon what it is about, by its id; the first reason of each.
  private var hindrances: [String: (rule: RuleID, words: String)] = [:]
  /// Gates that were skipped, and by which waiver.
  private var skipped: [(gate: GateID, waiver: Waiver)] = []

  /// - Parameter changed: what is said of waivers that the change brings, alters or takes away.
  init(_ judged: [JudgedWaiver], changed: [Finding] = [], in matter: Case) {
    let valid = judged.filter(\.refusals.isEmpty).compactMap(\.waiver)
    self.valid = valid
    self.matter = matter
    let deviation = judged.isEmpty ? nil : matter.policy.deviationOfQuorum
    refusals = judged.flatMap(\.refusals) + changed + [deviation].compactMap { $0 }
    // Mostly there are none, and hundreds of rules.
    let rules = valid.isEmpty ? [] : Array(matter.policy.rules.keys)
    byRule = Dictionary(
      uniqueKeysWithValues: rules.map { rule in (rule, valid.filter { $0.rule.matches(text: rule.text) }) })
  }
}

// MARK: Pardoning

extension Waivers {
  /// Pardons what valid waivers are about; the verdict is made anew where there was any.
  ///
  /// A gate that only warns, or admits no waiver, stays as it is.
  mutating func pardon(_ verdict: Verdict) -> Verdict { skip(pardonFindings(of: verdict)) }

  private mutating func pardonFindings(of verdict: Verdict) -> Verdict {
    guard !matter.policy.waivers.never.contains(verdict.gate) else { return verdict }
    if valid.isEmpty, !verdict.findings.contains(where: { $0.mark != nil }) { return verdict }
    let findings = verdict.findings.map { pardon($0) }
    guard findings != verdict.findings else { return verdict }
    var verdict = verdict
    verdict.findings = findings.inOrder
    verdict.outcome = Outcome(of: findings)
    return verdict
  }

  private mutating func pardon(_ finding: Finding) -> Finding {
    let pardoned = pardonByWaivers(finding)
    if let mark = finding.mark, finding.blocks, pardoned.pardon == nil {
      marks.append(
        matter.policy.finding(
          "waiver.mark", "the mark names \(mark), which does not pardon \(finding.rule) there", at: finding.location))
    }
    return pardoned
  }

  private mutating func pardonByWaivers(_ finding: Finding) -> Finding {
    for waiver in byRule[finding.rule] ?? [] where waiver.concerns(finding) {
      let home = waiver.namespace == nil ? nil : finding.location.flatMap(matter.evidence.manifests.namespace)
      if let hindrance = waiver.hindrance(to: finding, in: home) {
        if hindrances[waiver.id] == nil { hindrances[waiver.id] = hindrance }
        continue
      }
      used.insert(waiver.id)
      guard finding.blocks else { continue }
      var pardoned = finding
      pardoned.pardon = .waived(by: waiver.id, until: waiver.expires)
      return pardoned
    }
    return finding
  }
}

// MARK: Skipping

extension Waivers {
  /// A gate that blocks is judged and shown, and holds up nobody where maintainers agreed to skip it for this change.
  private mutating func skip(_ verdict: Verdict) -> Verdict {
    for waiver in valid where waiver.skips.contains(verdict.gate) && waiver.concerns(matter.change) {
      if let hindrance = waiver.hindrance(to: matter.evidence.history, matter.policy.waivers) {
        hindrances[waiver.id] = hindrances[waiver.id] ?? hindrance
        continue
      }
      used.insert(waiver.id)
      guard verdict.outcome.blocks else { continue }
      skipped.append((verdict.gate, waiver))
      var verdict = verdict
      for index in verdict.findings.indices where verdict.findings[index].blocks {
        verdict.findings[index].pardon = .waived(by: waiver.id, until: waiver.expires)
      }
      verdict.findings = verdict.findings.inOrder
      verdict.outcome = .warned
      verdict.reason = [verdict.reason, "skipped for a \(waiver.reason) by \(waiver.id)"].filter { !$0.isEmpty }
        .joined(separator: "; ")
      return verdict
    }
    return verdict
  }

  /// Once for each waiver and gate, of however many components.
  private var toldOfSkips: [Finding] {
    var seen: Set<String> = []
    return skipped.filter { seen.insert("\($0.gate) \($0.waiver.id)").inserted }.map { gate, waiver in
      let who = waiver.approvals.map(\.by).joined(separator: ", ")
      let what = "the \(waiver.reason) of \(waiver.change.words)"
      return find("waiver.skip", waiver, "skips \(gate.rawValue), which blocks, for \(what); \(who) agreed")
    }
  }
}

// MARK: Telling

extension Waivers {
  /// What there is to say of each: why it was refused, that it ends soon, that it is of no use.
  func told(after verdicts: [Verdict]) -> [Finding] {
    let judged = Set(verdicts.filter(\.wasJudged).map(\.gate))
    let said = refusals + marks + toldOfSkips
    return said + valid.flatMap { [ending($0), unused($0, by: judged)].compactMap(\.self) }
  }

  private func ending(_ waiver: Waiver) -> Finding? {
    guard let expires = waiver.expires else { return nil }
    let days = Day(matter.instant).days(until: expires)
    guard days <= matter.policy.waivers.announced else { return nil }
    let left = days == 0 ? "today" : "in \(days) \(days == 1 ? "day" : "days")"
    return find("waiver.ends-soon", waiver, "expires on \(expires), \(left)")
  }

  /// A waiver is of use to the gates of its rules: where one of them was not judged, nobody knows.
  private func unused(_ waiver: Waiver, by judged: Set<GateID>) -> Finding? {
    if used.contains(waiver.id) { return nil }
    if let hindrance = hindrances[waiver.id] {
      return find(hindrance.rule, waiver, "pardons nothing: \(hindrance.words)")
    }
    // Other changes meet it too while it holds.
    if waiver.isSkip { return nil }
    let gates = matter.policy.rules.values.filter { waiver.rule.matches(text: $0.id.text) }.compactMap(\.gate)
    guard judged.isSuperset(of: gates) else { return nil }
    return find("waiver.unused", waiver, "matches no finding")
  }

  private func find(_ rule: RuleID, _ waiver: Waiver, _ words: String) -> Finding {
    matter.policy.finding(rule, "\(waiver.id) \(words)", at: Location(waiver.origin))
  }
}

extension Verdict {
  fileprivate var wasJudged: Bool { outcome != .notApplicable && outcome != .cannotJudge }
}
