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
  /// The last day on which a gate in adoption lets pass what was there before.
  package var adoptionEnds: [GateID: Day] = [:]
  package var classifier = Classifier()
  package var tdd = TDD()
  package var coverage = Coverage()
  package var security = Security()
  package var infrastructure = Infrastructure()
  package var integration = Integration()
  package var performance = Performance()
  package var release = Release()
  package var waivers = Waivers()
  package var reviews = Reviews()
  package var change = Changes()
  package var documents = Documents()
  package var deployments = Deployments()
  package var components = Components()
  package var execution = Execution()
  /// The commands that make evidence, by gate, in their order.
  package var producers: [GateID: [Producer]] = [:]

  package init() {}

  package func mode(of gate: GateID) -> GateMode { modes[gate] ?? .enforced }

  package func isOff(_ gate: GateID) -> Bool {
    if case .off = mode(of: gate) { true } else { false }
  }

  /// Whether a rule is there, and not off.
  package func asks(_ id: RuleID) -> Bool { rules[id]?.isOff == false }

  /// What is found against a rule, in the effect and with the remedy that the law gives it. A rule that the law does
  /// not have blocks all the same: nothing is lost for a slip in `gates/`.
  ///
  /// - Parameter remedy: one that fits better than the law's.
  package func finding(
    _ id: RuleID, _ message: String, at location: Location? = nil, severity: Severity? = nil, effect: Effect? = nil,
    remedy: String? = nil, isOfChange: Bool = false, mark: String? = nil
  ) -> Finding {
    let rule = rules[id]
    return Finding(
      rule: id, effect: effect ?? rule?.effect ?? .cannotJudge, severity: severity, message: message,
      location: location, remedy: remedy ?? rule?.remedy ?? "", requirements: rule?.requirements ?? [],
      isOfChange: isOfChange, mark: mark)
  }
}

/// How strictly a gate is held.
package enum GateMode: Hashable, Sendable {
  case enforced
  /// What a change makes worse blocks, and what was there before is debt, until a day.
  case adopt
  /// What blocks only warns; why.
  case warn(reason: String)
  /// Not judged; why.
  case off(reason: String)
}

extension Policy {
  package struct Coverage: Hashable, Sendable {
    /// Where the reports are; empty: at their usual places.
    package var reports: [Glob] = []
    /// Percent, 0 to 100.
    package var minimum: [CoverageKind: Decimal] = [:]
    /// Why a kind that reports do not carry need not be judged, by kind.
    package var unmeasurable: [CoverageKind: String] = [:]
    /// Files that do not count; why is up to the policy's comments.
    package var exclude: [Glob] = []
    /// What is asked of some files instead, the first that matches.
    package var minimumByPath: [PathMinimum] = []
    /// Percent of the lines that a change adds or modifies; `nil` where they are not looked at for themselves.
    package var changedLines: Decimal?
    /// A unified diff that says which lines these are; `nil`: git says it.
    package var diff: Path?
    /// What paths in reports begin with, and what that means in the repository.
    package var pathMap: [PathMapping] = []
    /// How many points may be left out at most on the word of a mark in the source; `nil`: any number.
    package var excludedPoints: Int?
    /// The most lines that may be missed in all; `nil` where only their share counts.
    package var missedLines: Int?
    /// What brings a kind that a tool's reports do not carry, by tool or format.
    package var remedies: [String: [CoverageKind: String]] = [:]
    package init() {}
  }

  /// What is asked of the files that match.
  package struct PathMinimum: Hashable, Sendable {
    package var glob: Glob
    package var minimum: [CoverageKind: Decimal]

    package init(_ glob: Glob, _ minimum: [CoverageKind: Decimal]) {
      self.glob = glob
      self.minimum = minimum
    }
  }

  /// What stands for a folder of the repository in the paths of reports.
  package struct PathMapping: Hashable, Sendable {
    package var prefix: Path
    package var folder: Path

    package init(_ prefix: Path, means folder: Path) {
      self.prefix = prefix
      self.folder = folder
    }
  }

  package struct Security: Hashable, Sendable {
    package var reports: [Glob] = []
    /// How findings of a rating are met; every rating has an entry.
    package var treatment: [Severity: Treatment] = [:]
    package var mitigations: [Mitigation] = []
    /// How many days ahead a plan may end.
    package var mitigationDays: Int?
    /// How findings without any rating are rated.
    package var ratings: [SeverityRule] = []
    /// Whether the rating of an operating system's vendor counts more than a score of its packages.
    package var trustsVendors = true
    /// Scans, by tool or report, of which parts may be missing.
    package var acceptedGaps: [Glob] = []
    /// Which scans the contents of a repository call for.
    package var needs: [ScanNeed] = []
    /// Why such a scan is not needed all the same, by the name of the need.
    package var notNeeded: [String: String] = [:]
    /// Reports that hold some ratings only.
    package var filters: [ReportFilter] = []
    /// How the reports of scanners are built that are not in `gates/scanners/`.
    package var formats: [ScanFormat] = []
    /// Where more is said of findings, by their names.
    package var links: [Link] = []
    package init() {}
  }

  /// An address that ends in a name, or holds it, as `{id}`.
  package struct Link: Hashable, Sendable {
    package var names: Glob
    package var address: String

    package init(_ names: Glob, _ address: String) {
      self.names = names
      self.address = address
    }
  }

  package struct Infrastructure: Hashable, Sendable {
    /// The minor version of Kubernetes 1 that objects are for; `nil`: the newest that is known.
    package var kubernetesMinor: Int?
    package var manifests: [Glob] = []
    package var reports: [Glob] = []
    /// Images that this repository's pipeline builds.
    package var ownImages: [Glob] = []
    package var forbiddenTags: [Glob] = []
    /// What images may be called, registry first; empty: anything.
    package var registries: [Glob] = []
    /// Accounts of Docker Hub that are no person's.
    package var accounts: [Glob] = []
    /// Types of Terraform's resources that a plan must not destroy or replace.
    package var protectedTypes: [Glob] = []
    /// Types that nobody changes by hand: access rights, networks.
    package var sensitiveTypes: [Glob] = []
    /// Tags that every resource carries; empty: any.
    package var requiredTags: [String] = []
    /// What plans of development and of staging are called, by the words of their paths in small letters.
    package var development: [Glob] = []
    package var staging: [Glob] = []
    /// Kinds of machines that development may use.
    package var smallSizes: [Glob] = []
    /// Plans that were made after the change was applied.
    package var plansAfterApply: [Glob] = []
    /// What an own image's tag must look like.
    package var ownTag: [Glob] = []
    /// Groups and people that may write to clusters.
    package var writers: [Glob] = []
    /// Accounts that pipelines use in clusters, and what these may write.
    package var pipelineAccounts: [Glob] = []
    package var pipelineResources: [String] = []
    /// The accounts by which ArgoCD changes clusters.
    package var controllerAccounts: [Glob] = []
    /// The alerts that there must be.
    package var demandedAlerts: [DemandedAlert] = []
    /// What must be among the resources of Terraform.
    package var demandedResources: [DemandedResource] = []
    /// By name of a tool that declares infrastructure, the files that tell of it.
    package var declaringTools: [DeclaringTool] = []
    /// Where manifests may change; empty: anywhere.
    package var manifestRoots: [Glob] = []
    /// Where Terraform may change; empty: anywhere.
    package var terraformRoots: [Glob] = []
    package var deploys = Deploys()
    package init() {}
  }

  package struct Performance: Hashable, Sendable {
    package var reports: [Glob] = []
    package var targets: [Target] = []
    /// Where measurements to compare with are; empty: nothing is compared but what is recorded.
    package var baseline: [Glob] = []
    /// How much worse than the baseline is too much, as shares of it; and so much that it must be taken back.
    package var slowdown = Tolerance()
    package var errors = Tolerance()
    package init() {}
  }

  /// How much worse a number may be than the one before.
  package struct Tolerance: Hashable, Sendable {
    /// Shares of the baseline: 0.2 is a fifth more.
    package var regression = Decimal(0)
    package var rollback = Decimal(0)
    /// A difference that is too small to matter, in the unit of the number.
    package var floor = Decimal(0)
    package init() {}
  }
}

/// Reports whose tool was told to write findings of these ratings only.
package struct ReportFilter: Hashable, Sendable {
  package var reports: Glob
  package var severities: Set<Severity>

  package init(_ reports: Glob, _ severities: Set<Severity>) {
    self.reports = reports
    self.severities = severities
  }
}

/// How bad findings of a tool, or of a name, are that nobody else rates.
package struct SeverityRule: Hashable, Sendable {
  /// By the tool or by the finding's name.
  package var findings: Glob
  package var severity: Severity

  package init(_ findings: Glob, _ severity: Severity) {
    self.findings = findings
    self.severity = severity
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
  /// The last day on which the plan counts.
  package var due: Day

  package init(finding: Glob, package: Glob?, owner: String, plan: String, due: Day) {
    self.finding = finding
    self.package = package
    self.owner = owner
    self.plan = plan
    self.due = due
  }
}

/// A performance target: limits on what the evidence measures.
package struct Target: Hashable, Sendable {
  package var name: String
  package var evidence: [Glob]
  /// Which of the things that the evidence measures, by their names; empty: all of them.
  package var names: [Glob]
  package var limits: [Metric: Limit]
  /// How much worse than the baseline a number may be, as a share, where that is not what the policy says of all.
  package var growth: [Metric: Decimal] = [:]
  /// Whether its measurements are parts of one, judged together.
  package var merges = false
  /// How long the service warms up, in nanoseconds: answers to what was sent in that time say nothing of how fast it is.
  package var warmUp: Decimal?
  /// `fail`, or `warn` where the policy is lenient.
  package var effect: Effect

  package init(
    name: String, evidence: [Glob], names: [Glob] = [], limits: [Metric: Limit], effect: Effect = .fail
  ) {
    self.name = name
    self.evidence = evidence
    self.names = names
    self.limits = limits
    self.effect = effect
  }
}
