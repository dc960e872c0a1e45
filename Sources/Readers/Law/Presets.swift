package import Model
package import Syntax

extension Policy {
  /// The law of `gates/` under some of its presets, as it was built in.
  ///
  /// - Throws: only where the program's own files are broken.
  package static func builtIn(_ names: [String] = ["six-gates"]) throws(ReadError) -> Policy {
    try PresetLaw(names).policy
  }

  /// Reads of what is built in all that every run needs, so that who comes for it finds it read.
  ///
  /// - Parameter reports: whether it reads any.
  package static func readBuiltIn(forReports reports: Bool) {
    _ = try? builtIn()
    if reports { _ = Reader.all }
  }

  /// The names that `policy:` can have.
  package static let names: [String] = EmbeddedFile.all.map(\.name).filter { $0.hasPrefix("policies/") }
    .map { String($0.dropFirst("policies/".count).dropLast(".yaml".count)) }.sorted()
}

/// The law of some presets put together, and where they do not agree.
struct PresetLaw {
  var policy = Policy()
  /// Keys for which two presets want what cannot both be, until a layer sets them.
  private var conflicts: [String: String] = [:]

  /// What holds where nobody names any.
  private static let usual = Result { () throws(ReadError) in try PresetLaw(of: ["six-gates"]) }

  /// - Parameter names: documents and packs; packs alone stand on six-gates.
  init(_ names: [String]) throws(ReadError) {
    self = names == ["six-gates"] ? try PresetLaw.usual.get() : try PresetLaw(of: names)
  }

  private init(of names: [String]) throws(ReadError) {
    var presets: [(name: String, node: Node)] = []
    for name in names { presets.append((name, try EmbeddedFile.named("policies/\(name).yaml"))) }
    if !presets.contains(where: { $0.node["document"] != nil }) {
      presets.insert(("six-gates", try EmbeddedFile.named("policies/six-gates.yaml")), at: 0)
    }
    policy.presets = presets.map(\.name)
    let documents = presets.compactMap { $0.node["document"]?.text }
    policy.origins.reserveCapacity(Setting.all.count)
    policy.rules.reserveCapacity(300)
    policy.classifier = try Classifier.builtIn()
    for gate in GateID.allCases { try takeLaw("\(gate.order)-\(gate.rawValue).yaml", of: gate, documents) }
    for name in ["merge", "law", "reviews", "change", "documents", "deployments"] {
      try takeLaw("\(name).yaml", of: nil, documents)
    }
    let waivers = try takeLaw("waivers.yaml", of: nil, documents)
    try policy.waivers.take(law: waivers)
    policy.waivers.lawfulApprovals = policy.waivers.approvals
    switchOffGates()
    for (name, node) in presets {
      if let settings = node["settings"] { try compose(settings, of: name) }
    }
  }

  @discardableResult
  private mutating func takeLaw(_ file: String, of gate: GateID?, _ documents: [String]) throws(ReadError) -> Node {
    var tape = LawTape(try EmbeddedFile.bytes(of: file))
    var (rules, members): ([Rule], [Node.Member]) = ([], [])
    try tape.takeMembers { key, tape throws(ReadError) in
      if key == "rules" { return rules = try tape.takeRules(of: gate) }
      members.append(Node.Member(key: Node(.scalar(key, isPlain: true), line: 1, column: 1), value: try tape.node()))
    }
    try tape.finish()
    let law = Node(.mapping(members), line: 1, column: 1)
    for var rule in rules {
      rule.isOff = !policy.holds(rule, of: documents)
      policy.rules[rule.id] = rule
    }
    if let mends = law["mends"] { policy.tdd.mends = try Policy.mends(mends) }
    for (names, address) in try law["links"]?.members("links") ?? [] {
      policy.security.links.append(Policy.Link(Glob(names), try address.string()))
    }
    if let settings = law["settings"] { try policy.take(settings: settings, of: "gates/\(file)") }
    return law
  }

  /// A gate without a rule but that it must be possible to judge it has nothing to judge.
  private mutating func switchOffGates() {
    for gate in GateID.allCases {
      let isLeft = policy.rules.values.contains { $0.gate == gate && $0.effect != .cannotJudge && !$0.isOff }
      if !isLeft {
        policy.modes[gate] = .off(reason: "no rule of \(policy.presets.joined(separator: ", ")) is about it")
      }
    }
  }

  /// Takes what a preset sets. Where another preset has set it already, the stricter value holds.
  private mutating func compose(_ settings: Node, of name: String) throws(ReadError) {
    let others = policy.origins.filter { policy.presets.contains($0.value.layer) }
    if others.isEmpty { return try policy.take(settings: settings, of: name) }
    try policy.take(settings: settings, of: name) { taken, policy in
      let (setting, before) = (taken.setting, taken.before)
      guard let other = others[setting.name], other.text != policy.origins[setting.name]?.text else { return }
      let own = policy.origins[setting.name]?.text ?? ""
      switch (setting.isLooser(policy, than: before), setting.isLooser(before, than: policy)) {
      case (true, true):
        conflicts[setting.name] = "\(own) of \(name), \(other.text) of \(other.layer)"
      case (true, false):
        policy = before
        policy.notices.append("\(setting.name): \(other.text) of \(other.layer) holds, \(own) of \(name) asks for less")
      default:
        policy.notices.append("\(setting.name): \(own) of \(name) holds, \(other.text) of \(other.layer) asks for less")
      }
    }
  }

  /// Takes a layer of an organisation or a repository.
  mutating func take(_ root: Node, _ layer: String, under locks: Locks) throws(ReadError) {
    try policy.take(root, layer) { taken, policy throws(ReadError) in
      conflicts[taken.setting.name] = nil
      try locks.check(taken, policy)
    }
    try locks.checkOuter(root)
  }

  /// - Throws: where presets do not agree and no layer has said what holds.
  func checkConflicts() throws(ReadError) {
    guard let (key, values) = conflicts.min(by: { $0.key < $1.key }) else { return }
    let error = ReadError(met: "presets that do not agree on \(key): \(values)", wanted: "\(key) in sixgate.yaml")
    throw error.at(policy.origins["policy"])
  }
}

extension Policy {
  /// A rule belongs to the documents whose requirements it cites and to the presets that it names. What cannot be
  /// judged blocks in all of them, in every gate that has any other rule left.
  fileprivate func holds(_ rule: Rule, of documents: [String]) -> Bool {
    guard rule.gate != nil || ["change", "documents"].contains(rule.id.section) else { return true }
    return rule.effect == .cannotJudge || rule.presets.contains(where: presets.contains)
      || rule.requirements.contains { requirement in documents.contains { requirement.hasPrefix($0) } }
  }
}

extension LawTape {
  fileprivate mutating func takeRules(of gate: GateID?) throws(ReadError) -> [Rule] {
    var rules: [Rule] = []
    try takeMembers { name, tape throws(ReadError) in rules.append(try Rule(name, &tape, of: gate)) }
    return rules
  }
}

extension Rule {
  init(_ name: String, _ tape: inout LawTape, of gate: GateID?) throws(ReadError) {
    var (asks, remedy, effect): (String?, String?, Effect?)
    var (requirements, presets): ([String], [String]) = ([], [])
    var since = RuleSet.first
    try tape.takeMembers { key, tape throws(ReadError) in
      switch key {
      case "asks": asks = try tape.takeText()
      case "effect": effect = Effect(rawValue: try tape.takeText())
      case "requirements": requirements = try tape.takeTexts()
      case "remedy": remedy = try tape.takeText()
      case "presets": presets = try tape.takeTexts()
      case "since": since = try RuleSet(tape.node())
      default:
        throw ReadError(line: tape.line, met: "the key \(key) of the rule \(name)", wanted: "one that rules have")
      }
    }
    guard let asks, let effect, let remedy, !requirements.isEmpty else {
      throw ReadError(
        line: tape.line, met: "the rule \(name)", wanted: "a rule with asks, effect, requirements and remedy")
    }
    self.init(
      id: RuleID(name), gate: gate, asks: asks, effect: effect, requirements: requirements, remedy: remedy,
      presets: presets, since: since)
  }
}
