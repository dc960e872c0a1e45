/// Which files of the repository the paths of coverage reports mean.
package struct CoveredPaths: Sendable {
  package struct Match: Sendable {
    package let reported: Path
    package let file: Path
    package let kind: FileKind

    package init(reported: Path, file: Path, kind: FileKind) {
      (self.reported, self.file, self.kind) = (reported, file, kind)
    }
  }

  /// By file, ascending; of one file by what the reports call it.
  package var matches: [Match] = []
  /// Ascending.
  package var unmatched: [Path] = []
  package var ambiguous: [(path: Path, candidates: [Path])] = []
  /// What to do about those that were not found, where something like them is there.
  package var suggestion: String?

  package init() {}
}
