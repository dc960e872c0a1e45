import Model

extension RuleID {
  static let ofSources: [RuleID] = [.stateBackend, .stateVersions, .unpinned, .lockFile, .unformatted]

  fileprivate static let stateBackend: RuleID = "infrastructure.state-backend"
  fileprivate static let stateVersions: RuleID = "infrastructure.state-versions"
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
  judgeStateBuckets(sources, &hearing)
  let hasLock = matter.files.paths.contains { $0.basename == ".terraform.lock.hcl" }
  if !hasLock, sources.contains(where: { !$0.providers.isEmpty }) {
    hearing.find(.lockFile, "no .terraform.lock.hcl is in the repository", at: first)
  }
}

/// Looks whether the buckets that hold state keep its versions, where the repository declares them.
private func judgeStateBuckets(_ sources: [TerraformSource], _ hearing: inout Hearing) {
  let versioned = sources.reduce(into: Set<String>()) { $0.formUnion($1.versioned) }
  for source in sources {
    for name in source.stateBuckets {
      let declared = sources.flatMap { file in file.buckets.map { (file.origin, $0) } }.first { _, bucket in
        name != nil && bucket.name == name
      }
      guard let (origin, bucket) = declared else {
        hearing.find(
          .stateVersions,
          "the bucket \(name ?? "of the state") is not declared here, so that nothing says whether it keeps versions",
          at: Location(source.origin), effect: .note)
        continue
      }
      let names = ["aws_s3_bucket.\(bucket.label)", bucket.name ?? ""]
      guard !bucket.isVersioned, !names.contains(where: versioned.contains) else { continue }
      hearing.find(
        .stateVersions, "the bucket \(bucket.name ?? bucket.label) of the state keeps no versions",
        at: Location(origin, line: bucket.line))
    }
  }
}

/// Tells which files are not written as `terraform fmt` would write them: by its own word where it was asked.
func judgeFormat(_ manifests: Manifests, _ hearing: inout Hearing) {
  func tell(_ place: Location) {
    hearing.find(.unformatted, "\(place.path) is not written as terraform fmt writes it", at: place)
  }
  if let format = manifests.format {
    for path in format.unformatted.sorted() { tell(Location(path)) }
    return
  }
  for source in manifests.sources.ordered(by: { $0.origin < $1.origin }) {
    switch source.form {
    case .canonical: continue
    case .odd(let line): tell(Location(source.origin, line: line))
    case .unknown:
      hearing.find(
        .unformatted, "whether \(source.origin) is written as terraform fmt writes it was not looked at",
        at: Location(source.origin), effect: .warn, remedy: "Run sixgate with --exec where terraform is installed")
    }
  }
}
