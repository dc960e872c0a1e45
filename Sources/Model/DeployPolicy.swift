extension Policy {
  /// Who may change running systems, and which of them are production.
  package struct Deploys: Hashable, Sendable {
    /// Where a direct change blocks.
    package enum Reach: String, CaseIterable, Hashable, Sendable {
      /// Wherever it is not this machine's own.
      case everywhere
      /// In production, and where nobody can tell.
      case production
    }

    package var reach = Reach.everywhere
    /// What contexts, namespaces, hosts and environments of production are called, and those of everything else.
    package var production: [Glob] = []
    package var notProduction: [Glob] = []
    /// Files that may deploy, a job of one behind `#`.
    package var allowed: [Glob] = []
    /// Branches whose pushes deploy an environment.
    package var byPush: [BranchDeploy] = []
    /// Tools that the table of commands lacks, or has otherwise.
    package var tools: [CommandTool] = []
    package init() {}
  }
}

/// A branch of which each push deploys an environment.
package struct BranchDeploy: Hashable, Sendable {
  package var branch: String
  /// What the environment is called, in small letters.
  package var environments: [Glob]

  package init(_ branch: String, environments: [Glob]) {
    self.branch = branch
    self.environments = environments
  }
}
