import Model
import Synchronization

/// The files of a repository, of which it is told on all cores what they are, once somebody asks.
func classify(_ paths: [Path], by classifier: Classifier, in world: World) -> RepositoryFiles {
  let told = Mutex<[FileKind]?>(nil)
  return RepositoryFiles(paths) {
    told.withLock { known in
      let kinds = known ?? kinds(of: paths, by: classifier, in: world)
      known = kinds
      return kinds
    }
  }
}

private func kinds(of paths: [Path], by classifier: Classifier, in world: World) -> [FileKind] {
  // A thread is not worth while for fewer; mostly git is at work beside this one.
  let size = 8192
  let pieces = (paths.count + size - 1) / size
  return onAllCores(pieces, in: world) { piece in
    paths[piece * size..<min((piece + 1) * size, paths.count)].map(classifier.kind)
  }.flatMap { $0 }
}
