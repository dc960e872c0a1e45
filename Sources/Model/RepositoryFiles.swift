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
  package let names: PathNames
  /// The roots of packages, where they were looked for by who had time to.
  package var roots: Set<Path>?
  private let tell: @Sendable () -> [RepositoryFile]

  /// - Parameter tell: tells of each path, in their order, what it is; it may be asked many times.
  package init(_ names: PathNames, tell: @escaping @Sendable () -> [RepositoryFile]) {
    self.names = names
    self.tell = tell
  }

  package init(_ files: [RepositoryFile] = []) {
    self.init(PathNames(files.map(\.path))) { files }
  }

  package var paths: [Path] { names.all }

  package var all: [RepositoryFile] { tell() }

  package var kinds: [Path: FileKind] { Dictionary(all.map { ($0.path, $0.kind) }) { first, _ in first } }

  /// All of them, and every folder that holds one.
  package var places: Set<Path> {
    paths.reduce(into: []) { places, path in
      var place = path
      while places.insert(place).inserted, !place.isEmpty { place = place.parent }
    }
  }
}
