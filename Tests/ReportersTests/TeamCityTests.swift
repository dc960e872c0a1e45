import Model
import Testing

@testable import Reporters

struct TeamCityTests {
  private func lines(_ report: Report) -> [String] {
    Reporter.teamCity.render(report, Style()).split(separator: "\n").map(String.init)
  }

  @Test func `a finding is an inspection at its file and line, of a type that stands before it`() {
    let lines = lines(Sample.failed.report)
    let type = lines.firstIndex { $0.hasPrefix("##teamcity[inspectionType id='coverage.lines' ") }
    let inspection = lines.firstIndex {
      $0.hasPrefix("##teamcity[inspection typeId='coverage.lines'")
        && $0.hasSuffix(" file='src/pay.py' line='42' SEVERITY='ERROR']")
    }
    #expect(type != nil && inspection != nil)
    #expect((type ?? 9) < (inspection ?? 0))
  }

  @Test func `a run that blocks is a build problem that names its gates, and one that passes is none`() {
    let problem = "sixgate: FAILED: coverage failed, security failed, infrastructure failed"
    #expect(
      lines(Sample.failed.report).last == "##teamcity[buildProblem description='\(problem)' identity='sixgate']")
    #expect(lines(Sample.inapplicable.report).last?.hasPrefix("##teamcity[buildProblem ") == true)
    #expect(lines(Sample.passed.report).last == "##teamcity[message text='sixgate: PASSED' status='NORMAL']")
    #expect(lines(Sample.warned.report).last == "##teamcity[message text='sixgate: WARNED' status='WARNING']")
  }

  @Test func `a gate counts what blocks it`() {
    let count = "##teamcity[buildStatisticValue key='sixgate.coverage.blocking' value='2']"
    #expect(lines(Sample.failed.report).contains(count))
  }

  @Test func `the escape is escaped first, and what is not ASCII stands as UTF-16`() {
    #expect(Escaping.teamCity("|n'[é💥]\r\n") == "||n|'|[|0x00e9|0xd83d|0xdca5|]|r|n")
  }

  @Test func `hostile text ends neither its value nor its line`() {
    for text in HostileText.all {
      let value = Escaping.teamCity(text).replacing("||", with: "").replacing(/\|['\[\]nrx0]/, with: "")
      #expect(value.unicodeScalars.allSatisfy { $0.isASCII && !"'[]\r\n".unicodeScalars.contains($0) })
      for line in lines(.holding(text)) { #expect(line.hasPrefix("##teamcity[") && line.hasSuffix("]")) }
    }
  }

  @Test func `of very many findings the rest is counted`() {
    let findings = (1...1200).map { (line: Int) in
      Finding(rule: "a.b", effect: .fail, message: "x", location: Location("a", line: line), remedy: "")
    }
    let verdict = Verdict(gate: .coverage, outcome: .failed, findings: findings)
    let lines = lines(Report(version: "0", change: .sample, verdicts: [verdict]))
    #expect(lines.last?.contains("; 200 findings are left out here") == true)
  }
}
