import Model
import Testing

struct RecordTests {
  private func record(_ gates: [GateID: Record.Judgement], coverage: [Path: [CoverageKind: Share]] = [:]) -> Record {
    Record(
      commit: "c", tree: "t", instant: Instant(seconds: 1), version: "1",
      whole: Record.Part(gates: gates, coverage: coverage))
  }

  @Test func `records of single gates come together`() {
    let first = record([.tdd: Record.Judgement(outcome: .passed)])
    let second = record(
      [.coverage: Record.Judgement(outcome: .failed)], coverage: ["a": [.lines: Share(covered: 1, total: 2)]])
    for record in [first.updated(by: second), second.updated(by: first)] {
      #expect(record.whole.gates.mapValues(\.outcome) == [.tdd: .passed, .coverage: .failed])
      #expect(record.whole.coverage == ["a": [.lines: Share(covered: 1, total: 2)]])
    }
  }

  @Test func `of two records on one gate the later one holds, with its evidence`() {
    let first = record(
      [.coverage: Record.Judgement(outcome: .failed)], coverage: ["a": [.lines: Share(covered: 1, total: 2)]])
    let second = record([.coverage: Record.Judgement(outcome: .passed)])
    let record = first.updated(by: second)
    #expect(record.whole.gates.mapValues(\.outcome) == [.coverage: .passed])
    #expect(record.whole.coverage.isEmpty)
  }

  @Test func `components come together by their names`() {
    var first = record([:])
    first.components = ["pay": Record.Part(gates: [.tdd: Record.Judgement(outcome: .passed)])]
    var second = record([:])
    second.components = [
      "pay": Record.Part(gates: [.coverage: Record.Judgement(outcome: .passed)]), "cart": Record.Part(),
    ]
    let components = first.updated(by: second).components
    #expect(components["pay"]?.gates.keys.sorted { $0.order < $1.order } == [.tdd, .coverage])
    #expect(components["cart"] != nil)
  }
}

struct InstantTests {
  @Test(arguments: [0, 1, 86_399, 86_400, 1_795_232_310, -1])
  func `what is written is read`(seconds: Int) {
    let instant = Instant(seconds: seconds)
    #expect(Instant(instant.description) == instant)
  }

  @Test(arguments: [
    "", "2026-11-21", "2026-11-21T03:38:30", "2026-11-21T03:38:30+00:00", "2026-11-21T24:00:00Z",
    "2026-11-21T03:60:00Z", "2026-02-30T00:00:00Z", "2026-11-21T3:38:30Z", "2026-11-21T-3:38:30Z",
    "2026-11-21T03:38:60Z", "2026-11-21t03:38:30Z", "2026-11-21T+3:38:30Z", "2026-11-21T03:38:30.5Z", "T", "TT",
  ])
  func `another form is none`(text: String) { #expect(Instant(text) == nil) }
}
