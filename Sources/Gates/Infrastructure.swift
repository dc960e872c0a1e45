import Model

extension Gate {
  /// Gate 4: what the repository says its systems shall be.
  static let infrastructure = Gate(
    .infrastructure,
    rules: [
      .noEvidence, .unreadable, .identity, .duplicateKey, .schema, .value, .unknownKind, .removedAPI, .deprecatedAPI,
      .misnomer, .noValidation, .terraformInvalid, .notInitialised,
    ] + RuleID.ofImages + RuleID.ofFields + RuleID.ofPlans + RuleID.ofSources + RuleID.ofScripts + RuleID.ofDeployments
      + RuleID.ofCharts
      + RuleID.ofAccess + RuleID.ofAlerts + RuleID.ofAvailability + RuleID.ofInventory + RuleID.ofMigrations
      + RuleID.ofEnvironments + RuleID.ofDeliveries
  ) { matter, hearing in
    hearing.findUnreadable(.unreadable)
    var manifests = matter.evidence.manifests
    manifests.objects = manifests.objects.withPatches
    let terraform = matter.terraform
    guard
      !hearing.foundNothing || manifests != Manifests() || !terraform.isEmpty
        || matter.evidence.scripts.contains(where: \.isJudged)
        || matter.declaresInfrastructure
    else {
      return hearing.appliesNot(because: "no manifest, no Terraform and no script in the repository")
    }
    if manifests.documents > 0, manifests.objects.isEmpty, manifests.images.isEmpty {
      hearing.find(.noEvidence, "no object and no image stands in \(manifests.documents.of("document"))")
    }
    for object in manifests.objects { judgeObject(object, &hearing) }
    judgeUnknownKinds(manifests.objects, &hearing)
    judgeFields(manifests.objects, on: Day(matter.instant), &hearing)
    judgeReferences(manifests.objects, matter, &hearing)
    judgeCharts(manifests.helm, &hearing)
    judgeRemotes(manifests, &hearing)
    judgeAccess(manifests.objects, matter.policy.infrastructure, &hearing)
    judgeDeliveries(matter, &hearing)
    judgeAlerts(manifests, matter, &hearing)
    judgeAvailability(manifests.objects, &hearing)
    judgeInventory(matter, &hearing)
    judgeMigrations(manifests.migrations, &hearing)
    if manifests.documents > 0 {
      let bad = manifests.objects.count { !$0.problems.isEmpty }
      hearing.measure("malformed objects", required: "0", found: "\(bad) of \(manifests.objects.count)")
    }
    judgeImages(manifests, matter.policy.infrastructure, &hearing)
    judgeTerraform(manifests, terraform, &hearing)
    judgeSources(manifests.sources, matter, &hearing)
    judgeFormat(manifests, &hearing)
    judgeAbsentPlan(manifests, &hearing)
    judgeEnvironments(manifests.plans, matter.policy.infrastructure, &hearing)
    for plan in manifests.plans { judgePlan(plan, matter.policy.infrastructure, &hearing) }
    judgeScripts(matter.evidence.scripts, matter.policy, &hearing)
    judgeDeployments(matter, &hearing)
    hearing.draw(manifestTree(manifests.objects, worstFirst: hearing.places))
  }
}

private func judgeObject(_ object: ManifestObject, _ hearing: inout Hearing) {
  for problem in object.problems {
    hearing.find(problem.kind.rule, problem.message, at: problem.location)
  }
}

private func judgeUnknownKinds(_ objects: [ManifestObject], _ hearing: inout Hearing) {
  let unknown = objects.filter { object in
    object.schema == .unknown && object.kind != "Kustomization"
      && !object.problems.contains { $0.kind == .removedAPI || $0.kind == .unknownKind }
  }
  let groups = Dictionary(grouping: unknown) { [$0.apiVersion, $0.kind].compactMap { $0 }.joined(separator: " ") }
  for (kind, objects) in groups.ordered(by: { $0.key < $1.key }) {
    let count = objects.count.of("object")
    hearing.find(
      .unknownKind,
      "\(count) of \(kind) \(objects.count == 1 ? "is" : "are") not held against a schema, for none is known",
      at: objects.map(\.location).min())
  }
}

private func judgeTerraform(_ manifests: Manifests, _ sources: [RepositoryFile], _ hearing: inout Hearing) {
  if let first = sources.first, manifests.validations.isEmpty {
    hearing.find(
      .noValidation, "\(sources.count.of("Terraform file")) and no output of terraform validate",
      at: Location(first.path))
  }
  for validation in manifests.validations {
    for diagnostic in validation.diagnostics where diagnostic.isError {
      let rule: RuleID = validation.isNotInitialised ? .notInitialised : .terraformInvalid
      hearing.find(rule, diagnostic.summary, at: diagnostic.location ?? Location(validation.origin))
    }
    if !validation.isValid, !validation.diagnostics.contains(where: \.isError) {
      hearing.find(
        .terraformInvalid, "terraform calls the configuration invalid and does not say why",
        at: Location(validation.origin))
    }
  }
}

extension ManifestProblem.Kind {
  fileprivate var rule: RuleID {
    switch self {
    case .identity: .identity
    case .duplicateKey: .duplicateKey
    case .unknownField, .missingField, .wrongType, .directive: .schema
    case .wrongValue: .value
    case .removedAPI: .removedAPI
    case .deprecatedAPI: .deprecatedAPI
    case .unknownKind: .misnomer
    }
  }
}

extension Case {
  /// The files of Terraform, OpenTofu and Terragrunt that are the repository's own.
  var terraform: [RepositoryFile] {
    files.all.filter {
      ![.vendored, .generated, .test, .testData, .example, .docs].contains($0.kind) && $0.path.isTerraform
    }
  }
}

extension Path {
  fileprivate var isTerraform: Bool {
    let name = basename.description
    return ["tf", "tofu"].contains(pathExtension) || [".tf.json", ".tofu.json"].contains(where: name.hasSuffix)
      || ["terragrunt.hcl", "terragrunt.stack.hcl"].contains(name)
  }
}

extension RuleID {
  fileprivate static let noEvidence: RuleID = "infrastructure.no-evidence"
  fileprivate static let unreadable: RuleID = "infrastructure.unreadable"
  fileprivate static let identity: RuleID = "infrastructure.identity"
  fileprivate static let duplicateKey: RuleID = "infrastructure.duplicate-key"
  fileprivate static let schema: RuleID = "infrastructure.schema"
  fileprivate static let value: RuleID = "infrastructure.value"
  fileprivate static let unknownKind: RuleID = "infrastructure.unknown-kind"
  fileprivate static let misnomer: RuleID = "infrastructure.no-such-kind"
  fileprivate static let removedAPI: RuleID = "infrastructure.removed-api"
  fileprivate static let deprecatedAPI: RuleID = "infrastructure.deprecated-api"
  fileprivate static let noValidation: RuleID = "infrastructure.no-validation"
  fileprivate static let terraformInvalid: RuleID = "infrastructure.terraform-invalid"
  fileprivate static let notInitialised: RuleID = "infrastructure.not-initialised"
}
