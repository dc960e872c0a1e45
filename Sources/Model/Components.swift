extension Policy {
  /// How a monorepo falls into components, as the policy says it.
  package struct Components: Sendable {
    /// Each folder that matches is a component. Patterns here are about whole paths from the root.
    package var discover: [Glob] = []
    package var discoverOrigin: Origin?
    /// By name.
    package var named: [String: Named] = [:]
    /// A change to these files judges all components.
    package var shared: [Glob] = []
    /// What it means that a changed file belongs to no component and is not shared.
    package var unmatched = Effect.warn
    /// Which components a run judges.
    package var evaluated = Evaluated.all
    /// Where it stands who owns which files.
    package var owners: Path?
    /// The law of components that have settings of their own, by name.
    package var policies: [String: Policy] = [:]

    package init() {}

    package var areDeclared: Bool { !discover.isEmpty || !named.isEmpty }
  }

  /// Which components a run judges.
  package enum Evaluated: String, CaseIterable, Sendable {
    case all
    /// Those that the change touches, and those that need what it touches.
    case changed
  }
}

extension Policy.Components {
  /// Another component that one builds on.
  package struct Need: Hashable, Sendable {
    /// The other's name, or its folder.
    package var name: String
    package var origin: Policy.Origin

    package init(_ name: String, origin: Policy.Origin) {
      self.name = name
      self.origin = origin
    }
  }

  /// A component that has a section of its own.
  package struct Named: Hashable, Sendable {
    /// Empty for one that was discovered.
    package var paths: [Glob] = []
    package var needs: [Need] = []
    package var origin: Policy.Origin

    package init(origin: Policy.Origin) { self.origin = origin }
  }
}
