import Model
import Testing

@testable import Readers

/// What a case says of itself in words: those that nobody knows are no pass.
struct JUnitWordsTests {
  private func test(_ attributes: String, _ inside: String = "") throws -> TestCase {
    let run = try evidence("junit", "<testsuite><testcase name='a' \(attributes)>\(inside)</testcase></testsuite>")
      .tests
    return try #require(run.first?.cases.first)
  }

  @Test(arguments: ["passed", "PASS", "run", "completed", "Success", "ok", "", "executed"])
  func `a word for a pass is one`(_ word: String) throws {
    #expect(try test("status='\(word)'").outcome == .passed)
    #expect(try test("result='\(word)'").outcome == .passed)
  }

  @Test(
    arguments: [
      ("timedout", .error), ("aborted", .error), ("Error", .error), ("interrupted", .error), ("panicked", .error),
      ("fail", .failed), ("FAILED", .failed), ("xpass", .failed), ("Failure", .failed),
      ("notrun", .skipped), ("SKIP", .skipped), ("pending", .skipped), ("untested", .skipped), ("xfail", .skipped),
    ] as [(String, TestCase.Outcome)])
  func `a word for anything else is no pass`(_ word: String, _ outcome: TestCase.Outcome) throws {
    #expect(try test("status='\(word)'").outcome == outcome)
    #expect(try test("status='run' result='\(word)'").outcome == outcome)
  }

  @Test func `what one case says is not said of the next`() throws {
    let cases = ["status='notrun'", "status='run'", "", "result='error'", ""].map { "<testcase name='a' \($0)/>" }
    let run = try #require(try evidence("junit", "<testsuite>\(cases.joined())</testsuite>").tests.first)
    #expect(run.cases.map(\.outcome) == [.skipped, .passed, .passed, .error, .passed])
    #expect(run.cases.map(\.message) == ["", "", "", "the report calls it error", ""])
  }

  @Test func `a word for an error is told where nothing else is`() throws {
    #expect(try test("status='timedout'").message == "the report calls it timedout")
    #expect(try test("status='timedout'", "<failure message='after 3 s'/>").message == "after 3 s")
    #expect(try test("status='timedout'", "<failure message='after 3 s'/>").outcome == .error)
  }

  @Test func `a word that nobody knows is an error, and is told`() throws {
    let exploded = try test("status='exploded'")
    #expect(exploded.outcome == .error)
    #expect(exploded.message == "the report calls it exploded, which is no known word for a pass")
    #expect(try test("status='run' result='0xdead'").outcome == .error)
    #expect(try test("result='eaten'", "<failure message='no'/>").outcome == .error)
  }

  @Test(
    arguments: [
      ("<fatal message='m'/>", .error), ("<timeout/>", .error), ("<aborted/>", .error), ("<eaten/>", .error),
      ("<failed/>", .failed), ("<ignored/>", .skipped), ("<system-out>x</system-out>", .passed), ("<tags/>", .passed),
      ("<eaten/><failure message='f'/>", .error), ("<skipped/><eaten/>", .error),
    ] as [(String, TestCase.Outcome)])
  func `a child that nobody knows is no pass`(_ child: String, _ outcome: TestCase.Outcome) throws {
    #expect(try test("", child).outcome == outcome)
  }

  @Test func `an unknown child is told by its name`() throws {
    #expect(try test("", "<eaten/>").message == "it holds <eaten>, which is not known to be in a test that passed")
    #expect(try test("", "<fatal message='core dumped'/>").message == "core dumped")
  }
}
