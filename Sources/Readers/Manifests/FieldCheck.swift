import Model
import Syntax

/// What a policy asks of a field of some objects: a row of `gates/kubernetes/rules.yaml`.
struct FieldCheck: Sendable {
  let rule: RuleID
  let kinds: [String]
  fileprivate let group: String?
  /// Must lead somewhere in the object.
  fileprivate let condition: FieldPath?
  fileprivate let each: FieldPath
  /// A member that each node must have to be looked at.
  fileprivate let eachCondition: [UInt8]?
  fileprivate let field: FieldPath
  fileprivate let standard: String?
  fileprivate let test: FieldTest
  fileprivate let says: String
  fileprivate let unlessKinds: [String]

  /// By kind.
  static let builtIn: Result<[String: [FieldCheck]], ReadError> = Result { () throws(ReadError) in
    var byKind: [String: [FieldCheck]] = [:]
    for node in try EmbeddedFile.named("kubernetes/rules.yaml")["checks"]?.sequence ?? [] {
      let check = try FieldCheck(node)
      for kind in check.kinds { byKind[kind, default: []].append(check) }
    }
    return byKind
  }

  private static let keys = [
    "rule", "kinds", "group", "where", "each", "where-each", "field", "default", "is", "says", "unless-kind",
  ]

  init(_ node: Node) throws(ReadError) {
    try node.check("a check", keys: FieldCheck.keys)
    guard let rule = node["rule"], let test = node["is"], let says = node["says"] else {
      throw node.error("a check with rule, is and says")
    }
    self.rule = RuleID(try rule.string())
    kinds = try node["kinds"]?.strings() ?? []
    group = try node["group"]?.string()
    condition = try node["where"].map { node throws(ReadError) in FieldPath(try node.strings()) }
    each = FieldPath(try node["each"]?.strings() ?? [])
    eachCondition = try node["where-each"].map { node throws(ReadError) in Array(try node.string().utf8) }
    field = FieldPath(try node["field"]?.strings() ?? [])
    standard = try node["default"]?.string()
    self.test = try FieldTest(test)
    self.says = try says.string()
    unlessKinds = try node["unless-kind"]?.strings() ?? []
  }
}

// Each part of a check is taken from where it lies, for a whole one is much to copy for every object.
extension [FieldCheck] {
  /// Adds where an object is not as they ask.
  func look(at node: Int, in tape: Tape, _ object: inout ManifestObject) {
    var (way, places): (FieldPath?, FieldPath.Places) = (nil, FieldPath.Places())
    for number in indices {
      if let group = self[number].group, object.apiVersion?.hasPrefix(group + "/") != true { continue }
      if let condition = self[number].condition, condition.places(from: node, in: tape).ends.isEmpty { continue }
      // Checks that look at the same places stand together.
      if self[number].each != way {
        way = self[number].each
        places = self[number].each.places(from: node, in: tape)
      }
      for place in places.ends { look(number, at: place, of: &places, in: tape, &object) }
    }
  }

  private func look(
    _ number: Int, at place: Int, of places: inout FieldPath.Places, in tape: Tape, _ object: inout ManifestObject
  ) {
    let (node, test) = (places.all[place].node, self[number].test)
    if let wanted = self[number].eachCondition, tape.member(named: wanted.span, of: node) == nil { return }
    let values = self[number].field.places(from: node, in: tape)
    var found: [Int] = []
    for end in values.ends where !tape.isNull(values.all[end].node) { found.append(values.all[end].node) }
    if let days = test.days {
      let subject = places.subject(place, in: tape, object)
      for end in found { object.breaches.append(self[number].aged(end, by: days, subject, in: tape, object)) }
    } else if !test.holds(of: found, in: tape, else: self[number].standard) {
      let location = Location(object.location.path, line: tape.line(found.first ?? node))
      object.breaches.append(
        ManifestBreach(
          self[number].rule, places.subject(place, in: tape, object) + self[number].says, at: location,
          unlessKinds: self[number].unlessKinds))
    }
  }
}

extension FieldCheck {
  /// What counts once a day is longer ago; at once, where it is no day.
  fileprivate func aged(
    _ node: Int, by days: Int, _ subject: String, in tape: Tape, _ object: ManifestObject
  ) -> ManifestBreach {
    let text = tape.string(node) ?? ""
    let day = Day(String(text.prefix(10)))
    let said = day.map { "\(says), \($0)" } ?? "says \(ReadError.quoted(text.utf8)), which is no day as in 2026-12-01"
    return ManifestBreach(
      rule, subject + said, at: Location(object.location.path, line: tape.line(node)), unlessKinds: unlessKinds,
      from: day?.adding(days: days).adding(days: 1))
  }
}
