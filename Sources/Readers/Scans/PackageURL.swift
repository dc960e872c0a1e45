import Model

extension Component {
  /// What a package URL names; `nil` for what is none.
  ///
  /// - Source: the Package URL specification, `pkg:type/namespace/name@version?qualifiers#subpath`
  init?(packageURL text: String) {
    guard text.hasPrefix("pkg:") else { return nil }
    let bare = text.dropFirst("pkg:".count).prefix { $0 != "?" && $0 != "#" }
    let parts = bare.split(separator: "/")
    guard let type = parts.first, let last = parts.last, parts.count > 1 else { return nil }
    let at = last.lastIndex(of: "@")
    let name = at.map { last[..<$0] } ?? last
    let isOfSystem = Component.isSystem(String(type))
    // The namespace of a system's package is its vendor, of others it is a part of the name.
    let names = isOfSystem ? [name] : parts.dropFirst().dropLast() + [name]
    let separator = type == "maven" ? ":" : "/"
    self.init(
      names.map(\.percentDecoded).joined(separator: separator),
      version: at.map { last[last.index(after: $0)...].percentDecoded } ?? "", isOfSystem: isOfSystem)
  }

  /// What a package URL names, unless it is a whole product: an image, a download, a repository.
  init?(partOfProduct text: String) {
    let products = ["pkg:oci/", "pkg:docker/", "pkg:generic/", "pkg:github/"]
    guard !products.contains(where: text.hasPrefix) else { return nil }
    self.init(packageURL: text)
  }

  /// Words of tools for what operating systems bring.
  private static let systems: Set<String> = [
    "deb", "dpkg", "rpm", "apk", "apkdb", "alpm", "portage", "os", "linux", "debian", "ubuntu", "alpine", "alpaquita",
    "wolfi", "chainguard", "red hat", "redhat", "rhel", "centos", "rocky linux", "almalinux", "amazon", "amazonlinux",
    "oracle", "fedora", "suse", "sles", "opensuse", "photon os", "photon", "mariner", "azure linux", "bottlerocket",
  ]

  static func isSystem(_ ecosystem: String) -> Bool {
    systems.contains(String(ecosystem.lowercased().prefix { $0 != ":" }))
  }
}

extension Substring {
  fileprivate var percentDecoded: String { String(decoding: Readers.percentDecoded(Array(utf8)), as: UTF8.self) }
}
