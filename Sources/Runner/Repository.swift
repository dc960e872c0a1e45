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
  /// - Parameters:
  ///   - names: what the head of a change and its target will be asked for by, as far as that is known. Git then says
  ///     them in the same breath.
  ///   - store: where records will be looked for. Git says as well whether there are notes of that name.
  ///   - depth: how much of the commits between these will be looked at.
  static func find(
    in world: inout World, naming names: [String] = [], _ store: RecordStore? = nil,
    expecting depth: GitLog.Depth? = nil
  ) throws(ReadError) -> Repository {
    let names = names.filter(\.isPlainName)
    let answer: Top
    do throws(ReadError) {
      answer = try top(naming: names, store?.ref, in: world)
    } catch {
      let (obstacle, problem) = Repository.obstacle(error)
      return Repository(
        isGit: false, isShallow: false, obstacle: obstacle, problem: problem, tracked: try Walk(world).files)
    }
    world.directory = answer.folder
    for (name, commit) in zip(names, answer.commits) { world.note(naming(name), commit) }
    if answer.commits.count == 2 {
      foreseeCommits(of: [answer.commits[0], "^\(answer.commits[1])"], answer.isShallow ? nil : depth, in: world)
    }
    if let ref = store?.ref, !answer.commits.isEmpty { world.note(naming(ref), answer.notes) }
    var source = ByteSource(printed: try world.git(listing))
    var tracked: [Path] = []
    while let name = try source.nextField(endedBy: 0) { tracked.append(Path(bytes: Array(source.buffer[name]))) }
    return Repository(isGit: true, isShallow: answer.isShallow, tracked: tracked.sorted())
  }

  private static let listing = ["ls-files", "-z"]

  /// What git says of a repository at first.
  private struct Top {
    let folder: Path
    let isShallow: Bool
    /// Those of all names that were asked for, or none.
    let commits: [String]
    /// Where the notes stand.
    let notes: String?
  }

  /// Has git begin with what `find` will ask first.
  static func foresee(naming names: [String], _ store: RecordStore, in world: World) {
    world.foresee(question(names.filter(\.isPlainName), store.ref))
  }

  private static let plainQuestion = ["rev-parse", "--show-toplevel", "--is-shallow-repository"]

  /// Git says what it knows until it meets a name that it does not know: notes come last, and mostly are not there.
  private static func question(_ names: [String], _ ref: String?) -> [String] {
    plainQuestion + (names.isEmpty ? [] : names + [ref].compactMap(\.self)).map { "\($0)^{commit}" }
  }

  private static func top(naming names: [String], _ ref: String?, in world: World) throws(ReadError) -> Top {
    var (lines, failure) = world.gitLines(question(names, ref))
    let commits = lines.dropFirst(2).prefix(names.count)
    // Where a file is called like that, git says its name.
    let areKnown = !names.isEmpty && commits.count == names.count && commits.allSatisfy(\.utf8.isObjectName)
    // Where it says nothing at all, it is no name that it does not know.
    if !areKnown, !names.isEmpty, !lines.isEmpty { (lines, failure) = world.gitLines(plainQuestion) }
    if !areKnown, let failure { throw failure }
    return Top(
      folder: Path(lines.first ?? ""), isShallow: lines.dropFirst().first == "true",
      commits: areKnown ? Array(commits) : [],
      notes: areKnown ? lines.dropFirst(2 + names.count).first { $0.utf8.isObjectName } : nil)
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

extension World {
  /// The lines that git prints, and what is wrong at their end.
  fileprivate func gitLines(_ arguments: [String]) -> (lines: [String], failure: ReadError?) {
    var lines: [String] = []
    do throws(ReadError) {
      var source = ByteSource(printed: try git(arguments))
      while let line = try source.nextField(endedBy: UInt8(ascii: "\n")) { lines.append(source.text(line)) }
      return (lines, nil)
    } catch {
      return (lines, error)
    }
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
