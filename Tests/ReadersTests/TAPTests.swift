import Model
import Syntax
import Testing

private func run(_ stream: String, blockSize: Int = 64) throws -> TestRun {
  try #require(try evidence("tap", stream, blockSize: blockSize).tests.first)
}

struct TAPTests {
  @Test func `points have names, numbers and directives`() throws {
    let run = try run(
      """
      1..7
      ok
      not ok 2
      ok 3 - adds
      ok 4 ships # SKIP no host
      not ok 5 - pays # todo later
      not ok 6 - flies # skipped: no wings
      ok 7 - has \\# marks # and words

      """)
    #expect(run.cases.map(\.name) == ["test 1", "test 2", "adds", "ships", "pays", "flies", "has # marks # and words"])
    #expect(run.cases.map(\.outcome) == [.passed, .failed, .passed, .skipped, .skipped, .skipped, .passed])
    #expect(run.cases.map(\.message)[3...5] == ["no host", "later", "no wings"])
    #expect(run.troubles == [])
  }

  @Test func `subtests are tests of their own, named by what is around them`() throws {
    let node = "# Subtest: cart\n    # Subtest: adds\n    ok 1 - adds\n    1..1\nok 1 - cart\n1..1\n"
    let perl = "    # Subtest: cart\n    ok 1 - adds\n    1..1\nok 1 - cart\n1..1\n"
    for stream in [node, perl] {
      let run = try run("TAP version 14\n" + stream)
      #expect(run.cases.map(\.id) == ["cart::adds", "cart"])
      #expect(run.troubles == [])
    }
  }

  @Test func `words behind a failure are kept, of YAML and of comments`() throws {
    let run = try run(
      "1..2\nnot ok 1 - sums\n  ---\n  message: 1 is not 2\n  ok 7 - is no point\n  ...\nnot ok 2\n# (in test file a.bats, line 3)\n"
    )
    #expect(
      run.cases.map(\.message) == ["  message: 1 is not 2\n  ok 7 - is no point\n", "(in test file a.bats, line 3)\n"])
  }

  @Test func `a block that is never ended hides no point`() throws {
    let run = try run("1..2\nnot ok 1 - sums\n  ---\n  message: x\nnot ok 2 - adds\n")
    #expect(run.cases.count == 2)
  }

  @Test(arguments: [
    ("1..3\nok 1\nok 2\n", "the run has a plan of 3, and 2 ran"), ("ok 1\nok 2\n", "the run has no plan"),
    ("1..1\nok 1\nok 2\n", "the run has a plan of 1, and 2 ran"), ("TAP version 13\n", "neither a plan nor a test"),
    ("1..2\nok 1\n1..1\n", "two plans"), ("1..9\nok 1\nBail out! no host\n", "it bailed out: no host"),
    ("1..1\n# Subtest: cart\n    1..2\n    ok 1\nok 1 - cart\n", "the subtest cart has a plan of 2, and 1 ran"),
    ("1..1\nok 1\nTAP version 13\n1..2\nok 1\n", "the run has a plan of 2, and 1 ran"),
  ])
  func `a run that does not keep to its plan was cut off`(_ stream: String, _ words: String) throws {
    let troubles = try run(stream).troubles
    #expect(troubles.count == 1 && troubles.first?.kind == .cutOff)
    #expect(troubles.first?.message.contains(words) == true, "\(troubles)")
  }

  @Test func `a number out of turn is said`() throws {
    #expect(try run("1..2\nok 1\nok 3\n").troubles.map(\.kind) == [.miscounted])
  }

  @Test func `a plan of nothing is a run of no test`() throws {
    let run = try run("1..0 # SKIP no host\n")
    #expect(run.cases.isEmpty && run.troubles.isEmpty)
  }

  @Test func `a plan that is no number is refused at its line`() throws {
    #expect(try refusal("tap", "ok 1\n1..99999999999999999999\n").line == 2)
  }

  @Test(arguments: ["TAP version 13\n", "1..3\nok 1\n", "ok 1 - adds\n", "not ok 1\n", "# Subtest: a\nok 1 - a\n"])
  func `is known by its first line`(_ stream: String) throws { #expect(try format(of: stream) == "tap") }

  @Test(arguments: ["ok\n", "okay 1\n", "1.5\n", "# a page\nok 2\n", "1..x\n"])
  func `other text is no TAP`(_ stream: String) throws { #expect(try format(of: stream) != "tap") }
}
