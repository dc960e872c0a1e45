/// The name of a rule: `gate.thing`, as it stands in `gates/`.
package struct RuleID: Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
  package let text: String
  package init(_ text: String) { self.text = text }
  package init(stringLiteral text: String) { self.text = text }
  package var description: String { text }
  /// What stands before the point: a gate, or what else the rule is about.
  package var section: String { String(decoding: text.utf8.prefix { $0 != UInt8(ascii: ".") }, as: UTF8.self) }
}

/// What a finding of a rule means for its gate, mildest first.
package enum Effect: String, CaseIterable, Sendable {
  case note, warn, fail
  case cannotJudge = "cannot-judge"
}

/// What a gate asks, why, and what to do where it is not so.
package struct Rule: Hashable, Sendable {
  package var id: RuleID
  /// `nil` for the rules of putting verdicts together.
  package var gate: GateID?
  /// What must be true, as a sentence without a full stop.
  package var asks: String
  package var effect: Effect
  /// The numbers in `gates/requirements.yaml` that ask for it.
  package var requirements: [String]
  package var remedy: String
  /// The presets that it belongs to besides the documents that it cites.
  package var presets: [String]
  /// The rule set that brought it.
  package var since: RuleSet
  /// Whether the policy does without it.
  package var isOff = false

  package init(
    id: RuleID, gate: GateID?, asks: String, effect: Effect, requirements: [String], remedy: String,
    presets: [String] = [], since: RuleSet = .first
  ) {
    self.id = id
    self.gate = gate
    self.asks = asks
    self.effect = effect
    self.requirements = requirements
    self.remedy = remedy
    self.presets = presets
    self.since = since
  }
}

/// The rules as they stood in a month, which a policy can hold on to.
package struct RuleSet: Hashable, Comparable, Sendable, CustomStringConvertible {
  package let year: Int
  package let month: Int
  package static let first = RuleSet(year: 2026, month: 11)

  package init(year: Int, month: Int) {
    self.year = year
    self.month = month
  }

  package static func < (a: RuleSet, b: RuleSet) -> Bool { (a.year, a.month) < (b.year, b.month) }
  package var description: String { "\(year).\(month)" }
}
