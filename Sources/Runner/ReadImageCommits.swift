import Gates
import Model
import Syntax

/// Asks git where the commits are that images of this repository are tagged with, each once.
func readImageCommits(
  _ files: [ReadFile], _ policy: Policy, _ change: Change, _ repository: Repository, in world: World
) -> [ReadFile] {
  let own = policy.everywhere(\.infrastructure.ownImages)
  guard repository.isGit, !own.isEmpty else { return files }
  var known: [String: ImageCommit] = [:]
  return files.map { file in
    var file = file
    for use in file.evidence.manifests.objects.flatMap(\.images) + file.evidence.manifests.images {
      let image = ImageReference(use.reference)
      guard let commit = image.commit, image.isOne(of: own) else { continue }
      let standing = known[commit] ?? standing(of: commit, change, repository, in: world)
      known[commit] = standing
      file.evidence.manifests.commits[commit] = standing
    }
    return file
  }
}

/// A commit of main is an ancestor of what the change goes to, or of the change, which brings it there.
func standing(
  of commit: String, _ change: Change, _ repository: Repository, in world: World
) -> ImageCommit {
  guard (try? world.gitText(["rev-parse", "--verify", "--quiet", commit + "^{commit}"])) != nil else {
    return repository.isShallow ? .unknown : .nowhere
  }
  let mains = [change.target ?? change.base, change.head].compactMap { $0 }
  if mains.isEmpty { return .unknown }
  let isReached = mains.contains { (try? world.gitText(["merge-base", "--is-ancestor", commit, $0])) != nil }
  return isReached ? .onMain : repository.isShallow ? .unknown : .elsewhere
}
