/// One of the six gates, in the order in which they run.
package enum GateID: String, CaseIterable, Sendable {
  case tdd, coverage, security, infrastructure, integration, performance

  /// From 1 to 6.
  package var order: Int { (GateID.allCases.firstIndex(of: self) ?? 0) + 1 }
}
