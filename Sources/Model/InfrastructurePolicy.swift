/// An alert that there must be, told by what it is called or asks.
package struct DemandedAlert: Hashable, Sendable {
  /// What it is about, as a message says it.
  package var name: String
  package var rule: RuleID
  package var severities: [Glob]
  /// Of its name or its expression, in small letters.
  package var matches: [Glob]
  /// The largest share, 0 to 1, beyond which it may act; `nil` for any.
  package var atMost: Decimal?

  package init(_ name: String, rule: RuleID, severities: [Glob], matches: [Glob], atMost: Decimal? = nil) {
    self.name = name
    self.rule = rule
    self.severities = severities
    self.matches = matches
    self.atMost = atMost
  }
}

/// Resources of Terraform of which there must be one.
package struct DemandedResource: Hashable, Sendable {
  /// In the singular, as a message says it.
  package var name: String
  package var rule: RuleID
  package var types: [Glob]

  package init(_ name: String, rule: RuleID, types: [Glob]) {
    self.name = name
    self.rule = rule
    self.types = types
  }
}

/// A tool by whose files infrastructure is declared.
package struct DeclaringTool: Hashable, Sendable {
  package enum Standing: String, CaseIterable, Sendable {
    case approved
    /// Only where it was used before.
    case used = "if-used"
    /// Only for projects that use AWS alone.
    case aws = "aws-alone"
    case refused
  }

  package var name: String
  package var files: [Glob]
  package var standing: Standing

  package init(_ name: String, files: [Glob], standing: Standing) {
    self.name = name
    self.files = files
    self.standing = standing
  }
}
