import Model
import Syntax

/// Holds an object against the schema of its kind, field by field, and says all that is wrong with it.
struct KubernetesValidator {
  private typealias FieldType = KubernetesSchemas.FieldType

  private let schemas: KubernetesSchemas
  private let conditions: FieldConditions
  private let version: Int
  private let tape: Tape

  init(_ law: KubernetesLaw, version: Int, _ tape: Tape) {
    schemas = law.schemas
    conditions = law.conditions
    self.version = version
    self.tape = tape
  }

  /// Looks at the fields of a mapping.
  func check(_ node: Int, _ variant: KubernetesSchemas.Variant, _ trail: inout FieldTrail) {
    var (members, seen) = (tape.members(of: node), 0)
    while let (key, value) = tape.next(&members) {
      guard let row = schemas.field(tape.text.span, tape.range(key), of: variant) else {
        noteUnknown(key, variant, &trail)
        continue
      }
      if schemas.isRequired(row) { seen += 1 }
      trail.enter(key: key)
      check(value, schemas.type(ofField: row), &trail)
      if let condition = conditions[row], !tape.isNull(value) { check(value, condition, &trail) }
      trail.leave()
    }
    if seen < variant.requiredCount { noteMissing(node, variant, &trail) }
  }

  private func noteUnknown(_ key: Int, _ variant: KubernetesSchemas.Variant, _ trail: inout FieldTrail) {
    let name = tape.slice(key)
    trail.enter(key: key)
    defer { trail.leave() }
    // - Source: k8s.io/apimachinery, strategicpatch: $patch, $retainKeys, $setElementOrder/…, $deleteFromPrimitiveList/…
    if name.first == UInt8(ascii: "$") {
      return trail.note(.directive, "is a directive, which only patches of a kustomization have", at: key, in: tape)
    }
    let known = variant.fields.map(schemas.name(ofField:))
    let hint = known.hint(for: String(decoding: name, as: UTF8.self))
    let definition = schemas.name(ofDefinition: variant.definition)
    trail.note(.unknownField, "is no field of \(definition)\(hint)", at: key, in: tape)
  }

  private func noteMissing(_ node: Int, _ variant: KubernetesSchemas.Variant, _ trail: inout FieldTrail) {
    for row in variant.fields where schemas.isRequired(row) {
      let name = schemas.name(ofField: row)
      if tape.member(named: name.utf8.span, of: node) == nil {
        trail.note(.missingField, "has no \(name), which is required", at: node, in: tape)
      }
    }
  }
}

// Types.
extension KubernetesValidator {
  private func check(_ node: Int, _ type: FieldType, _ trail: inout FieldTrail) {
    switch (type.kind, tape.kind(node)) {
    case (.any, _), (.object, .mapping): return
    case (_, .plain), (_, .quoted): checkScalar(node, type, &trail)
    case (.list, .sequence): checkElements(of: node, schemas.type(type.of), &trail)
    case (.map, .mapping): checkValues(of: node, schemas.type(type.of), &trail)
    case (.definition, .mapping):
      if let variant = schemas.variant(of: type.of, in: version) { check(node, variant, &trail) }
    default: trail.note(.wrongType, "is \(tape.words(node)), wanted \(type.words)", at: node, in: tape)
    }
  }

  private func checkElements(of node: Int, _ type: FieldType, _ trail: inout FieldTrail) {
    var (elements, index) = (tape.elements(of: node), 0)
    while let element = tape.next(&elements) {
      trail.enter(index: index)
      check(element, type, &trail)
      trail.leave()
      index += 1
    }
  }

  private func checkValues(of node: Int, _ type: FieldType, _ trail: inout FieldTrail) {
    var members = tape.members(of: node)
    while let (key, value) = tape.next(&members) {
      trail.enter(key: key)
      check(value, type, &trail)
      trail.leave()
    }
  }

  private func checkScalar(_ node: Int, _ type: FieldType, _ trail: inout FieldTrail) {
    let scalar = tape.scalarType(node)
    if scalar == .null {
      if !type.isNullable { trail.note(.wrongType, "is nothing, wanted \(type.words)", at: node, in: tape) }
      return
    }
    guard type.takes(scalar) else {
      return trail.note(.wrongType, "is \(tape.met(node)), wanted \(type.words)", at: node, in: tape)
    }
    let isSound =
      switch type.kind {
      case .quantity: tape.slice(node).isQuantity
      case .bytes: tape.slice(node).isBase64
      case .int32: tape.integer(node).map { Int32(exactly: $0) != nil } ?? true
      default: true
      }
    if !isSound { trail.note(.wrongValue, "is \(tape.words(node)), wanted \(type.words)", at: node, in: tape) }
  }
}

// What schemas do not say.
extension KubernetesValidator {
  private func check(_ node: Int, _ condition: ValueCondition, _ trail: inout FieldTrail) {
    if tape.kind(node) == .sequence {
      var (elements, index) = (tape.elements(of: node), 0)
      while let element = tape.next(&elements) {
        trail.enter(index: index)
        check(element, condition, &trail)
        trail.leave()
        index += 1
      }
      return
    }
    switch condition {
    case .oneOf(let words):
      guard tape.isScalar(node), !words.contains(where: { $0.utf8.elementsEqual(tape.slice(node)) }) else { return }
      let hint = words.hint(for: String(decoding: tape.slice(node), as: UTF8.self))
      let wanted = "one of \(words.filter { !$0.isEmpty }.joined(separator: ", "))\(hint)"
      trail.note(.wrongValue, "is \(tape.words(node)), wanted \(wanted)", at: node, in: tape)
    case .range(let from, let to):
      guard let number = tape.integer(node), number < from || number > to else { return }
      let wanted = to == Int.max ? "at least \(from)" : "\(from) to \(to)"
      trail.note(.wrongValue, "is \(number), wanted \(wanted)", at: node, in: tape)
    case .form(let form): check(node, form, &trail)
    }
  }

  /// Looks at the form of a text, or of the keys and values of a mapping.
  private func check(_ node: Int, _ form: ValueForm, _ trail: inout FieldTrail) {
    guard form.isOfMapping else {
      if tape.isScalar(node), !form.holds(tape.slice(node)) {
        trail.note(.wrongValue, "is \(tape.words(node)), wanted \(form.words)", at: node, in: tape)
      }
      return
    }
    var members = tape.members(of: node)
    while let (key, value) = tape.next(&members) {
      trail.enter(key: key)
      if !form.holds(tape.slice(key)) {
        trail.note(.wrongValue, "has a key that is not \(form.words)", at: key, in: tape)
      } else if tape.isScalar(value), !form.holds(value: tape.slice(value)) {
        trail.note(.wrongValue, "is \(tape.words(value)), wanted \(form.words)", at: value, in: tape)
      }
      trail.leave()
    }
  }

  /// Looks at metadata.name.
  func checkName(of object: Int, _ form: ValueForm, _ trail: inout FieldTrail) {
    tape.forEachMember(of: object) { key, metadata in
      guard tape.holds("metadata", at: key) else { return }
      trail.enter(key: key)
      tape.forEachMember(of: metadata) { key, name in
        guard tape.holds("name", at: key), !tape.isNull(name) else { return }
        trail.enter(key: key)
        check(name, form, &trail)
        trail.leave()
      }
      trail.leave()
    }
  }

  /// Looks whether the labels that an object selects by are labels of what it makes.
  func check(_ selection: KubernetesLaw.Selection, of object: Int, _ trail: inout FieldTrail) {
    guard let selector = tape.node(at: selection.selector, of: object),
      let labels = tape.node(at: selection.labels, of: object)
    else { return }
    var members = tape.members(of: selector)
    while let (key, value) = tape.next(&members) {
      let own = tape.member(named: tape.text.span.extracting(tape.range(key)), of: labels)
      guard own.map({ tape.slice($0) != tape.slice(value) }) ?? true else { continue }
      let met = own.map { "\(tape.words($0)) in" } ?? "not among"
      let name = String(decoding: tape.slice(key), as: UTF8.self)
      trail.note(
        .wrongValue,
        "selects by \(name): \(tape.words(value)), which is \(met) \(selection.labels.joined(separator: "."))",
        at: value, in: tape)
    }
  }
}

extension KubernetesSchemas.FieldType {
  func takes(_ type: ScalarType) -> Bool {
    switch kind {
    case .any: true
    case .string, .time, .bytes: type == .text
    case .int32, .int64: type == .integer
    case .number: type == .integer || type == .number
    case .boolean: type == .bool
    case .quantity: type == .text || type == .integer || type == .number
    case .intOrString: type == .text || type == .integer
    case .object, .list, .map, .definition: false
    }
  }

  var words: String {
    switch kind {
    case .any: "anything"
    case .object, .map, .definition: "a mapping"
    case .list: "a list"
    case .string: "text (in quotes, if it looks like something else)"
    case .time: "a time such as \"2026-01-31T12:00:00Z\""
    case .bytes: "bytes in base64"
    case .int32: "a whole number of 32 bits"
    case .int64: "a whole number"
    case .number: "a number"
    case .boolean: "true or false, without quotes"
    case .quantity: "a quantity such as 500m or 1.5Gi"
    case .intOrString: "a whole number or text"
    }
  }
}
