import Dispatch
import Model
import Synchronization

/// What the files of a repository are, in their order, told on all cores.
func classify(_ paths: [Path], by classifier: Classifier) -> [RepositoryFile] {
  let size = 512
  let pieces = (paths.count + size - 1) / size
  let results = Mutex([[RepositoryFile]](repeating: [], count: pieces))
  DispatchQueue.concurrentPerform(iterations: pieces) { piece in
    let part = paths[piece * size..<min((piece + 1) * size, paths.count)]
    let files = part.map { RepositoryFile(path: $0, kind: classifier.kind(of: $0)) }
    results.withLock { $0[piece] = files }
  }
  return results.withLock { $0.flatMap { $0 } }
}
