import Model

extension RuleID {
  static let ofInventory: [RuleID] = [
    .unapprovedTool, .otherClouds, .manifestRoot, .terraformRoot, .monitoring, .auditTrail,
  ]

  fileprivate static let unapprovedTool: RuleID = "infrastructure.unapproved-tool"
  fileprivate static let otherClouds: RuleID = "infrastructure.other-clouds"
  fileprivate static let manifestRoot: RuleID = "infrastructure.manifest-root"
  fileprivate static let terraformRoot: RuleID = "infrastructure.terraform-root"
  fileprivate static let monitoring: RuleID = "infrastructure.monitoring"
  fileprivate static let auditTrail: RuleID = "infrastructure.audit-trail"
}

extension Case {
  /// Whether files tell of a tool that declares infrastructure, where that matters.
  var declaresInfrastructure: Bool {
    guard policy.asks(.unapprovedTool) else { return false }
    return declaringFiles.contains { path in
      policy.infrastructure.declaringTools.contains { tool in tool.files.matches(path) }
    }
  }

  fileprivate var declaringFiles: [Path] {
    files.all.filter { ![.vendored, .generated, .test, .testData, .docs, .example].contains($0.kind) }.map(\.path)
  }
}

/// Looks by what tools infrastructure is declared, and where its files may be.
func judgeInventory(_ matter: Case, _ hearing: inout Hearing) {
  let files = matter.declaringFiles
  let added = matter.touched.filter { $0.kind == .added }.map(\.path)
  for tool in matter.policy.infrastructure.declaringTools {
    let own = files.filter { path in tool.files.matches(path) }
    guard let first = own.first else { continue }
    switch tool.standing {
    case .approved: continue
    case .refused:
      hearing.find(.unapprovedTool, "\(tool.name) declares infrastructure, and is not approved", at: Location(first))
    case .used:
      guard matter.evidence.history != nil, own.allSatisfy(added.contains) else { continue }
      hearing.find(.unapprovedTool, "\(tool.name) was not used here before this change", at: Location(first))
    case .aws: judge(other: matter.evidence.manifests.sources, besides: tool, at: first, &hearing)
    }
  }
  judgeRoots(matter, &hearing)
  judgeDemands(matter, &hearing)
}

private func judge(
  other sources: [TerraformSource], besides tool: DeclaringTool, at first: Path, _ hearing: inout Hearing
) {
  // What every cloud needs says nothing of which one it is.
  let neutral: Set = [
    "aws", "awscc", "random", "null", "local", "time", "tls", "archive", "http", "template", "external",
  ]
  let others = Set(sources.flatMap(\.providers).map(\.name)).subtracting(neutral).sorted()
  guard !others.isEmpty else { return }
  hearing.find(
    .otherClouds, "\(tool.name) stands beside \(others.joined(separator: ", ")), and is for AWS alone",
    at: Location(first))
}

/// Manifests and Terraform that the change touches and that lie outside of where they may change.
private func judgeRoots(_ matter: Case, _ hearing: inout Hearing) {
  let changed = Set(matter.touched.flatMap(\.paths))
  let manifests = Set(matter.evidence.manifests.objects.map(\.location.path)).intersection(changed)
  let terraform = matter.terraform.map(\.path)
  let policy = matter.policy.infrastructure
  find(.manifestRoot, "manifests change", manifests, outside: policy.manifestRoots, &hearing)
  find(.terraformRoot, "Terraform changes", changed.intersection(terraform), outside: policy.terraformRoots, &hearing)
}

private func find(
  _ rule: RuleID, _ what: String, _ paths: Set<Path>, outside roots: [Glob], _ hearing: inout Hearing
) {
  guard !roots.isEmpty else { return }
  let words = roots.map(\.pattern).joined(separator: ", ")
  for path in paths.sorted() where !roots.matches(path) {
    hearing.find(rule, "\(path) changes, and \(what) in \(words)", at: Location(path))
  }
}

private func judgeDemands(_ matter: Case, _ hearing: inout Hearing) {
  let sources = matter.evidence.manifests.sources.filter { !$0.resources.isEmpty }
  guard let first = sources.map(\.origin).min() else { return }
  let types = Set(sources.flatMap(\.resources))
  for demanded in matter.policy.infrastructure.demandedResources
  where !types.contains(where: { type in demanded.types.matches(text: type) }) {
    hearing.find(demanded.rule, "no resource is \(demanded.name)", at: Location(first))
  }
}
