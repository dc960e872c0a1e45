import Model

extension Gate {
  /// Gate 4: what the repository says its systems shall be.
  static let infrastructure = Gate(
    .infrastructure,
    rules: [
      .noEvidence, .unreadable, .identity, .duplicateKey, .schema, .value, .unknownKind, .removedAPI, .deprecatedAPI,
      .movingTag, .ownImageTag, .unresolvedImage, .noValidation,
      .terraformInvalid, .notInitialised, .planErrored,
    ]
  ) { matter, hearing in
    hearing.findUnreadable(.unreadable)
    let manifests = matter.evidence.manifests
    let terraform = matter.files.filter { $0.kind == .source && $0.path.isTerraform }
    guard !hearing.foundNothing || manifests != Manifests() || !terraform.isEmpty else {
      return hearing.appliesNot(because: "no manifest and no Terraform in the repository")
    }
    for object in manifests.objects { judgeObject(object, &hearing) }
    judgeUnknownKinds(manifests.objects, &hearing)
    if manifests.documents > 0 {
      let bad = manifests.objects.count { !$0.problems.isEmpty }
      hearing.measure("objects with problems", required: "0", found: "\(bad) of \(manifests.objects.count)")
    }
    judgeImages(manifests, matter.policy.infrastructure, &hearing)
    judgeTerraform(manifests, terraform, &hearing)
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
      && !object.problems.contains { $0.kind == .removedAPI }
  }
  let groups = Dictionary(grouping: unknown) { [$0.apiVersion, $0.kind].compactMap { $0 }.joined(separator: " ") }
  for (kind, objects) in groups.sorted(by: { $0.key < $1.key }) {
    let count = objects.count.of("object")
    hearing.find(
      .unknownKind,
      "\(count) of \(kind) \(objects.count == 1 ? "is" : "are") not held against a schema, for none is known",
      at: objects.map(\.location).min())
  }
}

private func judgeImages(_ manifests: Manifests, _ policy: Policy.Infrastructure, _ hearing: inout Hearing) {
  // What a kustomization says of an image holds for every manifest that names it without a tag.
  let kustomized = Set(
    manifests.objects.filter { $0.kind == "Kustomization" }.flatMap(\.images).map { ImageReference($0.reference) }
      .filter { $0.tag != nil || $0.digest != nil }.map(\.name))
  for use in manifests.objects.flatMap(\.images) {
    let image = ImageReference(use.reference)
    if image.isTemplate {
      hearing.find(.unresolvedImage, "the image \(use.reference) is known only when it is rendered", at: use.location)
    } else if image.tag == nil, image.digest == nil {
      if kustomized.contains(image.name) { continue }
      hearing.find(.movingTag, "the image \(use.reference) has no tag, which means latest", at: use.location)
    } else if let tag = image.tag, policy.forbiddenTags.contains(where: { $0.matches(text: tag) }) {
      hearing.find(.movingTag, "the image \(use.reference) carries the tag \(tag), which moves", at: use.location)
    } else if policy.ownImages.contains(where: { own in image.spellings.contains { own.matches(text: $0) } }) {
      judgeOwnTag(image, use, policy, &hearing)
    }
  }
}

private func judgeOwnTag(
  _ image: ImageReference, _ use: ImageUse, _ policy: Policy.Infrastructure, _ hearing: inout Hearing
) {
  guard !policy.ownTag.contains(where: { $0.matches(text: image.tag ?? "") }) else { return }
  let wanted = policy.ownTag.map(\.pattern).joined(separator: " or ")
  hearing.find(.ownImageTag, "the image \(use.reference) is our own and its tag is not \(wanted)", at: use.location)
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
  for plan in manifests.plans {
    let place = Location(plan.origin)
    if plan.isErrored { hearing.find(.planErrored, "the plan ended with an error", at: place) }
    if plan.isComplete == false {
      hearing.find(.planErrored, "the plan leaves changes for a later one", at: place, effect: .warn)
    }
    hearing.measure("changes planned", required: nil, found: String(plan.changes.count { $0.actions != ["no-op"] }))
  }
}

extension ManifestProblem.Kind {
  fileprivate var rule: RuleID {
    switch self {
    case .identity: .identity
    case .duplicateKey: .duplicateKey
    case .unknownField, .missingField, .wrongType: .schema
    case .wrongValue: .value
    case .removedAPI: .removedAPI
    case .deprecatedAPI: .deprecatedAPI
    }
  }
}

extension Path {
  fileprivate var isTerraform: Bool { ["tf", "tofu"].contains(pathExtension) }
}

extension RuleID {
  fileprivate static let noEvidence: RuleID = "infrastructure.no-evidence"
  fileprivate static let unreadable: RuleID = "infrastructure.unreadable"
  fileprivate static let identity: RuleID = "infrastructure.identity"
  fileprivate static let duplicateKey: RuleID = "infrastructure.duplicate-key"
  fileprivate static let schema: RuleID = "infrastructure.schema"
  fileprivate static let value: RuleID = "infrastructure.value"
  fileprivate static let unknownKind: RuleID = "infrastructure.unknown-kind"
  fileprivate static let removedAPI: RuleID = "infrastructure.removed-api"
  fileprivate static let deprecatedAPI: RuleID = "infrastructure.deprecated-api"
  fileprivate static let movingTag: RuleID = "infrastructure.moving-tag"
  fileprivate static let ownImageTag: RuleID = "infrastructure.own-image-tag"
  fileprivate static let unresolvedImage: RuleID = "infrastructure.unresolved-image"
  fileprivate static let noValidation: RuleID = "infrastructure.no-validation"
  fileprivate static let terraformInvalid: RuleID = "infrastructure.terraform-invalid"
  fileprivate static let notInitialised: RuleID = "infrastructure.not-initialised"
  fileprivate static let planErrored: RuleID = "infrastructure.plan-errored"
}
