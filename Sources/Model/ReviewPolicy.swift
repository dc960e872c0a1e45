extension Policy {
  /// Who must have approved a change.
  package struct Reviews: Hashable, Sendable {
    /// How many people other than its author; `nil` where nobody is asked for.
    package var approvals: Int?
    package var counted = CountedApprovals.head
    /// Whose approvals count; empty: those of all who may write to the repository.
    package var reviewers: [String] = []
    /// Of whom one approves what touches infrastructure; empty where that is not asked for.
    package var security: [String] = []
    /// Files of infrastructure.
    package var infrastructure: [Glob] = []
    package init() {}

    package var asks: Bool { (approvals ?? 0) > 0 || !security.isEmpty }
  }
}

/// Which approvals count.
package enum CountedApprovals: String, CaseIterable, Sendable {
  /// Those of the newest commit alone.
  case head
  /// Those of earlier commits too.
  case any
}
