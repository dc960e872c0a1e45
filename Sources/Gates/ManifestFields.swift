import Model

extension RuleID {
  /// Rules of fields are data; their checks stand in `gates/kubernetes/rules.yaml`.
  static let ofFields: [RuleID] = [
    "infrastructure.probes", "infrastructure.metrics", "infrastructure.resources", "infrastructure.downtime",
    "infrastructure.rollout-steps", "infrastructure.broad-role", "infrastructure.slow-heal", "infrastructure.flags",
    "infrastructure.flag-steps", "infrastructure.old-flags", "infrastructure.stale-flags",
    "infrastructure.argocd-sync", "infrastructure.argocd-revision", "infrastructure.argocd-notifications",
    "infrastructure.alerts", "infrastructure.watched-switch", .danglingReference,
  ]

  fileprivate static let danglingReference: RuleID = "infrastructure.dangling-reference"
}

func judgeFields(_ objects: [ManifestObject], on today: Day, _ hearing: inout Hearing) {
  let kinds = Set(objects.compactMap(\.kind))
  for breach in objects.lazy.flatMap(\.breaches) where !breach.unlessKinds.contains(where: kinds.contains) {
    if let from = breach.from, today < from { continue }
    hearing.find(breach.rule, breach.message, at: breach.location)
  }
}

/// Looks whether what kustomizations name is in the repository; nothing outside of it is looked at.
func judgeReferences(_ objects: [ManifestObject], _ matter: Case, _ hearing: inout Hearing) {
  let references = objects.flatMap(\.references)
  guard !references.isEmpty, !matter.files.paths.isEmpty else { return }
  var known: Set<Path> = []
  for file in matter.files.all {
    var path = file.path
    while !path.isEmpty, known.insert(path).inserted { path = path.parent }
  }
  for reference in references {
    let target = reference.target
    if target.isAbsolute || target.segments.first?.elementsEqual("..".utf8) == true {
      hearing.find(
        .danglingReference, "\(reference.text) is outside of the repository", at: reference.location)
    } else if !target.isEmpty, !known.contains(target) {
      hearing.find(.danglingReference, "\(reference.text) is not in the repository", at: reference.location)
    }
  }
}

extension [ManifestObject] {
  /// Objects that kustomizations lay over others need not be whole: what they lack stands in what they are laid over.
  var withPatches: [ManifestObject] {
    let patches = Set(lazy.flatMap(\.references).filter(\.isPatch).map(\.target))
    guard !patches.isEmpty else { return self }
    return map { object in
      guard patches.contains(object.location.path) else { return object }
      var patch = object
      patch.problems.removeAll { $0.kind == .missingField || $0.kind == .directive }
      patch.breaches = []
      patch.pods = nil
      return patch
    }
  }
}
