/// What the gates ask: the law of `gates/`, as a repository's `sixgate.yaml` sets it.
package struct Policy: Sendable {
  /// The documents and packs that it is made of.
  package var presets: [String] = []
  /// Where its values come from, by key.
  package var origins: [String: Origin] = [:]
  /// What putting it together has to say.
  package var notices: [String] = []
  package var rules: [RuleID: Rule] = [:]
  package var modes: [GateID: GateMode] = [:]
  package var classifier = Classifier()
  package var tdd = TDD()
  package var coverage = Coverage()
  package var security = Security()
  package var infrastructure = Infrastructure()
  package var integration = Integration()
  package var performance = Performance()
  package var release = Release()
  package var waivers = Waivers()
  package var components = Components()

  package init() {}

  package func mode(of gate: GateID) -> GateMode { modes[gate] ?? .enforced }

  /// What is found against a rule, in the effect and with the remedy that the law gives it. A rule that the law does
  /// not have blocks all the same: nothing is lost for a slip in `gates/`.
  package func finding(
    _ id: RuleID, _ message: String, at location: Location? = nil, severity: Severity? = nil, effect: Effect? = nil
  ) -> Finding {
    let rule = rules[id]
    return Finding(
      rule: id, effect: effect ?? rule?.effect ?? .cannotJudge, severity: severity, message: message,
      location: location, remedy: rule?.remedy ?? "", requirements: rule?.requirements ?? [])
  }
}

/// How strictly a gate is held.
package enum GateMode: Hashable, Sendable {
  case enforced
  /// What blocks only warns; why.
  case warn(reason: String)
  /// Not judged; why.
  case off(reason: String)
}

extension Policy {
  package struct TDD: Hashable, Sendable {
    /// The types that a commit's subject may have.
    package var types: [String] = []
    package var typesWithoutProduction: [String] = []
    /// The commit after which the law holds, for a history that began without it; and why that one.
    package var since: String?
    package var sinceReason = ""
    package init() {}
  }

  package struct Coverage: Hashable, Sendable {
    /// Where the reports are; empty: at their usual places.
    package var reports: [Glob] = []
    /// Percent, 0 to 100.
    package var minimum: [CoverageKind: Decimal] = [:]
    /// Why a kind that reports do not carry need not be judged, by kind.
    package var unmeasurable: [CoverageKind: String] = [:]
    /// Files that do not count; why is up to the policy's comments.
    package var exclude: [Glob] = []
    package init() {}
  }

  package struct Security: Hashable, Sendable {
    package var reports: [Glob] = []
    /// How findings of a rating are met; every rating has an entry.
    package var treatment: [Severity: Treatment] = [:]
    package var mitigations: [Mitigation] = []
    package init() {}
  }

  package struct Infrastructure: Hashable, Sendable {
    package var manifests: [Glob] = []
    package var reports: [Glob] = []
    /// Images that this repository's pipeline builds.
    package var ownImages: [Glob] = []
    package var forbiddenTags: [Glob] = []
    /// What an own image's tag must look like.
    package var ownTag: [Glob] = []
    package init() {}
  }

  package struct Integration: Hashable, Sendable {
    package var reports: [Glob] = []
    /// Tests, as `class::name`, that must be there and pass.
    package var criticalPaths: [Glob] = []
    package init() {}
  }

  package struct Performance: Hashable, Sendable {
    package var reports: [Glob] = []
    package var targets: [Target] = []
    package init() {}
  }
}

/// What is asked of findings of one rating.
package enum Treatment: String, CaseIterable, Sendable {
  case block, mitigate, allow
}

/// A plan for a finding that is not fixed yet.
package struct Mitigation: Hashable, Sendable {
  package var finding: Glob
  package var package: Glob?
  package var owner: String
  package var plan: String

  package init(finding: Glob, package: Glob?, owner: String, plan: String) {
    self.finding = finding
    self.package = package
    self.owner = owner
    self.plan = plan
  }
}

/// A performance target: limits on what the evidence measures.
package struct Target: Hashable, Sendable {
  package var name: String
  package var evidence: [Glob]
  package var limits: [Metric: Limit]
  /// `fail`, or `warn` where the policy is lenient.
  package var effect: Effect

  package init(name: String, evidence: [Glob], limits: [Metric: Limit], effect: Effect = .fail) {
    self.name = name
    self.evidence = evidence
    self.limits = limits
    self.effect = effect
  }
}
