import Model

extension RuleID {
  static let ofAlerts: [RuleID] = [
    .runbook, .criticalAlerts, .warningAlerts, .syncAlerts, .rollbackTriggers, .reportedNumbers,
  ]

  fileprivate static let runbook: RuleID = "infrastructure.runbook"
  fileprivate static let criticalAlerts: RuleID = "infrastructure.critical-alerts"
  fileprivate static let warningAlerts: RuleID = "infrastructure.warning-alerts"
  fileprivate static let syncAlerts: RuleID = "infrastructure.sync-alerts"
  fileprivate static let rollbackTriggers: RuleID = "infrastructure.rollback-triggers"
  fileprivate static let reportedNumbers: RuleID = "infrastructure.reported-numbers"
}

/// Looks whether the runbooks of alerts are there, and whether the alerts are that the policy wants.
func judgeAlerts(_ manifests: Manifests, _ matter: Case, _ hearing: inout Hearing) {
  let files = Set(matter.files.paths)
  for alert in manifests.alerts {
    guard let runbook = alert.runbook, let path = RunbookPath(runbook), !files.isEmpty else { continue }
    let beside = alert.location.path.parent.appending(path.path).normalised
    if !files.contains(path.path.normalised), !files.contains(beside) {
      hearing.find(
        .runbook, "the runbook \(runbook) of the alert \(alert.name) is not in the repository", at: alert.location)
    }
  }
  judgeDemandedAlerts(manifests, matter, &hearing)
}

private func judgeDemandedAlerts(_ manifests: Manifests, _ matter: Case, _ hearing: inout Hearing) {
  func places(_ kinds: String...) -> [Location] {
    manifests.objects.filter { $0.kind.map(kinds.contains) ?? false }.map(\.location)
  }
  let isWatched = manifests.objects.contains { $0.pods?.carried != nil } || !manifests.alerts.isEmpty
  let place = manifests.alerts.map(\.location).min() ?? manifests.objects.map(\.location).min()
  let (applications, rollouts) = (places("Application", "ApplicationSet"), places("Rollout", "Canary"))
  for demanded in matter.policy.infrastructure.demandedAlerts {
    let alerts = manifests.alerts.filter(demanded.isMet)
    // A template does nothing by itself.
    let unnamed = alerts.compactMap(\.analysis).filter { !manifests.analyses.contains($0) }
    if alerts.count > unnamed.count { continue }
    switch demanded.rule {
    case .syncAlerts where applications.isEmpty: break
    case .rollbackTriggers:
      guard let place = rollouts.min() else { break }
      let hint = unnamed.min().map { "; no rollout names the analysis \($0)" } ?? ""
      hearing.find(demanded.rule, "nothing takes a version back for \(demanded.name)\(hint)", at: place)
    default:
      if isWatched || demanded.rule == .syncAlerts {
        hearing.find(demanded.rule, "no alert is about \(demanded.name)", at: place)
      }
    }
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
    let isSoonEnough = atMost.map { most in alert.share.map { $0 <= most } ?? false } ?? true
    return severities.matches(text: alert.severity) && texts.contains { matches.matches(text: $0) }
      && isSoonEnough
  }
}
