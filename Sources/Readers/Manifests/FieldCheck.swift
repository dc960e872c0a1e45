import Model
import Syntax

/// What a policy asks of a field of some objects: a row of `gates/kubernetes/rules.yaml`.
struct FieldCheck: Sendable {
  let rule: RuleID
  let kinds: [String]
  private let group: String?
  /// Must lead somewhere in the object.
  private let condition: FieldPath?
  private let each: FieldPath
  /// A member that each node must have to be looked at.
  private let eachCondition: [UInt8]?
  private let field: FieldPath
  private let standard: String?
  private let test: FieldTest
  private let says: String
  private let unlessKinds: [String]

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
    try node.members("a check", keys: FieldCheck.keys)
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

extension FieldCheck {
  /// Where an object is not as it asks.
  func breaches(of node: Int, in tape: Tape, _ object: ManifestObject) -> [ManifestBreach] {
    if let group, object.apiVersion?.hasPrefix(group + "/") != true { return [] }
    if let condition, condition.places(from: node, in: tape).isEmpty { return [] }
    var breaches: [ManifestBreach] = []
    for place in each.places(from: node, in: tape) {
      if let eachCondition, tape.member(named: eachCondition[...], of: place.node) == nil { continue }
      let found = field.places(from: place.node, in: tape).filter { !tape.isNull($0.node) }
      if case .youngerThanDays(let days) = test {
        breaches += found.map { aged($0.node, by: days, in: tape, object, words(object, place)) }
        continue
      }
      guard !test.holds(of: found.map { tape.string($0.node) ?? "" }, else: standard) else { continue }
      let line = tape.line(found.first?.node ?? place.node)
      breaches.append(
        ManifestBreach(
          rule, words(object, place) + " " + says, at: Location(object.location.path, line: line),
          unlessKinds: unlessKinds))
    }
    return breaches
  }

  /// What counts once a day is longer ago; at once, where it is no day.
  private func aged(_ node: Int, by days: Int, in tape: Tape, _ object: ManifestObject, _ name: String)
    -> ManifestBreach
  {
    let text = tape.string(node) ?? ""
    let day = Day(String(text.prefix(10)))
    let said = day.map { "\(says), \($0)" } ?? "says \(ReadError.quoted(text.utf8)), which is no day as in 2026-12-01"
    return ManifestBreach(
      rule, "\(name) \(said)", at: Location(object.location.path, line: tape.line(node)), unlessKinds: unlessKinds,
      from: day?.adding(days: days).adding(days: 1))
  }

  private func words(_ object: ManifestObject, _ place: FieldPath.Place) -> String {
    [object.kind, object.name, place.path.isEmpty ? nil : place.path].compactMap { $0 }.joined(separator: " ")
  }
}

/// A way through mappings and lists, which may fork.
struct FieldPath: Sendable {
  struct Place {
    var node: Int
    /// As in `spec.containers[0]`.
    var path: String
  }

  private enum Step {
    case every
    case name([UInt8])
    case beginning([UInt8])
  }

  private let steps: [Step]

  init(_ steps: [String]) {
    self.steps = steps.map { step in
      let name = Array(step.utf8)
      if name == [UInt8(ascii: "*")] { return .every }
      return name.last == UInt8(ascii: "*") ? .beginning(name.dropLast()) : .name(name)
    }
  }

  /// Every node that the way leads to.
  func places(from node: Int, in tape: Tape) -> [Place] {
    var places = [Place(node: node, path: "")]
    for step in steps {
      var next: [Place] = []
      for place in places { FieldPath.follow(step, from: place, in: tape, &next) }
      if next.isEmpty { return [] }
      places = next
    }
    return places
  }

  private static func follow(_ step: Step, from place: Place, in tape: Tape, _ next: inout [Place]) {
    if case .every = step, tape.kind(place.node) == .sequence {
      var index = 0
      tape.forEachElement(of: place.node) {
        next.append(Place(node: $0, path: place.path + "[\(index)]"))
        index += 1
      }
      return
    }
    tape.forEachMember(of: place.node) { key, value in
      let name = tape.text[tape.range(key)]
      let isMet =
        switch step {
        case .every: true
        case .name(let wanted): name == wanted[...]
        case .beginning(let wanted): name.starts(with: wanted)
        }
      guard isMet else { return }
      let path = (place.path.isEmpty ? "" : place.path + ".") + String(decoding: name, as: UTF8.self)
      next.append(Place(node: value, path: path))
    }
  }
}

/// What must be true of the values that stand at the end of a path.
enum FieldTest: Sendable {
  case there, missing, never, rises
  case oneOf([String])
  case noneOf([String])
  case holds(String)
  case atLeast(Int)
  case atMost(Int)
  case atMostSeconds(Int)
  /// A day that is not longer ago.
  case youngerThanDays(Int)

  init(_ node: Node) throws(ReadError) {
    if let word = node.text {
      let words: [String: FieldTest] = ["there": .there, "missing": .missing, "never": .never, "rises": .rises]
      guard let test = words[word] else { throw node.error("one of \(words.keys.sorted().joined(separator: ", "))") }
      self = test
      return
    }
    let members = try node.members(
      "a test", keys: ["one-of", "none-of", "holds", "at-least", "at-most", "at-most-seconds", "younger-than-days"])
    guard members.count == 1, let (key, value) = members.first else { throw node.error("one test") }
    switch key {
    case "one-of": self = .oneOf(try value.strings())
    case "none-of": self = .noneOf(try value.strings())
    case "holds": self = .holds(try value.string())
    case "at-least": self = .atLeast(try value.whole())
    case "at-most": self = .atMost(try value.whole())
    case "younger-than-days": self = .youngerThanDays(try value.whole())
    default: self = .atMostSeconds(try value.whole())
    }
  }

  /// - Parameter standard: what stands for values that are not there.
  func holds(of values: [String], else standard: String?) -> Bool {
    let values = values.isEmpty ? standard.map { [$0] } ?? [] : values
    return switch self {
    case .there: !values.isEmpty
    case .missing: values.isEmpty
    // Only the day on which it is asked tells more of a day.
    case .never, .youngerThanDays: false
    case .rises: !values.isEmpty && FieldTest.rises(values.map { Int($0) })
    case .oneOf(let words): !values.isEmpty && values.allSatisfy(words.contains)
    case .noneOf(let words): !values.contains(where: words.contains)
    case .holds(let word): values.contains(word)
    case .atLeast(let least): !values.isEmpty && values.allSatisfy { Int($0).map { $0 >= least } ?? false }
    case .atMost(let most): values.allSatisfy { Int($0).map { $0 <= most } ?? false }
    case .atMostSeconds(let most): values.allSatisfy { FieldTest.seconds($0).map { $0 <= most } ?? false }
    }
  }

  /// `180s`, `3m`, `1h30m`, or a number of seconds; `nil` for what is none.
  private static func seconds(_ text: String) -> Int? {
    if let number = Int(text) { return number }
    var (total, digits) = (0, "")
    for character in text {
      if character.isWholeNumber, digits.utf8.count < 9 {
        digits.append(character)
      } else {
        guard let number = Int(digits), let unit = ["s": 1, "m": 60, "h": 3600][character] else { return nil }
        total += number * unit
        digits = ""
      }
    }
    return digits.isEmpty && !text.isEmpty ? total : nil
  }

  private static func rises(_ numbers: [Int?]) -> Bool {
    zip(numbers, numbers.dropFirst()).allSatisfy { ($0 ?? Int.max) < ($1 ?? Int.min) } && !numbers.contains(nil)
  }
}
