extension Policy {
  /// What the documents ask of releases: numbers that are kept and shown, and that no gate judges yet.
  package struct Release: Hashable, Sendable {
    /// How many people agree before production changes.
    package var approvals: Int?
    /// How many agree before it changes in an emergency.
    package var emergencyApprovals: Int?
    /// When production may change.
    package var windows: [String] = []
    /// Percent of answers that are errors, above which a release is rolled back.
    package var rollbackErrorRate: Decimal?
    /// Percent above the errors of before, above which a release is rolled back.
    package var rollbackErrorRise: Decimal?
    /// Percent above the latency of before, above which a release is rolled back.
    package var rollbackLatencyRise: Decimal?
    /// Within how many hours what happened in an emergency is looked at.
    package var reviewHours: Int?
    /// Within how many hours the root cause of an incident is known.
    package var rootCauseHours: Int?
    /// For how many days logs are kept.
    package var retentionDays: Int?
    package init() {}
  }
}

extension Policy {
  /// Where a value of the policy was set, and how it was written there.
  package struct Origin: Sendable {
    /// The file, or what else stands for it.
    package var layer: String
    package var line: Int
    package var column: Int
    /// Few are ever asked for it.
    private let written: @Sendable () -> String

    package init(layer: String, line: Int, column: Int, text: @autoclosure @escaping @Sendable () -> String) {
      self.layer = layer
      self.line = line
      self.column = column
      written = text
    }

    package var text: String { written() }
  }
}

extension Policy.Origin: Hashable {
  package static func == (a: Self, b: Self) -> Bool {
    (a.layer, a.line, a.column) == (b.layer, b.line, b.column) && a.text == b.text
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(layer)
    hasher.combine(line)
    hasher.combine(column)
  }
}
