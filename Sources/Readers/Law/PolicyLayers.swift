package import Model
package import Syntax

extension Policy {
  /// Takes what an organisation's policy or a `sixgate.yaml` sets.
  ///
  /// - Parameter taken: is told of each setting that was taken, and may put the policy back.
  mutating func take(
    _ root: Node, _ layer: String, taken: (TakenSetting, inout Policy) throws(ReadError) -> Void
  ) throws(ReadError) {
    let outer = DocumentedKey.outermost
    for (key, value) in try root.members(layer, keys: outer + Setting.sections)
    where outer.contains(key) && key != "components" { origins[key] = Origin(value, of: layer) }
    if let pin = root["rules"] { try take(pin: RuleSet(pin), at: pin) }
    if let overrides = root["classify"] { try classifier.take(overrides: overrides) }
    try take(components: root, layer)
    try take(settings: root, of: layer, taken: taken)
    try adopt(root, layer, taken: taken)
    try checkModes(root)
  }

  /// Puts every gate into adoption that nothing else is said of.
  private mutating func adopt(
    _ root: Node, _ layer: String, taken: (TakenSetting, inout Policy) throws(ReadError) -> Void
  ) throws(ReadError) {
    guard let mode = root["mode"] else {
      if let day = root["until"] { throw day.error("mode: adopt with it") }
      return
    }
    guard mode.text == "adopt" else { throw mode.error("adopt; a gate's own mode stands below its name") }
    guard let day = root["until"] else { throw mode.error("until: with the day on which adoption ends") }
    let end = try day.day()
    for setting in Setting.all where setting.key == "mode" {
      guard let gate = GateID(rawValue: setting.section), root[gate.rawValue]?["mode"] == nil,
        self.mode(of: gate) == .enforced
      else { continue }
      let before = self
      modes[gate] = .adopt
      adoptionEnds[gate] = adoptionEnds[gate] ?? end
      try taken(TakenSetting(setting: setting, value: mode, before: before), &self)
    }
  }

  /// What is not enforced says why, or until when.
  func checkModes(_ root: Node) throws(ReadError) {
    for gate in GateID.allCases {
      let place = root[gate.rawValue]
      let wanted: String
      switch mode(of: gate) {
      case .enforced: continue
      case .adopt:
        if adoptionEnds[gate] != nil { continue }
        wanted = "until: with the day on which adoption ends"
      case .warn(let reason), .off(let reason):
        if !reason.isEmpty { continue }
        wanted = "because: with the reason"
      }
      throw ReadError(
        line: place?.line, column: place?.column, met: "\(gate.rawValue) that is not enforced", wanted: wanted)
    }
  }

  /// Takes the sections of settings; keys of the outermost level that are none are the caller's.
  mutating func take(settings: Node, of layer: String) throws(ReadError) {
    try Setting.each(in: settings) { setting, value throws(ReadError) in try take(setting, value, layer) }
  }

  /// The same, for who asks what each of them was before: then all that it touches is copied.
  mutating func take(
    settings: Node, of layer: String, taken: (TakenSetting, inout Policy) throws(ReadError) -> Void
  ) throws(ReadError) {
    try Setting.each(in: settings) { setting, value throws(ReadError) in
      let before = self
      try take(setting, value, layer)
      try taken(TakenSetting(setting: setting, value: value, before: before), &self)
    }
  }

  private mutating func take(_ setting: Setting, _ value: Node, _ layer: String) throws(ReadError) {
    try setting.take(value, &self)
    note(setting, value, layer)
  }

  /// Keeps where a value comes from; of a mapping, where each of its members does.
  private mutating func note(_ setting: Setting, _ value: Node, _ layer: String) {
    let isNamed = value.mapping.map { !$0.isEmpty } ?? false
    let members = isNamed ? value.mapping ?? [] : []
    for member in members {
      origins["\(setting.name).\(member.key.text ?? "")"] =
        Origin(member.key, of: layer, says: member.value)
    }
    if !isNamed { origins[setting.name] = Origin(value, of: layer) }
  }

  /// Rules that came later than the pinned set only warn.
  private mutating func take(pin: RuleSet, at node: Node) throws(ReadError) {
    let newest = rules.values.map(\.since).max() ?? .first
    guard pin <= newest else {
      throw ReadError(
        line: node.line, column: node.column, met: "the rule set \(pin)", wanted: "\(newest), the newest, or an older")
    }
    let newer = rules.values.filter { $0.since > pin && !$0.isOff && $0.effect.rank > Effect.warn.rank }
    for rule in newer { rules[rule.id]?.effect = .warn }
    if !newer.isEmpty {
      let names = newer.map(\.id.text).sorted().joined(separator: ", ")
      notices.append("newer than the rule set \(pin), and so only warned of: \(names)")
    }
  }
}

/// A setting that a layer has set.
struct TakenSetting {
  let setting: Setting
  let value: Node
  /// The policy as it was without it.
  let before: Policy
}

extension Policy.Origin {
  /// - Parameters:
  ///   - node: where it stands.
  ///   - value: what is said there; else the node itself.
  init(_ node: Node, of layer: String, says value: Node? = nil) {
    self.init(layer: layer, line: node.line, column: node.column, text: (value ?? node).flow)
  }
}

extension ReadError {
  /// Of the place of a layer that it is about.
  package func at(_ origin: Policy.Origin?) -> ReadError {
    guard let origin else { return self }
    return ReadError(line: origin.line, column: origin.column, met: met, wanted: wanted).of(origin.layer)
  }
}

extension Setting {
  /// Shows the settings that a layer sets, in their order.
  fileprivate static func each(
    in layer: Node, _ body: (Setting, Node) throws(ReadError) -> Void
  ) throws(ReadError) {
    for section in bySection {
      guard let values = layer[section.name] else { continue }
      try values.check(section.name, keys: section.keys)
      for (key, place) in zip(section.keys, section.places) {
        if let value = values[key] { try body(all[place], value) }
      }
    }
  }

  /// The outermost keys below which settings stand, in their order, with the keys there and where they stand in `all`.
  private static let bySection: [(name: String, keys: [String], places: [Int])] = {
    var sections: [(name: String, keys: [String], places: [Int])] = []
    for place in all.indices {
      let name = all[place].section
      let section = sections.firstIndex { $0.name == name } ?? sections.count
      if section == sections.count { sections.append((name, [], [])) }
      sections[section].keys.append(all[place].key)
      sections[section].places.append(place)
    }
    return sections
  }()

  /// The outermost keys below which settings stand, in their order.
  package static let sections: [String] = bySection.map(\.name)
}

/// The keys that a layer keeps those above it from loosening.
struct Locks {
  /// By key, or by `section.*`: the layer that locks it.
  private var layers: [String: String] = [:]

  private static let outerKeys = ["policy", "rules", "classify", "components", "evaluate", "owners"]

  /// Takes what a layer locks; all keys of a section by `section.*`.
  mutating func take(_ root: Node, _ layer: String) throws(ReadError) {
    guard let node = root["locked"] else { return }
    let names = Locks.outerKeys + Setting.sections.map { "\($0).*" } + Setting.all.map(\.name)
    for (entry, name) in zip(node.entries, try node.strings()) {
      guard names.contains(name) else {
        throw ReadError(
          line: entry.line, column: entry.column, met: "the locked key \(ReadError.quoted(name.utf8))",
          wanted: "a key that exists\(names.hint(for: name))")
      }
      layers[name] = layer
    }
  }

  func check(_ taken: TakenSetting, _ policy: Policy) throws(ReadError) {
    let setting = taken.setting
    guard let layer = layers[setting.name] ?? layers["\(setting.section).*"],
      setting.isLooser(policy, than: taken.before)
    else { return }
    throw ReadError(
      line: taken.value.line, column: taken.value.column, met: "\(setting.name): \(taken.value.flow)",
      wanted: "no less than \(layer) asks for, which locks it (\(setting.direction.words))")
  }

  /// How the keys that are locked were written, and nothing else.
  func origins(of policy: Policy) -> [String: Policy.Origin] {
    let prefixes = layers.keys.map { $0.hasSuffix(".*") ? String($0.dropLast()) : $0 + "." }
    return policy.origins.filter { key, _ in layers[key] != nil || prefixes.contains { key.hasPrefix($0) } }
  }

  /// Keys for which no change is tighter.
  func checkOuter(_ root: Node) throws(ReadError) {
    for key in Locks.outerKeys where key != "policy" {
      guard let layer = layers[key], let node = root[key] else { continue }
      throw ReadError(line: node.line, column: node.column, met: key, wanted: "none, for \(layer) locks it")
    }
  }
}

extension RuleSet {
  init(_ node: Node) throws(ReadError) {
    let parts = (node.text ?? "").split(separator: ".", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let year = parts[0], let month = parts[1], (2000...9999).contains(year),
      (1...12).contains(month)
    else { throw node.error("a year and a month, as in 2026.11") }
    self.init(year: year, month: month)
  }
}
