import Model
import Syntax

extension Reader {
  /// The values of a Helm chart: mappings of an image's repository and tag, and images as one text.
  static let helmValues = Reader(
    "helm-values", gates: [.infrastructure], hints: ["**/values*.{yaml,yml}"],
    source: "what `helm create` writes: image.repository, image.tag, global.imageRegistry; image as one text"
  ) { head in
    let keys = YAMLOutline(head.bytes).keys
    let isOther = ["apiVersion", "kind", "services", "stages", "jobs", "steps"].contains { keys[$0] != nil }
    return !isOther && head.outline == nil
      && ((head.contains("repository:") && head.contains("image")) || head.contains("image: ")
        || head.contains("Image: "))
  } read: { source, origin throws(ReadError) in
    try imagesOfYAML(&source) { tape, root in HelmValues.images(in: root, of: tape, at: origin) }
  }
}

private enum HelmValues {
  static func images(in node: Int, of tape: Tape, at origin: Path) -> [ImageUse] {
    var uses: [ImageUse] = []
    if let use = repository(node, tape, origin) { uses.append(use) }
    tape.forEachMember(of: node) { key, value in
      if tape.scalarType(value) == .text, let text = tape.string(value), isImage(key, text, tape) {
        uses.append(ImageUse(text, at: Location(origin, line: tape.line(value))))
      }
      uses += images(in: value, of: tape, at: origin)
    }
    tape.forEachElement(of: node) { uses += images(in: $0, of: tape, at: origin) }
    return uses
  }

  /// A mapping of a repository and its tag or digest. Where the tag is empty, the chart puts its own version.
  private static func repository(_ node: Int, _ tape: Tape, _ origin: Path) -> ImageUse? {
    guard let repository = tape.text("repository", of: node), !repository.isEmpty else { return nil }
    let registry = tape.text("registry", of: node).map { $0.isEmpty ? "" : $0 + "/" } ?? ""
    let tag = tape.text("tag", of: node).flatMap { $0.isEmpty ? nil : ":" + $0 }
    let digest = tape.text("digest", of: node).flatMap { $0.isEmpty ? nil : "@" + $0 }
    guard let place = tape.member("tag", of: node) ?? tape.member("digest", of: node) else { return nil }
    return ImageUse(
      registry + repository + (tag ?? "") + (digest ?? ""), at: Location(origin, line: tape.line(place)),
      takesChartVersion: tag == nil && digest == nil)
  }

  /// What `image` says, and what a name such as `sidecarImage` says where it looks like one.
  private static func isImage(_ key: Int, _ text: String, _ tape: Tape) -> Bool {
    let name = tape.text[tape.range(key)]
    if text.isEmpty || text.contains("://") { return false }
    if name.elementsEqual("image".utf8) { return true }
    return name.suffix("Image".utf8.count).elementsEqual("Image".utf8) && text.contains { "/:".contains($0) }
  }
}
