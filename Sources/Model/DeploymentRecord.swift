/// What somebody wrote down of one deployment, as far as a program can read it.
package struct DeploymentRecord: Sendable {
  /// Something that it states.
  package struct Row: Sendable {
    /// `ticket.risk`; of a list, every member has the same, and the list itself too.
    package var key: String
    package var text: String
    package var line: Int
    /// The point in time that the text is, in seconds since 1970.
    package var seconds: Int?
    /// What is ticked; the text is then `true`, `false`, or why it does not apply.
    package var item: String?

    package init(_ key: String, _ text: String, line: Int, seconds: Int? = nil, item: String? = nil) {
      (self.key, self.text, self.line, self.seconds, self.item) = (key, text, line, seconds, item)
    }
  }

  package var path: Path
  package var rows: [Row] = []

  package init(_ path: Path) { self.path = path }
}

extension DeploymentRecord {
  /// Where records lie, one a file.
  package static let folder: Path = ".sixgate/deployments/"

  /// Whether a path is one of a record.
  package static func isRecord(_ path: Path) -> Bool {
    holds(path) && ["yaml", "yml"].contains(path.pathExtension)
  }

  /// Whether a file lies there: what is kept of another day is no evidence of this one.
  package static func holds(_ path: Path) -> Bool {
    let start = folder.bytes
    return path.bytes.span.starts(with: start.span)
  }

  /// What makes a record one.
  package static let facts = ["environment", "commit", "deployed", "by"]

  /// All that a record can state.
  package static let keys: [String] =
    facts + [
      "pipeline", "ticket.id", "ticket.change", "ticket.risk", "ticket.rollback-plan", "ticket.evidence",
      "ticket.closed", "validated.environment", "validated.commit", "validated.by", "validated.results",
      "checklist.before", "checklist.during", "checklist.after", "health.check", "health.result", "problems",
      "rollback.to", "rollback.at", "rollback.by", "rollback.pipeline", "rollback.check", "rollback.result",
    ]

  /// The key of that name, or all below it; none where no record has it.
  package static func keys(of name: String) -> [String] { keys.filter { $0 == name || $0.hasPrefix(name + ".") } }

  package func row(_ key: String) -> Row? { rows.first { $0.key == key } }
  package subscript(_ key: String) -> String { row(key)?.text ?? "" }

  /// The members of a list.
  package func members(_ key: String) -> [Row] { rows.filter { $0.key == key && !$0.text.isEmpty } }

  /// When it was, in seconds since 1970.
  package var deployed: Int { row("deployed")?.seconds ?? 0 }
}

/// The records of a repository, and what was found out about what they name.
package struct DeploymentRecords: Sendable {
  package var all: [DeploymentRecord] = []
  /// Those that could not be read.
  package var unread: [Input] = []
  /// The reports of tests that they name.
  package var runs: [TestRun] = []
  /// Why some of these could not be read.
  package var problems: [Path: String] = [:]
  /// Where the commits are that they name.
  package var commits: [String: ImageCommit] = [:]
  package init() {}
}

extension Policy {
  /// What is asked of the records of deployments.
  package struct Deployments: Sendable {
    /// What environments are called.
    package var environments: [Glob] = []
    /// Environments of which a record must be there; else none is asked for.
    package var recorded: [String] = []
    /// What the records of some environments hold, by a name and, behind a blank, one of the keys: `of`, globs of
    /// environments; `states`, keys of a record; `follows`, globs of the environment where the same commit was
    /// validated; `validated-by`, accounts; `before`, `during` and `after`, items to be ticked.
    package var demands: [String: [String]] = [:]
    /// The names of these, the first that was demanded first.
    package var names: [String] = []
    package init() {}

    package static let stages = ["before", "during", "after"]
    package static let keys = ["of", "states", "follows", "validated-by"] + stages
  }
}

extension Policy.Deployments {
  /// Whether less is demanded than by another policy.
  package func isLooser(than other: Policy.Deployments) -> Bool {
    for (place, old) in other.demands where !old.isEmpty {
      let new = demands[place] ?? []
      // Of these one is enough: fewer are tighter, and none is loosest.
      let isChoice = place.hasSuffix(" follows") || place.hasSuffix(" validated-by")
      let (more, fewer) = isChoice ? (old, new) : (new, old)
      if new.isEmpty || !fewer.allSatisfy(more.contains) { return true }
    }
    return false
  }
}
