/// A rule of Prometheus that raises an alert, or a metric that takes a rollout back.
package struct AlertRule: Hashable, Sendable {
  package var name: String
  package var expression: String
  package var severity: String
  /// Where it says how to meet the alert: a path or an address; `nil` where it does not.
  package var runbook: String?
  package var location: Location
  /// Of all requests or of a resource, beyond which it acts, 0 to 1; `nil` where it does not say.
  package var share: Decimal?
  /// The template of an analysis that measures it, which does so where somebody names it; `nil` for all else.
  package var analysis: String?

  package init(name: String, expression: String, severity: String, runbook: String?, at location: Location) {
    self.name = name
    self.expression = expression
    self.severity = severity
    self.runbook = runbook
    self.location = location
  }
}
