import Model
import Testing

@testable import Reporters

struct GitHubTests {
  private func commands(_ report: Report) -> [WorkflowCommand] {
    WorkflowCommand.all(in: Reporter.github.render(report, Style()))
  }

  @Test func `every annotation stands once, at its file and line`() {
    let commands = commands(Sample.failed.report)
    #expect(commands.map(\.name) == ["error", "error", "error", "error", "warning", "warning", "notice"])
    let places = Set(commands.map { "\($0.properties["file"] ?? ""):\($0.properties["line"] ?? "")" })
    #expect(
      places == [
        "src/pay.py:42", "src/basket.py:7", "src/basket.py:", "requirements.txt:3", "requirements.txt:4",
        "k8s/web.yaml:7", "k8s/web.yaml:22",
      ])
  }

  @Test func `what blocks a gate that only warns is a warning`() {
    #expect(commands(Sample.warned.report).map(\.name) == ["warning"])
  }

  @Test func `what is pardoned is a notice`() {
    let commands = commands(Sample.waived.report)
    #expect(commands.count { $0.name == "error" } == 1)
    #expect(commands.count { $0.name == "warning" } == 1)
    let waived = commands.first { $0.data.contains("CVE-2026-0001") }
    #expect(waived?.name == "notice")
    #expect(waived?.data.contains("waived by W-7 until 2026-12-01") == true)
    #expect(commands.filter { $0.name == "notice" }.last?.data == "5 more, see the summary")
  }

  @Test func `a passing run has no annotation`() {
    #expect(Reporter.github.render(Sample.passed.report, Style()).isEmpty)
  }

  @Test func `at most nine of a level are told, then how many more there are`() {
    let commands = commands(Sample.crowded.report)
    for (level, rest) in [("error", 16), ("warning", 3), ("notice", 2)] {
      let told = commands.filter { $0.name == level }
      #expect(told.count == 10)
      #expect(told.last?.data == "\(rest) more, see the summary")
    }
  }

  @Test func `a message says what is found, what to do and who asks`() {
    let message = commands(Sample.failed.report).first { $0.properties["line"] == "42" }?.data
    #expect(message == "line 42 never ran\nTest this line, or remove it\ncoverage.lines (002-24, 002-25)")
  }

  @Test(arguments: ["/etc/passwd", "../x", "a/../../x", "C:\\x", ""])
  func `a path that is not in the repository is told in the message alone`(_ path: String) {
    let command = commands(.holding(path)).first
    #expect(command?.properties["file"] == nil)
    #expect(command?.properties["line"] == nil)
  }

  @Test func `a long text is cut so that the remedy is kept`() {
    let finding = Finding(
      rule: "a.b", effect: .fail, message: String(repeating: "💥", count: 5000), remedy: "Do it")
    let verdict = Verdict(gate: .tdd, outcome: .failed, findings: [finding])
    let message = commands(Report(version: "", change: Change(), verdicts: [verdict])).first?.data ?? ""
    #expect(message.utf16.count <= 4000)
    #expect(message.hasSuffix("…\nDo it\na.b"))
  }

  @Test func `a gate that blocks without a finding has an annotation without a place`() {
    let command = commands(Sample.unjudged.report).first { $0.properties["title"] == "tdd" }
    #expect(command?.data == "tdd cannot be judged: the history is not there\ntdd")
  }

  @Test func `a run in which no gate applies has an annotation`() {
    #expect(commands(Sample.inapplicable.report).map(\.name) == ["error"])
  }

  @Test func `hostile text makes no command of its own`() {
    for text in HostileText.all {
      let told = Reporter.github.render(.holding(text), Style())
      let names = WorkflowCommand.all(in: told).map(\.name)
      #expect(names == ["error", "notice", "notice", "notice"], "\(text.debugDescription)")
      #expect(told.unicodeScalars.count { $0 == "\n" || $0 == "\r" } == 4)
      #expect(!told.unicodeScalars.contains { $0 != "\n" && Escaping.isHidden($0) }, "\(text.debugDescription)")
    }
  }

  @Test func `outputs are a closed set of lines`() throws {
    try Golden("outputs", "failed").check(githubOutputs(Sample.failed.report))
    for text in HostileText.payloads {
      #expect(githubOutputs(.holding(text)) == "verdict=failed\nblocked=true\ngate-security=failed\n")
    }
    #expect(githubOutputs(Sample.inapplicable.report).hasPrefix("verdict=notApplicable\nblocked=true\n"))
    #expect(githubOutputs(Sample.warned.report).hasPrefix("verdict=warned\nblocked=false\n"))
  }
}
