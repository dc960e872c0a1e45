import Model
import Synchronization
import Syntax
import Testing

@testable import Runner

/// A git that repeats what it is asked, and what was asked of it.
private func world(_ asked: Log) -> World {
  var world = World.holding([:])
  world.gitIn = { _, arguments, _ throws(ReadError) in
    asked.add("run \(arguments[0])")
    return ByteStream(Array("\(arguments[0])\n".utf8))
  }
  world.beginGit = { _, arguments, _ in
    asked.add("begin \(arguments[0])")
    let held = Held(arguments[0], asked)
    return World.Answer(
      peek: { _ in Array("\(arguments[0])".utf8) }, stop: { asked.add("stop \(held.name)") }
    ) { () throws(ReadError) in ByteStream(Array("\(arguments[0])\n".utf8)) }
  }
  return world
}

private final class Log: Sendable {
  private let lines = Mutex<[String]>([])
  /// What git began with and nobody holds any more.
  private let gone = Mutex<[String]>([])
  var allGone: [String] { gone.withLock { $0.sorted() } }
  func letGo(_ name: String) { gone.withLock { $0.append(name) } }
  var all: [String] { lines.withLock { $0 } }
  func add(_ line: String) { lines.withLock { $0.append(line) } }
}

/// A child of which it is told when nobody holds it any more.
private final class Held: Sendable {
  let name: String
  private let log: Log

  init(_ name: String, _ log: Log) { (self.name, self.log) = (name, log) }
  deinit { log.letGo(name) }
}

struct ForesightTests {
  @Test func `what git is told ahead is begun then, and answered once`() throws {
    let asked = Log()
    let world = world(asked).foreseeing()
    world.foresee(["log"])
    world.foresee(["log"])
    #expect(asked.all == ["begin log"])
    #expect(try world.gitText(["log"]) == "log")
    #expect(asked.all == ["begin log"])
    #expect(try world.gitText(["log"]) == "log")
    #expect(asked.all == ["begin log", "run log"])
  }

  @Test func `another folder, other words or an input are another question`() throws {
    let asked = Log()
    var world = world(asked).foreseeing()
    world.foresee(["log"])
    _ = try world.gitText(["log", "-1"])
    _ = try world.gitText(["log"], input: [1])
    world.directory = "/elsewhere"
    _ = try world.gitText(["log"])
    #expect(asked.all == ["begin log", "run log", "run log", "run log"])
  }

  @Test func `what git has said already is not asked of it`() throws {
    let asked = Log()
    let world = world(asked).foreseeing()
    world.note(["rev-parse"], "0a1b")
    #expect(try world.gitText(["rev-parse"]) == "0a1b")
    #expect(asked.all.isEmpty)
  }

  @Test func `where git would fail, or says nothing, that is known too`() throws {
    let asked = Log()
    let world = world(asked).foreseeing()
    world.note(["rev-parse"], nil)
    world.note(["rev-list"], "")
    #expect(world.foresees(["rev-list"]) && !world.foresees(["log"]))
    #expect(throws: ReadError.self) { try world.gitText(["rev-parse"]) }
    var source = try ByteSource(world.git(["rev-list"]))
    #expect(try source.nextLine() == nil)
    #expect(asked.all.isEmpty && !world.foresees(["rev-list"]))
  }

  @Test func `what is forgotten is asked for anew`() throws {
    let asked = Log()
    let world = world(asked).foreseeing()
    world.foresee(["log"])
    world.forget(["log"])
    _ = try world.gitText(["log"])
    #expect(asked.all == ["begin log", "run log"])
  }

  @Test func `what is read in part is told to end, and is asked for anew`() throws {
    let asked = Log()
    let world = world(asked).foreseeing()
    world.foresee(["log"])
    let git = try #require(world.begun(["log"]))
    var source = try ByteSource(git())
    #expect(try source.nextLine() != nil)
    world.stop(["log"])
    #expect(asked.all == ["begin log", "stop log"] && world.begun(["log"]) == nil)
    _ = try world.gitText(["log"])
    #expect(asked.all == ["begin log", "stop log", "run log"])
  }

  @Test func `what was told to end, or is not asked for, is held until the foresight ends`() throws {
    let asked = Log()
    let world = world(asked).foreseeing().foreseeing()
    for command in ["log", "show"] { world.foresee([command]) }
    world.stop(["log"])
    world.stop(["never begun"])
    #expect(asked.all == ["begin log", "begin show", "stop log"] && asked.allGone.isEmpty)
    world.endForesight()
    #expect(asked.allGone == ["log", "show"])
  }

  @Test func `how one ended whose words were believed is known when all is settled`() throws {
    let asked = Log()
    var plain = world(asked)
    plain.beginGit = { _, arguments, room in
      World.Answer(
        settle: { () throws(ReadError) in
          asked.add("settle \(arguments[0]) \(room ?? 0)")
          if arguments[0] == "show" { throw ReadError(met: "its end", wanted: "another") }
        }
      ) { () throws(ReadError) in ByteStream([]) }
    }
    let world = plain.foreseeing()
    for command in ["log", "blame"] { world.foresee([command], room: 7) }
    world.stop(["log"])
    try world.settle()
    world.foresee(["show"])
    world.stop(["show"])
    #expect(throws: ReadError(met: "its end", wanted: "another")) { try world.settle() }
    #expect(asked.all == ["settle log 7", "settle log 7", "settle show 0"])
  }

  @Test func `a world that foresees nothing begins nothing`() throws {
    let asked = Log()
    let world = world(asked)
    world.foresee(["log"])
    _ = try world.gitText(["log"])
    #expect(asked.all == ["run log"])
  }
}
