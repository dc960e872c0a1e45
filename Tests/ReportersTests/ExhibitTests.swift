import Model
import Testing

@testable import Reporters

struct ExhibitTests {
  private func told(_ exhibit: Exhibit, by reporter: Reporter) -> String {
    var verdict = Verdict(gate: .tdd, outcome: .passed)
    verdict.exhibits = [exhibit]
    return reporter.render(Report(version: "", change: Change(), verdicts: [verdict]), Style())
  }

  @Test func `a view is a list, and a long one is cut`() {
    let view = Exhibit("Cycles", (1...200).map { "line \($0)" })
    #expect(told(view, by: .terminal).contains("Cycles\n  line 1\n"))
    #expect(told(view, by: .terminal).contains("… and 188 more"))
    #expect(told(view, by: .markdown).contains("**Cycles**\n\n- line 1\n"))
    #expect(told(view, by: .markdown).contains("… and 100 more"))
  }

  @Test func `commands are whole and at the margin`() {
    let long = "git add " + String(repeating: "x", count: 300)
    let plan = Exhibit("Plan", [long, "echo `x`", "git commit"], isCommands: true)
    #expect(told(plan, by: .terminal).contains("\n\(long)\necho `x`\ngit commit\n"))
    #expect(told(plan, by: .markdown).contains("```sh\n\(long)\necho `x`\ngit commit\n```\n"))
  }

  @Test(arguments: HostileText.payloads)
  func `nothing in an exhibit leaves its place`(_ text: String) {
    for isCommands in [true, false] {
      let told = told(Exhibit(text, [text, text], isCommands: isCommands), by: .terminal)
      #expect(!told.unicodeScalars.contains { Escaping.isHidden($0) && $0 != "\n" })
      #expect(!told.split(separator: "\n").contains { $0.hasPrefix("::") })
      let plain = self.told(Exhibit("x", ["x", "x"], isCommands: isCommands), by: .markdown)
      let page = self.told(Exhibit(text, [text, text], isCommands: isCommands), by: .markdown)
      #expect(
        page.split(separator: "\n", omittingEmptySubsequences: false).count
          == plain.split(separator: "\n", omittingEmptySubsequences: false).count)
    }
  }
}
