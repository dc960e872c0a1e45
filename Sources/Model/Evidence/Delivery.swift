/// What ArgoCD is told to bring to a cluster, and what a project lets it bring.
package enum Delivery: Hashable, Sendable {
  case application(project: String, [Source], to: Target)
  /// What may come from where, and where to.
  case project(repositories: [Glob], targets: [Target])

  /// A folder of a repository; of a chart there is none.
  package struct Source: Hashable, Sendable {
    package var repository: String
    package var path: String?
    package var location: Location

    package init(_ repository: String, path: String?, at location: Location) {
      self.repository = repository
      self.path = path
      self.location = location
    }
  }

  /// A cluster, by its address or its name, and a namespace; of a project all three may be globs.
  package struct Target: Hashable, Sendable {
    package var server: String
    package var name: String
    package var namespace: String

    package init(server: String, name: String, namespace: String) {
      self.server = server
      self.name = name
      self.namespace = namespace
    }
  }
}
