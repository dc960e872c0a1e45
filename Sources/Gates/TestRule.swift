import Model

/// The rules of gate 5.
enum TestRule {
  static let noEvidence: RuleID = "integration.no-evidence"
  static let unreadable: RuleID = "integration.unreadable"
  static let nothingRan: RuleID = "integration.nothing-ran"
  static let failed: RuleID = "integration.failed"
  static let brokenSuite: RuleID = "integration.broken-suite"
  static let cutOff: RuleID = "integration.cut-off"
  static let unguardedScript: RuleID = "integration.unguarded-script"
  static let miscounted: RuleID = "integration.miscounted"
  static let malformed: RuleID = "integration.malformed"
  static let otherCommit: RuleID = "integration.other-commit"
  static let old: RuleID = "integration.old"
  static let duplicate: RuleID = "integration.duplicate"
  static let criticalPath: RuleID = "integration.critical-path"
  static let journey: RuleID = "integration.journey"
  static let smoke: RuleID = "integration.smoke"
  static let connectivity: RuleID = "integration.connectivity"
  static let serviceDiscovery: RuleID = "integration.service-discovery"
  static let owasp: RuleID = "integration.owasp"
  static let pyramid: RuleID = "integration.pyramid"
  static let flaky: RuleID = "integration.flaky"
  static let quarantined: RuleID = "integration.quarantined"
  static let quarantineTerms: RuleID = "integration.quarantine-terms"
  static let quarantineUnused: RuleID = "integration.quarantine-unused"
  static let performance: RuleID = "integration.performance"

  static let all: [RuleID] = [
    noEvidence, unreadable, nothingRan, failed, brokenSuite, cutOff, unguardedScript, miscounted, malformed,
    otherCommit, old, duplicate, criticalPath, journey, smoke, connectivity, serviceDiscovery, owasp, pyramid, flaky,
    quarantined, quarantineTerms, quarantineUnused, performance,
  ]
}
