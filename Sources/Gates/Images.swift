package import Model

extension RuleID {
  static let ofImages: [RuleID] = [
    .movingTag, .ownImageTag, .imageCommit, .unresolvedImage, .personalImage, .registry,
  ]

  fileprivate static let movingTag: RuleID = "infrastructure.moving-tag"
  fileprivate static let ownImageTag: RuleID = "infrastructure.own-image-tag"
  fileprivate static let imageCommit: RuleID = "infrastructure.image-commit"
  fileprivate static let unresolvedImage: RuleID = "infrastructure.unresolved-image"
  fileprivate static let personalImage: RuleID = "infrastructure.personal-image"
  fileprivate static let registry: RuleID = "infrastructure.registry"
}

func judgeImages(_ manifests: Manifests, _ policy: Policy.Infrastructure, _ hearing: inout Hearing) {
  // What a kustomization says of an image holds for every manifest that names it without a tag.
  let kustomized = Set(
    manifests.objects.filter { $0.kind == "Kustomization" }.flatMap(\.images).map { ImageReference($0.reference) }
      .filter { $0.tag != nil || $0.digest != nil }.map(\.name))
  for use in manifests.objects.flatMap(\.images) + manifests.images.map(manifests.helm.resolved) {
    let image = ImageReference(use.reference)
    if image.isTemplate {
      hearing.find(.unresolvedImage, "the image \(use.reference) is known only when it is rendered", at: use.location)
      continue
    }
    judgeOrigin(image, use, policy, &hearing)
    if image.tag == nil, image.digest == nil {
      if use.takesChartVersion {
        hearing.find(
          .unresolvedImage, "the image \(use.reference) is tagged with the version of a chart that is not here",
          at: use.location)
        continue
      }
      if kustomized.contains(image.name) { continue }
      hearing.find(.movingTag, "the image \(use.reference) has no tag, which means latest", at: use.location)
    } else if let tag = image.tag, policy.forbiddenTags.matches(text: tag) {
      hearing.find(.movingTag, "the image \(use.reference) carries the tag \(tag), which moves", at: use.location)
    } else if image.isOne(of: policy.ownImages) {
      judgeOwnTag(image, use, policy, &hearing)
      judgeCommit(image, use, manifests.commits, &hearing)
    }
  }
}

private func judgeOrigin(
  _ image: ImageReference, _ use: ImageUse, _ policy: Policy.Infrastructure, _ hearing: inout Hearing
) {
  if image.isOne(of: policy.ownImages) || image.isOne(of: policy.registries) { return }
  if !policy.registries.isEmpty {
    let wanted = policy.registries.map(\.pattern).joined(separator: ", ")
    hearing.find(.registry, "the image \(use.reference) is none of \(wanted)", at: use.location)
  } else if let account = image.hubAccount, !policy.accounts.matches(text: account) {
    hearing.find(
      .personalImage, "the image \(use.reference) is of the account \(account) of Docker Hub, which may be a person's",
      at: use.location)
  }
}

private func judgeOwnTag(
  _ image: ImageReference, _ use: ImageUse, _ policy: Policy.Infrastructure, _ hearing: inout Hearing
) {
  guard !policy.ownTag.matches(text: image.tag ?? "") else { return }
  let wanted = policy.ownTag.map(\.pattern).joined(separator: " or ")
  hearing.find(.ownImageTag, "the image \(use.reference) is our own and its tag is not \(wanted)", at: use.location)
}

/// Looks whether the commit that an own image is built from is one of main.
private func judgeCommit(
  _ image: ImageReference, _ use: ImageUse, _ commits: [String: ImageCommit], _ hearing: inout Hearing
) {
  guard let standing = image.commit.flatMap({ commits[$0] }) else { return }
  switch standing {
  case .onMain: return
  case .elsewhere:
    hearing.find(
      .imageCommit, "the image \(use.reference) is built from a commit that is not on main", at: use.location)
  case .nowhere:
    hearing.find(
      .imageCommit, "the image \(use.reference) is built from a commit that the history does not have",
      at: use.location)
  case .unknown:
    hearing.find(
      .imageCommit, "nobody can tell whether the commit of \(use.reference) is on main, for the history is cut off",
      at: use.location, effect: .cannotJudge)
  }
}

extension HelmCharts {
  /// An image with the version that its chart puts, where its values leave the tag empty.
  fileprivate func resolved(_ use: ImageUse) -> ImageUse {
    guard use.takesChartVersion, let chart = charts.first(where: { $0.folder == use.location.path.parent }),
      let version = chart.appVersion
    else { return use }
    return ImageUse("\(use.reference):\(version)", at: use.location)
  }
}

extension ImageReference {
  /// Whether it is called as one of the globs says, in any of its spellings.
  package func isOne(of globs: [Glob]) -> Bool {
    globs.contains { glob in spellings.contains { glob.matches(text: $0) } }
  }
}
