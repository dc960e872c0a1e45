internal import Model
import Syntax

extension Setting {
  /// What gate 4 is told of what there must be, and by whom and what things may be changed.
  static let ofDemands: [Setting] = [
    globs(
      "infrastructure.writers", "Groups and people that may write to clusters", { $1(&$0.infrastructure.writers) },
      .shorter,
      example: "[break-glass]"),
    globs(
      "infrastructure.pipeline-accounts", "What the accounts of pipelines in clusters are called",
      { $1(&$0.infrastructure.pipelineAccounts) }, .longer, example: "[\"ci-*\"]"),
    texts(
      "infrastructure.pipeline-resources", "What such an account may write",
      { $1(&$0.infrastructure.pipelineResources) },
      .shorter, example: "[deployments]"),
    globs(
      "infrastructure.controller-accounts", "What the accounts are called by which ArgoCD changes clusters",
      { $1(&$0.infrastructure.controllerAccounts) }, .longer, example: "[\"argocd-*\"]"),
    globs(
      "infrastructure.roots", "Where manifests may change; else anywhere", { $1(&$0.infrastructure.manifestRoots) },
      .narrower,
      example: "[\"k8s/**\"]"),
    globs(
      "infrastructure.terraform-roots", "Where Terraform may change; else anywhere",
      { $1(&$0.infrastructure.terraformRoots) },
      .narrower, example: "[\"terraform/**\"]"),
    rows(
      "infrastructure.demanded-alerts", "{ name: { rule, severity, matches, at-most } }",
      "Alerts that there must be, by their names or expressions in small letters",
      { $1(&$0.infrastructure.demandedAlerts) },
      named: \.name, .longer,
      example: "{ the queue: { rule: warning-alerts, severity: warning, matches: \"*queue*\" } }",
      row: DemandedAlert.init(named:_:)),
    rows(
      "infrastructure.demanded-resources", "{ name: { rule, types } }",
      "Resources of Terraform of which there must be one", { $1(&$0.infrastructure.demandedResources) }, named: \.name,
      .longer,
      example: "{ a budget: { rule: monitoring, types: aws_budgets_budget } }", row: DemandedResource.init(named:_:)),
    rows(
      "infrastructure.declared-by", "{ tool: { files, standing } }",
      "Tools by whose files infrastructure is declared: approved, if-used, aws-alone or refused",
      { $1(&$0.infrastructure.declaringTools) }, named: \.name,
      example: "{ Bicep: { files: \"*.bicep\", standing: approved } }", row: DeclaringTool.init(named:_:)),
  ]
}

extension DemandedAlert {
  fileprivate init(named name: String, _ node: Node) throws(ReadError) {
    try node.check("the alert", name, keys: ["rule", "severity", "matches", "at-most"])
    guard let rule = node["rule"], let severity = node["severity"], let matches = node["matches"] else {
      throw node.error("the alert \(name) with rule, severity and matches")
    }
    self.init(
      name,
      rule: try rule.rule(
        among: ["critical-alerts", "warning-alerts", "sync-alerts", "rollback-triggers", "reported-numbers"]),
      severities: try severity.some("severity").map { Glob($0) }, matches: try matches.some("glob").map { Glob($0) },
      atMost: try node["at-most"]?.percent().scaled(by: 1, over: 100))
  }
}

extension DemandedResource {
  fileprivate init(named name: String, _ node: Node) throws(ReadError) {
    try node.check("the resource", name, keys: ["rule", "types"])
    guard let rule = node["rule"], let types = node["types"] else {
      throw node.error("the resource \(name) with rule and types")
    }
    self.init(
      name, rule: try rule.rule(among: ["monitoring", "audit-trail"]), types: try types.some("type").map { Glob($0) })
  }
}

extension DeclaringTool {
  fileprivate init(named name: String, _ node: Node) throws(ReadError) {
    try node.check("the tool", name, keys: ["files", "standing"])
    guard let files = node["files"], let standing = node["standing"] else {
      throw node.error("the tool \(name) with files and standing")
    }
    self.init(name, files: try files.some("glob").map { Glob($0) }, standing: try standing.word(Standing.self))
  }
}

extension Node {
  /// A rule of a gate, by its name without the gate.
  func rule(of gate: GateID = .infrastructure, among names: [String]) throws(ReadError) -> RuleID {
    guard let text, names.contains(text) else { throw error("one of \(names.joined(separator: ", "))") }
    return RuleID("\(gate.rawValue).\(text)")
  }
}
