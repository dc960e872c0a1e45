extension Policy {
  /// How the programs are run that the policy names.
  package struct Execution: Hashable, Sendable {
    /// For so many seconds at most, where nothing else is said of one; `nil`: none is run.
    package var seconds: Int?
    /// The names of the variables that they see.
    package var environment: [Glob] = []

    package init() {}
  }
}

/// A command that makes evidence.
package struct Producer: Hashable, Sendable {
  /// As a shell takes it.
  package var command: String
  /// `nil`: as long as any program.
  package var seconds: Int?

  package init(_ command: String, seconds: Int? = nil) {
    self.command = command
    self.seconds = seconds
  }
}
