extension Policy {
  /// What a waiver must be to count.
  package struct Waivers: Hashable, Sendable {
    /// Who may approve one.
    package var maintainers: [String] = []
    /// How many of them must.
    package var approvals = 0
    /// How many the law asks for, whatever the repository sets.
    package var lawfulApprovals = 0
    /// From the day on which it is created to the last on which it holds; the latter is within.
    package var days = 0
    package var reasons: [WaiverReason] = []
    /// Those of a skip of whole gates, and for how many days that holds at most.
    package var skipReasons: [WaiverReason] = []
    package var skipDays = 0
    /// What no waiver may rest on: words in small letters, without marks.
    package var excuses: [String] = []
    /// Gates that admit none.
    package var never: Set<GateID> = []
    /// How many words a justification, a risk and a mitigation take at least.
    package var leastWords = 0
    /// How many days before its end a waiver is spoken of.
    package var announced = 0
    package init() {}
  }
}

/// A kind of reason that a waiver may have.
package struct WaiverReason: Hashable, Sendable {
  package var name: String
  /// As a few words without a full stop.
  package var says: String
  /// Whether it holds within a namespace alone.
  package var needsNamespace: Bool
  /// Whether it holds for changes alone that take commits back.
  package var needsReverts: Bool

  package init(name: String, says: String, needsNamespace: Bool = false, needsReverts: Bool = false) {
    self.name = name
    self.says = says
    self.needsNamespace = needsNamespace
    self.needsReverts = needsReverts
  }
}

extension Policy {
  /// Says of a quorum that is less than the law's that it is; `nil` where it is not.
  package var deviationOfQuorum: Finding? {
    guard waivers.approvals < waivers.lawfulApprovals else { return nil }
    let wanted = "\(waivers.lawfulApprovals) of the maintainers approve a waiver"
    return finding("waiver.quorum", "\(waivers.approvals) is enough here where the law asks that \(wanted)")
  }
}
