import Model
import Syntax

extension CustomDefinition {
  /// Takes what a CustomResourceDefinition says; `nil` where it does not name its group and kind.
  init?(_ object: Int, in tape: Tape) {
    guard let spec = tape.member("spec", of: object),
      let group = tape.text("group", of: spec), let names = tape.member("names", of: spec),
      let kind = tape.text("kind", of: names)
    else { return nil }
    // Before v1, one schema could stand for all versions.
    let common = CustomDefinition.schema(tape.node(at: ["validation", "openAPIV3Schema"], of: spec), in: tape)
    self.init(group: group, kind: kind, versions: [:])
    if let version = tape.text("version", of: spec) { versions[version] = .some(common) }
    guard let list = tape.member("versions", of: spec) else { return }
    tape.forEachElement(of: list) { version in
      guard let name = tape.text("name", of: version), tape.flag("served", of: version) != false else { return }
      let own = CustomDefinition.schema(tape.node(at: ["schema", "openAPIV3Schema"], of: version), in: tape)
      versions[name] = .some(own ?? common)
    }
  }

  private static func schema(_ node: Int?, in tape: Tape) -> CustomSchema? {
    node.map { CustomSchema($0, in: tape) }
  }
}

extension CustomSchema {
  /// Depth is bounded, for that of the tape is.
  fileprivate init(_ node: Int, in tape: Tape) {
    self.init()
    tape.forEachMember(of: node) { key, value in
      switch tape.string(key) {
      case "type": type = tape.string(value)
      case "properties":
        tape.forEachMember(of: value) { name, schema in
          properties[tape.string(name) ?? ""] = CustomSchema(schema, in: tape)
        }
      case "required": required = tape.texts(value)
      case "enum": words = tape.texts(value)
      case "items": items = [CustomSchema(value, in: tape)]
      case "nullable": isNullable = tape.isTrue(value)
      case "x-kubernetes-int-or-string": isIntOrString = tape.isTrue(value)
      case "minimum": minimum = tape.string(value).flatMap(Int.init)
      case "maximum": maximum = tape.string(value).flatMap(Int.init)
      case "x-kubernetes-preserve-unknown-fields", "x-kubernetes-embedded-resource":
        if tape.isTrue(value), additional == .none { additional = .anything }
      case "additionalProperties":
        if tape.kind(value) == .mapping {
          additional = .schema([CustomSchema(value, in: tape)])
        } else if tape.isTrue(value) {
          additional = .anything
        }
      default: break
      }
    }
  }
}

extension Tape {
  func text(_ key: StaticString, of node: Int) -> String? { member(key, of: node).flatMap(string) }

  func isTrue(_ node: Int) -> Bool { scalarType(node) == .bool && string(node)?.utf8.first.map { $0 | 0x20 } == 0x74 }

  func flag(_ key: StaticString, of node: Int) -> Bool? { member(key, of: node).map(isTrue) }

  /// The texts of a list; those of its elements that are none stand as empty.
  func texts(_ node: Int) -> [String] {
    var texts: [String] = []
    forEachElement(of: node) { texts.append(string($0) ?? "") }
    return texts
  }
}
