package import Model

/// A judgement: what the evidence comes to under the policy. Pure and total: no files, no clock, no throwing.
package struct Gate: Sendable {
  package let id: GateID
  /// Every rule that it can find against.
  package let rules: [RuleID]
  private let hear: @Sendable (Case, inout Hearing) -> Void

  init(_ id: GateID, rules: [RuleID], hear: @escaping @Sendable (Case, inout Hearing) -> Void) {
    self.id = id
    self.rules = rules
    self.hear = hear
  }

  package func judge(_ matter: Case) -> Verdict { consider(matter).verdict }

  /// The verdict as things stand, and what the gate would like to know before it stands by it.
  package func consider(_ matter: Case) -> (verdict: Verdict, wants: Set<Want>) {
    let mode = matter.policy.mode(of: id)
    if case .off(let reason) = mode {
      return (Verdict(gate: id, outcome: .notApplicable, reason: "off: \(reason)"), [])
    }
    var hearing = Hearing(id, matter)
    hear(matter, &hearing)
    let verdict = hearing.verdict(mode)
    return (Adoption(of: id, in: matter)?.adopt(verdict) ?? verdict, hearing.wants)
  }
}

extension Case {
  /// Whether the change is known to touch nothing but documentation.
  var changesDocumentationAlone: Bool { touches(Set(FileKind.allCases).subtracting([.docs])) == false }
}
