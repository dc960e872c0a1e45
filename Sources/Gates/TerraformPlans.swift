import Model

extension RuleID {
  static let ofPlans: [RuleID] = [
    .planErrored, .protectedResource, .planCheck, .openIngress, .planDrift, .sensitiveDrift, .tags, .singleZone,
    .noPlan,
  ]

  fileprivate static let planErrored: RuleID = "infrastructure.plan-errored"
  fileprivate static let protectedResource: RuleID = "infrastructure.protected-resource"
  fileprivate static let planCheck: RuleID = "infrastructure.plan-check"
  fileprivate static let openIngress: RuleID = "infrastructure.open-ingress"
  fileprivate static let planDrift: RuleID = "infrastructure.drift"
  fileprivate static let sensitiveDrift: RuleID = "infrastructure.sensitive-drift"
  fileprivate static let singleZone: RuleID = "infrastructure.single-zone"
  fileprivate static let noPlan: RuleID = "infrastructure.no-plan"
  fileprivate static let tags: RuleID = "infrastructure.tags"
}

func judgePlan(_ plan: TerraformPlan, _ policy: Policy.Infrastructure, _ hearing: inout Hearing) {
  let place = Location(plan.origin)
  if plan.isErrored { hearing.find(.planErrored, "the plan ended with an error", at: place) }
  if plan.isComplete == false || !plan.deferred.isEmpty {
    let names = plan.deferred.prefix(3).map(\.address)
    let told = names.isEmpty ? "" : ": " + (names + (plan.deferred.count > 3 ? ["…"] : [])).joined(separator: ", ")
    hearing.find(.planErrored, "the plan leaves changes for a later one\(told)", at: place, effect: .warn)
  }
  for check in plan.failedChecks { hearing.find(.planCheck, "\(check) does not hold", at: place) }
  for change in plan.changes + plan.deferred { judgeChange(change, policy, at: place, &hearing) }
  for change in plan.drift {
    let isSensitive = policy.sensitiveTypes.matches(text: change.type)
    hearing.find(
      isSensitive ? .sensitiveDrift : .planDrift, "\(change.address) was changed outside of Terraform", at: place)
  }
  hearing.measure("changes planned", required: nil, found: String(plan.changes.count { $0.actions != ["no-op"] }))
}

private func judgeChange(
  _ change: TerraformPlan.ResourceChange, _ policy: Policy.Infrastructure, at place: Location,
  _ hearing: inout Hearing
) {
  if change.actions.contains("delete") || change.actions.contains("forget"),
    policy.protectedTypes.matches(text: change.type)
  {
    let verb = change.actions.count > 1 ? "replaces" : change.actions == ["forget"] ? "forgets" : "destroys"
    hearing.find(.protectedResource, "the plan \(verb) \(change.address), which holds data", at: place)
  }
  guard change.actions.contains("create") || change.actions.contains("update") else { return }
  let environment = [place.path.description] + place.path.segments.map { String(decoding: $0, as: UTF8.self) }
  if change.isMultiZone == false, policy.deploys.isProduction(environment) {
    hearing.find(.singleZone, "\(change.address) stands in a single zone", at: place)
  }
  if change.isOpenToAll { hearing.find(.openIngress, "\(change.address) lets in all addresses", at: place) }
  guard let tags = change.tags else { return }
  let missing = policy.requiredTags.filter { !tags.contains($0) }
  if !missing.isEmpty {
    let words = missing.count == 1 ? "tag" : "tags"
    hearing.find(.tags, "\(change.address) has no \(words) \(missing.joined(separator: ", "))", at: place)
  } else if tags.isEmpty {
    hearing.find(.tags, "\(change.address) has no tags", at: place)
  }
}

/// Terraform without a plan shows nobody what it will do.
func judgeAbsentPlan(_ manifests: Manifests, _ hearing: inout Hearing) {
  let sources = manifests.sources.filter { !$0.resources.isEmpty || $0.calls > 0 }
  guard manifests.plans.isEmpty, let first = sources.map(\.origin).min() else { return }
  let what = sources.contains { !$0.resources.isEmpty } ? "resources" : "modules"
  hearing.find(.noPlan, "\(sources.count.of("file")) of \(what) and no plan", at: Location(first))
}

extension Policy.Deploys {
  /// Whether names are those of production, and of nothing else.
  func isProduction(_ names: [String]) -> Bool {
    names.contains { name in production.matches(text: name) }
      && !names.contains { name in notProduction.matches(text: name) }
  }
}
