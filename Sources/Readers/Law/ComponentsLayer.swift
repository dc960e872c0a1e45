import Model
import Syntax

// What layers say of the components of a monorepo.

extension Policy {
  /// Takes what a layer says of how the repository falls into components, and which of them a run judges.
  mutating func take(components root: Node, _ layer: String) throws(ReadError) {
    if let node = root["evaluate"] { components.evaluated = try node.word(Evaluated.self) }
    if let node = root["owners"] { components.owners = Path(try node.string()) }
    guard let node = root["components"] else { return }
    try node.check("components", keys: DocumentedKey.ofComponents)
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
    guard let named = node["named"] else { return }
    for (place, member) in try named.members("components.named").enumerated() {
      try take(component: member, at: named.mapping?[place].key ?? member.value, layer)
    }
  }

  private mutating func take(
    component: (key: String, value: Node), at place: Node, _ layer: String
  ) throws(ReadError) {
    let (name, node) = component
    try node.check("the component", name, keys: DocumentedKey.ofNamedComponent)
    let origin = Origin(place, of: layer, says: node)
    origins["components.named.\(name)"] = origin
    var named = components.named[name] ?? Components.Named(origin: origin)
    named.origin = origin
    if let paths = node["paths"] { named.paths = try paths.strings().map { Glob(rooted: $0) } }
    if let needs = node["needs"] {
      named.needs = []
      for need in needs.entries {
        named.needs.append(Components.Need(try need.string(), origin: Origin(need, of: layer)))
      }
    }
    components.named[name] = named
  }

  @discardableResult
  private mutating func note(_ key: String, _ node: Node, _ layer: String) -> Origin {
    let origin = Origin(node, of: layer)
    origins[key] = origin
    return origin
  }

  /// Takes the settings that a layer makes for single components: each has the whole repository's law besides.
  mutating func take(settingsOfComponents root: Node, _ layer: String, under locks: Locks) throws(ReadError) {
    let named = try root["components"]?["named"]?.members("components.named") ?? []
    if named.isEmpty { return }
    // Each of thousands changes a copy of its own: it has nothing in it that a component does not need.
    var law = self
    law.components = Components()
    law.origins = locks.origins(of: self)
    for (name, node) in named {
      guard GateID.allCases.contains(where: { node[$0.rawValue] != nil }) else { continue }
      if let since = node["tdd"]?["since"] { throw since.error("none: a history begins for all components at once") }
      if let replay = node["tdd"]?["replay"] {
        throw replay.error("none: one command runs the tests of all components")
      }
      var policy = components.policies[name] ?? law
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
