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
package struct RepositoryFiles: Sequence, Sendable {
  package let paths: [Path]
  /// What each of them is, in their order.
  private let kinds: @Sendable () -> [FileKind]

  /// - Parameter kinds: tells what each path is, in their order; it may be asked many times.
  package init(_ paths: [Path], kinds: @escaping @Sendable () -> [FileKind]) {
    self.paths = paths
    self.kinds = kinds
  }

  package init(_ files: [RepositoryFile] = []) {
    let kinds = files.map(\.kind)
    self.init(files.map(\.path)) { kinds }
  }

  package func makeIterator() -> Iterator { Iterator(paths: paths, kinds: kinds()) }

  package struct Iterator: IteratorProtocol {
    fileprivate let paths: [Path]
    fileprivate let kinds: [FileKind]
    private var place = 0

    fileprivate init(paths: [Path], kinds: [FileKind]) {
      self.paths = paths
      self.kinds = kinds
    }

    package mutating func next() -> RepositoryFile? {
      guard place < paths.count, place < kinds.count else { return nil }
      defer { place += 1 }
      return RepositoryFile(path: paths[place], kind: kinds[place])
    }
  }
}

extension RepositoryFiles {
  /// What each of them is.
  package var byPath: [Path: FileKind] { Dictionary(map { ($0.path, $0.kind) }) { first, _ in first } }

  /// All of them, and every folder that holds one.
  package var places: Set<Path> {
    paths.reduce(into: []) { places, path in
      var place = path
      while places.insert(place).inserted, !place.isEmpty { place = place.parent }
    }
  }
}
