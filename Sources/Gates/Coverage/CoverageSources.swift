package import Model

extension Case {
  /// The files whose text gate 2 wants to know of: those that reports speak of and those that the change touches, as
  /// far as they are sources that count.
  package var sourcesForCoverage: [Path] {
    if evidence.coverage.files.isEmpty { return [] }
    let present = Set(files.map(\.path))
    let reported = CoveragePaths(self).matched(evidence.coverage).files.keys
    return Set(reported).union(touched.filter(\.bringsContent).map(\.path))
      .filter { present.contains($0) && counts($0) }.sorted()
  }
}
