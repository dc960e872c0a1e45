import Model
import Readers
import Syntax
import Testing

@testable import Host
@testable import Runner

struct OpeningTests {
  private let scratch: Scratch
  private let (base, head): (String, String)

  init() throws {
    scratch = try Scratch()
    base = try scratch.commit("test: begin")
    try scratch.git("checkout", "--quiet", "-b", "topic")
    head = try scratch.commit("feat: go on")
  }

  private static let states: [(what: String, script: String, name: String, isGuessed: Bool)] = [
    ("a branch", "true", "main", true),
    ("a branch that is behind another's name", "git branch a/b main", "a/b", true),
    ("a head that is on no branch", "git checkout --quiet --detach", "main", true),
    ("a branch of elsewhere", "git update-ref refs/remotes/origin/x main", "origin/x", true),
    ("what stands for one", "git symbolic-ref refs/remotes/origin/HEAD refs/heads/main", "origin/HEAD", true),
    ("branches that git has packed", "git pack-refs --all", "main", false),
    ("a name that a tag has too", "git tag main HEAD", "main", true),
    ("a name that leads out", "git branch a main", "../heads/a", false),
    ("a commit that is not there", "git update-ref -d refs/heads/main", "main", false),
  ]

  @Test(arguments: states)
  func `what is guessed changes nothing but what git begins with`(
    _ what: String, _ script: String, _ name: String, _ isGuessed: Bool
  ) throws {
    try scratch.shell(script)
    var (plain, ahead) = (scratch.world(), scratch.world().foreseeing())
    let opening = Opening(NamesOfChange(["HEAD", name]), .usual, .lines, in: ahead)
    #expect((opening.guess != nil) == isGuessed, "\(what)")
    let (expected, found) = (try Repository.find(in: &plain), try Repository.find(in: &ahead, opening))
    #expect(ahead.directory == plain.directory && found.tracked == expected.tracked)
    let commit = try? resolve(name, in: plain)
    #expect(try resolve("HEAD", in: ahead) == head && (try? resolve(name, in: ahead)) == commit, "\(what)")
    guard let commit else { return }
    // Git has begun with the right commits alone.
    if let guess = opening.guess, guess != [head, "^\(commit)"] {
      #expect(!ahead.foresees(GitLog.arguments(.lines, walking: guess)), "\(what)")
    }
    #expect(name.contains("..") || ahead.foresees(GitLog.arguments(.lines, walking: [head, "^\(commit)"])), "\(what)")
  }

  private static let waivers: [(script: String, isTold: Bool)] = [
    ("true", true),
    ("mkdir -p .sixgate/waivers && echo x > .sixgate/waivers/a.yaml", true),
    ("\(commitWaiver)", true),
    ("git checkout -q main && \(commitWaiver) && git checkout -q topic", false),
    ("git config remote.origin.promisor true", false),
    ("git config extensions.partialClone origin", false),
  ]
  private static let commitWaiver =
    "mkdir -p .sixgate/waivers && echo x > .sixgate/waivers/a.yaml && git add . && git commit -qm 'docs: one'"

  @Test(arguments: waivers, [(true, false), (true, true), (false, true), (false, false)])
  func `that a target has no waivers is known with its name`(
    _ row: (script: String, isTold: Bool), _ refs: (hasNotes: Bool, isPacked: Bool)
  ) throws {
    let (hasNotes, isPacked) = refs
    try scratch.shell(row.script)
    if hasNotes { try scratch.git("notes", "--ref", "sixgate", "add", "-m", "{}") }
    if isPacked { try scratch.shell("git checkout -q --detach && git pack-refs --all") }
    var (plain, ahead) = (scratch.world(), scratch.world().foreseeing())
    _ = try Repository.find(in: &plain)
    let target = try resolve("main", in: plain)
    _ = try Repository.find(in: &ahead, Opening(NamesOfChange(["HEAD", target]), .usual, .lines, in: ahead))
    let listing = waiverListing(at: target)
    // One of the two is asked for.
    #expect(ahead.foresees(listing) == (row.isTold && !hasNotes), "\(row.script)")
    #expect(try ahead.gitText(listing) == plain.gitText(listing), "\(row.script)")
    #expect(tip(of: "refs/notes/sixgate", in: ahead) == tip(of: "refs/notes/sixgate", in: plain))
  }

  @Test(arguments: [".", "sub/..", "../link", "nowhere"])
  func `a folder is known by its own name, however a call names it`(_ name: String) throws {
    try scratch.shell("mkdir sub; ln -s top ../link")
    let place = scratch.path.appending(Path(name))
    let world = World.live(directory: place, environment: [:])
    #expect(world.directory == (name == "nowhere" ? place : scratch.path))
  }

  @Test func `nothing is guessed of a clone that is cut off, and of no repository`() throws {
    try scratch.write(base + "\n", to: ".git/shallow")
    var world = scratch.world().foreseeing()
    let opening = Opening(NamesOfChange(["HEAD", "main"]), .usual, .lines, in: world)
    #expect(opening.guess == nil)
    #expect(try Repository.find(in: &world, opening).isShallow)
    #expect(!world.foresees(GitLog.arguments(.lines, walking: [head, "^\(base)"])))
    world.directory = "/"
    #expect(guessCommits(["HEAD"], in: world) == nil)
  }

  @Test func `where names are kept in no files, it is git that knows of notes, though both commits are told`() throws {
    let commits = NamesOfChange([head, base])
    #expect(!Opening(commits, .usual, .lines, in: scratch.world()).question.contains("refs/notes/sixgate^{commit}"))
    // What git leaves there for older ones, where it keeps them in tables.
    try scratch.write("ref: refs/heads/.invalid\n", to: ".git/HEAD")
    let opening = Opening(commits, .usual, .lines, in: scratch.world())
    #expect(opening.question.last == "refs/notes/sixgate^{commit}" && !opening.isOfSHA1)
  }

  @Test func `a file that could be no branch is none`() throws {
    let world = scratch.world()
    #expect(guessCommits(["HEAD", "main"], in: world) == [head, base])
    for text in ["", "0123\n", "ref: ../main\n", "ref: refs/heads/nowhere\n", String(repeating: "a", count: 8192)] {
      try scratch.write(text, to: ".git/refs/heads/main")
      #expect(guessCommits(["main"], in: world) == nil)
    }
  }
}
