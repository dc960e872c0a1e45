/// One thing that a gate has to say about one place.
package struct Finding: Hashable, Sendable {
  package var rule: RuleID
  /// What it means for the verdict; the law says, a gate's mode may soften it.
  package var effect: Effect
  /// The rating of what was found, where it has one of its own (a vulnerability).
  package var severity: Severity?
  /// One sentence in the present, without a full stop. May hold text from reports: not safe for any sink.
  package var message: String
  package var location: Location?
  package var remedy: String
  package var requirements: [String]

  package init(
    rule: RuleID, effect: Effect, severity: Severity? = nil, message: String, location: Location? = nil,
    remedy: String, requirements: [String] = []
  ) {
    self.rule = rule
    self.effect = effect
    self.severity = severity
    self.message = message
    self.location = location
    self.remedy = remedy
    self.requirements = requirements
  }
}

extension Finding {
  /// Whether it keeps a gate from passing.
  package var blocks: Bool { effect == .fail || effect == .cannotJudge }

  /// The order in which findings are told: what blocks first, then by place, rule and words.
  package static func tellsBefore(_ a: Finding, _ b: Finding) -> Bool {
    if a.effect != b.effect { return a.effect.rank > b.effect.rank }
    if a.severity != b.severity { return a.severity.rank < b.severity.rank }
    if a.location != b.location {
      guard let first = a.location, let second = b.location else { return a.location == nil }
      return first < second
    }
    return (a.rule.text, a.message) < (b.rule.text, b.message)
  }
}

extension Effect {
  package var rank: Int { Effect.allCases.firstIndex(of: self) ?? 0 }
}

extension Severity? {
  fileprivate var rank: Int { self.flatMap(Severity.allCases.firstIndex(of:)) ?? Severity.allCases.count }
}
