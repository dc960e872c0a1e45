import Model
import Syntax
import Testing

@testable import Reporters

struct ChecksTests {
  private func requests(_ report: Report) throws -> [Node] {
    try Reporter.checks.render(report, Style()).split(separator: "\n").map { try Schema.node(String($0)) }
  }

  private func crowd(_ count: Int, _ message: String = "x") -> Report {
    let findings = (1...count).map { (line: Int) in
      Finding(rule: "a.b", effect: .fail, message: message, location: Location("a", line: line), remedy: message)
    }
    return Report(
      version: "0", change: .sample, verdicts: [Verdict(gate: .coverage, outcome: .failed, findings: findings)])
  }

  @Test func `the first request creates a finished check run with its conclusion`() throws {
    for (sample, conclusion) in [
      (Sample.passed, "success"), (.warned, "neutral"), (.failed, "failure"), (.inapplicable, "failure"),
    ] {
      let first = try #require(try requests(sample.report).first)
      #expect(first["conclusion"]?.text == conclusion)
      #expect(first["status"]?.text == "completed")
      #expect(first["head_sha"]?.text == sample.report.change.head)
    }
  }

  @Test func `each request has fifty annotations at most, and all of them together all`() throws {
    let requests = try requests(crowd(120))
    #expect(requests.map { $0["output"]?["annotations"]?.sequence?.count } == [50, 50, 20])
    #expect(requests.map { $0["name"]?.text } == ["sixgate", nil, nil])
    #expect(requests.allSatisfy { $0["output"]?["title"]?.text == "FAILED: 120 findings to mend" })
  }

  @Test func `what is not annotated is counted`() throws {
    let requests = try requests(crowd(1010))
    #expect(requests.count == 20)
    #expect(requests.first?["output"]?["title"]?.text == "FAILED: 1010 findings to mend, 10 not annotated")
  }

  @Test func `an annotation is at its line and says what to do`() throws {
    let annotations = try requests(Sample.failed.report).first?["output"]?["annotations"]?.sequence ?? []
    let annotation = annotations.first { $0["start_line"]?.text == "42" }
    #expect(annotation?["path"]?.text == "src/pay.py")
    #expect(annotation?["annotation_level"]?.text == "failure")
    #expect(
      annotation?["message"]?.text == "line 42 never ran\nTest this line, or remove it\ncoverage.lines (002-24, 002-25)"
    )
  }

  @Test func `summaries and messages stay within what the API takes`() throws {
    let long = String(repeating: "`<&|> ", count: 2000)
    for request in try requests(crowd(60, long)) {
      #expect((request["output"]?["summary"]?.text?.utf8.count ?? 0) < 65_535)
      for annotation in request["output"]?["annotations"]?.sequence ?? [] {
        #expect((annotation["message"]?.text?.utf16.count ?? 0) <= 4000)
      }
    }
  }
}
