import Model

/// What is planned or known about vulnerabilities that stay.
struct Plans {
  private let mitigations: [Mitigation]
  private let statements: [Statement]
  private let today: Day
  /// The last day on which a plan may end.
  private let horizon: Day?

  init(_ matter: Case) {
    mitigations = matter.policy.security.mitigations + matter.evidence.mitigations
    statements = matter.evidence.statements
    let today = Day(matter.instant)
    self.today = today
    horizon = matter.policy.security.mitigationDays.map { today.adding(days: $0) }
  }

  /// Statements that say neither why nothing happens nor what is done.
  var incomplete: [Statement] { statements.filter { $0.status.wantsReason && $0.reason.isEmpty } }

  /// Whether somebody does something about it, or says why it does no harm. What is said to be fixed, or to be looked
  /// into, is there all the same; nor does a plan help whose day has passed, or is too far off to be one.
  func cover(_ weakness: Weakness) -> Bool {
    if mitigations.isEmpty, statements.isEmpty { return false }
    let names = weakness.names
    return mitigations.contains { $0.due >= today && !isFar($0) && $0.covers(weakness, names) }
      || statements.contains { $0.status.wantsReason && !$0.reason.isEmpty && $0.covers(weakness, names) }
  }

  /// Why the plan for it that ends last does not help, where there is one.
  func gap(for weakness: Weakness) -> String? {
    if mitigations.isEmpty { return nil }
    let names = weakness.names
    guard let last = mitigations.filter({ $0.covers(weakness, names) }).max(by: { $0.due < $1.due }) else { return nil }
    if last.due < today { return "the plan of \(last.owner) ended on \(last.due)" }
    guard let horizon, isFar(last) else { return nil }
    return "the plan of \(last.owner) ends on \(last.due), and may not end after \(horizon)"
  }

  private func isFar(_ plan: Mitigation) -> Bool { horizon.map { plan.due > $0 } ?? false }
}

extension Mitigation {
  fileprivate func covers(_ weakness: Weakness, _ names: [String]) -> Bool {
    guard names.contains(where: { finding.matches(text: $0) }) else { return false }
    guard let package else { return true }
    return weakness.inComponents.contains {
      package.matches(text: $0.name) || package.matches(text: $0.description)
    }
  }
}

extension Statement {
  /// - Parameter called: the names of the weakness.
  fileprivate func covers(_ weakness: Weakness, _ called: [String]) -> Bool {
    guard called.contains(where: { names.contains($0) }) else { return false }
    return components.isEmpty || components.contains { weakness.isIn($0) }
  }

  /// What it says, and what it leaves unsaid.
  var gap: String {
    let unsaid = status == .affected ? "what is done about it" : "why"
    return "\(names.joined(separator: ", ")) is said to be \(status.words), and not \(unsaid)"
  }
}

extension Statement.Status {
  /// Whether it settles a finding, given a reason.
  fileprivate var wantsReason: Bool { self == .affected || self == .notAffected }

  fileprivate var words: String {
    switch self {
    case .notAffected: "not affected"
    case .affected: "affected"
    case .fixed: "fixed"
    case .underInvestigation: "under investigation"
    }
  }
}
