import Model
import Syntax

/// The images of the containers in an object, at any depth: pods, templates of pods, and what looks like them.
struct KubernetesImages {
  private var uses: [ImageUse] = []
  private let path: Path

  static func uses(in node: Int, of tape: Tape, at path: Path) -> [ImageUse] {
    var images = KubernetesImages(path: path)
    images.visit(node, tape)
    return images.uses
  }

  private init(path: Path) { self.path = path }

  private mutating func visit(_ node: Int, _ tape: Tape) {
    var (elements, members) = (tape.elements(of: node), tape.members(of: node))
    while let element = tape.next(&elements) { visit(element, tape) }
    while let (key, value) = tape.next(&members) {
      guard !tape.isScalar(value) else { continue }
      if tape.kind(value) == .sequence {
        if KubernetesImages.isContainers(key, tape) { take(value, tape) }
        if tape.holds("volumes", at: key) { take(volumes: value, tape) }
      }
      visit(value, tape)
    }
  }

  private static func isContainers(_ key: Int, _ tape: Tape) -> Bool {
    tape.holds("containers", at: key) || tape.holds("initContainers", at: key)
      || tape.holds("ephemeralContainers", at: key)
  }

  private mutating func take(_ containers: Int, _ tape: Tape) {
    tape.forEachElement(of: containers) { container in
      if let image = tape.member("image", of: container) { note(image, tape) }
    }
  }

  /// A volume may be an image, whose reference stands a level deeper.
  private mutating func take(volumes: Int, _ tape: Tape) {
    tape.forEachElement(of: volumes) { volume in
      guard let image = tape.member("image", of: volume), tape.kind(image) == .mapping,
        let reference = tape.member("reference", of: image)
      else { return }
      note(reference, tape)
    }
  }

  private mutating func note(_ image: Int, _ tape: Tape) {
    uses.append(ImageUse(tape.string(image) ?? "", at: Location(path, line: tape.line(image))))
  }
}
