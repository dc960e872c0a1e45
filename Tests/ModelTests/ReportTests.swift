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

  private func report(_ outcomes: [Outcome], saying effects: Effect...) -> Report {
    let verdicts = zip(GateID.allCases, outcomes).map { Verdict(gate: $0, outcome: $1) }
    let findings = effects.map { Finding(rule: "waiver.x", effect: $0, message: "", remedy: "") }
    return Report(version: "", change: Change(), verdicts: verdicts, findings: findings)
  }

  @Test func `what is said of the law counts as a gate does`() {
    #expect(report([.passed], saying: .note).outcome == .passed)
    #expect(report([.passed], saying: .note, .warn).outcome == .warned)
    #expect(report([.passed], saying: .fail).outcome == .failed)
    #expect(report([.warned], saying: .cannotJudge).outcome == .cannotJudge)
    #expect(report([.failed], saying: .warn).outcome == .failed)
    #expect(report([.passed], saying: .fail).blocks && !report([.passed], saying: .warn).blocks)
  }

  @Test func `what is said of the law makes up for no gate`() {
    let nothing = Array(repeating: Outcome.notApplicable, count: 6)
    for effect in [Effect.note, .warn] {
      #expect(report(nothing, saying: effect).outcome == .notApplicable)
      #expect(report(nothing, saying: effect).blocks)
      #expect(report([], saying: effect).outcome == .cannotJudge)
    }
    #expect(report([.notApplicable], saying: .note).outcome == .notApplicable)
    #expect(report([.notApplicable], saying: .warn).outcome == .warned)
  }
}
