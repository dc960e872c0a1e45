import Model
import Testing

@testable import Gates

struct InfrastructureTests {
  private func judge(
    _ manifests: Manifests, files: [Path] = [], under amend: (inout Policy) -> Void = { _ in }
  ) throws -> Verdict {
    try Gate.infrastructure.judge(.of(files: files, manifests: manifests, under: amend))
  }

  private func judge(image: String, under amend: (inout Policy) -> Void = { _ in }) throws -> Verdict {
    try judge(.of(images: image), under: amend)
  }

  private func judge(_ validation: TerraformValidation) throws -> Verdict {
    try judge(Manifests(validations: [validation]), files: ["main.tf"])
  }

  private func diagnostic(_ summary: String) -> TerraformValidation.Diagnostic {
    TerraformValidation.Diagnostic(isError: true, summary: summary, location: Location("main.tf", line: 3))
  }

  @Test func `sound objects pass and are counted`() throws {
    let verdict = try judge(.of(.of("Service"), .of("Deployment", images: ["nginx:1.27"])))
    #expect(verdict.outcome == .passed)
    #expect(verdict.measured == [Measure("malformed objects", required: "0", found: "0 of 2")])
  }

  @Test func `manifests without one object cannot be judged`() throws {
    let verdict = try judge(Manifests(documents: 2))
    #expect(verdict.outcome == .cannotJudge)
    #expect(verdict.findings.map(\.message) == ["no object and no image stands in 2 documents"])
  }

  @Test(arguments: [
    (ManifestProblem.Kind.identity, "infrastructure.identity"), (.duplicateKey, "infrastructure.duplicate-key"),
    (.unknownField, "infrastructure.schema"), (.missingField, "infrastructure.schema"),
    (.wrongType, "infrastructure.schema"), (.wrongValue, "infrastructure.value"),
    (.removedAPI, "infrastructure.removed-api"), (.unknownKind, "infrastructure.no-such-kind"),
  ])
  func `an object with a problem fails where it stands`(_ kind: ManifestProblem.Kind, _ rule: String) throws {
    let place = Location("deploy.yaml", line: 4)
    let verdict = try judge(.of(.of("Service", problems: [ManifestProblem(kind, "no kind", at: place)])))
    #expect(verdict.outcome == .failed)
    #expect(verdict.findings.map(\.rule.text) == [rule])
    #expect(verdict.findings.map(\.location) == [place])
  }

  @Test func `a version of the API that will end warns`() throws {
    let problem = ManifestProblem(.deprecatedAPI, "v1 Endpoints is deprecated", at: Location("deploy.yaml", line: 1))
    let verdict = try judge(.of(.of("Endpoints", problems: [problem])))
    #expect(verdict.outcome == .warned)
    #expect(verdict.rules == ["infrastructure.deprecated-api"])
  }

  @Test func `kinds without a schema are told once each`() throws {
    let verdict = try judge(.of(.of("A", hasSchema: false), .of("B", hasSchema: false), .of("A", hasSchema: false)))
    #expect(verdict.outcome == .warned)
    #expect(verdict.rules == ["infrastructure.unknown-kind"])
    #expect(
      verdict.findings.map(\.message) == [
        "1 object of v1 B is not held against a schema, for none is known",
        "2 objects of v1 A are not held against a schema, for none is known",
      ])
  }

  @Test func `a kind that Kubernetes does not have is no unknown one`() throws {
    let problem = ManifestProblem(.unknownKind, "v1 has no kind A", at: Location("deploy.yaml", line: 1))
    #expect(try judge(.of(.of("A", hasSchema: false, problems: [problem]))).rules == ["infrastructure.no-such-kind"])
  }

  @Test func `a kind that is no longer served is no unknown one`() throws {
    let problem = ManifestProblem(.removedAPI, "v1 A is not served", at: Location("deploy.yaml", line: 1))
    #expect(
      try judge(.of(.of("A", hasSchema: false, problems: [problem]))).rules == ["infrastructure.removed-api"])
  }

  @Test(arguments: [
    "nginx:1.27", "localhost:5000/app:1.0", "ghcr.io/acme/app:v2", "nginx:latest-ish", "app:dev2",
    "app@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
    "registry:5000/app@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
  ])
  func `an image that names its release passes`(_ image: String) throws {
    #expect(try judge(image: image).outcome == .passed)
  }

  @Test(arguments: [
    "nginx", "nginx:", "nginx:latest", "nginx:dev", "localhost:5000/app", "localhost:5000/app:latest",
    "library/nginx", "", "@", "app@", "app@latest", "app:latest@sha256:0123456789abcdef",
  ])
  func `an image that moves fails`(_ image: String) throws {
    let verdict = try judge(image: image)
    #expect(verdict.outcome == .failed)
    #expect(verdict.findings.map(\.rule) == ["infrastructure.moving-tag"])
  }

  @Test(arguments: [
    "nginx:${TAG}", "$(IMAGE)", "{{ .Values.image }}:latest", "app:$(VERSION)", "app:$TAG",
    "app:<tag>", "app:#{TAG}#", "app:%TAG%", "app:1.0 ",
  ])
  func `an image that is filled in later cannot be judged`(_ image: String) throws {
    let verdict = try judge(image: image)
    #expect(verdict.outcome == .cannotJudge)
    #expect(verdict.findings.map(\.rule) == ["infrastructure.unresolved-image"])
  }

  @Test(arguments: [
    ("acme/shop:sha-1a2b3c", true), ("acme/shop:sha-1a2b3", false), ("acme/shop:1.0", false), ("other/shop:1.0", true),
  ])
  func `an image of our own carries the commit it is built from`(_ image: String, _ passes: Bool) throws {
    let verdict = try judge(image: image) { $0.infrastructure.ownImages = ["acme/*"] }
    #expect(verdict.rules == (passes ? [] : ["infrastructure.own-image-tag"]))
  }

  @Test func `an image of our own by digest alone does not say its commit`() throws {
    let image = "acme/shop@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
    #expect(
      try judge(image: image) { $0.infrastructure.ownImages = ["acme/*"] }.rules == ["infrastructure.own-image-tag"])
  }

  @Test(arguments: [
    ("acme/shop", "docker.io/acme/shop:1.0"), ("docker.io/acme/shop", "acme/shop:1.0"),
    ("shop", "docker.io/library/shop:1.0"),
  ])
  func `an image is our own however much of Docker Hub's name is left out`(_ own: String, _ image: String) throws {
    let verdict = try judge(image: image) { $0.infrastructure.ownImages = [Glob(own)] }
    #expect(verdict.rules == ["infrastructure.own-image-tag"])
  }

  @Test(
    arguments: [
      ("localhost:5000/app", "localhost:5000/app", nil, nil),
      ("localhost:5000/a/b:1.0", "localhost:5000/a/b", "1.0", nil),
      ("app:1@sha256:00", "app", "1", "sha256:00"), ("app", "app", nil, nil),
    ] as [(String, String, String?, String?)])
  func `an image reference comes apart at the right colon`(
    _ text: String, _ name: String, _ tag: String?, _ digest: String?
  ) {
    let image = ImageReference(text)
    #expect(image.name == name && image.tag == tag && image.digest == digest)
  }

  @Test func `a kustomization's tag holds for manifests that name none`() throws {
    let manifests = Manifests.of(.of("Deployment", images: ["shop"]), .of("Kustomization", images: ["shop:1.0"]))
    #expect(try judge(manifests).outcome == .passed)
  }

  @Test func `a kustomization without a tag pardons nobody`() throws {
    let manifests = Manifests.of(.of("Deployment", images: ["shop"]), .of("Kustomization", images: ["shop"]))
    #expect(try judge(manifests).rules == ["infrastructure.moving-tag"])
  }

  @Test func `a kustomization's own tag must not move`() throws {
    #expect(try judge(.of(.of("Kustomization", images: ["shop:latest"]))).rules == ["infrastructure.moving-tag"])
  }

  @Test(
    arguments: [
      ("someone/app:1.0", ["infrastructure.personal-image"]),
      ("docker.io/someone/app:1.0", ["infrastructure.personal-image"]),
      ("grafana/grafana:1.0", []), ("library/nginx:1.0", []), ("nginx:1.0", []), ("ghcr.io/someone/app:1.0", []),
      ("localhost/app:1.0", []),
    ] as [(String, Set<String>)])
  func `an image of an account of Docker Hub that nobody knows is told`(_ image: String, _ rules: Set<String>) throws {
    #expect(try judge(image: image) { $0.rules["infrastructure.personal-image"]?.isOff = false }.rules == rules)
  }

  @Test(arguments: [("r.example.com/a:1", true), ("nginx:1", false), ("acme/own:sha-1a2b3c", true)])
  func `an image comes from a registry that is named, where one is`(_ image: String, _ passes: Bool) throws {
    let verdict = try judge(image: image) {
      $0.rules["infrastructure.registry"]?.isOff = false
      $0.infrastructure.registries = ["r.example.com/*"]
      $0.infrastructure.ownImages = ["acme/*"]
    }
    #expect(verdict.rules == (passes ? [] : ["infrastructure.registry"]))
  }

  @Test func `images outside of objects are judged like others`() throws {
    var manifests = Manifests()
    manifests.images = [ImageUse("nginx", at: Location("Dockerfile", line: 1))]
    let verdict = try judge(manifests)
    #expect(verdict.rules == ["infrastructure.moving-tag"])
    #expect(verdict.findings.map(\.location) == [Location("Dockerfile", line: 1)])
  }

  @Test func `a field that is not as the law asks is found, unless another kind settles it`() throws {
    var web = ManifestObject.of("Deployment")
    let place = Location("deploy.yaml", line: 7)
    web.breaches = [ManifestBreach("infrastructure.metrics", "is not scraped", at: place, unlessKinds: ["PodMonitor"])]
    #expect(try judge(.of(web)).findings.map(\.location) == [place])
    #expect(try judge(.of(web)).rules == ["infrastructure.metrics"])
    #expect(try judge(.of(web, .of("PodMonitor"))).rules == [])
  }

  @Test(
    arguments: [
      ("infrastructure.probes", .failed), ("infrastructure.metrics", .warned), ("infrastructure.resources", .warned),
      ("infrastructure.downtime", .failed), ("infrastructure.slow-heal", .failed),
      ("infrastructure.flags", .failed), ("infrastructure.flag-steps", .warned), ("infrastructure.old-flags", .warned),
      ("infrastructure.rollout-steps", .failed), ("infrastructure.broad-role", .warned),
      ("infrastructure.argocd-sync", .failed), ("infrastructure.argocd-revision", .failed),
      ("infrastructure.argocd-notifications", .warned), ("infrastructure.alerts", .failed),
      ("infrastructure.watched-switch", .warned),
    ] as [(RuleID, Outcome)])
  func `what is found against a field has the effect of its rule`(_ rule: RuleID, _ outcome: Outcome) throws {
    var web = ManifestObject.of("Deployment")
    web.breaches = [ManifestBreach(rule, "is not so", at: web.location)]
    let verdict = try judge(.of(web)) { $0.rules[rule]?.isOff = false }
    #expect(verdict.outcome == outcome)
    #expect(verdict.findings.map(\.rule) == [rule])
  }

  @Test(arguments: [
    ("app.yaml", true), ("../base", true), ("./../base/app.yaml", true), ("none.yaml", false), ("../../..", false),
    ("/etc/passwd", false), ("../../../base", false), ("..", true), ("../..", true),
  ])
  func `what a kustomization names is in the repository`(_ text: String, _ passes: Bool) throws {
    var kustomization = ManifestObject.of("Kustomization")
    kustomization.references = [FileReference(text, at: Location("k8s/prod/kustomization.yaml", line: 2))]
    let files: [Path] = ["k8s/prod/app.yaml", "k8s/base/app.yaml", "k8s/prod/kustomization.yaml"]
    let verdict = try judge(.of(kustomization), files: files)
    #expect(verdict.rules == (passes ? [] : ["infrastructure.dangling-reference"]))
  }

  @Test func `what a kustomization lays over other objects need not be whole`() throws {
    var patch = ManifestObject.of("Deployment")
    patch.problems = [ManifestProblem.Kind.missingField, .directive, .unknownField].map {
      ManifestProblem($0, "a problem", at: patch.location)
    }
    patch.breaches = [ManifestBreach("infrastructure.probes", "has no probe", at: patch.location)]
    var kustomization = ManifestObject.of("Kustomization")
    kustomization.references = [FileReference("./deploy.yaml", at: Location("kustomization.yaml"), isPatch: true)]
    #expect(try judge(.of(patch, kustomization)).findings.map(\.rule) == ["infrastructure.schema"])
    kustomization.references[0].isPatch = false
    #expect(try judge(.of(patch, kustomization)).findings.count == 4)
  }

  @Test func `Terraform without a validation cannot be judged`() throws {
    let verdict = try Gate.infrastructure.judge(.of(files: ["infra/main.tf"]))
    #expect(verdict.outcome == .cannotJudge)
    #expect(verdict.findings.map(\.rule) == ["infrastructure.no-validation"])
  }

  @Test func `a valid configuration passes`() throws {
    #expect(try judge(TerraformValidation(origin: "v.json", isValid: true, diagnostics: [])).outcome == .passed)
  }

  @Test func `an error of Terraform fails where it stands`() throws {
    let verdict = try judge(
      TerraformValidation(origin: "v.json", isValid: false, diagnostics: [diagnostic("no such type")]))
    #expect(verdict.outcome == .failed)
    #expect(verdict.findings.map(\.rule) == ["infrastructure.terraform-invalid"])
    #expect(verdict.findings.map(\.location) == [Location("main.tf", line: 3)])
  }

  @Test func `an invalid configuration without a reason fails all the same`() throws {
    let verdict = try judge(TerraformValidation(origin: "v.json", isValid: false, diagnostics: []))
    #expect(verdict.rules == ["infrastructure.terraform-invalid"])
  }

  @Test func `a validation that lacked its providers cannot be judged`() throws {
    let verdict = try judge(
      TerraformValidation(
        origin: "v.json", isValid: false, isNotInitialised: true, diagnostics: [diagnostic("no provider")]))
    #expect(verdict.outcome == .cannotJudge)
    #expect(verdict.findings.map(\.rule) == ["infrastructure.not-initialised"])
  }

  @Test(arguments: [
    (true, nil, Outcome.failed), (false, false, .warned), (false, true, .passed), (false, nil, .passed),
  ])
  func `a plan with an error fails, one that defers changes warns`(
    _ isErrored: Bool, _ isComplete: Bool?, _ outcome: Outcome
  ) throws {
    let plan = TerraformPlan(origin: "plan.json", isErrored: isErrored, isComplete: isComplete, changes: [])
    let verdict = try judge(Manifests(plans: [plan]))
    #expect(verdict.outcome == outcome)
    #expect(verdict.rules == (outcome == .passed ? [] : ["infrastructure.plan-errored"]))
  }

  @Test func `changes that are left for a later plan are named, and judged as they will be`() throws {
    var plan = TerraformPlan(origin: "plan.json", isErrored: false, isComplete: nil, changes: [])
    plan.deferred = ["aws_db_instance", "aws_instance"].map {
      TerraformPlan.ResourceChange(address: "\($0).a", type: $0, actions: ["delete"])
    }
    let verdict = try judge(Manifests(plans: [plan]))
    #expect(verdict.rules == ["infrastructure.plan-errored", "infrastructure.protected-resource"])
    #expect(verdict.words.contains("the plan leaves changes for a later one: aws_db_instance.a, aws_instance.a"))
  }

  private func plan(_ change: TerraformPlan.ResourceChange, drift: [TerraformPlan.ResourceChange] = []) -> Manifests {
    var plan = TerraformPlan(origin: "plan.json", isErrored: false, isComplete: true, changes: [change])
    plan.drift = drift
    return Manifests(plans: [plan])
  }

  @Test(
    arguments: [
      ("aws_db_instance", ["delete"], true), ("aws_db_instance", ["delete", "create"], true),
      ("aws_db_instance", ["create", "delete"], true), ("aws_db_instance", ["forget"], true),
      ("aws_db_instance", ["update"], false), ("aws_instance", ["delete"], false), ("aws_s3_bucket", ["no-op"], false),
    ] as [(String, [String], Bool)])
  func `a plan that destroys what holds data fails`(_ type: String, _ actions: [String], _ fails: Bool) throws {
    let change = TerraformPlan.ResourceChange(address: "\(type).a", type: type, actions: actions)
    #expect(try judge(plan(change)).rules == (fails ? ["infrastructure.protected-resource"] : []))
  }

  @Test(
    arguments: [
      ("aws_security_group", "infrastructure.sensitive-drift", .failed),
      ("aws_iam_role", "infrastructure.sensitive-drift", .failed),
      ("aws_instance", "infrastructure.drift", .warned),
    ] as [(String, RuleID, Outcome)])
  func `what was changed by hand is told, above all who may do what`(
    _ type: String, _ rule: RuleID, _ outcome: Outcome
  ) throws {
    let none = TerraformPlan.ResourceChange(address: "a.b", type: "a", actions: ["no-op"])
    let drift = TerraformPlan.ResourceChange(address: "\(type).a", type: type, actions: ["update"])
    let verdict = try judge(plan(none, drift: [drift])) {
      for rule in $0.rules.keys { $0.rules[rule]?.isOff = false }
    }
    #expect(verdict.findings.map(\.rule) == [rule])
    #expect(verdict.outcome == outcome)
  }

  @Test(
    arguments: [
      ([], ["create"], true), (["Name"], ["create"], false), (nil, ["create"], false), ([], ["delete"], false),
      ([], ["update"], true),
    ] as [([String]?, [String], Bool)])
  func `a resource that can carry tags carries some`(_ tags: [String]?, _ actions: [String], _ fails: Bool) throws {
    var change = TerraformPlan.ResourceChange(address: "a.b", type: "a", actions: actions)
    change.tags = tags
    let verdict = try judge(plan(change)) { $0.rules["infrastructure.tags"]?.isOff = false }
    #expect(verdict.rules == (fails ? ["infrastructure.tags"] : []))
  }

  @Test func `a resource carries the tags that the policy names`() throws {
    var change = TerraformPlan.ResourceChange(address: "a.b", type: "a", actions: ["create"])
    change.tags = ["Name"]
    let verdict = try judge(plan(change)) {
      $0.rules["infrastructure.tags"]?.isOff = false
      $0.infrastructure.requiredTags = ["Name", "Owner"]
    }
    #expect(verdict.findings.map(\.message) == ["a.b has no tag Owner"])
  }

  @Test func `a resource that the whole world reaches is told`() throws {
    var change = TerraformPlan.ResourceChange(address: "a.b", type: "aws_security_group", actions: ["create"])
    change.isOpenToAll = true
    #expect(try judge(plan(change)).rules == ["infrastructure.open-ingress"])
  }

  @Test func `a check that fails is told`() throws {
    var plan = TerraformPlan(origin: "plan.json", isErrored: false, isComplete: true, changes: [])
    plan.failedChecks = ["check.health"]
    #expect(try judge(Manifests(plans: [plan])).rules == ["infrastructure.plan-check"])
  }

  private func sources(
    backends: [String] = ["s3"], isPinned: Bool = true, files: [Path] = ["main.tf", ".terraform.lock.hcl"]
  ) throws -> Verdict {
    var source = TerraformSource(origin: "main.tf")
    source.backends = backends
    source.resources = ["aws_instance"]
    source.providers = [TerraformSource.Pin(name: "aws", isPinned: isPinned, line: 3)]
    source.modules = [TerraformSource.Pin(name: "git::x", isPinned: isPinned, line: 5)]
    var manifests = Manifests(validations: [TerraformValidation(origin: "v.json", isValid: true, diagnostics: [])])
    manifests.sources = [source]
    manifests.plans = [TerraformPlan(origin: "p.json", isErrored: false, isComplete: true, changes: [])]
    manifests.format = TerraformFormat(unformatted: [])
    return try judge(manifests, files: files) { $0.rules["infrastructure.state-backend"]?.isOff = false }
  }

  @Test func `Terraform that pins, locks and keeps its state in S3 passes`() throws {
    #expect(try sources().outcome == .passed)
  }

  @Test func `Terraform that does not is told of each`() throws {
    #expect(try sources(backends: []).rules == ["infrastructure.state-backend"])
    #expect(try sources(backends: ["local"]).rules == ["infrastructure.state-backend"])
    #expect(try sources(isPinned: false).findings.map(\.location?.line) == [3, 5])
    #expect(try sources(isPinned: false).rules == ["infrastructure.unpinned"])
    #expect(try sources(files: ["main.tf"]).rules == ["infrastructure.lock-file"])
  }

  @Test func `a repository without infrastructure is not judged`() throws {
    let verdict = try Gate.infrastructure.judge(.of(files: ["pay.py"]))
    #expect(verdict.outcome == .notApplicable)
    #expect(verdict.reason == "no manifest, no Terraform and no script in the repository")
  }
}
