import Model
import Syntax

// What layers say of the components of a monorepo.

extension Policy {
  /// Takes what a layer says of how the repository falls into components, and which of them a run judges.
  mutating func take(components root: Node, _ layer: String) throws(ReadError) {
    if let node = root["evaluate"] { components.evaluated = try node.word(Evaluated.self) }
    if let node = root["owners"] { components.owners = Path(try node.string()) }
    guard let node = root["components"] else { return }
    try node.members("components").check(keys: ["discover", "named", "shared", "unmatched"], of: "components")
    if let folders = node["discover"] {
      components.discover = try folders.strings().map { Glob(rooted: $0) }
      components.discoverOrigin = note("components.discover", folders, layer)
    }
    if let files = node["shared"] {
      components.shared = try files.strings().map { Glob(rooted: $0) }
      note("components.shared", files, layer)
    }
    if let word = node["unmatched"] {
      components.unmatched = try word.word(UnmatchedWord.self).effect
      note("components.unmatched", word, layer)
    }
    for (name, value) in try node["named"]?.members("components.named") ?? [] {
      components.named[name] = try named(name, value, layer)
    }
  }

  private mutating func named(_ name: String, _ node: Node, _ layer: String) throws(ReadError) -> Components.Named {
    let keys = ["paths", "needs"] + GateID.allCases.map(\.rawValue)
    try node.members("the component \(name)").check(keys: keys, of: "the component \(name)")
    let origin = note("components.named.\(name)", node, layer)
    var component = components.named[name] ?? Components.Named(origin: origin)
    component.origin = origin
    if let paths = node["paths"] { component.paths = try paths.strings().map { Glob(rooted: $0) } }
    if let needs = node["needs"] { component.needs = try needs.strings() }
    return component
  }

  @discardableResult
  private mutating func note(_ key: String, _ node: Node, _ layer: String) -> Origin {
    let origin = Origin(layer: layer, line: node.line, text: node.flow)
    origins[key] = origin
    return origin
  }

  /// Takes the settings that a layer makes for single components: each has the whole repository's law besides.
  mutating func take(settingsOfComponents root: Node, _ layer: String, under locks: Locks) throws(ReadError) {
    for (name, node) in try root["components"]?["named"]?.members("components.named") ?? [] {
      guard GateID.allCases.contains(where: { node[$0.rawValue] != nil }) else { continue }
      if let since = node["tdd"]?["since"] { throw since.error("none: a history begins for all components at once") }
      var policy = components.policies[name] ?? self
      policy.components = Components()
      try policy.take(settings: node, of: layer) { taken, policy throws(ReadError) in
        try locks.check(taken, policy)
      }
      try policy.checkModes(node)
      components.policies[name] = policy
    }
  }
}

/// What a policy can make of changed files that belong to no component.
private enum UnmatchedWord: String, CaseIterable {
  case note, warn, block

  var effect: Effect {
    switch self {
    case .note: .note
    case .warn: .warn
    case .block: .fail
    }
  }
}

extension Glob {
  /// About whole paths from the root, a slash in it or not.
  package init(rooted pattern: String) { self.init(pattern.hasPrefix("/") ? pattern : "/" + pattern) }
}
