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
  world.beginGit = { _, arguments in
    asked.add("begin \(arguments[0])")
    return World.Answer(peek: { _ in Array("\(arguments[0])".utf8) }) { () throws(ReadError) in
      ByteStream(Array("\(arguments[0])\n".utf8))
    }
  }
  return world
}

private final class Log: Sendable {
  private let lines = Mutex<[String]>([])
  var all: [String] { lines.withLock { $0 } }
  func add(_ line: String) { lines.withLock { $0.append(line) } }
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

  @Test func `a world that foresees nothing begins nothing`() throws {
    let asked = Log()
    let world = world(asked)
    world.foresee(["log"])
    _ = try world.gitText(["log"])
    #expect(asked.all == ["run log"])
  }
}
