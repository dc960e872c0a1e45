import Model
import Syntax
import Testing

@testable import Readers

struct JMeterTests {
  private func report(_ samples: String) -> String { "<testResults version=\"1.2\">\n\(samples)\n</testResults>" }

  @Test func `a sample that says it failed is a failure`() throws {
    let samples = #"<httpSample t="5" s="true"/><sample t="5" s="false"/>"#
    let benchmark = try #require(try evidence("jtl-xml", report(samples)).benchmarks.first)
    #expect(benchmark.attempts == 2)
    #expect(benchmark.failures == 1)
  }

  @Test(arguments: [
    ("", "a sample without s"), (#" s="False""#, #"s="False""#), (#" s="""#, #"s="""#), (#" s="1""#, #"s="1""#),
  ])
  func `a sample that does not say how it was answered is refused at its line`(_ word: String, _ met: String) throws {
    let error = try refusal("jtl-xml", report("<httpSample t=\"5\" s=\"true\"/>\n<httpSample t=\"5\"\(word)/>"))
    #expect(error.met == met)
    #expect(error.line == 3)
  }
}
