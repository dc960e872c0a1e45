import Model
import Testing

@testable import Reporters

struct AzureTests {
  private func lines(_ report: Report) -> [String] {
    Reporter.azure.render(report, Style()).split(separator: "\n").map(String.init)
  }

  @Test func `an issue stands at its file and line, with what to do`() {
    let issue = lines(Sample.failed.report).first { $0.contains("linenumber=42") }
    #expect(
      issue
        == "##vso[task.logissue type=error;sourcepath=src/pay.py;linenumber=42;code=coverage.lines;]"
        + "line 42 never ran%0ATest this line, or remove it%0Acoverage.lines (002-24, 002-25)")
  }

  @Test func `what only warns leaves the step with issues, and what passes says nothing`() {
    #expect(lines(Sample.warned.report).last == "##vso[task.complete result=SucceededWithIssues;]sixgate warns")
    #expect(lines(Sample.passed.report).isEmpty)
    #expect(!lines(Sample.failed.report).contains { $0.contains("task.complete") })
  }

  @Test func `at most nine of a level are told, then how many more there are`() {
    let lines = lines(Sample.crowded.report)
    #expect(lines.contains("##vso[task.logissue type=error;]sixgate: 16 more, see the report"))
    #expect(lines.contains("##vso[task.logissue type=warning;]sixgate: 3 more, see the report"))
    #expect(lines.count == 20)
  }

  @Test func `an escaped text ends neither its property nor its line`() {
    #expect(Escaping.azure("a%3B;b]\r\n") == "a%AZP253B%3Bb%5D%0D%0A")
    for text in HostileText.all {
      #expect(!Escaping.azure(text).unicodeScalars.contains { ";]\r\n".unicodeScalars.contains($0) })
    }
  }

  @Test func `hostile text makes no command of its own`() {
    for text in HostileText.all {
      let told = Reporter.azure.render(.holding(text), Style())
      #expect(told.hasPrefix("##vso[task.logissue type=error;"))
      #expect(told.unicodeScalars.count { $0 == "\n" || $0 == "\r" } == told.matches(of: /(?m)^##vso\[/).count)
      #expect(!told.dropFirst().unicodeScalars.contains { $0 != "\n" && Escaping.isHidden($0) })
    }
  }
}
