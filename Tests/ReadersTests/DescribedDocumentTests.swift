import Model
import Syntax
import Testing

@testable import Readers

private func manifests(_ text: String, _ format: String) throws -> Manifests {
  var source = try ByteSource(Array(text.utf8))
  return try #require(Reader.all.first { $0.format == format }).read(&source, "ops/file.yaml").manifests
}

struct PrometheusRulesTests {
  private func rules(_ text: String) throws -> Manifests {
    try manifests("groups: [{name: g, rules: [{\(text)}]}]", "prometheus-rules")
  }

  @Test(arguments: [
    ("alert: a, expr: up, for: 1m, labels: {severity: page}, annotations: {summary: s, runbook_url: r}", 0),
    ("alert: a, expr: up, labels: {severity: page}, annotations: {summary: s, runbook: r}", 1), ("alert: a", 5),
    ("record: a", 0),
  ])
  func `an alert of a rule file says what it is about`(_ text: String, _ count: Int) throws {
    #expect(
      try rules(text).objects.flatMap(\.breaches).map(\.rule.text)
        == Array(repeating: "infrastructure.alerts", count: count))
  }

  @Test func `the alerts are kept with what they ask`() throws {
    let text = "alert: Down, expr: up == 0, labels: {severity: page}, annotations: {runbook_url: docs/down.md}"
    let alert = AlertRule(
      name: "Down", expression: "up == 0", severity: "page", runbook: "docs/down.md",
      at: Location("ops/file.yaml", line: 1))
    #expect(try rules(text).alerts == [alert])
    let object = "apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\nspec: {groups: [{rules: [{\(text)}]}]}"
    #expect(try manifests(object, "kubernetes").alerts.map(\.name) == ["Down"])
  }

  @Test(arguments: [
    ("groups:\n- name: g\n  rules:\n  - expr: up\n", 4, "a rule with neither alert nor record"),
    ("groups:\n- name: g\n  rules:\n  - {alert: a, record: b, expr: up}\n", 4, "a rule with alert and record"),
    ("groups:\n- rules: []\n", 2, "a group without a name"), ("groups:\n- rules\n", 2, "a group without a name"),
    ("groups: foo\n", 1, "no list of groups"), ("groups:\n- {name: g, rules: {alert: a}}\n", 2, "a mapping as rules"),
    ("group:\n- name: g\n  rules:\n  - alert: a\n    expr: up\n", 1, "no list of groups"),
  ])
  func `a file that Prometheus refuses is refused at its line`(_ text: String, _ line: Int, _ met: String) throws {
    #expect(try format(of: text) == "prometheus-rules")
    let error = try #require(throws: ReadError.self) { try manifests(text, "prometheus-rules") }
    #expect(error.met == met)
    #expect(error.line == line)
  }

  @Test func `an object of rules that Prometheus refuses is malformed`() throws {
    let object = "apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\nspec:\n  groups:\n"
    let found = try manifests(object + "  - name: g\n    rules:\n    - expr: up\n", "kubernetes").objects.flatMap(
      \.problems)
    #expect(found.map(\.message) == ["met a rule with neither alert nor record, wanted one of them"])
    #expect(found.map(\.location.line) == [7])
    let sound = object + "  - name: g\n    rules:\n    - {record: a, expr: up}\n"
    #expect(try manifests(sound, "kubernetes").objects.flatMap(\.problems) == [])
  }

  @Test(arguments: ["groups: [admins]\n", "groups:\n- admins\n", "rules:\n- name: a\n", "apiVersion: 1\ngroups: a\n"])
  func `lists of other groups are none`(_ text: String) throws {
    #expect(try format(of: text) != "prometheus-rules")
  }

  @Test func `groups that are no list are refused`() {
    #expect(throws: ReadError.self) { try manifests("groups: {a: b}", "prometheus-rules") }
  }
}

struct DescribedDocumentTests {
  private func breaches(_ text: String) throws -> [String] {
    try manifests(text, "feature-flags").objects.flatMap(\.breaches).map(\.rule.text)
  }

  @Test(
    arguments: [
      ("enabled: true, rollout: 25, environments: [staging]", []),
      ("enabled: false, rollout: 0, environments: [staging]", []),
      ("rollout: 25, environments: [staging]", ["infrastructure.flags"]),
      ("enabled: maybe, rollout: 25, environments: [staging]", ["infrastructure.flags"]),
      ("enabled: true, environments: [staging]", ["infrastructure.flags"]),
      ("enabled: true, rollout: 25", ["infrastructure.flags"]),
      ("enabled: true, rollout: 125, environments: [a]", ["infrastructure.flags", "infrastructure.flag-steps"]),
      ("enabled: true, rollout: 33, environments: [a]", ["infrastructure.flag-steps"]),
      ("enabled: true, rollout: 100, environments: [a]", ["infrastructure.old-flags"]),
    ] as [(String, [String])])
  func `a flag says whether, how far and where it is on`(_ flag: String, _ rules: [String]) throws {
    #expect(try breaches("flags: {a: {\(flag)}}") == rules)
    #expect(try breaches("a: {\(flag)}") == rules)
  }

  @Test func `a flag is told once it is there for too long`() throws {
    let text = "a: {enabled: true, rollout: 25, environments: [x], created: 2026-01-01, expires: 2026-02-01T00:00:00Z}"
    let found = try manifests(text, "feature-flags").objects.flatMap(\.breaches)
    #expect(found.map(\.rule.text) == ["infrastructure.stale-flags", "infrastructure.stale-flags"])
    #expect(found.map(\.from) == [Day("2026-04-02"), Day("2026-02-02")])
    #expect(
      found.map(\.message) == [
        "FeatureFlags a is there for more than 90 days, 2026-01-01", "FeatureFlags a should be gone, 2026-02-01",
      ])
    let odd = try manifests("a: {enabled: true, rollout: 25, environments: [x], created: soon}", "feature-flags")
    #expect(odd.objects.flatMap(\.breaches).map(\.from) == [nil])
    #expect(
      odd.objects.flatMap(\.breaches).map(\.message) == [
        #"FeatureFlags a says "soon", which is no day as in 2026-12-01"#
      ])
  }

  @Test func `a flag that stands twice is told`() throws {
    let problems = try manifests("flags:\n  a: {enabled: true}\n  a: {enabled: true}\n", "feature-flags").objects[0]
      .problems
    #expect(problems.map(\.kind) == [.duplicateKey])
    #expect(problems.map(\.location.line) == [3])
  }

  @Test(arguments: ["[enabled]", "flags: [enabled]", "flags: enabled", "flags:\n- {name: a, enabled: true}\n"])
  func `flags that are no mapping are refused`(_ text: String) {
    #expect(throws: ReadError.self) { try manifests(text, "feature-flags") }
  }
}

struct KubernetesRelationsTests {
  private func object(_ text: String) throws -> ManifestObject {
    try #require(try manifests("apiVersion: v1\n" + text, "kubernetes").objects.first)
  }

  @Test func `of workloads and budgets the labels of pods are kept`() throws {
    let labels = "{metadata: {labels: {app: shop, tier: web}}}"
    let workload = try object("kind: Deployment\nspec: {template: \(labels)}\n")
    #expect(workload.pods == PodLabels(carried: ["app": "shop", "tier": "web"]))
    let budget = try object("kind: PodDisruptionBudget\nspec: {selector: {matchLabels: {app: shop}}}\n")
    #expect(budget.pods == PodLabels(selected: ["app": "shop"]))
    #expect(try object("kind: Service\nspec: {selector: {app: shop}}\n").pods == nil)
  }

  @Test func `of roles and bindings it is kept who may do what`() throws {
    let role = try object("kind: Role\nrules:\n- {verbs: [get, patch], resources: [pods]}\n")
    #expect(
      role.access
        == ObjectAccess(grants: [
          ObjectAccess.Grant(verbs: ["get", "patch"], resources: ["pods"], at: Location("ops/file.yaml", line: 4))
        ]))
    let binding = try object(
      "kind: RoleBinding\nroleRef: {kind: Role, name: r}\nsubjects:\n- {kind: Group, name: devs}\n")
    #expect(
      binding.access
        == ObjectAccess(
          role: "Role r",
          subjects: [ObjectAccess.Subject(kind: "Group", name: "devs", at: Location("ops/file.yaml", line: 5))]))
  }
}
