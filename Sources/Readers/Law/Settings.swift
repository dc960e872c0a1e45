import Model
import Syntax

extension Setting {
  /// Every key that stands below a gate's name, in the order of the gates, and below others. A new setting is one row.
  package static let all: [Setting] = [
    GateID.allCases.flatMap(ofEveryGate), tdd, ofMinima, ofSecurity, ofInfrastructure, ofDemands, ofPerformance,
    ofDeploys, ofIntegration, ofCoverage, ofReleases, ofReviews, ofChanges, ofDocuments, ofDeployments, ofWaivers,
    ofExecution,
  ].flatMap { $0 }

  private static var ofMinima: [Setting] {
    [
      minimum(.lines, "How many lines must run"),
      minimum(.branches, "How many outcomes of branches must be taken"),
      minimum(.functions, "How many functions must be called"),
      Setting(
        "coverage.when-not-measured", "{ branches: reason }", "Why a kind that reports do not carry need not be judged",
        example: "{ branches: our tool does not count them }", direction: .shorter,
        loosens: { !Set($1.coverage.unmeasurable.keys).isSubset(of: $0.coverage.unmeasurable.keys) }
      ) {
        node, policy throws(ReadError) in
        try node.check("coverage.when-not-measured", keys: CoverageKind.allCases.map(\.rawValue))
        for kind in CoverageKind.allCases {
          if let reason = node[kind.rawValue] { policy.coverage.unmeasurable[kind] = try reason.string() }
        }
      },
      globs(
        "coverage.exclude", "Files that do not count", { $1(&$0.coverage.exclude) }, .shorter, example: "[\"tools/**\"]"
      ),
    ]
  }

  private static var ofPerformance: [Setting] {
    [
      globs(
        "performance.baseline", "Where measurements to compare with are", { $1(&$0.performance.baseline) },
        example: "[\"baseline/*.json\"]"),
      share(
        "performance.slower-by", "How much slower than the baseline is too much",
        { $1(&$0.performance.slowdown.regression) }),
      share(
        "performance.rollback-slower-by", "How much slower calls for a rollback",
        { $1(&$0.performance.slowdown.rollback) }),
      Setting(
        "performance.slower-floor", "time", "A difference in latency that is too small to matter", example: "1 ms",
        direction: .lower,
        loosens: { $1.performance.slowdown.floor > $0.performance.slowdown.floor }
      ) {
        node, policy throws(ReadError) in
        policy.performance.slowdown.floor = try Limit(atMost: node, for: .p95).value
      },
      share(
        "performance.more-errors-by", "How many more errors than in the baseline are too many",
        { $1(&$0.performance.errors.regression) }),
      share(
        "performance.rollback-more-errors-by", "How many more errors call for a rollback",
        { $1(&$0.performance.errors.rollback) }
      ),
      share(
        "performance.errors-floor", "A share of errors that is too small to matter",
        { $1(&$0.performance.errors.floor) }),
      Setting(
        "performance.targets", "{ name: { evidence, effect, p95: \"< 50 ms\" } }", "What must be how fast",
        example: "{ checkout: { evidence: \"reports/hey-*.csv\", p95: \"< 50 ms\" } }", direction: .longer,
        loosens: { old, new in !old.performance.targets.allSatisfy(new.performance.targets.contains) }
      ) {
        node, policy throws(ReadError) in
        for (name, value) in try node.members("performance.targets") {
          policy.performance.targets.removeAll { $0.name == name || $0.name == Target.lenientName(of: name) }
          policy.performance.targets += try Target.all(name, value)
        }
      },
    ]
  }

  private static func ofEveryGate(_ gate: GateID) -> [Setting] {
    modes(of: gate) + [rules(of: gate.rawValue, for: "the gate")] + evidence(of: gate)
  }

  /// Where a gate's reports come from; gate 1 has none.
  private static func evidence(of gate: GateID) -> [Setting] {
    func reports(_ place: @escaping Place<[Glob]>) -> [Setting] {
      let about = "Where its reports are, besides their usual places"
      return [globs("\(gate.rawValue).reports", about, place), producers(of: gate)]
    }
    return switch gate {
    case .tdd: []
    case .coverage: reports({ $1(&$0.coverage.reports) })
    case .security: reports({ $1(&$0.security.reports) })
    case .infrastructure: reports({ $1(&$0.infrastructure.reports) })
    case .integration: reports({ $1(&$0.integration.reports) })
    case .performance: reports({ $1(&$0.performance.reports) })
    }
  }

  /// How strictly a gate is held, until when and why.
  private static func modes(of gate: GateID) -> [Setting] {
    [
      Setting(
        "\(gate.rawValue).mode", .words(GateMode.words),
        "How strictly the gate is held; what is not enforced needs a reason", initial: "enforced",
        direction: .earlier,
        loosens: { $1.mode(of: gate).rank > $0.mode(of: gate).rank }
      ) {
        node, policy throws(ReadError) in
        policy.modes[gate] = try GateMode(word: node, reason: policy.mode(of: gate).reason)
      },
      Setting(
        "\(gate.rawValue).until", .day, "The last day on which it is in adoption", direction: .lower,
        loosens: { old, new in
          guard let day = old.adoptionEnds[gate], old.mode(of: gate) == .adopt else { return false }
          return new.adoptionEnds[gate].map { $0 > day } ?? false
        }
      ) {
        node, policy throws(ReadError) in policy.adoptionEnds[gate] = try node.day()
      },
      Setting(
        "\(gate.rawValue).because", .text, "Why it is not enforced", example: "no scanner for our language yet",
        loosens: { _, _ in false }
      ) {
        node, policy throws(ReadError) in
        policy.modes[gate] = policy.mode(of: gate).with(reason: try node.string())
      },
    ]
  }

  static func rules(of section: String, for whom: String) -> Setting {
    Setting(
      "\(section).rules", .named(RuleWord.allCases.map(\.rawValue)), "What single rules mean for \(whom)",
      example: "{ \(Setting.someRule[section] ?? ""): warn }", direction: .earlier,
      loosens: { old, new in
        old.rules.values.contains { $0.id.section == section && $0.isLoosened(in: new) }
      }
    ) {
      node, policy throws(ReadError) in
      for ((name, value), member) in zip(try node.members("\(section).rules"), node.mapping ?? []) {
        try policy.take(value.word(RuleWord.self), for: name, of: section, at: member.key)
      }
    }
  }

  /// Percent, 100 and more among them, kept as a share of one.
  private static func share(_ name: String, _ about: String, _ place: @escaping Place<Decimal>) -> Setting {
    Setting(
      name, .percent, about, example: "10 %", direction: .lower,
      loosens: { ($1.value(at: place) ?? 0) > ($0.value(at: place) ?? 0) }
    ) { node, policy throws(ReadError) in
      let share = try Limit(atMost: node, for: .errorRate).value
      place(&policy) { $0 = share }
    }
  }

  private static func minimum(_ kind: CoverageKind, _ about: String) -> Setting {
    percent("coverage.\(kind.rawValue)", about, { $1(&$0.coverage.minimum[kind]) }, .higher)
  }
}

extension Setting {
  /// A rule of each section that a policy might want milder, for the examples.
  private static let someRule = [
    "tdd": "tdd.autosquash", "coverage": "coverage.missing-file", "security": "security.medium",
    "infrastructure": "infrastructure.identity", "integration": "integration.flaky",
    "performance": "performance.limit", "change": "change.description", "documents": "documents.review",
    "deployments": "deployments.ticket",
  ]
}
