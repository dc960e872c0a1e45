import Model

/// A commit with what it touches and what it says of itself.
///
/// It never changes, and stands in many lists: only so it is not copied into each of them.
final class TDDCommit: Sendable {
  let commit: Commit
  /// Kept, as a commit that is asked is copied.
  let isMerge: Bool
  let subject: CommitSubject
  /// The changes that bring lines of tests, in files of tests or beside the code.
  let tests: [FileChange]
  /// Those that bring lines of production code.
  let production: [FileChange]
  /// What tests read and compare with: enough for a test, not enough to stand before code.
  let touchesTestData: Bool
  /// The step that its type or its mark says; `nil` where they say none, or two.
  let step: Step?
  /// Whether it changes what the program does: neither a refactoring, nor taken back or picked from elsewhere.
  let isBehaviour: Bool
  /// Whether it touches nothing but manifests, lockfiles and the pipeline.
  let isUpkeep: Bool
  /// Tests alone, so that they stand there before the code.
  let isRed: Bool

  // The policy is large, and borrowed so that it is not copied for each commit.
  init(_ commit: Commit, _ marks: StepMarks, _ kinds: inout KnownKinds, _ policy: borrowing Policy.TDD) {
    self.commit = commit
    isMerge = commit.isMerge
    let subject = CommitSubject(commit.subject, marks)
    self.subject = subject
    var (tests, production): ([FileChange], [FileChange]) = ([], [])
    var (touchesTestData, isUpkeep) = (false, !commit.changes.isEmpty)
    for change in commit.changes {
      let kind = change.fileKind ?? kinds.kind(of: change.path)
      if change.bringsTests(kind) { tests.append(change) }
      if change.bringsProduction(kind) { production.append(change) }
      if kind == .testData, change.bringsContent { touchesTestData = true }
      if kind != .build, kind != .ci { isUpkeep = false }
    }
    (self.tests, self.production) = (tests, production)
    (self.touchesTestData, self.isUpkeep) = (touchesTestData, isUpkeep)
    let byWordAlone = policy.level == .message
    let typed = subject.type.flatMap { type in
      Step.allCases.first { policy.steps[$0]?.contains(type) == true }
    }
    step = typed == nil || subject.mark == nil || typed == subject.mark ? subject.mark ?? typed : nil
    let saysRevert = subject.type.map(policy.typesOfReverts.contains) ?? false
    let isRevert = byWordAlone ? saysRevert : commit.takesBack != nil
    isBehaviour = !production.isEmpty && step != .refactor && !isRevert && commit.copies == nil
    // On its word alone a commit is red that changes anything at all.
    isRed = byWordAlone ? step == .red && !commit.changes.isEmpty : !tests.isEmpty && production.isEmpty
  }

  var name: String { commit.name }
  var shortID: String { String(commit.id.prefix(10)) }

  /// What all its patches come to.
  func sum(_ tally: (Patch) -> Patch.Tally) -> Patch.Tally {
    commit.changes.reduce(into: Patch.Tally()) { sum, change in
      if let patch = change.patch { sum += tally(patch) }
    }
  }
}

extension FileChange {
  /// Of a file that was not read, the name alone tells.
  fileprivate func bringsTests(_ kind: FileKind) -> Bool {
    guard bringsContent else { return false }
    return kind == .test ? patch.map { $0.tests.added > 0 } ?? true : kind == .source && patch?.tests.added ?? 0 > 0
  }

  fileprivate func bringsProduction(_ kind: FileKind) -> Bool {
    guard bringsContent, kind == .source else { return false }
    return patch.map { !$0.isGenerated && $0.production.added > 0 } ?? true
  }
}
