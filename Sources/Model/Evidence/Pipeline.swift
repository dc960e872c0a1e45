/// What starts a pipeline, and what it does besides deploying.
package struct Pipeline: Hashable, Sendable {
  /// Whether every push to every branch starts it; `nil` where its file does not say.
  package var runsOnEveryPush: Bool?
  /// Branches whose pushes start it, all where there are none; `nil` where no push does, or its file does not say.
  package var pushes: [Glob]?
  /// Under which conditions its jobs run, as they are written; only those that have some.
  package var conditions: [String: String] = [:]
  package var checks = false
  /// Where it first builds an image.
  package var builds: Location?
  package var publishes = false
  /// Whether it tells people what it did.
  package var tells = false
  /// Whether it writes what it built into manifests, and whether it commits anything.
  package var writesManifests = false
  package var commits = false

  package init() {}
}

/// What a pipeline takes from elsewhere.
package struct Borrowing: Hashable, Sendable {
  package enum Source: Hashable, Sendable {
    /// A file of the repository, or a pattern of several.
    case files(String)
    /// What is kept where nobody can look from here.
    case elsewhere
    /// A key of the pipeline, and the keys below it.
    case keys([String])
  }

  package var source: Source
  /// As a message says it.
  package var text: String
  package var location: Location
  /// Whether it is taken only under a condition.
  package var isOptional = false

  package init(_ source: Source, _ text: String, at location: Location) {
    self.source = source
    self.text = text
    self.location = location
  }
}
