package import Model

/// What ran of a file of the repository.
package struct CoveredFile {
  package let path: Path
  let kind: FileKind
  /// Settled.
  package private(set) var coverage: FileCoverage

  fileprivate init(_ match: CoveredPaths.Match, _ coverage: FileCoverage) {
    (path, kind, self.coverage) = (match.file, match.kind, coverage)
    self.coverage.settle()
  }

  fileprivate mutating func merge(_ other: FileCoverage) {
    coverage.merge(other)
    coverage.settle()
  }

  /// Takes out what stands in some lines.
  /// - Returns: how many lines that were.
  mutating func remove(_ ranges: [ClosedRange<Int>]) -> Int { coverage.remove(ranges) }
}

extension CoveredPaths {
  /// What reports say of the files that were found, ascending.
  package func files(of coverage: Coverage) -> [CoveredFile] {
    var files: [CoveredFile] = []
    files.reserveCapacity(matches.count)
    for match in matches {
      guard let file = coverage.files[match.reported] else { continue }
      if let last = files.last, last.path == match.file {
        // Two reports call it by different names.
        files[files.count - 1].merge(file)
      } else {
        files.append(CoveredFile(match, file))
      }
    }
    return files
  }
}

extension Case {
  /// Which files of the repository the reports of coverage speak of.
  package var coveredPaths: CoveredPaths { evidence.coverage.paths ?? CoveragePaths(self).paths(of: evidence.coverage) }
}
