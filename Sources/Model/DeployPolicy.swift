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
    /// Tools that the table of commands lacks, or has otherwise.
    package var tools: [CommandTool] = []
    package init() {}
  }
}
