import Foundation
import Model
import Syntax
import Testing

@testable import Host
@testable import Runner

/// Which git is run, and what is said where it does not do its work.
struct GitProgramTests {
  private let place: Weakened
  private let scratch: Scratch
  private let before: Sight

  init() throws {
    place = try Weakened()
    scratch = place.scratch
    before = try place.before
    try place.evil(at: "\(scratch.folder.path)/git")
    try scratch.shell("mkdir bin; cp git bin; cp git sub")
  }

  private func seen(_ world: World) throws -> Change {
    var world = world
    let repository = try Repository.find(in: &world)
    return findChange(Request(), repository, in: world)
  }

  @Test(arguments: ["", ".", "./", "bin", "HERE", "HERE/bin", "HERE/src/../bin", "HERE/sub", "LINK", "LINK/bin"])
  func `no git of the repository is run`(_ entry: String) throws {
    let link = scratch.home.appending(path: "link").path
    try scratch.shell("ln -s '\(scratch.folder.path)' '\(link)'")
    let path = entry.replacing("HERE", with: scratch.folder.path).replacing("LINK", with: link)
    let world = scratch.world(adding: ["PATH": "\(path):/usr/bin:/bin"])
    // What the test added to the checkout is not tracked.
    #expect(try Sight(world) == before)
    #expect(!place.hasMark)
  }

  @Test func `nor one that a link outside leads to`() throws {
    let bin = scratch.home.appending(path: "bin").path
    try scratch.shell("mkdir '\(bin)'; ln -s '\(scratch.folder.path)/git' '\(bin)/git'")
    #expect(try Sight(scratch.world(adding: ["PATH": "\(bin):/usr/bin:/bin"])) == before)
    #expect(!place.hasMark)
  }

  @Test func `git's children look for programs where git was looked for`() throws {
    let bin = scratch.home.appending(path: "bin").path
    try scratch.shell("mkdir '\(bin)'; printf '#!/bin/sh\\necho \"$PATH\"\\n' > '\(bin)/git'; chmod +x '\(bin)/git'")
    let world = scratch.world(adding: ["PATH": ":.:\(scratch.folder.path)/bin:\(bin):/usr/bin"])
    #expect(try world.gitText(["version"]) == "\(bin):/usr/bin")
  }

  @Test func `where there is no git, that is said`() throws {
    for path in ["", "bin", "/nowhere", scratch.folder.path] {
      let change = try seen(scratch.world(adding: ["PATH": path]))
      #expect(change.problem?.contains("no git in PATH") == true)
    }
  }

  @Test func `a repository of another user is read`() throws {
    let bin = scratch.home.appending(path: "bin").path
    try scratch.shell(
      "mkdir '\(bin)'; printf '#!/bin/sh\\nGIT_TEST_ASSUME_DIFFERENT_OWNER=1 exec /usr/bin/git \"$@\"\\n' > '\(bin)/git';"
        + "chmod +x '\(bin)/git'")
    let world = scratch.world(adding: ["PATH": "\(bin):/usr/bin:/bin"])
    #expect(try Sight(world) == before)
    var inside = world
    inside.directory = Path("\(scratch.folder.path)/src/new")
    #expect(try Sight(inside) == before)
  }

  @Test(arguments: [
    "fatal: detected dubious ownership in repository at '/x'",
    "fatal: unsafe repository ('/x' is owned by someone else)",
  ])
  func `where git trusts it not, that is said`(_ words: String) throws {
    let bin = scratch.home.appending(path: "bin").path
    try scratch.write("#!/bin/sh\necho \"\(words)\" >&2\nexit 128\n", to: "../home/bin/said")
    // A copy: what this process has written may be open in a child of another test, and is then too busy to run.
    try scratch.shell("cp '\(bin)/said' '\(bin)/git'; chmod +x '\(bin)/git'")
    let change = try seen(scratch.world(adding: ["PATH": "\(bin):/usr/bin:/bin"]))
    #expect(change.obstacle == .refused)
    #expect(change.problem?.contains("safe.directory") == true)
  }

  @Test func `what git cannot read is said in its words`() throws {
    try scratch.write("gitdir: /nowhere\n", to: "src/.git")
    var world = scratch.world()
    world.directory = Path("\(scratch.folder.path)/src")
    #expect(try seen(world).problem?.contains("/nowhere") == true)
  }

  @Test func `outside of repositories there is none`() throws {
    var world = scratch.world()
    world.directory = Path(scratch.home.path)
    #expect(try seen(world).problem == "this is no git repository")
  }
}

struct OddTopTests {
  private let place: Weakened
  private let before: Sight

  init() throws {
    place = try Weakened()
    before = try place.before
  }

  @Test func `a top that is a link is seen as what it leads to`() throws {
    let link = place.scratch.home.appending(path: "link").path
    try place.scratch.shell("ln -s '\(place.scratch.folder.path)' '\(link)'; ln -s src/new '\(link)/inside'")
    for folder in [link, "\(link)/src", "\(link)/inside"] {
      var world = place.scratch.world()
      world.directory = Path(folder)
      #expect(try Sight(world) == before)
    }
  }

  @Test func `a linked worktree is seen as the repository`() throws {
    let tree = place.scratch.home.appending(path: "tree").path
    try place.scratch.git("worktree", "add", "-q", tree)
    var world = place.scratch.world()
    world.directory = Path(tree)
    #expect(try Sight(world) == before)
  }

  @Test func `a submodule is a repository of its own`() throws {
    try place.scratch.shell(
      "git clone -q . ../clone; cd ../clone; mv sub gone 2> /dev/null || true; mkdir -p .git/modules; "
        + "rm -rf sub; git clone -q --separate-git-dir .git/modules/sub ../top/sub sub; "
        + "git -C sub config core.worktree ../../../sub; cd sub; git tag base HEAD^")
    var world = place.scratch.world()
    world.directory = Path("\(place.scratch.folder.deletingLastPathComponent().path)/clone/sub")
    #expect(try Sight(world).commits.map(\.subject) == ["feat: more"])
  }

  @Test func `a clone that is cut off is known as such`() throws {
    try place.scratch.shell("git rev-parse HEAD > .git/shallow")
    var world = place.scratch.world()
    #expect(try Repository.find(in: &world).isShallow)
  }
}
