import Model

extension RuleID {
  static let ofDeliveries: [RuleID] = [.argocdPath, .argocdRights]

  fileprivate static let argocdPath: RuleID = "infrastructure.argocd-path"
  fileprivate static let argocdRights: RuleID = "infrastructure.argocd-rights"
}

/// Looks whether ArgoCD finds what it shall bring to a cluster, and may bring it there.
func judgeDeliveries(_ matter: Case, _ hearing: inout Hearing) {
  let objects = matter.evidence.manifests.objects
  judgeControllers(objects, matter.policy.infrastructure.controllerAccounts, &hearing)
  var projects: [String: (repositories: [Glob], targets: [Delivery.Target])] = [:]
  for object in objects {
    guard case .project(let repositories, let targets) = object.delivery, let name = object.name else { continue }
    projects[name] = (repositories, targets)
  }
  let places = objects.contains { $0.delivery != nil } ? matter.files.places : []
  for object in objects {
    guard case .application(let project, let sources, let target) = object.delivery else { continue }
    judgePaths(sources, of: object, among: places, &hearing)
    guard let project = projects[project].map({ (name: project, allows: $0) }) else { continue }
    for source in sources where !project.allows.repositories.allow(source.repository) {
      hearing.find(
        .argocdRights, "the project \(project.name) does not let \(object.title) take from \(source.repository)",
        at: source.location)
    }
    if !project.allows.targets.allow(target) {
      let place = [target.name.isEmpty ? target.server : target.name, target.namespace].filter { !$0.isEmpty }
      hearing.find(
        .argocdRights,
        "the project \(project.name) does not let \(object.title) reach \(place.joined(separator: ", "))",
        at: object.location)
    }
  }
}

/// A folder that an application follows is there, where the path begins with a folder of this repository.
private func judgePaths(
  _ sources: [Delivery.Source], of object: ManifestObject, among places: Set<Path>, _ hearing: inout Hearing
) {
  for source in sources {
    let path = Path(source.path ?? "").normalised
    // One that leads out of its repository is in none.
    guard let first = path.segments.first.map({ Path(bytes: Array($0)) }),
      first == ".." || places.contains(first), !places.contains(path)
    else { continue }
    hearing.find(
      .argocdPath, "\(object.title) follows \(path), and no file is in such a folder here", at: source.location)
  }
}

/// A controller that may not do what a synchronisation asks leaves it half done. Rights in the whole cluster count, and
/// all of them together; where one of these roles is not here, nobody knows.
private func judgeControllers(_ objects: [ManifestObject], _ accounts: [Glob], _ hearing: inout Hearing) {
  let roles = objects.roles
  let bindings = objects.filter { $0.kind == "ClusterRoleBinding" }.flatMap { binding in
    (binding.access?.subjects ?? []).map { (subject: $0, grants: binding.access?.role.flatMap { roles[$0] }) }
  }.filter { binding in
    binding.subject.kind == "ServiceAccount" && accounts.matches(text: binding.subject.name)
  }
  for (name, own) in Dictionary(grouping: bindings, by: \.subject.name).ordered(by: { $0.key < $1.key }) {
    let grants = own.compactMap(\.grants)
    guard let first = own.first, grants.count == own.count else { continue }
    let verbs = Set(grants.joined().filter { $0.resources.contains("*") }.flatMap(\.verbs))
    let missing = ["get", "list", "watch", "create", "update", "patch", "delete"].filter { !verbs.contains($0) }
    if verbs.contains("*") || missing.isEmpty { continue }
    let words = verbs.isEmpty ? "write" : missing.joined(separator: ", ")
    hearing.find(.argocdRights, "ServiceAccount \(name) may not \(words) all resources", at: first.subject.location)
  }
}

extension ManifestObject {
  fileprivate var title: String { "\(kind ?? "") \(name ?? "")" }
}

extension [Glob] {
  /// Whether a project takes from a repository; in its name neither capitals count nor `.git` at its end.
  fileprivate func allow(_ repository: String) -> Bool {
    let (patterns, name) = (map { String($0.pattern.repositoryName) }, String(repository.repositoryName))
    return patterns.contains { $0.admits(name) } && !patterns.contains { $0.denies(name) }
  }
}

extension [Delivery.Target] {
  fileprivate func allow(_ target: Delivery.Target) -> Bool {
    contains { $0.covers(target) } && !contains { $0.denies(target) }
  }
}

extension Delivery.Target {
  /// Whether a row of a project has a target; an application that names no namespace may have another say it.
  fileprivate func covers(_ other: Delivery.Target) -> Bool {
    guard other.namespace.isEmpty || namespace.admits(other.namespace) else { return false }
    let clusters = [(server, other.server), (name, other.name)].filter { !$0.0.isEmpty }
    let told = clusters.filter { !$0.1.isEmpty }
    // Where one tells the cluster's address and the other its name, nobody here knows that they are two.
    return told.isEmpty ? !clusters.isEmpty : told.contains { $0.0.admits($0.1) }
  }

  fileprivate func denies(_ other: Delivery.Target) -> Bool {
    server.denies(other.server) || name.denies(other.name) || namespace.denies(other.namespace)
  }
}

/// As patterns of a project: behind `!` stands what is not let through.
extension String {
  fileprivate func admits(_ text: String) -> Bool {
    hasPrefix("!") ? !Glob(String(dropFirst())).matches(text: text) : Glob(self).matches(text: text)
  }

  fileprivate func denies(_ text: String) -> Bool { hasPrefix("!") && !text.isEmpty && !admits(text) }

  fileprivate var repositoryName: Substring {
    let name = lowercased()
    return name.hasSuffix(".git") ? name.dropLast(".git".count) : name[...]
  }
}
