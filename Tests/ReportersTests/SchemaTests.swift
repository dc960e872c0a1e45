import Model
import Testing

@testable import Reporters

struct SchemaTests {
  @Test(arguments: Sample.all.map(\.name))
  func `a result is as its schema says`(_ name: String) throws {
    let sample = try #require(Sample.all.first { $0.name == name })
    let result = try Schema.node(Reporter.json.render(sample.report, Style()))
    #expect(try Schema.named("sixgate-result").problems(of: result) == [])
  }

  @Test(arguments: [
    (#""sixgate-result/1""#, #""sixgate-result/2""#), (#""order": 1"#, #""order": 7"#), (#""line": 7"#, #""line": 0"#),
    (#""line": 7"#, #""line": "7""#), (#""verdict": "passed""#, #""verdict": "good""#), (#""notices""#, #""notes""#),
    (#""severity": "critical""#, #""severity": "awful""#), (#""findings": []"#, #""findings": {}"#),
    (#""path": "src/pay.py""#, #""file": "src/pay.py""#), (#""pardon": null"#, #""pardon": {"kind": "mercy"}"#),
    (#""pardon": null"#, #""pardon": {"kind": "debt"}"#), (#""pardon": null"#, #""pardon": "debt""#),
  ])
  func `what the schema does not know is a problem`(_ right: String, _ wrong: String) throws {
    let text = Reporter.json.render(Sample.failed.report, Style())
    let changed = text.replacing(right, with: wrong, maxReplacements: 1)
    #expect(changed != text)
    #expect(try !Schema.named("sixgate-result").problems(of: Schema.node(changed)).isEmpty)
  }
}
