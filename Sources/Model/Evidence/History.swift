/// The commits of a change.
package struct History: Hashable, Sendable {
  /// Ancestors before descendants.
  package var commits: [Commit]
  /// Whether the repository's history is cut off (a shallow clone) inside the range.
  package var isCutOff: Bool
  /// What the tests said at some of them and before them, by the names of commits.
  package var runs: [String: CommitRun] = [:]
  /// What they said at the head of the change with the production code of its base.
  package var runWithoutProduction: CommitRun?

  package init(commits: [Commit], isCutOff: Bool = false) {
    self.commits = commits
    self.isCutOff = isCutOff
  }
}

/// One commit, with the files it changes against its first parent.
package struct Commit: Hashable, Sendable {
  package var id: String
  package var parents: [String]
  package var author: String
  /// The first line of the message.
  package var subject: String
  package var trailers: [Trailer]
  /// When its author made it: for display only, since anybody can set it.
  package var time: Instant?
  /// Of a merge only what it brings of its own: its other files belong to the commits that it merges.
  package var changes: [FileChange]
  /// A commit that this one was seen to take back, patch by patch.
  package var takesBack: String?
  /// A commit of another branch of which this one was seen to be a copy, patch by patch.
  package var copies: String?

  package init(
    id: String, parents: [String], author: String, subject: String, trailers: [Trailer] = [],
    time: Instant? = nil, changes: [FileChange] = []
  ) {
    self.id = id
    self.parents = parents
    self.author = author
    self.subject = subject
    self.trailers = trailers
    self.time = time
    self.changes = changes
  }

  package var isMerge: Bool { parents.count > 1 }
}

/// A `Key: value` line at the end of a commit message.
package struct Trailer: Hashable, Sendable {
  package var key: String
  package var value: String

  package init(key: String, value: String) {
    self.key = key
    self.value = value
  }
}

/// What a commit does to one file.
package struct FileChange: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    case added, modified, deleted, typeChanged, unmerged
    /// Nothing but the mode (the right to be run).
    case modeChanged
    /// From where, and how much of the content is the same, in percent.
    case renamed(from: Path, same: Int)
    case copied(from: Path, same: Int)
  }

  package var path: Path
  package var kind: Kind
  /// Whether it is a file of its own, and not a link or a submodule.
  package var isFile: Bool
  /// What it does to lines; `nil` where that was not read, or cannot be (a binary file).
  package var patch: Patch?
  /// What the file is by its name, where whoever read the change has told that.
  package var fileKind: FileKind?

  package init(_ kind: Kind, _ path: Path, isFile: Bool = true, patch: Patch? = nil) {
    self.kind = kind
    self.path = path
    self.isFile = isFile
    self.patch = patch
  }

  /// The paths that are no longer or newly there: a rename has two.
  package var paths: [Path] {
    if case .renamed(let from, _) = kind { [from, path] } else { [path] }
  }

  /// Where it was before, for a rename or a copy.
  package var origin: Path? {
    switch kind {
    case .renamed(let from, _), .copied(let from, _): from
    default: nil
    }
  }

  /// Whether the commit brings content of its own: not a deletion, a mode change or a plain move.
  package var bringsContent: Bool {
    switch kind {
    case .added, .modified: isFile
    case .renamed(_, let same), .copied(_, let same): isFile && same < 100
    case .deleted, .typeChanged, .modeChanged, .unmerged: false
    }
  }
}
