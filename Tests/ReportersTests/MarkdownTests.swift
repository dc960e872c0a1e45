import Model
import Testing

@testable import Reporters

struct MarkdownTests {
  private func told(_ report: Report) -> String { Reporter.markdown.render(report, Style()) }

  @Test func `a summary stays within its bytes and says what it leaves out`() {
    let text = String(repeating: "`<&|> ", count: 2000)
    let findings = (1...500).map { (line: Int) in
      Finding(
        rule: "a.b", effect: .fail, message: text, location: Location("a", line: line), remedy: "Remedy \(line) \(text)"
      )
    }
    let verdicts = GateID.allCases.map { Verdict(gate: $0, outcome: .failed, reason: text, findings: findings) }
    let told = told(Report(version: "", change: Change(), verdicts: verdicts, notices: [text, text]))
    #expect(told.utf8.count <= 900 * 1024)
    #expect(told.contains("left out"))
    #expect(told.matches(of: /<details>/).count == told.matches(of: /<\/details>/).count)
  }

  @Test func `every row of a table has as many cells as its head`() {
    for text in HostileText.all {
      var columns: Int?
      for line in told(.holding(text)).split(separator: "\n", omittingEmptySubsequences: false) {
        guard line.hasPrefix("|") else {
          columns = nil
          continue
        }
        let cells = line.replacing("\\|", with: "").split(separator: "|", omittingEmptySubsequences: false).count
        #expect(columns == nil || columns == cells, "\(text.debugDescription)")
        columns = cells
      }
    }
  }

  @Test func `no tag and no line of its own comes out of a report`() {
    let plain = told(.holding("x")).split(separator: "\n", omittingEmptySubsequences: false)
    for text in HostileText.all where !text.isEmpty {
      let lines = told(.holding(text)).split(separator: "\n", omittingEmptySubsequences: false)
      #expect(lines.count == plain.count, "\(text.debugDescription)")
      let outsideCode = lines.joined(separator: "\n").replacing(/(`+)[^\n]*?[^`]\1(?!`)/, with: "")
      let tags = outsideCode.matches(of: /<[^>]*>/).map { String($0.output) }
      #expect(Set(tags).isSubset(of: ["<details>", "</details>", "<summary>", "</summary>"]))
    }
  }
}
