import Model

/// What the files of a repository are, in their order, told on all cores.
func classify(_ paths: [Path], by classifier: Classifier, in world: World) -> [RepositoryFile] {
  // A thread is not worth while for fewer; mostly git is at work beside this one.
  let size = 8192
  let pieces = (paths.count + size - 1) / size
  return onAllCores(pieces, in: world) { piece in
    paths[piece * size..<min((piece + 1) * size, paths.count)].map {
      RepositoryFile(path: $0, kind: classifier.kind(of: $0))
    }
  }.flatMap { $0 }
}
