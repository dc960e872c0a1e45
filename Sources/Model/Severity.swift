/// How bad a finding is, in the words of CVSS; `unrated` where nothing and nobody says.
package enum Severity: String, CaseIterable, Sendable {
  case critical, high, medium, low, info, unrated
}

extension Severity {
  /// The rating of a CVSS score.
  ///
  /// - Source: CVSS v3.1 specification, section 5; GitHub uses the same bands for `security-severity`.
  package init(score: Double) {
    switch score {
    case 9...10: self = .critical
    case 7..<9: self = .high
    case 4..<7: self = .medium
    case 0.1..<4: self = .low
    case 0..<0.1: self = .info
    default: self = .unrated
    }
  }

  /// The rating behind a tool's own word for it, in any case; `unrated` for a word nobody knows.
  package init(word: String) {
    switch word.lowercased() {
    case "critical": self = .critical
    case "high", "error", "major", "important": self = .high
    case "medium", "moderate", "warning": self = .medium
    case "low", "note", "minor": self = .low
    case "info", "informational", "negligible", "none", "style": self = .info
    default: self = .unrated
    }
  }
}
