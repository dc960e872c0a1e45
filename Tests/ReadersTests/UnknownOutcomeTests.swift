import Model
import Testing

@testable import Readers

/// What nobody knows to be good is no pass, and is told in the report's own word.
struct UnknownOutcomeTests {
  private func test(_ format: String, _ text: String) throws -> TestCase {
    try #require(try evidence(format, text).tests.first?.cases.first)
  }

  @Test(arguments: [
    (#""status":"RUN","result":"ODD""#, "the report calls it ODD"), (#""result":null"#, "the report calls it null"),
    (#""result":"""#, "the report does not say how it ended"), (#""line":1"#, "the report does not say how it ended"),
    (#""status":"RUN","result":[]"#, "the report calls it null"),
  ])
  func `of GoogleTest`(_ members: String, _ message: String) throws {
    let suite = #"{"name":"S","testsuite":[{"name":"a",\#(members)}]}"#
    let test = try test("gtest-json", #"{"tests":1,"failures":0,"testsuites":[\#(suite)]}"#)
    #expect(test.outcome == .error)
    #expect(test.message == message)
  }

  @Test func `a run that GoogleTest completed passes`() throws {
    let suite = #"{"name":"S","testsuite":[{"name":"a","status":"RUN","result":"COMPLETED"}]}"#
    #expect(try test("gtest-json", #"{"tests":1,"failures":0,"testsuites":[\#(suite)]}"#).outcome == .passed)
  }

  @Test(arguments: [
    (#","status":"exploded""#, "the report calls it exploded"),
    (#","status":null"#, "the report does not say how it ended"),
    ("", "the report does not say how it ended"),
  ])
  func `of Jest`(_ status: String, _ message: String) throws {
    let file = #"{"name":"a.js","status":"passed","assertionResults":[{"title":"x"\#(status)}]}"#
    let test = try test("jest", #"{"numTotalTests":1,"success":true,"testResults":[\#(file)]}"#)
    #expect(test.outcome == .error)
    #expect(test.message == message)
  }

  @Test(arguments: [
    (#","state":"weird","pass":true"#, "the report calls it weird"), ("", "the report does not say how it ended"),
  ])
  func `of mochawesome`(_ state: String, _ message: String) throws {
    let suite = #"{"title":"","beforeHooks":[],"tests":[{"title":"a"\#(state)}],"suites":[]}"#
    let test = try test("mochawesome", #"{"stats":{"tests":1},"results":[\#(suite)]}"#)
    #expect(test.outcome == .error)
    #expect(test.message == message)
  }
}
