import Syntax
import Testing

@testable import Readers

/// What is a log, and what is none.
struct SARIFRecognitionTests {
  @Test(arguments: [
    "{\"version\":\"2.1.0\",\"runs\":[]}", "{\"$schema\":\"x\",\"runs\":[]}",
    " {\"runs\":[{\"tool\":{\"driver\":{}}}]}",
    "{\"runs\":[{\"results\":[{\"ruleId\":\"x\"",
  ])
  func `a log is recognised by what it holds`(_ text: String) throws {
    #expect(try format(of: text) == "sarif")
  }

  @Test(arguments: [
    "{\"version\":\"2.1.0\"}", "{\"runs\":[]}", "[{\"runs\":[],\"version\":\"2.1.0\"}]", "runs version",
  ])
  func `other texts are not`(_ text: String) throws {
    #expect(try format(of: text) != "sarif")
  }

  @Test func `another version, or none, is refused`() throws {
    #expect(try refusal("sarif", "{\"version\":\"2.0.0\",\"runs\":[]}").met == "SARIF \"2.0.0\"")
    #expect(try refusal("sarif", "{\"runs\":[]}").met == "SARIF without a version")
  }

  @Test(arguments: [
    "{\"version\":\"2.1.0\",\"runs\":[{\"results\":[{\"message\":\"text\"}]}]}",
    "{\"version\":\"2.1.0\",\"runs\":[{\"results\":{}}]}", "{\"version\":\"2.1.0\",\"runs\":{}}",
    "{\"version\":\"2.1.0\",\"runs\":[{\"results\":[1]}]}", "{\"version\":\"2.1.0\",\"runs\":[]} x",
    "{\"version\":\"2.1.0\",\"runs\":[],}", "{\"version\":\"2.1.0\",\"runs\":[{\"results\":[{\"x\":NaN}]}]}",
  ])
  func `what is no log is refused`(_ text: String) throws {
    #expect(try !refusal("sarif", text).wanted.isEmpty)
  }
}
