import Model

/// The images that the manifests deploy are those that were scanned: an image that this repository's pipeline builds
/// by its full name, any other by the last part of it, since names change with the registry.
func judgeImages(_ matter: Case, _ scans: [Scan], _ hearing: inout Hearing) {
  let scanned = scans.filter { $0.subject == .image }.flatMap { [$0.target].compactMap(\.self) + $0.aliases }
    .map { ScannedImage($0) }
  if scanned.isEmpty { return }
  let own = matter.policy.infrastructure.ownImages
  var told: Set<String> = []
  var deployed: [ImageUse] = []
  for use in matter.evidence.manifests.objects.flatMap(\.images) where told.insert(use.reference).inserted {
    let image = ScannedImage(use.reference)
    if image.isTemplate { continue }
    deployed.append(use)
    let isOwn = own.contains { $0.matches(text: use.reference) || $0.matches(text: image.name) }
    let namesakes = scanned.filter { isOwn ? $0.name == image.name : $0.lastName == image.lastName }
    if namesakes.contains(where: image.isSame) { continue }
    if let namesake = namesakes.first {
      hearing.find(
        .imageNotScanned, "\(use.reference) is deployed, and the report is of \(namesake.text)", at: use.location)
    } else if isOwn {
      hearing.find(.imageNotScanned, "\(use.reference) is deployed, and no report names it", at: use.location)
    }
  }
  let names = Set(scanned.map(\.lastName))
  // Who builds no image scans whichever he likes.
  guard own.isEmpty, let first = deployed.first, matter.buildsImages,
    !deployed.contains(where: { names.contains(ScannedImage($0.reference).lastName) })
  else { return }
  let others = deployed.count > 1 ? " and \(deployed.count - 1) more" : ""
  let reports = Set(scanned.map(\.name)).sorted().prefix(3).joined(separator: ", ")
  hearing.find(
    .imageNotScanned, "\(first.reference)\(others) is deployed, and the reports are of \(reports) alone",
    at: first.location)
}

extension Case {
  /// Whether files call for the scan of an image, as a Dockerfile does.
  fileprivate var buildsImages: Bool {
    let calls = policy.security.needs.filter { $0.subject == .image }.flatMap(\.files)
    return files.all.contains { file in
      ![.vendored, .testData, .example, .docs].contains(file.kind) && calls.matches(file.path)
    }
  }
}

/// An image's name, the same however it is written: the registry and the folder that Docker adds are left out.
private struct ScannedImage {
  let text: String
  private let reference: ImageReference

  init(_ reference: String) {
    var name = reference[...]
    for prefix in ["index.docker.io/", "docker.io/", "library/"] where name.hasPrefix(prefix) {
      name = name.dropFirst(prefix.count)
    }
    text = String(name)
    self.reference = ImageReference(text)
  }

  /// Without tag and digest.
  var name: String { reference.name }
  var lastName: String { name.split(separator: "/").last.map(String.init) ?? name }
  var isTemplate: Bool { reference.isTemplate }

  /// Whether it is the same in that version: by the digest where both have one, else by the tag.
  func isSame(as other: ScannedImage) -> Bool {
    if let digest = reference.digest, let other = other.reference.digest { return digest == other }
    if reference.tag == nil, reference.digest != nil { return false }
    if other.reference.tag == nil, other.reference.digest != nil { return false }
    return reference.tag ?? "latest" == other.reference.tag ?? "latest"
  }
}
