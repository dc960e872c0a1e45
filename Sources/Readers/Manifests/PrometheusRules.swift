import Model
import Syntax

extension Reader {
  static let prometheusRules = described(
    "prometheus-rules", kind: "PrometheusRules",
    hints: ["**/{alerting,alerts,prometheus,rules}/**/*.{yaml,yml}", "**/*{alerts,rules}.{yaml,yml}"],
    source: "Prometheus, Recording rules and Alerting rules: groups, rules, alert or record"
  ) { head in
    let outline = YAMLOutline(head.bytes)
    return outline.keys["groups"] != nil && outline.keys["apiVersion"] == nil && head.contains("rules:")
      && (head.contains("alert:") || head.contains("record:"))
  } content: { tape, root, origin throws(ReadError) in
    guard let groups = tape.member("groups", of: root), tape.kind(groups) == .sequence else {
      throw ReadError(line: tape.line(root), met: "no list of groups", wanted: "groups, each with its rules")
    }
    return (root, AlertRule.all(in: groups, of: tape, at: origin))
  }
}

extension AlertRule {
  /// The alerts among the rules of groups.
  static func all(in groups: Int, of tape: Tape, at origin: Path) -> [AlertRule] {
    var alerts: [AlertRule] = []
    tape.forEachElement(of: groups) { group in
      guard let rules = tape.member("rules", of: group) else { return }
      tape.forEachElement(of: rules) { rule in
        guard let name = tape.text("alert", of: rule) else { return }
        var runbook: String?
        if let annotations = tape.member("annotations", of: rule) {
          tape.forEachMember(of: annotations) { key, value in
            if tape.text[tape.range(key)].starts(with: "runbook".utf8) { runbook = tape.string(value) ?? runbook }
          }
        }
        let severity = tape.member("labels", of: rule).flatMap { tape.text("severity", of: $0) }
        alerts.append(
          AlertRule(
            name: name, expression: tape.text("expr", of: rule) ?? "", severity: severity ?? "", runbook: runbook,
            at: Location(origin, line: tape.line(rule))))
      }
    }
    return alerts
  }
}
