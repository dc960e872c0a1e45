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
    switch tape.kind(node) {
    case .plain, .quoted, .alias: break
    case .sequence: tape.forEachElement(of: node) { visit($0, tape) }
    case .mapping:
      tape.forEachMember(of: node) { key, value in
        if tape.kind(value) == .sequence {
          if KubernetesImages.isContainers(key, tape) { take(value, tape) }
          if tape.text.span.holds("volumes", in: tape.range(key)) { take(volumes: value, tape) }
        }
        visit(value, tape)
      }
    }
  }

  private static func isContainers(_ key: Int, _ tape: Tape) -> Bool {
    let (text, range) = (tape.text.span, tape.range(key))
    return text.holds("containers", in: range) || text.holds("initContainers", in: range)
      || text.holds("ephemeralContainers", in: range)
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
