import Model
@testable import Runner
import Syntax
import Testing

@testable import Host

struct StartedChildTests {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  @Test func `a git that was begun says what it would have said, to who comes first`() throws {
    let commit = try scratch.commit("test: begin")
    let world = scratch.world()
    let answer = world.beginGit(world.directory, ["rev-parse", "HEAD"])
    var source = try ByteSource(answer())
    #expect(try source.rest() == Array("\(commit)\n".utf8))
    #expect(throws: ReadError.self) { try answer() }
  }

  @Test func `the first that it prints can be looked at before it is asked for, and is printed still`() throws {
    let commit = try scratch.commit("test: begin")
    let world = scratch.world().foreseeing(), question = ["rev-parse", "HEAD"]
    #expect(world.begun(question)?.peek(60_000) == nil)
    world.foresee(question)
    for _ in 1...2 { #expect(world.begun(question)?.peek(60_000) == Array("\(commit)\n".utf8)) }
    #expect(try world.gitText(question) == commit)
    #expect(world.begun(question)?.peek(60_000) == nil)
  }

  @Test func `nobody waits long for one that says nothing yet`() throws {
    try scratch.shell("printf '#!/bin/sh\\nsleep 1\\necho late\\n' >../git; chmod +x ../git")
    let world = scratch.world(adding: ["PATH": "\(scratch.path.parent):/usr/bin:/bin"]).foreseeing()
    world.foresee(["late"])
    #expect(world.begun(["late"])?.peek(1) == nil)
    #expect(try world.gitText(["late"]) == "late")
  }

  @Test func `one that is told to end ends, whoever holds it and whatever it was doing`() throws {
    try scratch.shell("printf '#!/bin/sh\necho begun\nexec sleep 600\n' >../git; chmod +x ../git")
    let world = scratch.world(adding: ["PATH": "\(scratch.path.parent):/usr/bin:/bin"]).foreseeing()
    let begun = ContinuousClock.now
    world.foresee(["late"])
    let git = try #require(world.begun(["late"]))
    var source = try ByteSource(printed: git())
    #expect(try source.nextLine() != nil)
    world.stop(["late"])
    // What was cut off is not taken for all.
    #expect(throws: ReadError.self) { try source.nextLine() }
    world.endForesight()
    #expect(ContinuousClock.now - begun < .seconds(300))
  }

  @Test func `one that fails has nothing to be looked at, and fails when it is asked`() {
    let world = scratch.world().foreseeing(), question = ["rev-parse", "--verify", "--quiet", "nowhere"]
    world.foresee(question)
    #expect(world.begun(question)?.peek(60_000) == [])
    #expect(throws: ReadError.self) { try world.gitText(question) }
  }

  @Test func `one that cannot be begun says so when it is asked`() throws {
    let world = scratch.world(adding: ["PATH": "/nowhere"])
    let answer = world.beginGit(world.directory, ["rev-parse", "HEAD"])
    #expect(throws: ReadError.self) { try answer() }
  }

  @Test func `one that nobody comes for is ended, though nobody reads what it prints`() throws {
    // More than a pipe holds.
    try scratch.write(String(repeating: "line\n", count: 1 << 20), to: "large")
    try scratch.commit("test: a large file")
    let world = scratch.world()
    let begun = ContinuousClock.now
    _ = world.beginGit(world.directory, ["cat-file", "blob", "HEAD:large"])
    #expect(ContinuousClock.now - begun < .seconds(60))
  }

  @Test(arguments: ["main", "HEAD", "v1", "main~1", ":/begin", "a..main", "--all", "nowhere", "file"], [true, false])
  func `names are the commits that git says, asked for ahead or not`(_ name: String, _ hasNotes: Bool) throws {
    try scratch.commit("test: begin")
    try scratch.commit("feat: go on")
    try scratch.git("tag", "-a", "-m", "one", "v1")
    if hasNotes { try scratch.git("notes", "--ref", "sixgate", "add", "-m", "{}") }
    // Git would say its name where it finds no such commit.
    try scratch.write("", to: "file^{commit}")
    var (plain, ahead) = (scratch.world(), scratch.world().foreseeing())
    _ = try Repository.find(in: &plain)
    let repository = try Repository.find(in: &ahead, Opening(["HEAD", name], .usual, nil, in: ahead))
    #expect(repository.isGit && ahead.directory == plain.directory)
    #expect((try? resolve(name, in: ahead)) == (try? resolve(name, in: plain)))
    let notes = tip(of: "refs/notes/sixgate", in: ahead)
    #expect(notes == tip(of: "refs/notes/sixgate", in: plain) && (notes != nil) == hasNotes)
  }
}
