import Model

extension RuleID {
  static let ofSources: [RuleID] = [.stateBackend, .unpinned, .lockFile, .unformatted]

  fileprivate static let stateBackend: RuleID = "infrastructure.state-backend"
  fileprivate static let unpinned: RuleID = "infrastructure.unpinned"
  fileprivate static let unformatted: RuleID = "infrastructure.unformatted"
  fileprivate static let lockFile: RuleID = "infrastructure.lock-file"
}

func judgeSources(_ sources: [TerraformSource], _ matter: Case, _ hearing: inout Hearing) {
  guard let first = sources.map({ Location($0.origin) }).min() else { return }
  for source in sources {
    for pin in source.providers where !pin.isPinned {
      hearing.find(
        .unpinned, "the provider \(pin.name) has no version", at: Location(source.origin, line: pin.line))
    }
    for pin in source.modules where !pin.isPinned {
      hearing.find(
        .unpinned, "the module \(pin.name) has neither a version nor a ref", at: Location(source.origin, line: pin.line)
      )
    }
  }
  guard sources.contains(where: { !$0.resources.isEmpty }) else { return }
  let backends = Set(sources.flatMap(\.backends))
  if backends.isEmpty {
    hearing.find(.stateBackend, "no backend is named, so the state stays on the machine that applies", at: first)
  } else if !backends.contains("s3") {
    hearing.find(
      .stateBackend, "the state is kept in \(backends.sorted().joined(separator: ", ")), not in S3", at: first)
  }
  let hasLock = matter.files.contains { $0.path.basename == ".terraform.lock.hcl" }
  if !hasLock, sources.contains(where: { !$0.providers.isEmpty }) {
    hearing.find(.lockFile, "no .terraform.lock.hcl is in the repository", at: first)
  }
}

/// Tells which files are not written as `terraform fmt` would write them, where it looked.
func judgeFormat(_ manifests: Manifests, _ hearing: inout Hearing) {
  for path in (manifests.format?.unformatted ?? []).sorted() {
    hearing.find(.unformatted, "\(path) is not written as terraform fmt writes it", at: Location(path))
  }
}
