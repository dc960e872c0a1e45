import Model
import Syntax

/// The images of the containers in an object, at any depth: pods, templates of pods, and what looks like them.
struct KubernetesImages {
  private(set) var uses: [ImageUse] = []
  private let path: Path

  init(_ path: Path) { self.path = path }

  /// - Throws: `ReadError` for a key that is no text, above all where a template's `{{` was read as one.
  mutating func visit(_ node: Node) throws(ReadError) {
    switch node.value {
    case .scalar: break
    case .sequence(let nodes): for node in nodes { try visit(node) }
    case .mapping(let members):
      for member in members {
        guard case .scalar(let key, _) = member.key.value else { throw HelmTemplate.error(key: member.key) }
        if case .sequence(let nodes) = member.value.value, KubernetesImages.isContainers(key) { take(nodes) }
        try visit(member.value)
      }
    }
  }

  private static func isContainers(_ key: String) -> Bool {
    key == "containers" || key == "initContainers" || key == "ephemeralContainers"
  }

  private mutating func take(_ containers: [Node]) {
    for image in containers.compactMap({ $0["image"] }) {
      uses.append(ImageUse(image.text ?? "", at: Location(path, line: image.line)))
    }
  }
}
