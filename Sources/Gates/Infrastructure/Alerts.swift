import Model

extension RuleID {
  static let ofAlerts: [RuleID] = [.runbook, .criticalAlerts, .warningAlerts, .syncAlerts]

  fileprivate static let runbook: RuleID = "infrastructure.runbook"
  fileprivate static let criticalAlerts: RuleID = "infrastructure.critical-alerts"
  fileprivate static let warningAlerts: RuleID = "infrastructure.warning-alerts"
  fileprivate static let syncAlerts: RuleID = "infrastructure.sync-alerts"
}

/// Looks whether the runbooks of alerts are there, and whether the alerts are that the policy wants.
func judgeAlerts(_ manifests: Manifests, _ matter: Case, _ hearing: inout Hearing) {
  let files = Set(matter.files.map(\.path))
  for alert in manifests.alerts {
    guard let runbook = alert.runbook, let path = RunbookPath(runbook), !files.isEmpty else { continue }
    let beside = alert.location.path.parent.appending(path.path).normalised
    if !files.contains(path.path.normalised), !files.contains(beside) {
      hearing.find(
        .runbook, "the runbook \(runbook) of the alert \(alert.name) is not in the repository", at: alert.location)
    }
  }
  let hasApplications = manifests.objects.contains { $0.kind == "Application" || $0.kind == "ApplicationSet" }
  let hasWorkloads = manifests.objects.contains { $0.pods?.carried != nil }
  for demanded in matter.policy.infrastructure.demandedAlerts {
    let isAsked = demanded.rule == .syncAlerts ? hasApplications : hasWorkloads || !manifests.alerts.isEmpty
    guard isAsked, !manifests.alerts.contains(where: demanded.isMet) else { continue }
    let place = manifests.alerts.map(\.location).min() ?? manifests.objects.map(\.location).min()
    hearing.find(demanded.rule, "no alert is about \(demanded.name)", at: place)
  }
}

/// A runbook that is a file of the repository; addresses of elsewhere, and what is filled in later, are none.
private struct RunbookPath {
  let path: Path

  init?(_ text: String) {
    guard !text.contains("://"), !text.contains("{{"), !text.isEmpty else { return nil }
    let file = text.prefix { $0 != "#" }
    path = Path(file.hasPrefix("/") ? String(file.dropFirst()) : String(file))
  }
}

extension DemandedAlert {
  fileprivate func isMet(by alert: AlertRule) -> Bool {
    let texts = [alert.name.lowercased(), alert.expression.lowercased()]
    return severities.contains { $0.matches(text: alert.severity) }
      && matches.contains { glob in texts.contains { glob.matches(text: $0) } }
  }
}
