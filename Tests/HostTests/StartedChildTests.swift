import Foundation
import Model
@testable import Runner
import Syntax
import Testing

@testable import Host

struct StartedChildTests {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  @Test(arguments: [nil, 1 << 10])
  func `a git that was begun says what it would have said, to who comes first`(_ room: Int?) throws {
    let commit = try scratch.commit("test: begin")
    let world = scratch.world()
    let answer = world.beginGit(world.directory, ["rev-parse", "HEAD"], room)
    var source = try ByteSource(answer())
    #expect(try source.rest() == Array("\(commit)\n".utf8))
    #expect(throws: ReadError.self) { try answer() }
  }

  @Test(arguments: [nil, 1 << 10])
  func `the first that it prints can be looked at before it is asked for, and is printed still`(_ room: Int?) throws {
    let commit = try scratch.commit("test: begin")
    let world = scratch.world().foreseeing(), question = ["rev-parse", "HEAD"]
    #expect(world.begun(question)?.peek(60_000) == nil)
    world.foresee(question, room: room)
    for _ in 1...2 { #expect(world.begun(question)?.peek(60_000) == Array("\(commit)\n".utf8)) }
    #expect(try world.gitText(question) == commit)
    #expect(world.begun(question)?.peek(60_000) == nil)
  }

  /// A git that is this script.
  private func world(git script: String) throws -> World {
    try scratch.write("#!/bin/sh\n\(script)\n", to: "../git")
    try scratch.shell("chmod +x ../git")
    return scratch.world(adding: ["PATH": "\(scratch.path.parent):/usr/bin:/bin"]).foreseeing()
  }

  @Test(arguments: [nil, 1 << 10])
  func `nobody waits long for one that says nothing yet`(_ room: Int?) throws {
    let world = try world(git: "sleep 1; echo late")
    world.foresee(["late"], room: room)
    #expect(world.begun(["late"])?.peek(1) == nil)
    #expect(try world.gitText(["late"]) == "late")
  }

  @Test(arguments: [nil, 1 << 10])
  func `one that is told to end ends, whoever holds it and whatever it was doing`(_ room: Int?) throws {
    let world = try world(git: "echo begun; exec sleep 600")
    let begun = ContinuousClock.now
    world.foresee(["late"], room: room)
    let git = try #require(world.begun(["late"]))
    var source = try ByteSource(printed: git())
    #expect(try source.nextLine() != nil)
    world.stop(["late"])
    // What was cut off is not taken for all.
    #expect(throws: ReadError.self) { try source.nextLine() }
    try world.settle()
    world.endForesight()
    #expect(ContinuousClock.now - begun < .seconds(300))
  }

  @Test func `all that one prints is known before it has ended, and how it ends when all is settled`() throws {
    let world = try world(git: "echo all; exec >&-; until test -e settled; do sleep 0.01; done; exit 3")
    world.foresee(["all"], room: 1 << 10)
    let git = try #require(world.begun(["all"]))
    var source = try ByteSource(printed: git())
    #expect(try source.rest() == Array("all\n".utf8))
    world.stop(["all"])
    try scratch.write("", to: "settled")
    #expect {
      try world.settle()
    } throws: {
      ($0 as? ReadError)?.met == "git all that ended with status 3 (no words)"
    }
  }

  @Test func `one whom a signal ends has not told all, and is known for it`() throws {
    let world = try world(git: "echo all; kill -KILL $$")
    world.foresee(["all"], room: 1 << 10)
    let git = try #require(world.begun(["all"]))
    var source = try ByteSource(printed: git())
    #expect {
      _ = try source.rest()
      world.stop(["all"])
      try world.settle()
    } throws: {
      ($0 as? ReadError)?.met == "git all that ended with status 137 (no words)"
    }
  }

  @Test func `one that nobody settles is ended`() throws {
    let world = try world(git: "echo all; exec >&-; exec sleep 600")
    let begun = ContinuousClock.now
    world.foresee(["all"], room: 1 << 10)
    let git = try #require(world.begun(["all"]))
    var source = try ByteSource(printed: git())
    #expect(try source.rest() == Array("all\n".utf8))
    world.stop(["all"])
    world.endForesight()
    #expect(ContinuousClock.now - begun < .seconds(300))
  }

  @Test func `of one that says what is wrong the end is waited for`() throws {
    let world = try world(git: "echo all; echo no more >&2; exec >&-; sleep 1; exit 3")
    world.foresee(["all"], room: 1 << 10)
    var source = try ByteSource(printed: world.git(["all"]))
    #expect(try source.nextLine() != nil)
    #expect {
      try source.nextLine()
    } throws: {
      ($0 as? ReadError)?.met == "git all that ended with status 3 (no more)"
    }
  }

  @Test func `one that prints more than there is room for fails`() throws {
    let wait = "while test `ulimit -f` = unlimited; do :; done"
    let world = try world(git: "\(wait); for n in 1 2 3 4 5 6 7 8 9; do printf '%0100d' $n || exit 4; done")
    for room in [100, 450] {
      world.foresee(["much"], room: room)
      var read: [UInt8] = []
      let git = try #require(world.begun(["much"]))
      let stream = try git()
      #expect(throws: ReadError.self) { for _ in 1...100 { try stream.appendBlock(&read) } }
      #expect(read.count == room)
      world.stop(["much"])
    }
  }

  /// On which cores a thread or process may run, by its file of the kernel.
  private func cores(of status: String) throws -> Substring? {
    let lines = try String(contentsOfFile: status, encoding: .utf8).split(separator: "\n")
    return lines.first { $0.hasPrefix("Cpus_allowed_list:") }
  }

  @Test func `whoever is begun beside another may run on all cores, and so may we`() throws {
    let own = try #require(try cores(of: "/proc/thread-self/status"))
    let world = try world(git: "until test -e begun; do sleep 0.01; done; grep Cpus_allowed_list: /proc/self/status")
    // The first is the one that others are put beside of.
    let questions = ["long", "short", "shorter"].map { [$0] }
    for (place, question) in questions.enumerated() { world.foresee(question, room: place == 0 ? 1 << 10 : nil) }
    try scratch.write("", to: "begun")
    for question in questions { #expect(try world.gitText(question) == own) }
    #expect(try cores(of: "/proc/thread-self/status") == own)
  }

  @Test func `one that cannot be begun beside another keeps nobody from a core`() throws {
    let own = try #require(try cores(of: "/proc/thread-self/status"))
    let world = try world(git: "echo on; until test -e begun; do sleep 0.01; done")
    world.foresee(["long"], room: 1 << 10)
    #expect(world.begun(["long"])?.peek(60_000) == Array("on\n".utf8))
    try scratch.shell("printf '\\177ELF' > ../broken; chmod +x ../broken; mv ../broken ../git")
    world.foresee(["short"])
    #expect(throws: ReadError.self) { try world.git(["short"]) }
    #expect(try cores(of: "/proc/thread-self/status") == own)
    try scratch.write("", to: "begun")
    #expect(try world.gitText(["long"]) == "on")
  }

  @Test func `one that fails has nothing to be looked at, and fails when it is asked`() {
    let world = scratch.world().foreseeing(), question = ["rev-parse", "--verify", "--quiet", "nowhere"]
    world.foresee(question)
    #expect(world.begun(question)?.peek(60_000) == [])
    #expect(throws: ReadError.self) { try world.gitText(question) }
  }

  @Test func `one that cannot be begun says so when it is asked`() throws {
    let world = scratch.world(adding: ["PATH": "/nowhere"])
    let answer = world.beginGit(world.directory, ["rev-parse", "HEAD"], nil)
    #expect(throws: ReadError.self) { try answer() }
  }

  @Test(arguments: [nil, 1 << 10])
  func `one that nobody comes for is ended, though nobody reads what it prints`(_ room: Int?) throws {
    // More than a pipe holds.
    try scratch.write(String(repeating: "line\n", count: 1 << 20), to: "large")
    try scratch.commit("test: a large file")
    let world = scratch.world()
    let begun = ContinuousClock.now
    _ = world.beginGit(world.directory, ["cat-file", "blob", "HEAD:large"], room)
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
    let repository = try Repository.find(in: &ahead, Opening(NamesOfChange(["HEAD", name]), .usual, nil, in: ahead))
    #expect(repository.isGit && ahead.directory == plain.directory)
    #expect((try? resolve(name, in: ahead)) == (try? resolve(name, in: plain)))
    let notes = tip(of: "refs/notes/sixgate", in: ahead)
    #expect(notes == tip(of: "refs/notes/sixgate", in: plain) && (notes != nil) == hasNotes)
  }
}
