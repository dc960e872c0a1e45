package import Model

/// A key of `sixgate.yaml` as people and editors are told of it.
package struct DocumentedKey: Sendable {
  /// With the keys that it stands below, as in `components.discover`; NAME is any name.
  package let name: String
  package let shape: Setting.Shape
  package let about: String
  /// What holds where no layer sets it.
  package let initial: String
  package let example: String
  package let direction: Setting.Direction

  fileprivate init(
    _ name: String, _ shape: Setting.Shape, _ about: String, initial: String = "none", example: String,
    _ direction: Setting.Direction = .fixed
  ) {
    self.name = name
    self.shape = shape
    self.about = about
    self.initial = initial
    self.example = example
    self.direction = direction
  }
}

extension DocumentedKey {
  /// The keys that stand below no gate's name. The reader takes these and no others.
  package static let outer: [DocumentedKey] = [
    DocumentedKey(
      "policy", .choices(Policy.names), "The documents and packs that hold", initial: "six-gates",
      example: "[six-gates, gitops]", .longer),
    DocumentedKey(
      "rules", .month, "The rule set that is held on to: newer rules only warn", initial: "the newest",
      example: "2026.11"),
    DocumentedKey(
      "mode", .words(["adopt"]), "Puts all gates into adoption of which nothing else is said",
      initial: "every gate is enforced", example: "adopt"),
    DocumentedKey("until", .day, "The last day of that adoption", example: "2026-12-31", .lower),
    DocumentedKey(
      "locked", .texts, "Keys that the layers above can only tighten; SECTION.* is all of a section",
      example: "[coverage.lines, \"security.*\"]", .longer),
    DocumentedKey(
      "classify", .globsBy(FileKind.allCases.map(\.rawValue)), "What files are, where their names do not tell",
      example: "{ test: [\"checks/**\"], generated: [\"*.gen.go\"] }"),
    DocumentedKey(
      "components.discover", .globs, "Folders of which each is a component", example: "[\"services/*\"]"),
    DocumentedKey(
      "components.named.NAME.paths", .globs, "The files of a component; one that was discovered has its folder",
      example: "[\"apps/shop/**\"]"),
    DocumentedKey(
      "components.named.NAME.needs", .texts, "Other components that it builds on: it is judged when they change",
      example: "[payments]"),
    DocumentedKey(
      "components.shared", .globs, "Files whose change judges all components", example: "[\"libs/**\"]"),
    DocumentedKey(
      "components.unmatched", .words(["note", "warn", "block"]),
      "What it means that a changed file belongs to no component", initial: "warn", example: "block"),
    DocumentedKey(
      "evaluate", .words(Policy.Evaluated.allCases.map(\.rawValue)),
      "Which components are judged: all, or those that the change touches and those that need them", initial: "all",
      example: "changed"),
    DocumentedKey(
      "owners", .text, "Where CODEOWNERS is, which tells whose findings are", example: ".github/CODEOWNERS"),
  ]

  /// All keys, with what holds by a law where no layer sets them.
  package static func all(under law: Policy) -> [DocumentedKey] {
    outer
      + Setting.all.map { setting in
        DocumentedKey(
          setting.name, setting.shape, setting.about, initial: setting.initial(under: law), example: setting.example,
          setting.direction)
      }
  }

  /// The keys that can stand directly below a place, in their order.
  static func keys(below place: String = "") -> [String] {
    outer.filter { $0.name.hasPrefix(place) }.reduce(into: []) { keys, row in
      let key = String(
        decoding: row.name.utf8.dropFirst(place.utf8.count).prefix { $0 != UInt8(ascii: ".") }, as: UTF8.self)
      if !keys.contains(key) { keys.append(key) }
    }
  }

  static let outermost = keys()
  static let ofComponents = keys(below: "components.")
  static let ofNamedComponent = keys(below: "components.named.NAME.") + GateID.allCases.map(\.rawValue)
}

extension Setting {
  /// Of a mapping, what its members are; where that is long, who says it.
  fileprivate func initial(under law: Policy) -> String {
    if let origin = law.origins[name] { return origin.text }
    let members = law.origins.filter { $0.key.hasPrefix(name + ".") }.sorted { $0.key < $1.key }
    guard let layer = members.first?.value.layer else { return initial }
    let texts = members.map { "\($0.key.dropFirst(name.count + 1)): \($0.value.text)" }
    let text = "{ \(texts.joined(separator: ", ")) }"
    return text.utf8.count < 200 ? text : "as in \(layer)"
  }
}
