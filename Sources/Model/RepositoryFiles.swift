/// A file of the repository under judgement.
package struct RepositoryFile: Hashable, Sendable {
  package var path: Path
  package var kind: FileKind

  package init(path: Path, kind: FileKind) {
    self.path = path
    self.kind = kind
  }
}

/// The files of the repository at the change's head, ascending, and what they are.
///
/// Who asks for their paths alone does not wait until it is told what thousands of them are.
package struct RepositoryFiles: Sendable {
  package let paths: [Path]
  /// The roots of packages, where they were looked for by who had time to.
  package var roots: Set<Path>?
  private let tell: @Sendable () -> [RepositoryFile]

  /// - Parameter tell: tells of each path, in their order, what it is; it may be asked many times.
  package init(_ paths: [Path], tell: @escaping @Sendable () -> [RepositoryFile]) {
    self.paths = paths
    self.tell = tell
  }

  package init(_ files: [RepositoryFile] = []) {
    self.init(files.map(\.path)) { files }
  }

  package var all: [RepositoryFile] { tell() }

  package var kinds: [Path: FileKind] { Dictionary(all.map { ($0.path, $0.kind) }) { first, _ in first } }

  /// The paths that do not stand before one.
  package func paths(from first: Path) -> ArraySlice<Path> {
    var (start, end) = (0, paths.count)
    while start < end {
      let middle = (start + end) / 2
      if paths[middle] < first { start = middle + 1 } else { end = middle }
    }
    return paths[start...]
  }

  /// All of them, and every folder that holds one.
  package var places: Set<Path> {
    paths.reduce(into: []) { places, path in
      var place = path
      while places.insert(place).inserted, !place.isEmpty { place = place.parent }
    }
  }
}
