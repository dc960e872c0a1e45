import Model
import Syntax
import Testing

@testable import Readers

private func breaches(_ text: String) throws -> [ManifestBreach] {
  var source = try ByteSource(Array(text.utf8))
  return try Reader.kubernetes(minor: nil).read(&source, "k8s/app.yaml").manifests.objects.flatMap(\.breaches)
}

private func breaches(of rule: RuleID, _ text: String) throws -> [String] {
  try breaches(text).filter { $0.rule == rule }.map(\.message)
}

private func workload(_ kind: String, _ spec: String, container: String) -> String {
  """
  apiVersion: apps/v1
  kind: \(kind)
  metadata: {name: web}
  spec: {\(spec)selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {containers: [\(container)]}}}
  """
}

private func application(_ sync: String, revision: String = "main") -> String {
  """
  apiVersion: argoproj.io/v1alpha1
  kind: Application
  metadata: {name: shop, annotations: {notifications.argoproj.io/subscribe.on-sync-failed.slack: infra}}
  spec:
    source: {targetRevision: \(revision)}
    syncPolicy: \(sync)
  """
}

private func alert(_ text: String) -> String {
  "apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\nmetadata: {name: a}\nspec: {groups: [{rules: [{\(text)}]}]}\n"
}

private func rollout(_ steps: String) -> String {
  "apiVersion: argoproj.io/v1alpha1\nkind: Rollout\nmetadata: {name: a}\nspec: {strategy: {canary: {steps: \(steps)}}}\n"
}

struct FieldCheckTests {
  private static let probe = "{httpGet: {port: 80}}"

  @Test func `a container without probes is told for each`() throws {
    #expect(
      try breaches(of: "infrastructure.probes", workload("Deployment", "", container: "{name: a}")) == [
        "Deployment web spec.template.spec.containers[0] has no liveness probe",
        "Deployment web spec.template.spec.containers[0] has no readiness probe",
      ])
    let sound = "{name: a, livenessProbe: \(FieldCheckTests.probe), readinessProbe: \(FieldCheckTests.probe)}"
    #expect(try breaches(of: "infrastructure.probes", workload("Deployment", "", container: sound)) == [])
    #expect(
      try breaches(of: "infrastructure.probes", workload("DaemonSet", "", container: "\(sound), {name: b}")).count == 2)
  }

  @Test func `a job needs no probes`() throws {
    #expect(try breaches(of: "infrastructure.probes", workload("Job", "", container: "{name: a}")) == [])
  }

  @Test func `a container without requests and limits is told`() throws {
    let bare = workload("Deployment", "", container: "{name: a}")
    #expect(try breaches(of: "infrastructure.resources", bare).count == 3)
    let sound = "{name: a, resources: {requests: {cpu: 1, memory: 1Gi}, limits: {memory: 1Gi}}}"
    #expect(try breaches(of: "infrastructure.resources", workload("Deployment", "", container: sound)) == [])
  }

  @Test(arguments: [
    ("replicas: 2, ", 0), ("replicas: 1, ", 1), ("", 1), ("replicas: 2, strategy: {type: Recreate}, ", 1),
    ("replicas: 2, strategy: {rollingUpdate: {maxUnavailable: 100%}}, ", 1), ("replicas: x, ", 1),
  ])
  func `what stops a service is told`(_ spec: String, _ count: Int) throws {
    #expect(
      try breaches(of: "infrastructure.downtime", workload("Deployment", spec, container: "{name: a}")).count == count)
  }

  @Test func `metrics are asked for unless another kind brings them`() throws {
    let found = try breaches(workload("Deployment", "replicas: 2, ", container: "{name: a}"))
    #expect(found.first { $0.rule == "infrastructure.metrics" }?.unlessKinds == ["ServiceMonitor", "PodMonitor"])
  }

  @Test(arguments: [
    ("Role", "rules: [{verbs: [get], resources: [pods]}]", 0),
    ("Role", "rules: [{verbs: ['*'], resources: [pods]}]", 1),
    ("ClusterRole", "rules: [{verbs: [get], resources: ['*']}, {verbs: ['*'], resources: ['*']}]", 3),
    ("ClusterRoleBinding", "roleRef: {name: cluster-admin}", 1), ("ClusterRoleBinding", "roleRef: {name: view}", 0),
  ])
  func `roles that allow everything are told`(_ kind: String, _ rest: String, _ count: Int) throws {
    let text = "apiVersion: rbac.authorization.k8s.io/v1\nkind: \(kind)\nmetadata: {name: a}\n\(rest)\n"
    #expect(try breaches(of: "infrastructure.broad-role", text).count == count)
  }

  @Test(arguments: [
    ("{automated: {prune: true, selfHeal: true}, syncOptions: [CreateNamespace=false, PruneLast=true]}", 0),
    ("{automated: {prune: true, selfHeal: true}, syncOptions: [CreateNamespace=true, PruneLast=true]}", 1),
    ("{automated: {prune: false, selfHeal: true}, syncOptions: [CreateNamespace=false]}", 2), ("{}", 4),
  ])
  func `an application synchronises as the policy wants`(_ sync: String, _ count: Int) throws {
    #expect(try breaches(of: "infrastructure.argocd-sync", application(sync)).count == count)
  }

  @Test(arguments: [("main", 0), ("HEAD", 0), ("feature/x", 1), ("v1.2", 1)])
  func `an application follows main`(_ revision: String, _ count: Int) throws {
    #expect(try breaches(of: "infrastructure.argocd-revision", application("{}", revision: revision)).count == count)
    #expect(try breaches(of: "infrastructure.argocd-notifications", application("{}")) == [])
  }

  @Test func `another group's Application is none of ArgoCD`() throws {
    #expect(try breaches("apiVersion: app.k8s.io/v1beta1\nkind: Application\nmetadata: {name: a}\n") == [])
  }

  @Test(arguments: [
    ("alert: a, expr: up, for: 1m, labels: {severity: page}, annotations: {summary: s, runbook_url: r}", 0),
    ("alert: a, expr: up, labels: {severity: page}, annotations: {summary: s, runbook: r}", 1), ("alert: a", 5),
    ("record: a", 0),
  ])
  func `an alert says what it is about`(_ text: String, _ count: Int) throws {
    #expect(try breaches(of: "infrastructure.alerts", alert(text)).count == count)
  }

  @Test(arguments: [
    ("[{setWeight: 5}, {pause: {duration: 1h}}, {setWeight: 25}]", 0),
    ("[{setWeight: 25}, {pause: {duration: 1h}}, {setWeight: 5}]", 1), ("[{setWeight: 5}]", 1), ("[]", 2),
    ("[{setWeight: x}, {pause: {}}]", 1),
  ])
  func `a canary grows in steps with pauses`(_ steps: String, _ count: Int) throws {
    #expect(try breaches(of: "infrastructure.rollout-steps", rollout(steps)).count == count)
  }

  @Test(arguments: [
    ("{scaleDownDelaySeconds: 600, postPromotionAnalysis: {templates: []}}", 0),
    ("{scaleDownDelaySeconds: 599, postPromotionAnalysis: {templates: []}}", 1),
    ("{scaleDownDelaySeconds: 900}", 1), ("{activeService: a}", 2),
  ])
  func `what traffic switches to is watched for ten minutes`(_ strategy: String, _ count: Int) throws {
    let switching = rollout("[]").replacing("{canary: {steps: []}}", with: "{blueGreen: \(strategy)}")
    #expect(try breaches(of: "infrastructure.watched-switch", switching).count == count)
    #expect(try breaches(of: "infrastructure.watched-switch", rollout("[]")) == [])
  }

  @Test(arguments: [
    ("180s", 0), ("3m", 0), ("60", 0), ("1m30s", 0), ("181s", 1), ("1h", 1), ("soon", 1), ("3d", 1), ("''", 1),
    (String(repeating: "0s", count: 32), 0), (String(repeating: "0s", count: 33), 1),
  ])
  func `ArgoCD looks often enough to undo what was changed by hand`(_ time: String, _ count: Int) throws {
    let text = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: argocd-cm}\ndata: {timeout.reconciliation: \(time)}\n"
    #expect(try breaches(of: "infrastructure.slow-heal", text).count == count)
  }

  @Test(arguments: [
    "{rule: a}", "{rule: a, is: odd, says: b}", "{rule: a, is: {one-of: [a], holds: b}, says: c}",
    "{rule: a, is: there, says: b, odd: c}",
  ])
  func `a check that is none is refused`(_ yaml: String) throws {
    let node = try oneDocument(Array(yaml.utf8))
    #expect(throws: ReadError.self) { try FieldCheck(node) }
  }

  @Test func `every check names a rule of the law, and every rule of the law's fields has one`() throws {
    let rules = Set(try Policy.builtIn().rules.keys)
    for check in try FieldCheck.builtIn.get().values.joined() { #expect(rules.contains(check.rule)) }
  }
}
