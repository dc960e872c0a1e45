import Model
import Syntax
import Testing

@testable import Reporters

struct WarningsNGTests {
  private func issues(_ report: Report) throws -> [Node] {
    try #require(Schema.node(Reporter.warningsNG.render(report, Style()))["issues"]?.sequence)
  }

  @Test func `an issue says where, how bad and what to do`() throws {
    let issue = try #require(try issues(Sample.failed.report).first { $0["lineStart"]?.text == "42" })
    #expect(issue["fileName"]?.text == "src/pay.py")
    #expect(issue["severity"]?.text == "HIGH")
    #expect(issue["category"]?.text == "coverage")
    #expect(issue["type"]?.text == "coverage.lines")
    #expect(issue["description"]?.text == "<p>Test this line, or remove it</p><p>002-24, 002-25</p>")
  }

  @Test func `a severity is the gate's, and a critical one is an error`() throws {
    #expect(Set(try issues(Sample.failed.report).map { $0["severity"]?.text }) == ["HIGH", "ERROR", "NORMAL", "LOW"])
    #expect(try issues(Sample.warned.report).map { $0["severity"]?.text } == ["NORMAL"])
    #expect(try issues(Sample.passed.report).isEmpty)
  }

  @Test func `nothing of a report is markup in a description`() throws {
    for text in HostileText.all {
      for issue in try issues(.holding(text)) {
        let words = (issue["description"]?.text ?? "").replacing("<p>", with: "").replacing("</p>", with: "")
        #expect(!words.unicodeScalars.contains { "<>\"'".unicodeScalars.contains($0) || Escaping.isHidden($0) })
      }
    }
  }

  @Test func `of very many findings the rest is counted`() throws {
    let findings = (1...5100).map { (line: Int) in
      Finding(rule: "a.b", effect: .fail, message: "x", location: Location("a", line: line), remedy: "")
    }
    let verdict = Verdict(gate: .coverage, outcome: .failed, findings: findings)
    let issues = try issues(Report(version: "0", change: .sample, verdicts: [verdict]))
    #expect(issues.count == 5001)
    #expect(issues.last?["message"]?.text == "100 more are left out")
  }
}
