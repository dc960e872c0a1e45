import Model
import Testing

@testable import Gates

private func judge(
  _ manifests: Manifests, commits: [Commit]? = nil, files: [Path] = [], under amend: (inout Policy) -> Void = { _ in }
) throws -> [Finding] {
  let matter = try Case.of(commits: commits, files: files, manifests: manifests) { policy in
    for rule in policy.rules.keys { policy.rules[rule]?.isOff = true }
    amend(&policy)
  }
  return Gate.infrastructure.judge(matter).findings
}

extension Policy {
  fileprivate mutating func turnOn(_ rules: RuleID...) { for rule in rules { self.rules[rule]?.isOff = false } }
}

struct ChartsTests {
  private func findings(_ charts: [HelmChart], rendered: Set<String> = [], templates: [Path]) throws -> [String] {
    var manifests = Manifests()
    manifests.helm.charts = charts
    manifests.helm.templates = templates
    manifests.helm.rendered = rendered
    return try judge(manifests) { $0.turnOn("infrastructure.unrendered-chart") }.map(\.message)
  }

  private let shop = HelmChart(name: "shop", location: Location("charts/shop/Chart.yaml", line: 1))

  @Test func `a chart is judged by what it renders to`() throws {
    let templates: [Path] = ["charts/shop/templates/a.yaml", "charts/shop/templates/b.yaml"]
    #expect(
      try findings([shop], templates: templates) == [
        "2 templates of the chart shop were not judged, for nothing was found that it renders to"
      ])
    #expect(try findings([shop], rendered: ["shop/templates/a.yaml"], templates: templates) == [])
    #expect(try findings([shop], rendered: ["shopping/templates/a.yaml"], templates: templates).count == 1)
    #expect(try findings([shop], templates: []) == [])
  }

  @Test func `a chart that is made of others is judged by what it renders to`() throws {
    var umbrella = shop
    umbrella.dependencies = 1
    #expect(
      try findings([umbrella], templates: []) == [
        "1 dependency of the chart shop was not judged, for nothing was found that it renders to"
      ])
    #expect(try findings([umbrella], rendered: ["shop/charts/db/a.yaml"], templates: []) == [])
  }

  @Test func `templates that no chart renders are told`() throws {
    let templates: [Path] = ["charts/odd/templates/a.yaml", "charts/odd/templates/b.yaml"]
    #expect(
      try findings([shop], templates: templates) == [
        "2 templates below charts/odd/templates were not judged, for no Chart.yaml says what chart that is"
      ])
  }

  @Test func `a library and a chart within another are rendered with others`() throws {
    let within = HelmChart(name: "db", location: Location("charts/shop/charts/db/Chart.yaml"))
    var library = shop
    library.isLibrary = true
    #expect(try findings([library], templates: ["charts/shop/templates/a.yaml"]) == [])
    let templates: [Path] = ["charts/shop/charts/db/templates/a.yaml"]
    #expect(try findings([shop, within], rendered: ["shop/charts/db/templates/a.yaml"], templates: templates) == [])
    #expect(try findings([shop, within], templates: templates).count == 1)
  }

  @Test(
    arguments: [
      ("1.2", []), ("latest", ["infrastructure.moving-tag"]), (nil, ["infrastructure.unresolved-image"]),
    ] as [(String?, [String])])
  func `a chart's version is the tag of images whose values have none`(_ version: String?, _ rules: [String]) throws {
    var manifests = Manifests()
    var chart = shop
    chart.appVersion = version
    manifests.helm.charts = [chart]
    manifests.images = [ImageUse("r.io/a", at: Location("charts/shop/values.yaml"), takesChartVersion: true)]
    let found = try judge(manifests) { $0.turnOn("infrastructure.moving-tag", "infrastructure.unresolved-image") }
    #expect(found.map(\.rule.text) == rules)
  }
}

struct ImagesTests {
  @Test(
    arguments: [
      (.onMain, nil), (.elsewhere, .fail), (.nowhere, .fail), (.unknown, .cannotJudge),
    ] as [(ImageCommit, Effect?)])
  func `an own image is built from a commit of main`(_ standing: ImageCommit, _ effect: Effect?) throws {
    var manifests = Manifests()
    manifests.images = [ImageUse("acme/a:sha-1a2b3c4", at: Location("a.yaml", line: 2))]
    manifests.commits = ["1a2b3c4": standing]
    let found = try judge(manifests) {
      $0.turnOn("infrastructure.image-commit")
      $0.infrastructure.ownImages = ["acme/*"]
    }
    #expect(found.map(\.effect) == [effect].compactMap { $0 })
    #expect(found.allSatisfy { $0.rule == "infrastructure.image-commit" && $0.location?.line == 2 })
  }

  @Test(
    arguments: [
      ("a:sha-1a2b3c", "1a2b3c"), ("a:sha-1a2b3c-amd64", "1a2b3c"), ("a:sha-1a2b3", nil), ("a:1.0", nil), ("a", nil),
    ] as [(String, String?)])
  func `a tag says its commit`(_ image: String, _ commit: String?) { #expect(ImageReference(image).commit == commit) }
}

struct AccessTests {
  private func findings(_ role: String, _ subject: String, named name: String, grants: [([String], [String])]) throws
    -> [Finding]
  {
    let place = Location("rbac.yaml", line: 1)
    var own = ManifestObject(location: place, apiVersion: "v1", kind: "Role", name: "own", hasSchema: true)
    own.access = ObjectAccess(grants: grants.map { ObjectAccess.Grant(verbs: $0.0, resources: $0.1, at: place) })
    var binding = ManifestObject(location: place, apiVersion: "v1", kind: "RoleBinding", name: "b", hasSchema: true)
    let subject = ObjectAccess.Subject(kind: subject, name: name, at: Location("rbac.yaml", line: 9))
    binding.access = ObjectAccess(role: role, subjects: [subject])
    return try judge(Manifests(objects: [own, binding])) {
      $0.turnOn("infrastructure.writing-people", "infrastructure.pipeline-rights")
      $0.infrastructure.writers = ["break-glass"]
    }
  }

  @Test(
    arguments: [
      ("ClusterRole view", "developers", nil), ("ClusterRole edit", "developers", "create, delete, patch, update"),
      ("ClusterRole cluster-admin", "developers", "*"), ("Role own", "developers", "patch"),
      ("Role own", "break-glass", nil), ("Role own", "system:masters", nil), ("Role other", "developers", nil),
    ] as [(String, String, String?)])
  func `people only read`(_ role: String, _ name: String, _ verbs: String?) throws {
    let found = try findings(role, "Group", named: name, grants: [(["get", "patch"], ["pods"])])
    #expect(found.map(\.message) == verbs.map { ["Group \(name) may \($0) by RoleBinding b"] } ?? [])
    #expect(found.allSatisfy { $0.rule == "infrastructure.writing-people" && $0.location?.line == 9 })
  }

  @Test(
    arguments: [
      ("ci", ["get", "patch"], ["deployments"], []), ("shop", ["*"], ["*"], []),
      ("ci", ["create"], ["deployments"], ["ServiceAccount ci may create deployments by RoleBinding b"]),
      ("ci", ["patch"], ["configmaps"], ["ServiceAccount ci may patch configmaps by RoleBinding b"]),
      ("ci", ["get"], ["secrets"], ["ServiceAccount ci may get secrets by RoleBinding b"]),
      ("github-deployer", ["*"], ["*"], ["ServiceAccount github-deployer may * * by RoleBinding b"]),
    ] as [(String, [String], [String], [String])])
  func `a pipeline writes images and nothing more`(
    _ name: String, _ verbs: [String], _ resources: [String], _ messages: [String]
  ) throws {
    let found = try findings("Role own", "ServiceAccount", named: name, grants: [(verbs, resources)])
    #expect(found.map(\.message) == messages)
    #expect(found.allSatisfy { $0.rule == "infrastructure.pipeline-rights" })
  }
}

struct AlertsTests {
  private func alert(
    _ name: String, _ expression: String = "x", _ severity: String = "critical", runbook: String? = nil
  )
    -> AlertRule
  {
    AlertRule(
      name: name, expression: expression, severity: severity, runbook: runbook, at: Location("ops/a.yaml", line: 3))
  }

  private func findings(_ alerts: [AlertRule], _ rule: RuleID, kinds: [String] = [], files: [Path] = []) throws
    -> [String]
  {
    var manifests = Manifests(objects: kinds.map { .of($0) })
    for index in manifests.objects.indices where kinds[index] == "Deployment" {
      manifests.objects[index].pods = PodLabels(carried: [:])
    }
    manifests.alerts = alerts
    return try judge(manifests, files: files) { $0.turnOn(rule) }.map(\.message)
  }

  @Test(
    arguments: [
      ("docs/down.md", true), ("/docs/down.md#steps", true), ("down.md", true), ("docs/none.md", false),
      ("https://example.com/x", true), ("{{ $labels.x }}", true), (nil, true),
    ] as [(String?, Bool)])
  func `a runbook that is a file is there`(_ runbook: String?, _ passes: Bool) throws {
    let found = try findings(
      [alert("Down", runbook: runbook)], "infrastructure.runbook", files: ["docs/down.md", "ops/down.md"])
    #expect(
      found == (passes ? [] : ["the runbook docs/none.md of the alert Down is not in the repository"]))
  }

  private let critical = [
    ("HighErrorRate", "rate(a[5m]) > 0.1"), ("Slow", "histogram_quantile(0.95, duration) > 5"), ("Gone", "up == 0"),
    ("DatabaseErrors", "x"),
  ]

  @Test func `critical alerts are about what the policy names`() throws {
    let all = critical.map { alert($0.0, $0.1) }
    #expect(try findings(all, "infrastructure.critical-alerts") == [])
    #expect(
      try findings(Array(all.dropFirst(2)), "infrastructure.critical-alerts") == [
        "no alert is about latency (critical)"
      ])
    #expect(try findings([], "infrastructure.critical-alerts", kinds: ["Deployment"]).count == 4)
    #expect(try findings([], "infrastructure.critical-alerts", kinds: ["Service"]) == [])
    #expect(try findings(critical.map { alert($0.0, $0.1, "info") }, "infrastructure.critical-alerts").count == 4)
  }

  @Test func `warnings are about what the policy names`() throws {
    let rows = [("Errors", "x"), ("Latency", "x"), ("HighCPU", "x"), ("DiskFull", "x")]
    #expect(try findings(rows.map { alert($0.0, $0.1, "warning") }, "infrastructure.warning-alerts") == [])
    #expect(try findings([], "infrastructure.warning-alerts", kinds: ["Deployment"]).count == 4)
  }

  @Test func `alerts of synchronisation are asked for where ArgoCD is`() throws {
    let rows = [("AppOutOfSync", "x"), ("AppDegraded", "x"), ("SyncFailed", "x")]
    #expect(
      try findings(rows.map { alert($0.0, $0.1, "") }, "infrastructure.sync-alerts", kinds: ["Application"]) == [])
    #expect(try findings([], "infrastructure.sync-alerts", kinds: ["Application"]).count == 3)
    #expect(try findings([], "infrastructure.sync-alerts", kinds: ["Deployment"]) == [])
  }
}

struct RollbackTriggersTests {
  private func trigger(_ name: String, beyond share: String? = nil, severity: String = "rollback") -> AlertRule {
    var alert = AlertRule(
      name: name, expression: "x", severity: severity, runbook: nil, at: Location("k8s/a.yaml", line: 3))
    alert.share = share.flatMap { Decimal($0) }
    return alert
  }

  private func findings(_ alerts: [AlertRule], kind: String = "Rollout") throws -> [String] {
    var manifests = Manifests(objects: [.of(kind)])
    manifests.alerts = alerts
    return try judge(manifests) { $0.turnOn("infrastructure.rollback-triggers") }.map(\.message)
  }

  @Test func `a rollout goes back for what the policy names`() throws {
    let all = [
      trigger("readiness"), trigger("error-rate", beyond: "0.01"), trigger("cpu", beyond: "0.9"),
      trigger("memory", beyond: "0.85"),
    ]
    #expect(try findings(all) == [])
    #expect(try findings([]).count == 4)
    #expect(try findings([], kind: "Canary").count == 4)
    #expect(try findings([], kind: "Deployment") == [])
    #expect(try findings(Array(all.dropFirst())) == ["nothing takes a version back for an unhealthy version"])
  }

  @Test func `an analysis that no rollout names takes nothing back`() throws {
    var health = trigger("readiness")
    health.analysis = "health"
    var manifests = Manifests(objects: [.of("Rollout")])
    manifests.alerts = [health]
    func first() throws -> String? {
      try judge(manifests) { $0.turnOn("infrastructure.rollback-triggers") }.map(\.message)
        .first { $0.contains("an unhealthy version") }
    }
    let message = "nothing takes a version back for an unhealthy version; no rollout names the analysis health"
    #expect(try first() == message)
    manifests.analyses = ["health"]
    #expect(try first() == nil)
  }

  @Test(arguments: [("0.02", "rollback"), (nil, "rollback"), ("0.01", "critical")] as [(String?, String)])
  func `one that acts too late, or on nothing that is told, is none`(_ share: String?, _ severity: String) throws {
    let found = try findings([trigger("error-rate", beyond: share, severity: severity)])
    #expect(found.contains("nothing takes a version back for server errors above 1 %"))
  }
}

struct ReportedNumbersTests {
  private func findings(_ names: [String], kind: String = "Deployment") throws -> Int {
    var manifests = Manifests(objects: [.of(kind)])
    manifests.alerts = names.map {
      AlertRule(name: $0, expression: "x", severity: "info", runbook: nil, at: Location("a.yaml", line: 1))
    }
    return try judge(manifests) { $0.turnOn("infrastructure.reported-numbers") }.count
  }

  @Test func `something looks at what an application and a system report`() throws {
    let names = ["Requests", "Errors", "Latency", "Throughput", "CPU", "Memory", "Disk", "Network"]
    #expect(try findings(names) == 0)
    #expect(try findings(Array(names.dropLast())) == 1)
    #expect(try findings(["Down"]) == 8)
    #expect(try findings([], kind: "Service") == 0)
  }
}

struct AvailabilityTests {
  private func object(_ kind: String, _ pods: PodLabels, in namespace: String? = nil) -> ManifestObject {
    var object = ManifestObject.of(kind)
    object.pods = pods
    object.namespace = namespace
    return object
  }

  @Test(
    arguments: [
      (["app": "shop"], nil, true), (["app": "shop", "tier": "web"], nil, true), ([:], nil, true),
      (["app": "cart"], nil, false), (["app": "shop"], "shop", true), (["app": "shop"], "other", false),
    ] as [([String: String], String?, Bool)])
  func `a budget keeps the pods that it selects`(_ labels: [String: String], _ space: String?, _ passes: Bool) throws {
    let web = object("Deployment", PodLabels(carried: ["app": "shop", "tier": "web"]), in: "shop")
    let budget = object("PodDisruptionBudget", PodLabels(selected: labels), in: space)
    let found = try judge(Manifests(objects: [web, budget])) { $0.turnOn("infrastructure.disruption-budget") }
    #expect(found.count == (passes ? 0 : 1))
    #expect(found.allSatisfy { $0.message.hasSuffix("is selected by no PodDisruptionBudget") })
    #expect(try judge(Manifests(objects: [web])) { $0.turnOn("infrastructure.disruption-budget") }.count == 1)
  }

  @Test func `workloads are deployed by an Application`() throws {
    let web = object("Deployment", PodLabels(carried: [:]))
    let found = try judge(Manifests(objects: [web, web])) { $0.turnOn("infrastructure.argocd-application") }
    #expect(found.map(\.message) == ["2 workloads and no Application of ArgoCD"])
    let all = Manifests(objects: [web, .of("ApplicationSet")])
    #expect(try judge(all) { $0.turnOn("infrastructure.argocd-application") }.isEmpty)
  }
}

struct InventoryTests {
  private func tools(_ files: [Path], adding added: [Path] = []) throws -> [String] {
    let commits = [Commit].line(.of("feat: x", added.map { FileChange(.added, $0) }))
    return try judge(Manifests(documents: 0), commits: commits, files: files) {
      $0.turnOn("infrastructure.unapproved-tool")
    }.map(\.message)
  }

  @Test func `tools that are not approved are told, and CDK where it is new`() throws {
    #expect(try tools(["main.bicep"]) == ["Bicep declares infrastructure, and is not approved"])
    #expect(try tools(["Pulumi.yaml"]) == [])
    #expect(try tools(["cdk.json"]) == [])
    #expect(try tools(["cdk.json"], adding: ["cdk.json"]) == ["CDK was not used here before this change"])
    #expect(try tools(["a/cdk.json", "b/cdk.json"], adding: ["b/cdk.json"]) == [])
    #expect(try tools(["tests/main.bicep"]) == [])
  }

  private func source(providers: [String] = [], resources: [String] = ["aws_instance"]) -> Manifests {
    var source = TerraformSource(origin: "main.tf")
    source.providers = providers.map { TerraformSource.Pin(name: $0, isPinned: true, line: 1) }
    source.resources = resources
    var manifests = Manifests()
    manifests.sources = [source]
    return manifests
  }

  @Test func `CloudFormation stands alone with AWS`() throws {
    func found(_ providers: [String]) throws -> [String] {
      try judge(source(providers: providers), files: ["infra/cloudformation/vpc.yaml"]) {
        $0.turnOn("infrastructure.other-clouds")
      }.map(\.message)
    }
    #expect(try found(["aws", "random"]) == [])
    #expect(try found(["google", "aws"]) == ["CloudFormation stands beside google, and is for AWS alone"])
  }

  @Test func `what watches and what records is declared too`() throws {
    func found(_ resources: [String]) throws -> [String] {
      try judge(source(resources: resources)) {
        $0.turnOn("infrastructure.monitoring", "infrastructure.audit-trail")
      }.map(\.message)
    }
    #expect(try found(["aws_instance"]).count == 5)
    #expect(
      try found(["aws_cloudwatch_dashboard", "aws_cloudwatch_metric_alarm", "aws_sns_topic", "aws_cloudtrail"]) == [
        "no resource is a health check"
      ])
    #expect(try found([]) == [])
  }

  @Test func `manifests change where the controller looks`() throws {
    func found(_ path: Path) throws -> [String] {
      var object = ManifestObject.of("Service")
      object.location = Location(path, line: 1)
      let commits = [Commit].line(.of("feat: x", changing: path))
      return try judge(Manifests(objects: [object]), commits: commits) {
        $0.turnOn("infrastructure.manifest-root")
        $0.infrastructure.manifestRoots = ["k8s/base/**"]
      }.map(\.message)
    }
    #expect(try found("k8s/base/a.yaml") == [])
    #expect(try found("deploy/a.yaml") == ["deploy/a.yaml changes, and manifests change in k8s/base/**"])
  }

  @Test(arguments: [("terraform/a.tf", 0), ("infra/b.tf", 1), ("infra/b.md", 0)] as [(Path, Int)])
  func `Terraform changes in its own folder`(_ path: Path, _ count: Int) throws {
    let matter = try Case.of(commits: [Commit].line(.of("feat: x", changing: path)), files: [path, "old/c.tf"]) {
      $0.turnOn("infrastructure.terraform-root")
      $0.infrastructure.terraformRoots = ["terraform/**"]
    }
    let found = Gate.infrastructure.judge(matter).findings.filter { $0.rule == "infrastructure.terraform-root" }
    #expect(
      found.map(\.message) == Array(repeating: "\(path) changes, and Terraform changes in terraform/**", count: count))
  }
}

struct MigrationsTests {
  private func migration(_ version: String, after: [String]? = nil, undo: Migration.Undo = .there) -> Migration {
    Migration(
      tool: "T", location: Location(Path("db/\(version).x")), series: "db", version: version, after: after, undo: undo)
  }

  private func findings(_ migrations: [Migration], _ rule: RuleID) throws -> [String] {
    var manifests = Manifests()
    manifests.migrations = migrations
    return try judge(manifests) { $0.turnOn(rule) }.map(\.message)
  }

  private let order: RuleID = "infrastructure.migration-order"

  @Test func `numbers follow each other, and times need not`() throws {
    #expect(try findings(["1", "2", "3"].map { migration($0) }, order) == [])
    #expect(
      try findings(["2", "10", "1", "3"].map { migration($0) }, order) == [
        "no migration is numbered 4, between 3 and 10"
      ])
    #expect(try findings(["20240101", "20250101"].map { migration($0) }, order) == [])
    #expect(try findings(["1_1", "1_3"].map { migration($0) }, order) == [])
    #expect(try findings(["1", "1"].map { migration($0) }, order) == ["1.x has the version 1 too"])
  }

  @Test func `revisions are one chain`() throws {
    #expect(try findings([migration("a", after: []), migration("b", after: ["a"])], order) == [])
    let fork = [migration("a", after: []), migration("b", after: ["a"]), migration("c", after: ["a"])]
    #expect(try findings(fork, order) == ["the order of migrations ends in b, c, and must end in one"])
    #expect(try findings(fork + [migration("d", after: ["b", "c"])], order) == [])
    let two = [migration("a", after: []), migration("b", after: []), migration("c", after: ["a", "b"])]
    #expect(try findings(two, order) == ["the order of migrations begins with a, b, and must begin with one"])
    #expect(
      try findings([migration("a", after: []), migration("b", after: ["a", "x"])], order) == [
        "the migration b comes after x, which is not there"
      ])
  }

  @Test func `every migration can be taken back`() throws {
    let rule: RuleID = "infrastructure.irreversible-migration"
    var undo = migration("2", undo: .apart)
    undo.undoes = true
    let all = [migration("1", undo: .missing), migration("2", undo: .apart), migration("3", undo: .apart), undo]
    #expect(
      try findings(all, rule) == [
        "the migration 1 does not say how it is taken back", "the migration 3 has no file that takes it back",
      ])
    undo.undo = .missing
    #expect(
      try findings([migration("2", undo: .apart), undo], rule) == [
        "the migration 2 has a file to take it back, and that changes nothing"
      ])
  }

  @Test func `a migration is named the way of its tool, kept in git and can be run twice`() throws {
    #expect(try findings([migration("")], "infrastructure.migration-name") == [".x is not named the way of T"])
    #expect(try findings([migration("1")], "infrastructure.migration-name") == [])
    var lost = migration("1")
    lost.isTracked = false
    lost.single = [Migration.Located("create table a", at: Location("db/1.x", line: 4))]
    #expect(try findings([lost], "infrastructure.untracked-migration") == ["db/1.x is not in git"])
    #expect(try findings([lost], "infrastructure.single-migration") == ["create table a fails the second time"])
    #expect(try findings([migration("1")], "infrastructure.untracked-migration") == [])
  }
}

struct TerraformPartTests {
  private func plan(isMultiZone: Bool?, _ origin: Path) throws -> [String] {
    var change = TerraformPlan.ResourceChange(
      address: "aws_db_instance.a", type: "aws_db_instance", actions: ["create"])
    change.isMultiZone = isMultiZone
    let plan = TerraformPlan(origin: origin, isErrored: false, isComplete: true, changes: [change])
    return try judge(Manifests(plans: [plan])) { $0.turnOn("infrastructure.single-zone") }.map(\.message)
  }

  @Test func `what holds data in production stands in several zones`() throws {
    #expect(try plan(isMultiZone: false, "plans/tfplan-prod.json") == ["aws_db_instance.a stands in a single zone"])
    #expect(try plan(isMultiZone: true, "plans/tfplan-prod.json") == [])
    #expect(try plan(isMultiZone: nil, "plans/tfplan-prod.json") == [])
    #expect(try plan(isMultiZone: false, "plans/tfplan-dev.json") == [])
    #expect(try plan(isMultiZone: false, "environments/nonprod/tfplan.json") == [])
  }

  @Test func `resources without a plan cannot be judged`() throws {
    var source = TerraformSource(origin: "main.tf")
    source.resources = ["aws_instance"]
    var manifests = Manifests()
    manifests.sources = [source]
    let found = try judge(manifests) { $0.turnOn("infrastructure.no-plan") }
    #expect(found.map(\.effect) == [.cannotJudge])
    manifests.plans = [TerraformPlan(origin: "p.json", isErrored: false, isComplete: true, changes: [])]
    #expect(try judge(manifests) { $0.turnOn("infrastructure.no-plan") }.isEmpty)
  }

  @Test func `files that terraform fmt would change are told`() throws {
    var manifests = Manifests()
    manifests.format = TerraformFormat(unformatted: ["b.tf", "a.tf"])
    let found = try judge(manifests) { $0.turnOn("infrastructure.unformatted") }
    #expect(found.map(\.location) == [Location("a.tf"), Location("b.tf")])
    manifests.format = TerraformFormat(unformatted: [])
    #expect(try judge(manifests) { $0.turnOn("infrastructure.unformatted") }.isEmpty)
  }
}
