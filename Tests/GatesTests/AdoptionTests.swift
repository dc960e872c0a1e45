import Gates
import Model
import Testing

/// A repository that lets pass what it had, and no more.
struct AdoptionTests {
  private static let end = Day("2026-12-31") ?? Day(number: 0)

  private func matter(
    _ gate: GateID, at day: String = "2026-11-21", changing lines: [Path: ClosedRange<Int>] = [:],
    touching: Path = "src/new.py", inputs: [Input] = [], coverage: [Path: FileCoverage] = [:]
  ) throws -> Case {
    var matter = try Case.of(
      commits: .line(.of("feat: x", changing: touching)), files: ["src/new.py", "src/old.py"], coverage: coverage,
      inputs: inputs
    ) { policy in
      policy.modes[gate] = .adopt
      policy.adoptionEnds[gate] = AdoptionTests.end
    }
    var changed = ChangedLines()
    for (path, range) in lines { changed.add(range, of: path) }
    matter.changedLines = changed
    matter.instant = Instant(seconds: (Day(day) ?? Day(number: 0)).number * 86_400)
    return matter
  }

  private func pardons(_ verdict: Verdict) -> [String] {
    verdict.findings.map { finding in
      guard case .debt(let reason) = finding.pardon else { return "\(finding.location?.description ?? "") stands" }
      return "\(finding.location?.description ?? "") \(reason)"
    }
  }

  private let coverage: [Path: FileCoverage] = [
    "src/new.py": .of(hit: [1], missed: [5, 9], carries: [.lines, .branches, .functions]),
    "src/old.py": .of(hit: [1], missed: [2], carries: [.lines, .branches, .functions]),
  ]

  @Test func `lines that the change leaves alone are debt, and its own block`() throws {
    let verdict = try GateID.coverage.judge(
      matter(.coverage, changing: ["src/new.py": 4...6], coverage: coverage))
    #expect(verdict.outcome == .failed)
    #expect(
      Set(pardons(verdict)) == [
        "src/new.py:5 stands", "src/new.py:9 the change leaves this line alone",
        "src/old.py:2 the change leaves src/old.py alone",
      ])
  }

  @Test func `a change without a line of its own uncovered only warns`() throws {
    let verdict = try GateID.coverage.judge(
      matter(.coverage, changing: ["src/new.py": 1...1], coverage: coverage))
    #expect(verdict.outcome == .warned)
    #expect(verdict.reason.contains("adopting until 2026-12-31, 40 days left"))
  }

  @Test func `evidence that was never there warns`() throws {
    let verdict = try GateID.coverage.judge(matter(.coverage))
    #expect(verdict.outcome == .warned)
    #expect(pardons(verdict) == [" it was never there"])
  }

  @Test func `evidence that the base had blocks where it is gone`() throws {
    var matter = try matter(.coverage)
    matter.baseline = Record(
      commit: "c", tree: "t", instant: Instant(seconds: 0), version: "1",
      whole: Record.Part(gates: [.coverage: Record.Judgement(outcome: .passed)]))
    #expect(GateID.coverage.judge(matter).outcome == .cannotJudge)
  }

  @Test func `a report that cannot be read blocks on the first day too`() throws {
    let verdict = try GateID.coverage.judge(matter(.coverage, inputs: [.unread(for: .coverage)]))
    #expect(verdict.outcome == .cannotJudge)
  }

  @Test func `what the base's record knows is debt, wherever it is`() throws {
    var matter = try matter(.coverage, changing: ["src/new.py": 1...20], coverage: coverage)
    let known = GateID.coverage.judge(matter).findings
    matter.baseline = Record(
      commit: "c", tree: "t", instant: Instant(seconds: 0), version: "1",
      whole: Record.Part(gates: [
        .coverage: Record.Judgement(
          outcome: .failed,
          findings: known.map { Record.KnownFinding(rule: $0.rule, effect: $0.effect, fingerprint: $0.fingerprint) })
      ]))
    #expect(GateID.coverage.judge(matter).outcome == .warned)
  }

  @Test func `the order of commits only warns`() throws {
    #expect(try GateID.tdd.judge(matter(.tdd)).outcome == .warned)
  }

  @Test func `on the last day it holds, and on the next one no more`() throws {
    #expect(try GateID.tdd.judge(matter(.tdd, at: "2026-12-31")).outcome == .warned)
    #expect(try GateID.tdd.judge(matter(.tdd, at: "2027-01-01")).outcome == .failed)
  }

  @Test(arguments: [
    ("2026-12-16", []), ("2026-12-17", ["ends on 2026-12-31, in 14 days, for tdd"]),
    ("2026-12-31", ["ends on 2026-12-31, in 0 days, for tdd"]),
    ("2027-01-01", ["ended on 2026-12-31 for tdd: the policy holds as it is written"]),
  ])
  func `its end is announced 14 days before`(_ day: String, _ words: [String]) throws {
    let matter = try matter(.tdd, at: day)
    let findings = matter.policy.findingsOfAdoption(at: matter.instant)
    #expect(findings.map(\.message) == words)
    #expect(findings.allSatisfy { $0.rule == "law.adoption" })
  }
}
