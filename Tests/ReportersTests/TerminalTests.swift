import Model
import Testing

@testable import Reporters

struct TerminalTests {
  private func told(_ sample: Sample, _ style: Style = Style()) -> String {
    Reporter.terminal.render(sample.report, style)
  }

  @Test func `the width is 80 where nobody knows it and 40 at least`() {
    #expect(Style().width == 80)
    #expect(Style(width: 7).width == 40)
    #expect(Style(width: 200).width == 200)
  }

  @Test func `a narrow terminal gets narrow lines`() throws {
    try Golden("terminal", "failed.narrow").check(told(.failed, Style(width: 40)))
  }

  @Test func `a wide terminal is used`() throws {
    try Golden("terminal", "failed.wide").check(told(.failed, Style(width: 160)))
  }

  @Test func `colour is on verdicts and faint text alone`() throws {
    let coloured = told(.failed, Style(colour: true))
    try Golden("terminal", "failed.colour").check(coloured)
    #expect(coloured.replacing(/\u{1B}\[[0-9;]*m/, with: "") == told(.failed))
  }

  @Test func `no line is wider than the terminal`() {
    for sample in Sample.all {
      for width in [40, 57, 80, 160] {
        let lines = told(sample, Style(width: width)).split(separator: "\n")
        #expect(lines.allSatisfy { $0.columns <= width }, "\(sample.name) at \(width)")
      }
    }
  }

  @Test func `nothing from a report reaches the terminal's controls or a platform's commands`() {
    for text in HostileText.all {
      let told = Reporter.terminal.render(.holding(text), Style(width: 40))
      #expect(WorkflowCommand.all(in: told).isEmpty, "\(text.debugDescription)")
      #expect(!told.unicodeScalars.contains { $0 != "\n" && Escaping.isHidden($0) }, "\(text.debugDescription)")
    }
  }

  @Test func `a passing run is short`() {
    #expect(told(.passed).split(separator: "\n").count <= 8)
  }

  @Test func `at most ten findings of a gate are told, then how many more there are`() {
    let told = told(.crowded)
    #expect(told.matches(of: /src\/a\.py:\d+: thing/).count == 30)
    #expect(told.contains("… and 15 more"))
  }

  @Test func `a remedy stands once, with the number of its findings and the first place`() {
    #expect(told(.failed).contains("1. Test this line, or remove it (2 findings, first src/basket.py:7)"))
    #expect(told(.failed).contains("2. Raise libexample to 1.2.4 (requirements.txt:3)"))
    #expect(!told(.warned).contains("To get green"))
  }

  @Test func `what is pardoned is marked, counted and told behind what blocks`() throws {
    let told = told(.waived, Style(width: 120))
    #expect(told.contains("critical 2, required 0; 1 waived"))
    #expect(told.contains("lines 83.40 %, required 100 %; debt 12"))
    #expect(told.contains("security.critical, critical, waived by W-7 until 2026-12-01 (002-27)"))
    #expect(told.contains("coverage.lines, debt: the base has it (002-23)"))
    let waived = try #require(told.firstRange(of: "CVE-2026-0001"))
    let blocking = try #require(told.firstRange(of: "CVE-2026-0002"))
    #expect(blocking.lowerBound < waived.lowerBound)
    #expect(told.contains("the law WARNED\n  waiver.expired, warning (002-107)"))
    #expect(told.contains("1 failed (security), 1 warned (coverage), 3 passed, 1 not applicable, the law warned"))
  }

  @Test func `a gate that blocks without a finding says why`() {
    #expect(told(.unjudged).contains("tdd cannot be judged: the history is not there"))
  }

  @Test func `a run in which no gate applies says that it blocks`() {
    #expect(told(.inapplicable).contains("To get green"))
  }
}

extension Report {
  /// A report with a text in every place that text can reach.
  static func holding(_ text: String) -> Report {
    let finding = Finding(
      rule: RuleID(text), effect: .fail, message: text, location: Location(Path(text), line: 1), remedy: text,
      requirements: [text])
    let verdict = Verdict(
      gate: .security, outcome: .failed, reason: text, measured: [Measure(text, required: text, found: text)],
      findings: [finding, finding.pardoned(.waived(by: text)), finding.pardoned(.debt(because: text))],
      inputs: [
        Input(
          path: Path(text), format: text, status: .unreadable, error: InputError(message: text), gates: [.security])
      ])
    return Report(
      version: text, change: Change(base: text, head: text, origin: text, branch: text, problem: text),
      verdicts: [verdict], findings: [finding.pardoned(.waived(by: text))], notices: [text])
  }
}
