import Model
import Testing

struct ReportTests {
  private func report(_ outcomes: Outcome...) -> Report {
    let verdicts = zip(GateID.allCases, outcomes).map { Verdict(gate: $0, outcome: $1) }
    return Report(version: "", change: Change(), verdicts: verdicts)
  }

  @Test func `a run comes out as the worst of its gates`() {
    #expect(report(.passed, .notApplicable).outcome == .passed)
    #expect(report(.passed, .warned).outcome == .warned)
    #expect(report(.warned, .cannotJudge).outcome == .cannotJudge)
    #expect(report(.cannotJudge, .failed).outcome == .failed)
    #expect(report().outcome == .cannotJudge)
  }

  @Test func `a run blocks when a gate does, and when no gate was run`() {
    #expect(report(.failed, .passed).blocks)
    #expect(report(.passed, .cannotJudge).blocks)
    #expect(report().blocks)
    #expect(!report(.passed, .warned, .notApplicable).blocks)
  }

  @Test func `six gates without anything to judge block, one of them alone does not`() {
    let nothing = Outcome.notApplicable
    #expect(report(nothing, nothing, nothing, nothing, nothing, nothing).blocks)
    #expect(!report(nothing).blocks)
  }
}
