import Model

extension RuleID {
  static let ofEnvironments: [RuleID] = [.lavishDevelopment, .unlikeStaging, .unsettled]

  fileprivate static let lavishDevelopment: RuleID = "infrastructure.lavish-development"
  fileprivate static let unlikeStaging: RuleID = "infrastructure.unlike-staging"
  fileprivate static let unsettled: RuleID = "infrastructure.unsettled"
}

/// Looks whether plans are as their environments should be, told by the words of their paths.
func judgeEnvironments(_ plans: [TerraformPlan], _ policy: Policy.Infrastructure, _ hearing: inout Hearing) {
  for plan in plans where plan.isOf(policy.development, policy) { judgeDevelopment(plan, policy, &hearing) }
  let productive = plans.filter { $0.isProductive(policy) }
  for plan in plans where plan.isOf(policy.staging, policy) {
    let rest = plan.words.filter { !policy.staging.matches(text: $0) }
    let twins = productive.filter { other in
      other.words.filter { word in !policy.deploys.production.matches(text: word) } == rest
    }
    // Of several no one knows which it stands for, and of one alone everybody does.
    if let twin = twins.first ?? (productive.count == 1 ? productive.first : nil) {
      compare(plan, with: twin, &hearing)
    }
  }
  for plan in plans where policy.plansAfterApply.matches(plan.origin) {
    let changed = plan.changes.filter { !["no-op", "read"].contains($0.actions.first ?? "") }
    guard !changed.isEmpty else { continue }
    hearing.find(
      .unsettled, "the plan made after it was applied changes \(changed.map(\.address).listed(", "))",
      at: Location(plan.origin))
  }
}

/// Development costs little: small machines, in one zone.
private func judgeDevelopment(_ plan: TerraformPlan, _ policy: Policy.Infrastructure, _ hearing: inout Hearing) {
  for change in plan.changes where change.stays {
    if change.isMultiZone == true {
      hearing.find(
        .lavishDevelopment, "\(change.address) of development stands in several zones", at: Location(plan.origin))
    }
    if let size = change.size, !policy.smallSizes.matches(text: size) {
      hearing.find(
        .lavishDevelopment, "\(change.address) of development is a \(size), which is not small",
        at: Location(plan.origin))
    }
  }
}

/// Staging shows what production will do only where it has the same resources.
private func compare(_ staging: TerraformPlan, with production: TerraformPlan, _ hearing: inout Hearing) {
  let (own, wanted) = (staging.resources, production.resources)
  for (missing, words) in [
    (wanted.subtracting(own), "staging lacks, and production has"),
    (own.subtracting(wanted), "production lacks, and staging has"),
  ] where !missing.isEmpty {
    hearing.find(.unlikeStaging, "\(words), \(missing.sorted().listed(", "))", at: Location(staging.origin))
  }
}

extension TerraformPlan {
  /// The words of its path, in small letters.
  fileprivate var words: [String] {
    origin.description.lowercased().utf8.split { byte in
      !(byte >= 0x61 && byte <= 0x7A) && !(byte >= 0x30 && byte <= 0x39) && byte < 0x80
    }.map { String(decoding: Array($0), as: UTF8.self) }
  }

  fileprivate func isOf(_ names: [Glob], _ policy: Policy.Infrastructure) -> Bool {
    words.contains { names.matches(text: $0) } && !isProductive(policy)
  }

  fileprivate func isProductive(_ policy: Policy.Infrastructure) -> Bool { policy.deploys.isProduction(words) }

  /// What there is once it is applied, however many there are of each.
  fileprivate var resources: Set<String> {
    Set(changes.filter(\.stays).map { String($0.address.prefix { $0 != "[" }) })
  }
}

extension TerraformPlan.ResourceChange {
  fileprivate var stays: Bool { actions != ["delete"] && actions != ["forget"] && actions != ["read"] }
}
