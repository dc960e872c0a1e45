package import Model
package import Syntax

extension Policy {
  /// The law of `gates/` under some of its policies, as it was built in.
  ///
  /// - Throws: only where the program's own files are broken.
  package static func builtIn(_ names: [String] = ["six-gates"]) throws(ReadError) -> Policy {
    var policy = Policy()
    policy.classifier = try Classifier.builtIn()
    for gate in GateID.allCases {
      try policy.take(law: EmbeddedFile.named("\(gate.order)-\(gate.rawValue).yaml"), of: gate)
    }
    try policy.take(law: EmbeddedFile.named("merge.yaml"), of: nil)
    for name in names {
      if let settings = try EmbeddedFile.named("policies/\(name).yaml")["settings"] {
        try policy.take(settings: settings)
      }
    }
    return policy
  }

  /// The names that `policy:` can have.
  package static let names: [String] = EmbeddedFile.all.map(\.name).filter { $0.hasPrefix("policies/") }
    .map { String($0.dropFirst("policies/".count).dropLast(".yaml".count)) }.sorted()

  /// The law as a `sixgate.yaml` sets it.
  ///
  /// - Throws: `ReadError` at the first key that is not known or value that is not as its setting wants it.
  package static func file(_ bytes: [UInt8]) throws(ReadError) -> Policy {
    let root = try oneDocument(bytes)
    let chosen = try root["policy"]?.strings() ?? ["six-gates"]
    for name in chosen where !names.contains(name) {
      throw ReadError(
        line: root["policy"]?.line, met: "the policy \(ReadError.quoted(name.utf8))",
        wanted: "one of \(names.joined(separator: ", "))\(names.hint(for: name))")
    }
    var policy = try builtIn(chosen)
    let rest = try root.members("sixgate.yaml").filter { $0.key != "policy" }
    try rest.check(keys: ["policy", "classify"] + GateID.allCases.map(\.rawValue), of: "sixgate.yaml")
    if let overrides = root["classify"] { try policy.classifier.take(overrides: overrides) }
    try policy.take(settings: root)
    for (gate, mode) in policy.modes where mode != .enforced && mode.reason.isEmpty {
      throw ReadError(
        line: root[gate.rawValue]?.line, met: "\(gate.rawValue) that is not enforced",
        wanted: "because: with the reason")
    }
    return policy
  }

  private mutating func take(law: Node, of gate: GateID?) throws(ReadError) {
    for (name, value) in try law["rules"]?.members("rules") ?? [] {
      rules[RuleID(name)] = try Rule(name, value, of: gate)
    }
    if let mends = law["mends"] { tdd.mends = try Policy.mends(mends) }
    if let settings = law["settings"] { try take(settings: settings) }
  }

  private static func mends(_ node: Node) throws(ReadError) -> [Obstacle: [Platform: String]] {
    try node.members("mends").check(keys: Obstacle.allCases.map(\.rawValue), of: "mends")
    var mends: [Obstacle: [Platform: String]] = [:]
    for obstacle in Obstacle.allCases {
      let members = try node[obstacle.rawValue]?.members("mends") ?? []
      try members.check(keys: Platform.allCases.map(\.rawValue), of: "mends")
      for (name, text) in members {
        mends[obstacle, default: [:]][Platform(rawValue: name) ?? .none] = try text.string()
      }
    }
    return mends
  }

  /// Settings by gate; keys of the outermost level that are no gate are the caller's.
  private mutating func take(settings: Node) throws(ReadError) {
    for gate in GateID.allCases {
      guard let section = settings[gate.rawValue] else { continue }
      let known = Setting.all.filter { $0.name.hasPrefix("\(gate.rawValue).") }
      let keys = known.map { String($0.name.dropFirst(gate.rawValue.count + 1)) }
      let members = try section.members(gate.rawValue)
      try members.check(keys: keys, of: gate.rawValue)
      for (setting, key) in zip(known, keys) {
        if let value = section[key] { try setting.take(value, &self) }
      }
    }
  }
}

extension Rule {
  fileprivate init(_ name: String, _ node: Node, of gate: GateID?) throws(ReadError) {
    let members = try node.members("the rule \(name)")
    try members.check(keys: ["asks", "effect", "requirements", "remedy"], of: "the rule \(name)")
    guard let asks = node["asks"], let effect = node["effect"], let requirements = node["requirements"],
      let remedy = node["remedy"]
    else { throw node.error("a rule with asks, effect, requirements and remedy") }
    self.init(
      id: RuleID(name), gate: gate, asks: try asks.string(), effect: try effect.word(Effect.self),
      requirements: try requirements.strings(), remedy: try remedy.string())
  }
}
