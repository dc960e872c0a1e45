import Model
import Testing

@testable import Reporters

struct CommentTests {
  private func comment(_ report: Report) -> (mark: Substring, text: Substring) {
    let parts = Reporter.comment.render(report, Style()).split(separator: "\n", maxSplits: 1)
    return (parts[0], parts[1])
  }

  @Test func `the first line is the mark, with the verdict and a digest of the rest`() {
    for (sample, verdict) in [
      (Sample.passed, "passed"), (.warned, "warned"), (.failed, "blocked"), (.inapplicable, "blocked"),
      (.hostile, "blocked"),
    ] {
      let (mark, text) = comment(sample.report)
      #expect(mark == "<!-- sixgate comment verdict=\(verdict) digest=\(fingerprint(of: Array(text.utf8))) -->")
      #expect(!text.contains("<!--"))
    }
  }

  @Test func `a comment on a change that blocks says what, where and how to mend it, and no more`() {
    let text = comment(Sample.failed.report).text
    #expect(text.contains("### To get green") && text.contains("### Top findings") && text.contains("src/pay.py:42"))
    #expect(!text.contains("<details>"))
  }

  @Test func `one on a change that is green again is folded`() {
    let text = comment(Sample.passed.report).text
    #expect(text.hasPrefix("<details>\n<summary>sixgate: PASSED</summary>\n\n| "))
    #expect(text.hasSuffix("\n</details>\n"))
  }

  @Test func `a comment fits, whatever is found`() {
    let long = String(repeating: "`<&|> ", count: 2000)
    let findings = (1...500).map { (line: Int) in
      Finding(rule: "a.b", effect: .fail, message: long, location: Location("a", line: line), remedy: "\(line) \(long)")
    }
    let verdicts = GateID.allCases.map { Verdict(gate: $0, outcome: .failed, reason: long, findings: findings) }
    let (_, text) = comment(Report(version: "", change: Change(), verdicts: verdicts))
    #expect(text.utf8.count < 60_000)
    #expect(text.contains("For want of room these are left out"))
  }
}
