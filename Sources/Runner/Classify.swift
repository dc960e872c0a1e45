import Model

/// What the files of a repository are, in their order, told on all cores.
func classify(_ paths: [Path], by classifier: Classifier, in world: World) -> [RepositoryFile] {
  let size = 512
  let pieces = (paths.count + size - 1) / size
  return onAllCores(pieces, in: world) { piece in
    paths[piece * size..<min((piece + 1) * size, paths.count)].map {
      RepositoryFile(path: $0, kind: classifier.kind(of: $0))
    }
  }.flatMap { $0 }
}
