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
    #expect(verdict.measured == [Measure("objects with problems", required: "0", found: "0 of 2")])
  }

  @Test(arguments: [
    (ManifestProblem.Kind.identity, "infrastructure.identity"), (.duplicateKey, "infrastructure.duplicate-key"),
    (.unknownField, "infrastructure.schema"), (.missingField, "infrastructure.schema"),
    (.wrongType, "infrastructure.schema"), (.wrongValue, "infrastructure.value"),
    (.removedAPI, "infrastructure.removed-api"),
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

  @Test(arguments: ["nginx:${TAG}", "$(IMAGE)", "{{ .Values.image }}:latest", "app:$(VERSION)"])
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

  @Test func `a repository without infrastructure is not judged`() throws {
    let verdict = try Gate.infrastructure.judge(.of(files: ["pay.py"]))
    #expect(verdict.outcome == .notApplicable)
    #expect(verdict.reason == "no manifest and no Terraform in the repository")
  }
}
