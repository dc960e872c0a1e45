import Model
import Readers
import Synchronization
import Syntax
import Testing

@testable import Host
@testable import Runner

/// A run that a platform starts for a pull request, in the checkout that it makes.
struct PullRequestOpeningTests {
  private let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    try scratch.commit("test: begin")
    try scratch.git("checkout", "--quiet", "-b", "topic")
    try scratch.commit("feat: go on")
    try scratch.git("checkout", "--quiet", "main")
    try scratch.commit("docs: move on")
    try scratch.git("update-ref", "refs/remotes/origin/main", "main")
  }

  private static let merge = "git checkout -q --detach main && git merge -q --no-ff -m merge topic"
  private static let checkouts: [(what: String, script: String, names: Int)] = [
    ("its merge", merge, 1),
    ("the branch itself", "git checkout -q --detach topic", 1),
    ("a first commit", "git checkout -q --orphan new && git commit -q --allow-empty -m 'feat: new'", 1),
    ("a merge of three", "git checkout -q --detach main~ && git merge -q --no-ff -m m $(tree one) $(tree two)", 1),
    ("no branch to go to", "\(merge) && git update-ref -d refs/remotes/origin/main", 2),
    ("branches that git has packed", "\(merge) && git pack-refs --all", 1),
    ("a branch that git has packed", "git checkout -q topic && git pack-refs --all", 2),
    ("notes of runs before", "\(merge) && git notes --ref sixgate add -m '{}' main", 1),
    ("a clone that is cut off", "\(merge) && git rev-parse HEAD > .git/shallow", 2),
    ("files that are called like names", "\(merge) && mkdir origin && touch 'HEAD^@' 'origin/main^{commit}'", 1),
  ]

  /// The questions for names of commits, and the change.
  private func find(_ plain: World, expecting depth: GitLog.Depth?) throws -> (asked: Int, Change, Repository) {
    let asked = Mutex(0)
    var world = plain
    world.gitIn = { folder, arguments, input throws(ReadError) in
      if arguments[0] == "rev-parse" { asked.withLock { $0 += 1 } }
      return try plain.gitIn(folder, arguments, input)
    }
    world.beginGit = { folder, arguments, room in
      if arguments[0] == "rev-parse" { asked.withLock { $0 += 1 } }
      return plain.beginGit(folder, arguments, room)
    }
    guard let depth else {
      let repository = try Repository.find(in: &world)
      let change = findChange(Request(), repository, in: world)
      return (asked.withLock { $0 }, change, repository)
    }
    world = world.foreseeing()
    let opening = Opening(namesOfChange(Request(), in: world), .usual, depth, in: world)
    #expect(opening.guess == nil)
    let repository = try Repository.find(in: &world, opening)
    let change = findChange(Request(), repository, in: world, expecting: depth)
    #expect(tip(of: "refs/notes/sixgate", in: world) == tip(of: "refs/notes/sixgate", in: plain))
    return (asked.withLock { $0 }, change, repository)
  }

  @Test(arguments: checkouts)
  func `all names are asked for at once, and the change is the one it was`(
    _ what: String, _ script: String, _ names: Int
  ) throws {
    try scratch.shell("tree() { git commit-tree -p main~ -m $1 main^{tree}; }; \(script)")
    let world = scratch.world(adding: [
      "GITHUB_ACTIONS": "true", "GITHUB_EVENT_NAME": "pull_request", "GITHUB_BASE_REF": "main",
    ])
    let (_, expected, repository) = try find(world, expecting: nil)
    let (asked, change, found) = try find(world, expecting: .lines)
    #expect(change == expected, "\(what)")
    #expect(found.tracked == repository.tracked && found.isShallow == repository.isShallow, "\(what)")
    #expect(asked <= names, "\(what)")
  }

  @Test func `a name that a call gives is none of a merge`() throws {
    let world = scratch.world(adding: [
      "GITHUB_ACTIONS": "true", "GITHUB_EVENT_NAME": "pull_request", "GITHUB_BASE_REF": "main",
    ])
    var request = Request()
    #expect(namesOfChange(request, in: world) == NamesOfChange(["HEAD", "origin/main"], mayBeMerge: true))
    request.head = "topic"
    #expect(namesOfChange(request, in: world) == NamesOfChange(["topic", "origin/main"]))
    request.base = "main~"
    #expect(namesOfChange(request, in: world) == NamesOfChange(["topic", "main~"]))
    #expect(namesOfChange(Request(), in: scratch.world()) == NamesOfChange(["HEAD"]))
  }
}
