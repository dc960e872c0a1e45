/// What a gate is given to judge: everything, and nothing else.
package struct Case: Sendable {
  package var evidence: Evidence
  package var files: RepositoryFiles
  package var change: Change
  /// The lines that it adds or modifies; `nil` where nobody asked, or it is not known.
  package var changedLines: ChangedLines?
  /// The same for a picture alone, where one is drawn: nothing is judged by them.
  package var drawnLines: ChangedLines?
  package var inputs: [Input]
  package var policy: Policy
  /// What an earlier run found of the change's base, or of the nearest of its ancestors that one was kept of.
  package var baseline: Record?
  package var instant: Instant
  /// Measurements to compare with, where there are any.
  package var measuredBefore: Baseline?
  /// The texts of the files that reports of coverage speak of, as far as a gate asked for them.
  package var sources: [Path: SourceText] = [:]
  /// The folders of the repository that names of packages stand for (a Go module's): reports name files by these.
  package var packages: [Path: Path] = [:]

  package init(
    evidence: Evidence, files: RepositoryFiles = RepositoryFiles(), change: Change, inputs: [Input] = [],
    policy: Policy,
    baseline: Record? = nil, instant: Instant
  ) {
    self.evidence = evidence
    self.files = files
    self.change = change
    self.inputs = inputs
    self.policy = policy
    self.baseline = baseline
    self.instant = instant
  }
}

extension Case {
  /// The files that the change's own commits touch, with what they are; merges bring nothing of their own.
  package var touched: [FileChange] {
    (evidence.history?.commits ?? []).flatMap(\.changes)
  }

  package func kind(of path: Path) -> FileKind { policy.classifier.kind(of: path) }

  /// Whether the change is known to have no commits.
  package var isEmpty: Bool { evidence.history.map { !$0.isCutOff && $0.commits.isEmpty } ?? false }

  /// Whether any commit of the change touches a file of that kind; `nil` where the history is not known or touches
  /// nothing: it excuses no gate.
  package func touches(_ kinds: Set<FileKind>) -> Bool? {
    guard let history = evidence.history, !history.isCutOff, !touched.isEmpty else { return nil }
    return touched.flatMap(\.paths).contains { kinds.contains(kind(of: $0)) }
  }
}
