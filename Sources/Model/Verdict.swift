/// How a gate, or a whole run, comes out.
package enum Outcome: String, CaseIterable, Sendable {
  case passed, warned, failed, cannotJudge, notApplicable

  /// Whether a pull request may not be merged over it.
  package var blocks: Bool { self == .failed || self == .cannotJudge }

  /// What findings come to: what was pardoned only warns.
  package init(of findings: [Finding]) {
    let standing = Set(findings.lazy.filter { $0.pardon == nil }.map(\.effect))
    if standing.contains(.fail) {
      self = .failed
    } else if standing.contains(.cannotJudge) {
      self = .cannotJudge
    } else {
      self = standing.contains(.warn) || findings.contains { $0.pardon != nil } ? .warned : .passed
    }
  }

  /// Of several, the first in this order is that of all.
  package static let worstFirst: [Outcome] = [.failed, .cannotJudge, .warned, .passed, .notApplicable]
}

/// A number that a gate asked for and what it found, ready to be shown.
package struct Measure: Hashable, Sendable {
  package var name: String
  /// `nil` for what is told and not judged.
  package var required: String?
  package var found: String

  package init(_ name: String, required: String?, found: String) {
    self.name = name
    self.required = required
    self.found = found
  }
}

/// What a gate says: how it came out, what it measured and what it found.
package struct Verdict: Hashable, Sendable {
  package var gate: GateID
  package var outcome: Outcome
  /// Why the gate was off or had nothing to judge; otherwise what it comes to in a few words.
  package var reason: String
  package var measured: [Measure]
  /// In order.
  package var findings: [Finding]
  package var inputs: [Input]
  /// What there is to see file by file.
  package var table: Table?
  package var exhibits: [Exhibit] = []
  /// Rows that are drawn as well, by reports that have room for pictures; others leave them out.
  package var pictures: [Table] = []
  /// Latencies that were measured, for pictures.
  package var distributions: [Distribution] = []

  package init(
    gate: GateID, outcome: Outcome, reason: String = "", measured: [Measure] = [], findings: [Finding] = [],
    inputs: [Input] = []
  ) {
    self.gate = gate
    self.outcome = outcome
    self.reason = reason
    self.measured = measured
    self.findings = findings.inOrder
    self.inputs = inputs
  }
}
