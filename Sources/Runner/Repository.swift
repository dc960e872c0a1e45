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
  /// The files of the checkout that git tracks; all files where there is no git.
  let names: PathNames
  var tracked: [Path] { names.all }

  /// Looks where the world's directory is, and moves the world to the top of the repository.
  ///
  /// - Parameter opening: what git was told ahead. It then says several things in the same breath.
  static func find(in world: inout World, _ opening: Opening = Opening()) throws(ReadError) -> Repository {
    // Read while git answers.
    let index = readIndex(opening, in: world)
    let answer: Top
    do throws(ReadError) {
      answer = try top(opening, in: world)
    } catch {
      opening.endGuess(in: world)
      let (obstacle, problem) = Repository.obstacle(error)
      return Repository(
        isGit: false, isShallow: false, obstacle: obstacle, problem: problem, names: PathNames(try Walk(world).files))
    }
    let named = answer.commits?.named ?? []
    let range = named.count == 2 && answer.commits?.parents == nil ? [named[0], "^\(named[1])"] : nil
    if opening.guess != range || answer.isShallow || answer.folder != world.directory { opening.endGuess(in: world) }
    let folder = world.directory
    world.directory = answer.folder
    for (name, commit) in zip(opening.names, named) { world.note(naming(name), commit) }
    if let head = named.first, let parents = answer.commits?.parents {
      world.note(namingParents(of: head), parents.count < 2 ? nil : parents.prefix(2).joined(separator: "\n"))
    }
    if let range { foreseeCommits(of: range, answer.isShallow ? nil : opening.depth, in: world) }
    if let ref = opening.store?.ref, let commits = answer.commits { world.note(naming(ref), commits.notes) }
    if answer.lacksWaivers, let target = named.last { world.note(waiverListing(at: target), printed: []) }
    let known = answer.folder == folder ? index : nil
    let names = if let known { known } else { try list(in: world) }
    return Repository(isGit: true, isShallow: answer.isShallow, names: names)
  }

  /// What git tracks, as its own file has it: that is read sooner than git has started. `nil` where git has to say it.
  private static func readIndex(_ opening: Opening, in world: World) -> PathNames? {
    let index = world.path(".git/index")
    // Names of objects in it are as long as those of commits.
    guard opening.isOfSHA1, let size = world.size(index), size <= ByteCap.held,
      let stream = try? world.open(index).capped(at: ByteCap.held, "an index")
    else { return nil }
    return try? GitIndex.names(in: ByteSource(printed: stream))
  }

  private static func list(in world: World) throws(ReadError) -> PathNames {
    var source = ByteSource(printed: try world.git(["ls-files", "-z"]))
    var tracked: [Path] = []
    while let name = try source.nextField(endedBy: 0) { tracked.append(Path(bytes: Array(source.buffer[name]))) }
    return PathNames(tracked.sorted())
  }

  /// What git says of a repository at first.
  private struct Top {
    let folder: Path
    let isShallow: Bool
    /// Those of the names that were asked for.
    let commits: Opening.Commits?
    /// Whether the last of them has none.
    let lacksWaivers: Bool
  }

  private static func top(_ opening: Opening, in world: World) throws(ReadError) -> Top {
    var (lines, failure) = world.gitLines(opening.question)
    let commits = opening.commits(in: lines.dropFirst(2), isWhole: failure == nil)
    // Where it says nothing at all, it is no name that it does not know.
    if commits == nil, !opening.names.isEmpty, !lines.isEmpty {
      (lines, failure) = world.gitLines(Opening.plainQuestion)
    }
    if commits == nil, let failure { throw failure }
    return Top(
      folder: Path(lines.first ?? ""), isShallow: lines.dropFirst().first == "true", commits: commits,
      lacksWaivers: commits != nil && opening.lacksWaivers(failure))
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
