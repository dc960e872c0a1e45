import Model

extension RuleID {
  static let ofAvailability: [RuleID] = [.disruptionBudget, .argocdApplication]

  fileprivate static let disruptionBudget: RuleID = "infrastructure.disruption-budget"
  fileprivate static let argocdApplication: RuleID = "infrastructure.argocd-application"
}

/// Looks whether each workload's pods are kept while nodes are drained, and whether ArgoCD deploys them.
func judgeAvailability(_ objects: [ManifestObject], _ hearing: inout Hearing) {
  let budgets = objects.compactMap { object in
    object.pods?.selected.map { (namespace: object.namespace, labels: $0) }
  }
  let workloads = objects.filter { $0.pods?.carried != nil }
  for workload in workloads {
    let labels = workload.pods?.carried ?? [:]
    let isKept = budgets.contains { budget in
      let isNear = budget.namespace == nil || workload.namespace == nil || budget.namespace == workload.namespace
      return isNear && budget.labels.allSatisfy { labels[$0.key] == $0.value }
    }
    if isKept { continue }
    let name = [workload.kind, workload.name].compactMap { $0 }.joined(separator: " ")
    let met = budgets.isEmpty ? "has no PodDisruptionBudget" : "is selected by no PodDisruptionBudget"
    hearing.find(.disruptionBudget, "\(name) \(met)", at: workload.location)
  }
  guard let first = workloads.map(\.location).min(),
    !objects.contains(where: { $0.kind == "Application" || $0.kind == "ApplicationSet" })
  else { return }
  hearing.find(.argocdApplication, "\(workloads.count.of("workload")) and no Application of ArgoCD", at: first)
}
