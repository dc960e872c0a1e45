extension Waiver {
  /// Everything for which it pardons nothing at an instant, each with its clause; empty where it holds.
  ///
  /// Days are those of UTC. A waiver holds through the day on which it expires.
  package func refusals(under policy: Policy, at instant: Instant) -> [Finding] {
    let today = Day(instant)
    let refusals =
      (isSkip ? aboutSkip() : aboutScope(policy)) + aboutFields(policy.waivers) + aboutReason(policy.waivers)
      + aboutApprovals(policy.waivers, today) + aboutDates(policy.waivers, today)
    return refusals.map { policy.finding($0.rule, "\(id) \($0.words)", at: Location(origin)) }
  }

  /// A rule of `gates/waivers.yaml`, and how the waiver breaks it: words behind its id.
  private typealias Refusal = (rule: RuleID, words: String)
}

// MARK: What it is about

extension Waiver {
  private func aboutScope(_ policy: Policy) -> [Refusal] {
    let known = policy.rules.values.filter { $0.gate != nil }
    let meant = known.filter { rule.matches(text: $0.id.text) }
    var refusals: [Refusal] = []
    if meant.isEmpty {
      let hint = known.map(\.id.text).sorted().hint(for: rule.pattern)
      refusals.append(("waiver.scope", "is about no rule that there is: \"\(rule)\"\(hint)"))
    }
    for gate in GateID.allCases where policy.waivers.never.contains(gate) && meant.contains(where: { $0.gate == gate })
    {
      refusals.append(("waiver.gate", "is about \(gate.rawValue), which admits no waiver"))
    }
    if !matches.isNarrow {
      refusals.append(("waiver.scope", "matches whatever its rule finds: name a path, a finding or a fingerprint"))
    }
    return refusals
  }
}

extension Waiver {
  private func aboutSkip() -> [Refusal] {
    var refusals: [Refusal] = []
    if skips.isEmpty { refusals.append(("waiver.scope", "names a change, and under skips no gate")) }
    if !change.isNarrow {
      refusals.append(("waiver.scope", "skips gates for no change: name its branch, pull-request or commit"))
    }
    if !rule.pattern.isEmpty || matches != Match() {
      refusals.append(("waiver.scope", "skips gates as a whole, so that it has neither rule nor matches"))
    }
    return refusals
  }
}

// MARK: What it says

extension Waiver {
  private func aboutFields(_ law: Policy.Waivers) -> [Refusal] {
    let named: [(rule: RuleID, key: String, text: String)] = [
      ("waiver.justification", "issue", issue), ("waiver.justification", "requester", requester),
      ("waiver.follow-up", "follow-up", followUp),
    ]
    let argued: [(rule: RuleID, key: String, text: String)] = [
      ("waiver.justification", "justification", justification), ("waiver.risk", "risk", risk),
      ("waiver.risk", "mitigation", mitigation),
    ]
    return named.filter { words(of: $0.text).isEmpty }.map { ($0.rule, "has no \($0.key)") }
      + argued.compactMap { field in
        let count = words(of: field.text).count
        if count == 0 { return (field.rule, "has no \(field.key)") }
        let met = "has a \(field.key) of \(count) \(count == 1 ? "word" : "words")"
        return count < law.leastWords ? (field.rule, "\(met), wanted \(law.leastWords) or more") : nil
      }
  }

  private func aboutReason(_ law: Policy.Waivers) -> [Refusal] {
    var refusals: [Refusal] = []
    let reasons = isSkip ? law.skipReasons : law.reasons
    let names = reasons.map(\.name)
    let known = reasons.first { $0.name == reason }
    if known == nil {
      let met = reason.isEmpty ? "has no reason" : "has the reason \"\(reason)\""
      let wanted = "wanted one of \(names.joined(separator: ", "))"
      refusals.append(("waiver.reason", "\(met), \(wanted)\(reason.isEmpty ? "" : names.hint(for: reason))"))
    }
    let text = [justification, risk, mitigation].map { " " + words(of: $0).joined(separator: " ") + " " }
    for excuse in law.excuses where text.contains(where: { $0.contains(" \(excuse) ") }) {
      refusals.append(("waiver.excuse", "rests on \"\(excuse)\", which is no reason"))
    }
    if known?.needsNamespace == true, namespace?.isEmpty != false {
      refusals.append(("waiver.namespace", "is a \(reason) that names no namespace"))
    }
    return refusals
  }

  /// In small letters, without what stands between them; apostrophes are left out.
  private func words(of text: String) -> [String] {
    text.lowercased().filter { $0 != "'" && $0 != "’" }.split { !$0.isLetter && !$0.isNumber }.map(String.init)
  }
}

// MARK: Who agreed

extension Waiver {
  private func aboutApprovals(_ law: Policy.Waivers, _ today: Day) -> [Refusal] {
    var refusals: [Refusal] = []
    var approvers: Set<String> = []
    let maintainers = Set(law.maintainers.map(\.account))
    for approval in approvals {
      let who = approval.by.account
      if let trouble = trouble(with: approval, maintainers, today) {
        refusals.append(("waiver.approvals", trouble))
      } else if !approvers.insert(who).inserted {
        refusals.append(("waiver.approvals", "is approved by \(approval.by) more than once"))
      }
    }
    if approvers.count < law.approvals {
      let wanted = "wanted \(law.approvals) by maintainers\(maintainers.isEmpty ? ", of whom none is declared" : "")"
      refusals.append(("waiver.approvals", "has \(approvers.count) valid of \(approvals.count) approvals, \(wanted)"))
    }
    return refusals
  }

  private func trouble(with approval: Approval, _ maintainers: Set<String>, _ today: Day) -> String? {
    let who = approval.by.account
    if who == requester.account { return "is approved by \(approval.by), who requests it" }
    if !maintainers.contains(who) { return "is approved by \(approval.by), who is no maintainer" }
    if approval.on > today { return "is approved by \(approval.by) on \(approval.on), which is yet to come" }
    guard let created, approval.on < created else { return nil }
    return "is approved by \(approval.by) on \(approval.on), before it was created"
  }
}

// MARK: When it holds

extension Waiver {
  private func aboutDates(_ law: Policy.Waivers, _ today: Day) -> [Refusal] {
    var refusals: [Refusal] = []
    if created == nil { refusals.append(("waiver.duration", "does not say when it was created")) }
    if let created, created > today {
      refusals.append(("waiver.duration", "was created on \(created), which is yet to come"))
    }
    guard let expires else { return refusals + [("waiver.duration", "does not say when it expires")] }
    if expires < today {
      let ago = expires.days(until: today)
      refusals.append(("waiver.expired", "expired on \(expires), \(ago) \(ago == 1 ? "day" : "days") ago"))
    }
    guard let days = created?.days(until: expires) else { return refusals }
    if days < 0 { refusals.append(("waiver.duration", "expires before it was created")) }
    let most = isSkip ? min(law.days, law.skipDays) : law.days
    if days > most {
      refusals.append(("waiver.duration", "holds for \(days) days from its creation, wanted \(most) at most"))
    }
    return refusals
  }
}
