import Model
import Syntax

extension Reader {
  static let prometheusRules = described(
    "prometheus-rules", kind: "PrometheusRules",
    hints: ["**/{alerting,alerts,prometheus,rules}/**/*.{yaml,yml}", "**/*{alerts,rules}.{yaml,yml}"],
    source: "Prometheus, Recording rules and Alerting rules: groups, rules, alert or record"
  ) { head in
    let keys = YAMLOutline(head.bytes).keys
    // So are files whose groups are no list, or are called otherwise: Prometheus refuses them, and nobody is alerted.
    let isText = keys["groups"].map { !$0.isEmpty && $0.first != "[" && $0.first != "{" } ?? false
    let isAlone = keys.count == 1 && (isText || (keys["groups"] != nil && head.contains("rules")))
    let isNamed = ["groups", "group", "Groups", "rule_groups", "rules"].contains { keys[$0] != nil }
    let holdsRules = head.contains("rules:") && ["alert:", "record:", "expr:"].contains(where: head.contains)
    return keys["apiVersion"] == nil && (isAlone || (isNamed && keys["kind"] == nil && holdsRules))
  } content: { tape, root, origin throws(ReadError) in
    guard let groups = tape.member("groups", of: root), tape.kind(groups) == .sequence else {
      throw ReadError(line: tape.line(root), met: "no list of groups", wanted: "groups, each with its rules")
    }
    if let fault = AlertRule.fault(in: groups, of: tape) { throw fault }
    return (root, AlertRule.all(in: groups, of: tape, at: origin))
  }
}

extension AlertRule {
  /// The first thing that Prometheus refuses: a group without a name, a rule that neither alerts nor records, or both.
  ///
  /// - Source: Prometheus, model/rulefmt/rulefmt.go, RuleGroups.Validate and RuleNode.Validate
  static func fault(in groups: Int, of tape: Tape) -> ReadError? {
    var error: ReadError?
    func refuse(_ node: Int, _ met: String, _ wanted: String) {
      error = error ?? ReadError(line: tape.line(node), met: met, wanted: wanted)
    }
    tape.forEachElement(of: groups) { group in
      guard tape.kind(group) == .mapping, tape.text("name", of: group)?.isEmpty == false else {
        return refuse(group, "a group without a name", "name and rules")
      }
      guard let rules = tape.member("rules", of: group), !tape.isNull(rules) else { return }
      guard tape.kind(rules) == .sequence else { return refuse(rules, "\(tape.words(rules)) as rules", "a list") }
      tape.forEachElement(of: rules) { rule in
        let isAlert = tape.member("alert", of: rule) != nil
        guard isAlert == (tape.member("record", of: rule) != nil) else { return }
        refuse(rule, isAlert ? "a rule with alert and record" : "a rule with neither alert nor record", "one of them")
      }
    }
    return error
  }

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
        var alert = AlertRule(
          name: name, expression: tape.text("expr", of: rule) ?? "", severity: severity ?? "", runbook: runbook,
          at: Location(origin, line: tape.line(rule)))
        alert.share = alert.shareOfExpression
        alerts.append(alert)
      }
    }
    return alerts
  }
}
