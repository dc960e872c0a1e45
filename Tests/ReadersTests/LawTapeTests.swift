import Model
import Syntax
import Testing

@testable import Readers

/// What a line of a tape can say, and what is refused.
struct LawTapeTests {
  private func read(_ text: String) throws -> Node {
    try LawTape(Array(text.utf8)).root()
  }

  @Test func `values stand in their order, with their kinds and lines`() throws {
    let root = try read("m1 2\np0 rules\ns0 2\nq2 a b\np-1 \np3 none\nm0 0\n")
    let list: [Node] = [
      Node(.scalar("a b", isPlain: false), line: 3, column: 1), Node(.scalar("", isPlain: true), line: 2, column: 1),
    ]
    #expect(
      root.mapping == [
        Node.Member(
          key: Node(.scalar("rules", isPlain: true), line: 1, column: 1),
          value: Node(.sequence(list), line: 1, column: 1)),
        Node.Member(
          key: Node(.scalar("none", isPlain: true), line: 5, column: 1), value: Node(.mapping([]), line: 5, column: 1)),
      ])
    #expect(root.line == 1)
  }

  @Test(arguments: [
    "", "p1", "p1 a", "x1 a\n", "px a\n", "p a\n", "s1 2\np0 a\n", "s1 x\n", "m1 1\np0 a\n", "p1 a\np0 b\n",
    "s1 99999999999999999999\n", "p99999999999999999999 a\n",
  ])
  func `a tape that is no value is refused`(_ text: String) {
    #expect(throws: ReadError.self) { try read(text) }
  }

  @Test func `what is known of a mapping is taken without holding it`() throws {
    var tape = LawTape(Array("m1 3\np0 a\nq0 x y\np1 b\ns0 2\np0 y\nq0 z\np1 c\nm0 0\n".utf8))
    var taken: [String: [String]] = [:]
    try tape.takeMembers { key, tape throws(ReadError) in
      switch key {
      case "a": taken[key] = [try tape.takeText()]
      case "b": taken[key] = try tape.takeTexts()
      default: taken[key] = [try tape.node().kind]
      }
    }
    try tape.finish()
    #expect(taken == ["a": ["x y"], "b": ["y", "z"], "c": ["a mapping"]])
  }

  @Test(arguments: ["p0 a\n", "s0 0\n", "m0 1\np0 a\n", "m0 1\np0 a\ns0 1\n"])
  func `what is no mapping of texts is refused`(_ text: String) {
    var tape = LawTape(Array(text.utf8))
    #expect(throws: ReadError.self) {
      try tape.takeMembers { _, tape throws(ReadError) in _ = try tape.takeText() }
    }
  }

  @Test(arguments: ["p0 a\n", "m0 0\n", "s0 2\np0 a\n", "s0 1\ns0 0\n"])
  func `what is no list of texts is refused`(_ text: String) {
    var tape = LawTape(Array(text.utf8))
    #expect(throws: ReadError.self) { try tape.takeTexts() }
  }

  @Test func `what follows the value is refused`() throws {
    var tape = LawTape(Array("p0 a\np0 b\n".utf8))
    #expect(try tape.takeText() == "a")
    #expect(throws: ReadError.self) { try tape.finish() }
  }

  @Test(arguments: [
    ("m4 2\np1 asks\np0 a\np1 kind\np0 b\n", "line 6: met the key kind of the rule tdd.x, wanted one that rules have"),
    (
      "m4 2\np1 asks\np0 a\np1 effect\np0 fail\n",
      "line 6: met the rule tdd.x, wanted a rule with asks, effect, requirements and remedy"
    ),
  ])
  func `a rule that is not whole is named`(_ text: String, _ message: String) {
    var tape = LawTape(Array(text.utf8))
    let error = #expect(throws: ReadError.self) { try Rule("tdd.x", &tape, of: .tdd) }
    #expect(error.map { "line \($0.line ?? 0): \($0.message)" } == message)
  }
}
