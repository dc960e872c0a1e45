import Model

extension RuleID {
  static let ofAccess: [RuleID] = [.writingPeople, .pipelineRights]

  fileprivate static let writingPeople: RuleID = "infrastructure.writing-people"
  fileprivate static let pipelineRights: RuleID = "infrastructure.pipeline-rights"
}

/// Holds what bindings give against who may have it: people read, and pipelines write what they deploy.
func judgeAccess(_ objects: [ManifestObject], _ policy: Policy.Infrastructure, _ hearing: inout Hearing) {
  let roles = objects.roles
  for object in objects {
    guard let role = object.access?.role, let grants = roles[role] else { continue }
    let words = "by \([object.kind, object.name].compactMap { $0 }.joined(separator: " "))"
    for subject in object.access?.subjects ?? [] {
      judge(subject, grants, words, policy, &hearing)
    }
  }
}

extension [ManifestObject] {
  /// What each role allows, those of every cluster among them.
  var roles: [String: [ObjectAccess.Grant]] {
    reduce(into: Grants.builtIn) { roles, object in
      guard let access = object.access, access.role == nil, let kind = object.kind, let name = object.name else {
        return
      }
      roles["\(kind) \(name)", default: []] += access.grants
    }
  }
}

private typealias Grants = [ObjectAccess.Grant]

private func judge(
  _ subject: ObjectAccess.Subject, _ grants: Grants, _ words: String, _ policy: Policy.Infrastructure,
  _ hearing: inout Hearing
) {
  let name = "\(subject.kind) \(subject.name)"
  switch subject.kind {
  case "User", "Group":
    let verbs = grants.flatMap(\.verbs).filter { !Grants.reads.contains($0) }
    guard !verbs.isEmpty, !subject.name.hasPrefix("system:"),
      !policy.writers.matches(text: subject.name)
    else { return }
    hearing.find(.writingPeople, "\(name) may \(verbs.asList) \(words)", at: subject.location)
  case "ServiceAccount" where policy.pipelineAccounts.matches(text: subject.name):
    for grant in grants {
      let writes = grant.verbs.filter { !Grants.reads.contains($0) }
      let others = writes.filter { $0 != "patch" && $0 != "update" }
      let resources = grant.resources.filter { !policy.pipelineResources.contains($0) }
      if !others.isEmpty {
        hearing.find(
          .pipelineRights, "\(name) may \(others.asList) \(grant.resources.asList) \(words)", at: subject.location)
      } else if !writes.isEmpty, !resources.isEmpty {
        hearing.find(.pipelineRights, "\(name) may \(writes.asList) \(resources.asList) \(words)", at: subject.location)
      }
      if grant.resources.contains("secrets") {
        hearing.find(.pipelineRights, "\(name) may \(grant.verbs.asList) secrets \(words)", at: subject.location)
      }
    }
  default: break
  }
}

extension Grants {
  fileprivate static let reads: Set = ["get", "list", "watch"]

  /// The roles that every cluster has.
  fileprivate static let builtIn: [String: Grants] = {
    func all(_ verbs: String...) -> Grants {
      [ObjectAccess.Grant(verbs: verbs, resources: ["*"], at: Location("the cluster"))]
    }
    return [
      "ClusterRole view": all("get", "list", "watch"), "ClusterRole cluster-admin": all("*"),
      "ClusterRole admin": all("get", "list", "watch", "create", "delete", "patch", "update"),
      "ClusterRole edit": all("get", "list", "watch", "create", "delete", "patch", "update"),
    ]
  }()
}

extension [String] {
  /// Each once, in their order; `*` alone is everything.
  fileprivate var asList: String {
    if contains("*") { return "*" }
    var seen: Set<String> = []
    return filter { seen.insert($0).inserted }.joined(separator: ", ")
  }
}
