/// The outcome of a run: six verdicts, or fewer where one gate was asked for.
package struct Report: Hashable, Sendable {
  package var version: String
  package var change: Change
  package var verdicts: [Verdict]
  /// What the run itself has to say (where it found its policy, what it could not write), without effect.
  package var notices: [String]
  /// What is kept of it for later runs to compare with, where that was asked for.
  package var record: Record?

  package init(version: String, change: Change, verdicts: [Verdict], notices: [String] = []) {
    self.version = version
    self.change = change
    self.verdicts = verdicts
    self.notices = notices
  }
}

extension Report {
  /// The worst of the gates: failed before cannot-judge before warned. Where no gate applies, not applicable.
  package var outcome: Outcome {
    let outcomes = Set(verdicts.map(\.outcome))
    return Outcome.worstFirst.first(where: outcomes.contains) ?? .cannotJudge
  }

  /// Whether a pull request may not be merged: a gate blocks, or all six have nothing to judge.
  package var blocks: Bool {
    outcome.blocks || outcome == .notApplicable && Set(verdicts.map(\.gate)).count == GateID.allCases.count
  }
}
