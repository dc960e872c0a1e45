import Model
import Syntax

/// One thing that `sixgate.yaml` can set: its place, what it is about, and how it is taken.
package struct Setting: Sendable {
  /// `gate.key`.
  package let name: String
  /// What a value looks like, for the docs.
  package let shape: String
  package let about: String
  let take: @Sendable (Node, inout Policy) throws(ReadError) -> Void

  init(
    _ name: String, _ shape: String, _ about: String,
    take: @escaping @Sendable (Node, inout Policy) throws(ReadError) -> Void
  ) {
    self.name = name
    self.shape = shape
    self.about = about
    self.take = take
  }
}

/// Where in a policy a setting is kept.
typealias Place<Value> = any WritableKeyPath<Policy, Value> & Sendable

extension Setting {
  /// Every key that stands below a gate's name, in the order of the gates. A new setting is one row here.
  package static let all: [Setting] =
    GateID.allCases.flatMap(ofEveryGate) + tdd + [
      percent("coverage.lines", "How many lines must run", .lines),
      percent("coverage.branches", "How many outcomes of branches must be taken", .branches),
      percent("coverage.functions", "How many functions must be called", .functions),
      Setting(
        "coverage.when-not-measured", "{ branches: reason }", "Why a kind that reports do not carry need not be judged"
      ) {
        node, policy throws(ReadError) in
        let members = try node.members("coverage.when-not-measured")
        try members.check(keys: CoverageKind.allCases.map(\.rawValue), of: "coverage.when-not-measured")
        for kind in CoverageKind.allCases {
          if let reason = node[kind.rawValue] { policy.coverage.unmeasurable[kind] = try reason.string() }
        }
      },
      globs("coverage.exclude", "Files that do not count", \.coverage.exclude),
      treatment(.critical), treatment(.high), treatment(.medium), treatment(.low), treatment(.info),
      treatment(.unrated),
      Setting(
        "security.mitigations", "list of { finding, package, owner, plan }", "Who does what about findings that stay"
      ) {
        node, policy throws(ReadError) in
        for entry in node.sequence ?? [node] { policy.security.mitigations.append(try Mitigation(entry)) }
      },
      globs("infrastructure.manifests", "Where manifests are, besides their usual places", \.infrastructure.manifests),
      globs("infrastructure.own-images", "Images that this repository's pipeline builds", \.infrastructure.ownImages),
      globs("infrastructure.forbidden-tags", "Tags that move", \.infrastructure.forbiddenTags),
      globs("infrastructure.own-tag", "What the tag of an own image looks like", \.infrastructure.ownTag),
      globs("integration.critical-paths", "Tests (class::name) that must run and pass", \.integration.criticalPaths),
      Setting("performance.targets", "{ name: { evidence, effect, p95: \"< 50 ms\" } }", "What must be how fast") {
        node, policy throws(ReadError) in
        for (name, value) in try node.members("performance.targets") {
          policy.performance.targets.removeAll { $0.name == name }
          policy.performance.targets.append(try Target(name, value))
        }
      },
    ]

  private static func ofEveryGate(_ gate: GateID) -> [Setting] {
    var settings = [
      Setting(
        "\(gate.rawValue).mode", "enforced, warn or off",
        "How strictly the gate is held; what is not enforced needs a reason"
      ) {
        node, policy throws(ReadError) in
        policy.modes[gate] = try GateMode(word: node, reason: policy.mode(of: gate).reason)
      },
      Setting("\(gate.rawValue).because", "text", "Why it is not enforced") { node, policy throws(ReadError) in
        policy.modes[gate] = policy.mode(of: gate).with(reason: try node.string())
      },
      Setting("\(gate.rawValue).rules", "{ rule: note, warn or fail }", "What single rules mean for the gate") {
        node, policy throws(ReadError) in
        for (name, value) in try node.members("\(gate.rawValue).rules") {
          let known = policy.rules.keys.map(\.text).filter { $0.hasPrefix("\(gate.rawValue).") }.sorted()
          guard policy.rules[RuleID(name)]?.gate == gate else {
            throw ReadError(
              line: value.line, met: "the rule \(ReadError.quoted(name.utf8))",
              wanted: "a rule of the gate\(known.hint(for: name))")
          }
          policy.rules[RuleID(name)]?.effect = try value.word(Effect.self)
        }
      },
    ]
    if let reports = Policy.reports(of: gate) {
      settings.append(globs("\(gate.rawValue).reports", "Where its reports are, besides their usual places", reports))
    }
    return settings
  }

  static func globs(_ name: String, _ about: String, _ place: Place<[Glob]>) -> Setting {
    Setting(name, "globs", about) { node, policy throws(ReadError) in policy[keyPath: place] = try node.globs() }
  }

  static func texts(_ name: String, _ about: String, _ place: Place<[String]>) -> Setting {
    Setting(name, "texts", about) { node, policy throws(ReadError) in policy[keyPath: place] = try node.strings() }
  }

  private static func percent(_ name: String, _ about: String, _ kind: CoverageKind) -> Setting {
    Setting(name, "percent", about) { node, policy throws(ReadError) in
      policy.coverage.minimum[kind] = try node.percent()
    }
  }

  private static func treatment(_ severity: Severity) -> Setting {
    Setting(
      "security.\(severity.rawValue)", "block, mitigate or allow", "How findings rated \(severity.rawValue) are met"
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

extension GateMode {
  fileprivate init(word node: Node, reason: String) throws(ReadError) {
    switch node.text {
    case "enforced": self = .enforced
    case "warn": self = .warn(reason: reason)
    case "off": self = .off(reason: reason)
    default: throw node.error("enforced, warn or off")
    }
  }

  package var reason: String {
    switch self {
    case .enforced: ""
    case .warn(let reason), .off(let reason): reason
    }
  }

  fileprivate func with(reason: String) -> GateMode {
    switch self {
    case .enforced: .enforced
    case .warn: .warn(reason: reason)
    case .off: .off(reason: reason)
    }
  }
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
