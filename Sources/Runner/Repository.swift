import Model
import Syntax

/// The repository that a run stands in.
struct Repository {
  /// Whether git knows it.
  let isGit: Bool
  let isShallow: Bool
  /// The files of the checkout that git tracks, ascending; all files where there is no git.
  let tracked: [Path]

  /// Looks where the world's directory is, and moves the world to the top of the repository.
  static func find(in world: inout World) throws(ReadError) -> Repository {
    guard let top = try? world.gitText(["rev-parse", "--show-toplevel", "--is-shallow-repository"]) else {
      return Repository(isGit: false, isShallow: false, tracked: try Walk(world).files)
    }
    let lines = top.split(separator: "\n", omittingEmptySubsequences: false)
    world.directory = Path(String(lines[0]))
    var source = ByteSource(printed: try world.git(["ls-files", "-z"]))
    var tracked: [Path] = []
    while let name = try source.nextField(endedBy: 0) { tracked.append(Path(bytes: Array(source.buffer[name]))) }
    return Repository(isGit: true, isShallow: lines.last == "true", tracked: tracked.sorted())
  }
}
