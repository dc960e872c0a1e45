import Model

extension Hearing {
  /// Asks for the whole of files of which only the lines that change are known: what is taken for code may stand in a
  /// comment, or in a test beside the code.
  mutating func doubt(_ changes: some Sequence<FileChange>, of commit: TDDCommit) {
    for change in changes {
      guard let patch = change.patch, !patch.isWhole else { continue }
      want(.wholeFile(PatchPlace(commit: commit.commit.id, path: change.path, origin: change.origin)))
    }
  }

  /// The same for all that may be a test: of a file that has none, or none that is known.
  mutating func doubtTests(_ walk: TDDWalk, _ matter: Case) {
    // More than this of one change nobody reads either.
    let most = 1000
    for commit in walk.own where wants.count < most {
      doubt(commit.tests, of: commit)
      doubt(
        commit.production.filter { matter.policy.classifier.language(of: $0.path)?.syntax.hasInlineTests == true },
        of: commit)
    }
  }
}
