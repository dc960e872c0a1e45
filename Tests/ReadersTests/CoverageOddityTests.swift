import Model
import Syntax
import Testing

@testable import Readers

/// Reports that lack what their format asks for, or have more than it knows.
struct CoverageOddityTests {
  @Test(arguments: [
    ("coveralls", "{\"source_files\":[{\"name\":\"a.c\",\"coverage\":[1]},{\"name\":\"b.c\"}]}", "coverage"),
    (
      "sonarqube",
      "<coverage version=\"2\"><file path=\"a.c\"><lineToCover lineNumber=\"1\" covered=\"true\"/></file></coverage>",
      "version=\"1\""
    ),
    (
      "jacoco",
      "<report name=\"r\"><package name=\"p\"><sourcefile name=\"A\"><line nr=\"1\" ci=\"1\" mb=\"0\" cb=\"9000000000000000000\"/>"
        + "</sourcefile></package></report>", "mb=\"COUNT\" and cb=\"COUNT\""
    ),
  ])
  func `a report that is not of its format is refused`(_ format: String, _ report: String, _ wanted: String) throws {
    #expect(try refusal(format, report).wanted == wanted)
  }

  @Test(arguments: [
    ("", []), ("<line num=\"1\" type=\"stmt\" count=\"1\"/>", ["1 file of the test project does not count"]),
  ])
  func `files of tests that were measured are told`(_ line: String, _ remarks: [String]) throws {
    let report =
      "<coverage clover=\"4\"><project><file name=\"a.c\" path=\"a.c\"><line num=\"1\" type=\"stmt\" count=\"1\"/></file>"
      + "</project><testproject><file name=\"dummy\" path=\"dummy\">\(line)</file></testproject></coverage>"
    #expect(try evidence("clover", report).coverage.report.remarks == remarks)
  }
}
