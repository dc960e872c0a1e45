import Model
import Syntax

/// Holds an object against the schema of its kind, field by field, and says all that is wrong with it.
struct KubernetesValidator {
  private typealias FieldType = KubernetesSchemas.FieldType

  private let law: KubernetesLaw
  private let version: Int
  private var trail: FieldTrail

  init(_ law: KubernetesLaw, version: Int, _ tape: Tape, at origin: Path) {
    self.law = law
    self.version = version
    trail = FieldTrail(tape, at: origin)
  }

  var problems: [ManifestProblem] { trail.problems }

  /// The tape by itself, so that it can be gone through while problems are noted.
  private var tape: Tape { trail.tape }

  /// Looks at the fields of a mapping.
  mutating func check(_ node: Int, _ variant: KubernetesSchemas.Variant) {
    var seen = 0
    tape.forEachMember(of: node) { key, value in
      guard let row = law.schemas.field(tape.text.span, tape.range(key), of: variant) else {
        return noteUnknown(key, variant)
      }
      if law.schemas.isRequired(row) { seen += 1 }
      trail.enter(key: key)
      check(value, law.schemas.type(ofField: row))
      if let condition = law.condition(ofField: row), !tape.isNull(value) { check(value, condition) }
      trail.leave()
    }
    if seen < variant.requiredCount { noteMissing(node, variant) }
  }

  private mutating func noteUnknown(_ key: Int, _ variant: KubernetesSchemas.Variant) {
    // - Source: k8s.io/apimachinery, strategicpatch: $patch, $retainKeys, $setElementOrder/…, $deleteFromPrimitiveList/…
    if trail.slice(key).first == UInt8(ascii: "$") {
      trail.enter(key: key)
      trail.note(.directive, "is a directive, which only patches of a kustomization have", at: key)
      return trail.leave()
    }
    let known = variant.fields.map(law.schemas.name(ofField:))
    let name = String(decoding: trail.slice(key), as: UTF8.self)
    let definition = law.schemas.name(ofDefinition: variant.definition)
    trail.enter(key: key)
    trail.note(.unknownField, "is no field of \(definition)\(known.hint(for: name))", at: key)
    trail.leave()
  }

  private mutating func noteMissing(_ node: Int, _ variant: KubernetesSchemas.Variant) {
    for row in variant.fields where law.schemas.isRequired(row) {
      var isThere = false
      tape.forEachMember(of: node) { key, _ in
        isThere = isThere || law.schemas.field(tape.text.span, tape.range(key), of: variant) == row
      }
      if !isThere { trail.note(.missingField, "has no \(law.schemas.name(ofField: row)), which is required", at: node) }
    }
  }
}

// Types.
extension KubernetesValidator {
  private mutating func check(_ node: Int, _ type: FieldType) {
    guard type.kind != .any else { return }
    if tape.isNull(node) {
      if !type.isNullable { trail.note(.wrongType, "is nothing, wanted \(type.words)", at: node) }
      return
    }
    switch (type.kind, tape.kind(node)) {
    case (.list, .sequence): checkElements(of: node, law.schemas.type(type.of))
    case (.map, .mapping): checkValues(of: node, law.schemas.type(type.of))
    case (.object, .mapping): return
    case (.definition, .mapping):
      if let variant = law.schemas.variant(of: type.of, in: version) { check(node, variant) }
    case (_, .plain), (_, .quoted): checkScalar(node, type)
    default: trail.note(.wrongType, "is \(tape.words(node)), wanted \(type.words)", at: node)
    }
  }

  private mutating func checkElements(of node: Int, _ type: FieldType) {
    var index = 0
    tape.forEachElement(of: node) { element in
      trail.enter(index: index)
      check(element, type)
      trail.leave()
      index += 1
    }
  }

  private mutating func checkValues(of node: Int, _ type: FieldType) {
    tape.forEachMember(of: node) { key, value in
      trail.enter(key: key)
      check(value, type)
      trail.leave()
    }
  }

  private mutating func checkScalar(_ node: Int, _ type: FieldType) {
    guard type.takes(tape.scalarType(node)) else {
      return trail.note(.wrongType, "is \(trail.met(node)), wanted \(type.words)", at: node)
    }
    let text = trail.slice(node)
    let isSound =
      switch type.kind {
      case .quantity: text.isQuantity
      case .bytes: text.isBase64
      case .int32: trail.integer(node).map { Int32(exactly: $0) != nil } ?? true
      default: true
      }
    if !isSound { trail.note(.wrongValue, "is \(tape.words(node)), wanted \(type.words)", at: node) }
  }
}

extension FieldTrail {
  /// A decimal whole number; `nil` where it is written otherwise.
  func integer(_ node: Int) -> Int? {
    let text = slice(node)
    let isDecimal = text.first != UInt8(ascii: "0") || text.count == 1
    return isDecimal ? Int(String(decoding: text, as: UTF8.self)) : nil
  }
}

// What schemas do not say.
extension KubernetesValidator {
  private mutating func check(_ node: Int, _ condition: ValueCondition) {
    if tape.kind(node) == .sequence {
      var index = 0
      tape.forEachElement(of: node) { element in
        trail.enter(index: index)
        check(element, condition)
        trail.leave()
        index += 1
      }
      return
    }
    switch condition {
    case .oneOf(let words):
      guard tape.isScalar(node), !words.contains(where: { $0.utf8.elementsEqual(trail.slice(node)) }) else { return }
      let hint = words.hint(for: String(decoding: trail.slice(node), as: UTF8.self))
      let wanted = "one of \(words.filter { !$0.isEmpty }.joined(separator: ", "))\(hint)"
      trail.note(.wrongValue, "is \(tape.words(node)), wanted \(wanted)", at: node)
    case .range(let from, let to):
      guard let number = trail.integer(node), number < from || number > to else { return }
      let wanted = to == Int.max ? "at least \(from)" : "\(from) to \(to)"
      trail.note(.wrongValue, "is \(number), wanted \(wanted)", at: node)
    case .form(let form): check(node, form)
    }
  }

  /// Looks at the form of a text, or of the keys and values of a mapping.
  mutating func check(_ node: Int, _ form: ValueForm) {
    guard form.isOfMapping else {
      if tape.isScalar(node), !form.holds(trail.slice(node)) {
        trail.note(.wrongValue, "is \(tape.words(node)), wanted \(form.words)", at: node)
      }
      return
    }
    tape.forEachMember(of: node) { key, value in
      trail.enter(key: key)
      if !form.holds(trail.slice(key)) {
        trail.note(.wrongValue, "has a key that is not \(form.words)", at: key)
      } else if tape.isScalar(value), !form.holds(value: trail.slice(value)) {
        trail.note(.wrongValue, "is \(tape.words(value)), wanted \(form.words)", at: value)
      }
      trail.leave()
    }
  }

  /// Looks at metadata.name.
  mutating func checkName(of object: Int, _ kind: String) {
    tape.forEachMember(of: object) { key, metadata in
      guard tape.text.span.holds("metadata", in: tape.range(key)) else { return }
      trail.enter(key: key)
      tape.forEachMember(of: metadata) { key, name in
        guard tape.text.span.holds("name", in: tape.range(key)), !tape.isNull(name) else { return }
        trail.enter(key: key)
        check(name, law.form(ofNameOf: kind))
        trail.leave()
      }
      trail.leave()
    }
  }

  /// Looks whether the labels that an object selects by are labels of what it makes.
  mutating func checkSelection(_ object: Int, of kind: String) {
    for selection in law.selections where selection.kinds.contains(kind) {
      guard let selector = tape.node(at: selection.selector, of: object),
        let labels = tape.node(at: selection.labels, of: object)
      else { continue }
      tape.forEachMember(of: selector) { key, value in
        let own = tape.member(named: trail.slice(key), of: labels)
        guard own.map({ trail.slice($0) != trail.slice(value) }) ?? true else { return }
        let met = own.map { "\(tape.words($0)) in" } ?? "not among"
        let name = String(decoding: trail.slice(key), as: UTF8.self)
        trail.note(
          .wrongValue,
          "selects by \(name): \(tape.words(value)), which is \(met) \(selection.labels.joined(separator: "."))",
          at: value)
      }
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
