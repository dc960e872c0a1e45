import Model
import Syntax

extension Setting {
  /// Every key that stands below a gate's name, in the order of the gates, and below others. A new setting is one row.
  package static let all: [Setting] =
    GateID.allCases.flatMap(ofEveryGate) + [
      texts(
        "tdd.types", "The types that a commit's subject may have", \.tdd.types, .shorter, example: "[feat, fix, test]"),
      texts(
        "tdd.types-without-production", "Those that never bring production code", \.tdd.typesWithoutProduction, .longer,
        example: "[test, docs, ci]"),
      Setting(
        "tdd.since", "{ commit, because }", "The commit after which the law holds",
        example: "{ commit: 4f2a91c07b, because: the policy begins here }"
      ) {
        node, policy throws(ReadError) in
        let members = try node.members("tdd.since")
        try members.check(keys: ["commit", "because"], of: "tdd.since")
        guard let commit = node["commit"], let reason = node["because"] else { throw node.error("commit and because") }
        policy.tdd.since = try commit.string()
        policy.tdd.sinceReason = try reason.string()
      },
      minimum(.lines, "How many lines must run"),
      minimum(.branches, "How many outcomes of branches must be taken"),
      minimum(.functions, "How many functions must be called"),
      Setting(
        "coverage.when-not-measured", "{ branches: reason }", "Why a kind that reports do not carry need not be judged",
        example: "{ branches: our tool does not count them }", direction: .shorter,
        loosens: { !Set($1.coverage.unmeasurable.keys).isSubset(of: $0.coverage.unmeasurable.keys) }
      ) {
        node, policy throws(ReadError) in
        let members = try node.members("coverage.when-not-measured")
        try members.check(keys: CoverageKind.allCases.map(\.rawValue), of: "coverage.when-not-measured")
        for kind in CoverageKind.allCases {
          if let reason = node[kind.rawValue] { policy.coverage.unmeasurable[kind] = try reason.string() }
        }
      },
      globs("coverage.exclude", "Files that do not count", \.coverage.exclude, .shorter, example: "[\"tools/**\"]"),
      treatment(.critical), treatment(.high), treatment(.medium), treatment(.low), treatment(.info),
      treatment(.unrated),
      Setting(
        "security.mitigations", "list of { finding, package, owner, plan }", "Who does what about findings that stay",
        example: "[{ finding: CVE-2026-1234, owner: ann, plan: upgrade in March }]", direction: .shorter,
        loosens: { !Set($1.security.mitigations).isSubset(of: $0.security.mitigations) }
      ) {
        node, policy throws(ReadError) in
        for entry in node.sequence ?? [node] { policy.security.mitigations.append(try Mitigation(entry)) }
      },
      globs(
        "infrastructure.manifests", "Where manifests are, besides their usual places", \.infrastructure.manifests,
        .longer,
        example: "[\"platform/**/*.yaml\"]"),
      globs(
        "infrastructure.own-images", "Images that this repository's pipeline builds", \.infrastructure.ownImages,
        .longer,
        example: "[\"registry.example.com/shop/*\"]"),
      globs(
        "infrastructure.forbidden-tags", "Tags that move", \.infrastructure.forbiddenTags, .longer,
        example: "[latest, \"nightly*\"]"),
      globs(
        "infrastructure.own-tag", "What the tag of an own image looks like", \.infrastructure.ownTag, .shorter,
        example: "[\"sha-*\"]"),
      Setting(
        "performance.targets", "{ name: { evidence, effect, p95: \"< 50 ms\" } }", "What must be how fast",
        example: "{ checkout: { evidence: \"reports/hey-*.csv\", p95: \"< 50 ms\" } }", direction: .longer,
        loosens: { old, new in !old.performance.targets.allSatisfy(new.performance.targets.contains) }
      ) {
        node, policy throws(ReadError) in
        for (name, value) in try node.members("performance.targets") {
          policy.performance.targets.removeAll { $0.name == name }
          policy.performance.targets.append(try Target(name, value))
        }
      },
    ] + ofIntegration + ofReleases + ofWaivers

  private static func ofEveryGate(_ gate: GateID) -> [Setting] {
    var settings = [
      Setting(
        "\(gate.rawValue).mode", .words(GateMode.words),
        "How strictly the gate is held; what is not enforced needs a reason", direction: .earlier,
        loosens: { $1.mode(of: gate).rank > $0.mode(of: gate).rank }
      ) {
        node, policy throws(ReadError) in
        policy.modes[gate] = try GateMode(word: node, reason: policy.mode(of: gate).reason)
      },
      Setting(
        "\(gate.rawValue).because", .text, "Why it is not enforced", example: "no scanner for our language yet",
        loosens: { _, _ in false }
      ) {
        node, policy throws(ReadError) in
        policy.modes[gate] = policy.mode(of: gate).with(reason: try node.string())
      },
      Setting(
        "\(gate.rawValue).rules", .named(RuleWord.allCases.map(\.rawValue)), "What single rules mean for the gate",
        example: "{ \(Setting.someRule[gate] ?? ""): warn }", direction: .earlier,
        loosens: { old, new in
          old.rules.values.contains { $0.gate == gate && $0.isLoosened(in: new) }
        }
      ) {
        node, policy throws(ReadError) in
        for (name, value) in try node.members("\(gate.rawValue).rules") {
          try policy.take(value.word(RuleWord.self), for: name, of: gate, at: value)
        }
      },
    ]
    if let reports = Policy.reports(of: gate) {
      settings.append(globs("\(gate.rawValue).reports", "Where its reports are, besides their usual places", reports))
    }
    return settings
  }

  private static func minimum(_ kind: CoverageKind, _ about: String) -> Setting {
    percent("coverage.\(kind.rawValue)", about, \.coverage.minimum[kind], .higher)
  }

  private static func treatment(_ severity: Severity) -> Setting {
    Setting(
      "security.\(severity.rawValue)", .words(Treatment.allCases.map(\.rawValue)),
      "How findings rated \(severity.rawValue) are met", direction: .earlier,
      loosens: { ($1.security.treatment[severity]?.rank ?? 0) > ($0.security.treatment[severity]?.rank ?? 0) }
    ) {
      node, policy throws(ReadError) in
      policy.security.treatment[severity] = try node.word(Treatment.self)
    }
  }
}

extension Policy {
  fileprivate static func reports(of gate: GateID) -> Place<[Glob]>? {
    let places: [GateID: Place<[Glob]>] = [
      .coverage: \.coverage.reports, .security: \.security.reports, .infrastructure: \.infrastructure.reports,
      .integration: \.integration.reports, .performance: \.performance.reports,
    ]
    return places[gate]
  }
}

extension Setting {
  /// A rule of each gate that a policy might want milder, for the examples.
  private static let someRule: [GateID: String] = [
    .tdd: "tdd.autosquash", .coverage: "coverage.missing-file", .security: "security.medium",
    .infrastructure: "infrastructure.identity", .integration: "integration.flaky", .performance: "performance.limit",
  ]
}

extension Mitigation {
  fileprivate init(_ node: Node) throws(ReadError) {
    try node.members("a mitigation").check(keys: ["finding", "package", "owner", "plan"], of: "a mitigation")
    guard let finding = node["finding"], let owner = node["owner"], let plan = node["plan"] else {
      throw node.error("a mitigation with finding, owner and plan")
    }
    self.init(
      finding: Glob(try finding.string()), package: try node["package"]?.string().asGlob, owner: try owner.string(),
      plan: try plan.string())
  }
}

extension Target {
  fileprivate init(_ name: String, _ node: Node) throws(ReadError) {
    let members = try node.members("the target \(name)")
    try members.check(keys: ["evidence", "effect"] + Metric.allCases.map(\.rawValue), of: "the target \(name)")
    var limits: [Metric: Limit] = [:]
    for metric in Metric.allCases {
      if let limit = node[metric.rawValue] { limits[metric] = try Limit(limit, for: metric) }
    }
    guard !limits.isEmpty else { throw node.error("a target with at least one limit, as in p95: \"< 50 ms\"") }
    self.init(
      name: name, evidence: try node["evidence"]?.globs() ?? [Glob("*\(name)*")], limits: limits,
      effect: try node["effect"]?.word(Effect.self) ?? .fail)
  }
}

extension String {
  fileprivate var asGlob: Glob { Glob(self) }
}
