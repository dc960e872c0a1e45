package import Model

extension Case {
  /// Finds out which files of the repository the reports of coverage speak of.
  package mutating func findCoveredFiles() {
    evidence.coverage.keep(CoveragePaths(self).paths(of: evidence.coverage))
  }

  /// The files whose text gate 2 wants to know of: those that reports speak of and those that the change touches, as
  /// far as they are sources of the repository that count; ascending.
  package var sourcesForCoverage: [Path] {
    // Where no file is known, reports may name any.
    guard let matches = evidence.coverage.paths?.matches, !matches.isEmpty, !files.paths.isEmpty else { return [] }
    var paths = matches.lazy.filter { $0.kind == .source }.map(\.file).withoutRepeats
    let changed = Set(touched.filter(\.bringsContent).map(\.path))
    if !changed.isEmpty {
      paths = changed.intersection(files.all.lazy.filter { $0.kind == .source }.map(\.path)).union(paths).sorted()
    }
    return paths.filter { !isExcluded($0) }
  }
}

extension Sequence<Path> {
  /// Of ascending paths: each once.
  fileprivate var withoutRepeats: [Path] { reduce(into: []) { if $0.last != $1 { $0.append($1) } } }
}
