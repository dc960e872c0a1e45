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
}
