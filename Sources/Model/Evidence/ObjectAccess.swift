/// Who may do what: of a role what it allows, of a binding whom it gives which role.
package struct ObjectAccess: Hashable, Sendable {
  /// Verbs for resources, as one rule of a role has them.
  package struct Grant: Hashable, Sendable {
    package var verbs: [String]
    package var resources: [String]
    package var location: Location

    package init(verbs: [String], resources: [String], at location: Location) {
      self.verbs = verbs
      self.resources = resources
      self.location = location
    }
  }

  /// Whom a binding is about: a User, a Group or a ServiceAccount.
  package struct Subject: Hashable, Sendable {
    package var kind: String
    package var name: String
    package var location: Location

    package init(kind: String, name: String, at location: Location) {
      self.kind = kind
      self.name = name
      self.location = location
    }
  }

  package var grants: [Grant]
  /// The role that a binding gives; `nil` for a role.
  package var role: String?
  package var subjects: [Subject]

  package init(grants: [Grant] = [], role: String? = nil, subjects: [Subject] = []) {
    self.grants = grants
    self.role = role
    self.subjects = subjects
  }
}

/// The labels by which pods are found: of a workload those that its pods carry, of others what they select by.
package struct PodLabels: Hashable, Sendable {
  package var carried: [String: String]?
  package var selected: [String: String]?

  package init(carried: [String: String]? = nil, selected: [String: String]? = nil) {
    self.carried = carried
    self.selected = selected
  }
}
