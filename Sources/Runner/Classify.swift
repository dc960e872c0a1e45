import Model
import Synchronization

/// The files of a repository, of which it is told on all cores what they are, once somebody asks.
func classify(_ names: PathNames, by classifier: Classifier, in world: World) -> RepositoryFiles {
  let told = Mutex<[RepositoryFile]?>(nil)
  return RepositoryFiles(names) {
    told.withLock { known in
      let files = known ?? tell(names.all, by: classifier, in: world)
      known = files
      return files
    }
  }
}

private func tell(_ paths: [Path], by classifier: Classifier, in world: World) -> [RepositoryFile] {
  // A thread is not worth while for fewer; mostly git is at work beside this one.
  let size = 8192
  let pieces = (paths.count + size - 1) / size
  return onAllCores(pieces, in: world) { piece in
    paths[piece * size..<min((piece + 1) * size, paths.count)].map {
      RepositoryFile(path: $0, kind: classifier.kind(of: $0))
    }
  }.flatMap { $0 }
}
