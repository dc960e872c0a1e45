import Model
import Syntax

/// Holds a custom object against the schema that its CustomResourceDefinition has for its version.
struct CustomValidator {
  private let tape: Tape
  private let kind: String

  init(_ tape: Tape, of kind: String) {
    self.tape = tape
    self.kind = kind
  }

  /// Looks at an object; what every object has is none of its schema's business.
  func check(object: Int, _ schema: CustomSchema, _ trail: inout FieldTrail) {
    var schema = schema
    for name in ["apiVersion", "kind", "metadata"] { schema.properties[name] = CustomSchema() }
    checkMembers(of: object, schema, &trail)
  }

  private func check(_ node: Int, _ schema: CustomSchema, _ trail: inout FieldTrail) {
    if tape.isNull(node) {
      // A server leaves out what is null and may not be.
      return
    }
    switch (schema.type, tape.kind(node)) {
    case ("object", .mapping): checkMembers(of: node, schema, &trail)
    case (nil, .mapping):
      if !schema.properties.isEmpty { checkMembers(of: node, schema, &trail) }
    case ("array", .sequence), (nil, .sequence): checkElements(of: node, schema, &trail)
    case (_, .plain), (_, .quoted): checkScalar(node, schema, &trail)
    default: trail.note(.wrongType, "is \(tape.words(node)), wanted \(schema.wanted)", at: node, in: tape)
    }
  }

  private func checkMembers(of node: Int, _ schema: CustomSchema, _ trail: inout FieldTrail) {
    var missing = Set(schema.required)
    tape.forEachMember(of: node) { key, value in
      let name = String(decoding: tape.slice(key), as: UTF8.self)
      missing.remove(name)
      trail.enter(key: key)
      if let own = schema.properties[name] {
        check(value, own, &trail)
      } else {
        checkOther(key, value, name, schema, &trail)
      }
      trail.leave()
    }
    for name in schema.required where missing.contains(name) {
      trail.note(.missingField, "has no \(name), which is required", at: node, in: tape)
    }
  }

  /// Looks at a member that is no property.
  private func checkOther(
    _ key: Int, _ value: Int, _ name: String, _ schema: CustomSchema, _ trail: inout FieldTrail
  ) {
    switch schema.additional {
    case .anything: return
    case .schema(let schemas): for schema in schemas { check(value, schema, &trail) }
    case .none:
      let hint = schema.properties.keys.sorted().hint(for: name)
      trail.note(.unknownField, "is no field of \(kind)\(hint)", at: key, in: tape)
    }
  }

  private func checkElements(of node: Int, _ schema: CustomSchema, _ trail: inout FieldTrail) {
    guard let items = schema.items.first else { return }
    var index = 0
    tape.forEachElement(of: node) { element in
      trail.enter(index: index)
      check(element, items, &trail)
      trail.leave()
      index += 1
    }
  }

  private func checkScalar(_ node: Int, _ schema: CustomSchema, _ trail: inout FieldTrail) {
    guard schema.takes(tape.scalarType(node)) else {
      return trail.note(.wrongType, "is \(tape.met(node)), wanted \(schema.wanted)", at: node, in: tape)
    }
    let number = tape.integer(node)
    if !schema.words.isEmpty, !schema.words.contains(where: { $0.utf8.elementsEqual(tape.slice(node)) }) {
      let wanted = "one of \(schema.words.joined(separator: ", "))"
      trail.note(.wrongValue, "is \(tape.words(node)), wanted \(wanted)", at: node, in: tape)
    } else if let number, let minimum = schema.minimum, number < minimum {
      trail.note(.wrongValue, "is \(number), wanted at least \(minimum)", at: node, in: tape)
    } else if let number, let maximum = schema.maximum, number > maximum {
      trail.note(.wrongValue, "is \(number), wanted at most \(maximum)", at: node, in: tape)
    }
  }
}

extension CustomSchema {
  fileprivate func takes(_ type: ScalarType) -> Bool {
    if isIntOrString { return type == .integer || type == .text }
    return switch self.type {
    case "string": type == .text
    case "integer": type == .integer
    case "number": type == .integer || type == .number
    case "boolean": type == .bool
    case nil: true
    default: false
    }
  }

  fileprivate var wanted: String {
    if isIntOrString { return "a whole number or text" }
    return switch type {
    case "string": "text (in quotes, if it looks like something else)"
    case "integer": "a whole number"
    case "number": "a number"
    case "boolean": "true or false, without quotes"
    case "array": "a list"
    case "object": "a mapping"
    default: type ?? "anything"
    }
  }
}
