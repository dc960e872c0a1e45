package import Model

/// Finds which files of the repository the paths of reports mean: the same path, else the one file whose path ends
/// as the report's does, or the other way round.
package struct CoveragePaths {
  package struct Result {
    package var files: [Path: FileCoverage] = [:]
    /// Ascending.
    package var unmatched: [Path] = []
    package var ambiguous: [(path: Path, candidates: [Path])] = []
  }

  private let known: Set<Path>
  private let byName: [Path: [Path]]

  init(_ matter: Case) { self.init(matter.files) }

  package init(_ files: [RepositoryFile]) {
    known = Set(files.map(\.path))
    byName = Dictionary(grouping: files.map(\.path), by: \.basename)
  }

  package func matched(_ coverage: Coverage) -> Result {
    var result = Result()
    for (path, file) in coverage.files.sorted(by: { $0.key < $1.key }) {
      // A run outside any repository knows no files: what reports say is all there is.
      let candidates = known.isEmpty ? [path.normalised] : candidates(for: path, coverage.roots)
      switch candidates.count {
      case 0: result.unmatched.append(path)
      case 1: result.files[candidates[0], default: FileCoverage()].merge(file)
      default: result.ambiguous.append((path, candidates))
      }
    }
    for index in result.files.values.indices { result.files.values[index].settle() }
    return result
  }

  private func candidates(for reported: Path, _ roots: Set<Path>) -> [Path] {
    let path = reported.normalised
    if known.contains(path) { return [path] }
    let spellings = roots.sorted().map { $0.appending(reported).normalised } + [path]
    for spelling in spellings {
      let same = byName[spelling.basename, default: []].filter { ends($0, like: spelling) }
      let longest = same.map(\.segments.count).max() ?? 0
      let best = same.filter { $0.segments.count == longest || $0.segments.count >= spelling.segments.count }
      if !best.isEmpty { return best.sorted() }
    }
    return []
  }

  /// Whether the shorter of two paths is the end of the longer, whole segments compared.
  private func ends(_ a: Path, like b: Path) -> Bool {
    zip(a.segments.reversed(), b.segments.reversed()).allSatisfy { $0 == $1 }
  }
}
