package import Model

/// Tells of reports that the change itself brings: who wrote the code may have written them as well.
///
/// - Parameter reports: those that the change is judged by.
package func judgeBroughtEvidence(_ reports: [Path], of matter: Case) -> [Finding] {
  guard matter.policy.asks(.broughtEvidence), !reports.isEmpty else { return [] }
  let brought = Set(matter.touched.lazy.filter(\.bringsContent).map(\.path)).intersection(reports)
  return brought.sorted().map { path in
    matter.policy.finding(
      .broughtEvidence, "the change is judged by a report that it brings itself", at: Location(path))
  }
}

extension RuleID {
  fileprivate static let broughtEvidence: RuleID = "change.evidence"
}
