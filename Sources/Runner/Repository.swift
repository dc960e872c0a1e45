import Model
import Readers
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
  ///
  /// - Parameter names: what the head of a change and its target will be asked for by, as far as that is known. Git then
  ///   says them in the same breath.
  static func find(in world: inout World, naming names: [String] = []) throws(ReadError) -> Repository {
    world.foresee(listing)
    let (lines, commits): ([String], [String])
    do throws(ReadError) {
      (lines, commits) = try top(naming: names.filter(\.isPlainName), in: world)
    } catch {
      let (obstacle, problem) = Repository.obstacle(error)
      return Repository(
        isGit: false, isShallow: false, obstacle: obstacle, problem: problem, tracked: try Walk(world).files)
    }
    world.directory = Path(lines[0])
    for (name, commit) in zip(names.filter(\.isPlainName), commits) { world.note(naming(name), commit) }
    if commits.count == 2 { foreseeRange(from: commits[1], to: commits[0], in: world) }
    var source = ByteSource(printed: try world.git(listing))
    var tracked: [Path] = []
    while let name = try source.nextField(endedBy: 0) { tracked.append(Path(bytes: Array(source.buffer[name]))) }
    return Repository(isGit: true, isShallow: lines.last == "true", tracked: tracked.sorted())
  }

  private static let listing = ["ls-files", "-z"]

  /// Where the top is and whether the repository is shallow, and the commits of those names, or none where one of them
  /// is not there.
  private static func top(naming names: [String], in world: World) throws(ReadError) -> ([String], [String]) {
    let question = ["rev-parse", "--show-toplevel", "--is-shallow-repository"]
    func lines(_ text: String) -> [String] {
      text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }
    if !names.isEmpty, let text = try? world.gitText(question + names.map { "\($0)^{commit}" }) {
      let all = lines(text), commits = all.dropFirst(2)
      // Where a file is called like that, git says its name.
      if commits.count == names.count, commits.allSatisfy(\.utf8.isObjectName) {
        return (Array(all.prefix(2)), Array(commits))
      }
    }
    return (lines(try world.gitText(question)), [])
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

extension String {
  /// Whether nothing in it means more to git than the name of a branch, a tag or a commit.
  fileprivate var isPlainName: Bool {
    func isPlain(_ byte: UInt8) -> Bool {
      UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20 || UInt8(ascii: "-")...UInt8(ascii: "9") ~= byte
        || byte == UInt8(ascii: "_")
    }
    return !isEmpty && !hasPrefix("-") && utf8.allSatisfy(isPlain) && !contains("..")
  }
}
