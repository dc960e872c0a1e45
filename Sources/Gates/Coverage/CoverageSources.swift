package import Model

extension Case {
  /// The files whose text gate 2 wants to know of: those that reports speak of and those that the change touches, as
  /// far as they are sources that count.
  package var sourcesForCoverage: [Path] {
    if evidence.coverage.files.isEmpty { return [] }
    let paths = CoveragePaths(self)
    return paths.files(of: evidence.coverage).union(touched.filter(\.bringsContent).map(\.path))
      .filter { paths.known[$0] == .source && !isExcluded($0) }.sorted()
  }
}
