import Model

extension KubernetesLaw {
  /// What is wrong with a kind that its group, one of Kubernetes' own, does not have; `nil` for other groups' kinds.
  func misnomer(_ apiVersion: String, _ kind: String, in version: Int) -> String? {
    let name = "\(apiVersion) \(kind)"
    guard groups.contains(apiVersion.group), !kind.hasSuffix("List"), !clientKinds.contains(name),
      lifecycle(apiVersion, kind, in: version) == nil
    else { return nil }
    let minor = schemas.minorVersions[version]
    if let first = kinds[name]?.reduce(0, { $0 | $1.mask }).trailingZeroBitCount, first > version {
      return "\(name) is served from Kubernetes 1.\(schemas.minorVersions[first]) on, not by 1.\(minor)"
    }
    let served = kinds.values.joined().filter { $0.mask >> version & 1 == 1 }
    if let other = served.filter({ $0.kind == kind }).map(\.apiVersion).min(by: isNearer(to: apiVersion.group)) {
      return "\(apiVersion) has no kind \(kind), \(other) has it"
    }
    let known = Set(served.filter { $0.apiVersion.group == apiVersion.group }.map(\.kind)).sorted()
    return "\(apiVersion) has no kind \(kind)\(known.hint(for: kind))"
  }

  /// Versions of the same group first, then by their names.
  private func isNearer(to group: String) -> (String, String) -> Bool {
    { a, b in (a.group == group ? 0 : 1, a) < (b.group == group ? 0 : 1, b) }
  }
}

extension Reader {
  /// The oldest and the newest minor version of Kubernetes 1 whose objects are known.
  package static var kubernetesVersions: ClosedRange<Int> {
    let known = (try? KubernetesLaw.builtIn.get())?.schemas.minorVersions ?? []
    return (known.first ?? 0)...(known.last ?? 0)
  }
}

extension String {
  /// What stands before the version in an apiVersion; empty for the core group.
  var group: String {
    guard let slash = utf8.firstIndex(of: UInt8(ascii: "/")) else { return "" }
    return String(self[..<slash])
  }
}
