/// What a gate would like to know before it judges for good.
package enum Want: Hashable, Sendable {
  /// What a commit does to a file, told with the whole file in sight.
  case wholeFile(PatchPlace)
}

/// A file as a commit changes it.
package struct PatchPlace: Hashable, Sendable {
  package var commit: String
  package var path: Path
  /// Where the file was before.
  package var origin: Path?

  package init(commit: String, path: Path, origin: Path? = nil) {
    self.commit = commit
    self.path = path
    self.origin = origin
  }
}
