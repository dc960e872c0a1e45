import Syntax

/// What a field of an object must hold beyond being of its type.
enum ValueCondition: Sendable {
  case oneOf([String])
  case range(from: Int, to: Int)
  case form(ValueForm)

  init(_ node: Node) throws(ReadError) {
    try node.check("a condition", keys: ["one-of", "from", "to", "form"])
    if let words = node["one-of"]?.sequence {
      self = .oneOf(words.map { $0.text ?? "" })
    } else if let form = node["form"] {
      self = .form(try form.word(ValueForm.self))
    } else {
      self = .range(from: try node["from"]?.whole() ?? 0, to: try node["to"]?.whole() ?? Int.max)
    }
  }
}

/// What fields must hold beyond being of their types, by their rows.
struct FieldConditions: Sendable {
  private var conditions: [ValueCondition] = []
  /// By row, one more than the place of a field's condition; 0 where there is none.
  private var places: [UInt8]

  init(_ node: Node?, _ schemas: KubernetesSchemas) throws(ReadError) {
    places = Array(repeating: 0, count: schemas.fieldCount)
    let definitions = Dictionary(grouping: 0..<schemas.definitionCount) { schemas.name(ofDefinition: $0) }
    for (name, value) in try node?.members("fields") ?? [] {
      let path = try Node(.scalar(name, isPlain: false), line: value.line, column: 1).fieldPath()
      let rows = (definitions[path.dropLast().joined(separator: ".")] ?? []).flatMap { definition in
        schemas.variants(of: definition).flatMap(\.fields).filter { schemas.name(ofField: $0) == path.last }
      }
      guard !rows.isEmpty, conditions.count < 255 else { throw value.error("a field of a definition, not \(name)") }
      conditions.append(try ValueCondition(value))
      for row in rows { places[row] = UInt8(clamping: conditions.count) }
    }
  }

  subscript(row: Int) -> ValueCondition? {
    let place = Int(places[row])
    return place == 0 ? nil : conditions[place - 1]
  }
}

/// What text looks like, by the names that the API's documentation has for it.
enum ValueForm: String, CaseIterable, Sendable {
  case dnsLabel = "dns-label"
  case dns1035Label = "dns-1035-label"
  case dnsSubdomain = "dns-subdomain"
  case pathSegment = "path-segment"
  case labels, annotations
  case fileKeys = "file-keys"
  case portName = "port-name"
  case port
  case environmentName = "environment-name"
  case countOrPercent = "count-or-percent"
  case cronSchedule = "cron-schedule"
  case notEmpty = "not-empty"

  /// In words, for a message.
  var words: String {
    switch self {
    case .dnsLabel: "a DNS label: at most 63 of a-z, 0-9 and -, no - at either end"
    case .dns1035Label: "a DNS label that begins with a letter: at most 63 of a-z, 0-9 and -"
    case .dnsSubdomain: "a DNS name: at most 253 of a-z, 0-9, - and ., each part with a letter or digit at both ends"
    case .pathSegment: "a name without / and %, and neither . nor .."
    case .labels: "a label: key PREFIX/NAME, value at most 63 of letters, digits, -, _ and ."
    case .annotations: "an annotation's key: PREFIX/NAME"
    case .fileKeys: "a key of letters, digits, -, _ and ., at most 253"
    case .portName: "a port's name: at most 15 of a-z, 0-9 and -, a letter among them"
    case .port: "a port from 1 to 65535, or a port's name"
    case .environmentName: "a variable's name of printable ASCII without ="
    case .countOrPercent: "a whole number from 0, or a percentage such as 25%"
    case .cronSchedule: "five fields of a cron schedule, or one of @hourly, @daily, @weekly, @monthly, @yearly"
    case .notEmpty: "text"
    }
  }

  /// Whether it speaks of the keys and values of a mapping.
  var isOfMapping: Bool { self == .labels || self == .annotations || self == .fileKeys }

  /// Whether a text has the form; of forms of mappings, whether a key has it.
  func holds(_ text: ArraySlice<UInt8>) -> Bool {
    switch self {
    case .dnsLabel: text.isLabel(upTo: 63)
    case .dns1035Label: text.isLabel(upTo: 63) && text.first?.isLetter == true
    case .dnsSubdomain: text.isSubdomain
    case .pathSegment:
      !text.isEmpty && !text.contains { "/%".utf8.contains($0) } && text != [0x2E] && text != [0x2E, 0x2E]
    case .labels, .annotations: text.isQualifiedName
    case .fileKeys: text.isFileKey
    case .portName: text.isPortName
    case .port: text.number.map { (1...65535).contains($0) } ?? text.isPortName
    case .environmentName: !text.isEmpty && text.allSatisfy { $0 >= 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "=") }
    case .countOrPercent: (text.last == UInt8(ascii: "%") ? text.dropLast() : text).number != nil
    case .cronSchedule: text.isCronSchedule
    case .notEmpty: !text.isEmpty
    }
  }

  /// Whether a value of a mapping has the form.
  func holds(value: ArraySlice<UInt8>) -> Bool { self != .labels || value.isEmpty || value.isName }
}

extension UInt8 {
  fileprivate var isLower: Bool { self >= 0x61 && self <= 0x7A }
  fileprivate var isLetter: Bool { self | 0x20 >= 0x61 && self | 0x20 <= 0x7A }
  fileprivate var isDigit: Bool { self >= 0x30 && self <= 0x39 }
}

// - Source: k8s.io/apimachinery, util/validation; RFC 1123, 1035, 6335
extension ArraySlice<UInt8> {
  fileprivate var number: Int? {
    guard !isEmpty, count <= 18, allSatisfy(\.isDigit) else { return nil }
    return reduce(0) { $0 * 10 + Int($1 - 0x30) }
  }

  fileprivate func isLabel(upTo limit: Int) -> Bool {
    guard let first, let last, count <= limit, first != UInt8(ascii: "-"), last != UInt8(ascii: "-") else {
      return false
    }
    return allSatisfy { $0.isLower || $0.isDigit || $0 == UInt8(ascii: "-") }
  }

  fileprivate var isSubdomain: Bool {
    guard count <= 253 else { return false }
    var rest = self
    while let point = rest.firstIndex(of: UInt8(ascii: ".")) {
      guard rest[..<point].isLabel(upTo: 253) else { return false }
      rest = rest[(point + 1)...]
    }
    return rest.isLabel(upTo: 253)
  }

  /// Letters and digits at both ends, `-`, `_` and `.` between.
  fileprivate var isName: Bool {
    guard let first, let last, count <= 63 else { return false }
    return (first.isLetter || first.isDigit) && (last.isLetter || last.isDigit) && allSatisfy(\.isOfName)
  }

  fileprivate var isQualifiedName: Bool {
    guard let slash = firstIndex(of: UInt8(ascii: "/")) else { return isName }
    return self[..<slash].isSubdomain && self[(slash + 1)...].isName
  }

  fileprivate var isFileKey: Bool {
    !isEmpty && count <= 253 && allSatisfy(\.isOfName) && self != [0x2E] && !starts(with: "..".utf8)
  }

  fileprivate var isPortName: Bool {
    let doubled = zip(self, dropFirst()).contains { $0 == UInt8(ascii: "-") && $1 == UInt8(ascii: "-") }
    return isLabel(upTo: 15) && contains { $0.isLower } && !doubled
  }

  /// Five fields, a time zone in front or not; what stands in a field is looked at by its letters alone.
  fileprivate var isCronSchedule: Bool {
    let fields = split { $0 == 0x20 || $0 == 0x09 }
    if let first, first == UInt8(ascii: "@") { return fields.count == 1 || starts(with: "@every ".utf8) }
    let timed = fields.first.map { $0.starts(with: "TZ=".utf8) || $0.starts(with: "CRON_TZ=".utf8) } ?? false
    let own = timed ? fields.dropFirst() : fields[...]
    return own.count == 5
      && own.allSatisfy { $0.allSatisfy { $0.isLetter || $0.isDigit || "*/,-?#".utf8.contains($0) } }
  }
}

extension UInt8 {
  fileprivate var isOfName: Bool {
    isLetter || isDigit || self == UInt8(ascii: "-") || self == UInt8(ascii: "_") || self == UInt8(ascii: ".")
  }
}
