/// What a VEX document says about a vulnerability in a product.
package struct Statement: Hashable, Sendable {
  package enum Status: String, CaseIterable, Sendable {
    case notAffected, affected, fixed, underInvestigation
  }

  package var origin: Path
  package var status: Status
  /// The vulnerability, by all names that the statement has for it.
  package var names: [String]
  /// The components that it is about; empty: whatever has the vulnerability.
  package var components: [Component]
  /// Why it does no harm, or what is done about it; empty where nothing is said.
  package var reason: String

  package init(origin: Path, status: Status, names: [String], components: [Component] = [], reason: String) {
    self.origin = origin
    self.status = status
    self.names = names
    self.components = components
    self.reason = reason
  }
}

extension Statement.Status {
  /// The status behind the word of OpenVEX, CSAF or CycloneDX for it.
  package init?(word: String) {
    switch word {
    case "not_affected", "known_not_affected", "false_positive": self = .notAffected
    case "affected", "known_affected", "exploitable": self = .affected
    case "fixed", "resolved", "resolved_with_pedigree": self = .fixed
    case "under_investigation", "in_triage": self = .underInvestigation
    default: return nil
    }
  }
}
