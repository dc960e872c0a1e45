/// The outcome of a run: six verdicts, or fewer where one gate was asked for.
package struct Report: Hashable, Sendable {
  package var version: String
  package var change: Change
  package var verdicts: [Verdict]
  /// Of a monorepo, how its components came out, in the order of their names.
  package var components: [ComponentReport]
  /// What is to be said of the law itself (its waivers) and is no gate's; in order.
  package var findings: [Finding]
  /// What the run itself has to say (where it found its policy, what it could not write), without effect.
  package var notices: [String]
  /// What is kept of it for later runs to compare with, where that was asked for.
  package var record: Record?

  package init(
    version: String, change: Change, verdicts: [Verdict], components: [ComponentReport] = [],
    findings: [Finding] = [], notices: [String] = []
  ) {
    self.version = version
    self.change = change
    self.verdicts = verdicts
    self.components = components
    self.findings = findings.inOrder
    self.notices = notices
  }
}

extension Report {
  /// The worst of the gates and of what is said of the law: failed before cannot-judge before warned. Where no gate
  /// applies, not applicable.
  package var outcome: Outcome {
    var outcomes = verdicts.isEmpty ? [.cannotJudge] : Set(verdicts.map(\.outcome))
    let law = Outcome(of: findings)
    // That the law is sound is no gate's passing, and a warning about it does not make up for nothing being judged.
    if law.blocks || law == .warned && !judgesNothing { outcomes.insert(law) }
    return Outcome.worstFirst.first(where: outcomes.contains) ?? .cannotJudge
  }

  /// Whether a pull request may not be merged: a gate blocks, or the law does, or all six have nothing to judge.
  package var blocks: Bool { outcome.blocks || judgesNothing }

  private var judgesNothing: Bool {
    verdicts.allSatisfy { $0.outcome == .notApplicable } && Set(verdicts.map(\.gate)).count == GateID.allCases.count
  }
}

/// How one component of a monorepo came out; what was found and read stands in the verdicts of the whole.
package struct ComponentReport: Hashable, Sendable {
  /// The rest of the repository, which belongs to no component, is called ".".
  package var name: String
  package var verdicts: [Verdict]
  /// The commit whose record the verdicts are taken from; `nil` where they are of this run.
  package var carriedFrom: String?

  package init(name: String, verdicts: [Verdict], carriedFrom: String? = nil) {
    self.name = name
    self.verdicts = verdicts.map { verdict in
      Verdict(gate: verdict.gate, outcome: verdict.outcome, reason: verdict.reason, measured: verdict.measured)
    }
    self.carriedFrom = carriedFrom
  }
}
