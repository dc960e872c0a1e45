import Model
import Syntax

/// The repository that a run stands in.
struct Repository {
  /// Whether git knows it.
  let isGit: Bool
  let isShallow: Bool
  /// Why git does not know it, and what git says.
  var obstacle: Obstacle?
  var problem: String?
  /// The files of the checkout that git tracks, ascending; all files where there is no git.
  let tracked: [Path]

  /// Looks where the world's directory is, and moves the world to the top of the repository.
  static func find(in world: inout World) throws(ReadError) -> Repository {
    let top: String
    do throws(ReadError) {
      top = try world.gitText(["rev-parse", "--show-toplevel", "--is-shallow-repository"])
    } catch {
      let (obstacle, problem) = Repository.obstacle(error)
      return Repository(
        isGit: false, isShallow: false, obstacle: obstacle, problem: problem, tracked: try Walk(world).files)
    }
    let lines = top.split(separator: "\n", omittingEmptySubsequences: false)
    world.directory = Path(String(lines[0]))
    var source = ByteSource(printed: try world.git(["ls-files", "-z"]))
    var tracked: [Path] = []
    while let name = try source.nextField(endedBy: 0) { tracked.append(Path(bytes: Array(source.buffer[name]))) }
    return Repository(isGit: true, isShallow: lines.last == "true", tracked: tracked.sorted())
  }

  /// - Source: the words of git's setup.c, in the language of programs
  private static func obstacle(_ error: ReadError) -> (Obstacle, String) {
    if error.met.contains("dubious ownership") || error.met.contains("unsafe repository") {
      return (.refused, "git refuses the repository, since it belongs to somebody else (safe.directory)")
    }
    if error.met.contains("must be run in a work tree") {
      return (.bare, "this is a bare repository, without a checkout to judge")
    }
    let isPlain = error.met.contains("not a git repository (or any")
    return (.noRepository, isPlain ? "this is no git repository" : error.message)
  }
}
