import Model
import Readers
import Testing

@testable import Runner

struct MergeTests {
  private func report(
    _ gate: GateID, _ outcome: Outcome = .passed, base: String? = "b", head: String? = "h", version: String = "1",
    notices: [String] = []
  ) -> Report {
    let verdict = Verdict(gate: gate, outcome: outcome, reason: "of \(gate.rawValue)")
    return Report(
      version: version, change: Change(base: base, head: head), verdicts: [verdict], notices: notices)
  }

  @Test func `six gates of six files come out in their order`() throws {
    let merged = try merged(GateID.allCases.reversed().map { report($0) })
    #expect(merged.verdicts.map(\.gate) == GateID.allCases)
    #expect(merged.outcome == .passed)
    #expect(merged.verdicts.allSatisfy { $0.reason == "of \($0.gate.rawValue)" })
    #expect(merged.change == Change(base: "b", head: "h"))
    #expect(merged.notices.isEmpty)
  }

  @Test func `a gate that no file has cannot be judged`() throws {
    let merged = try merged(GateID.allCases.dropLast().map { report($0) })
    let missing = merged.verdicts.last
    #expect(missing?.gate == .performance)
    #expect(missing?.outcome == .cannotJudge)
    #expect(missing?.findings.map(\.rule) == ["merge.missing-gate"])
    #expect(missing?.findings.allSatisfy { $0.effect == .cannotJudge && !$0.remedy.isEmpty } == true)
    #expect(merged.blocks)
  }

  @Test func `no file at all leaves nothing judged`() throws {
    #expect(try merged([]).verdicts.map(\.outcome) == Array(repeating: .cannotJudge, count: 6))
  }

  @Test(arguments: [
    (Outcome.passed, Outcome.failed), (.passed, .cannotJudge), (.warned, .cannotJudge), (.cannotJudge, .failed),
    (.passed, .warned), (.notApplicable, .passed),
  ])
  func `of two verdicts on one gate the worse counts, and a notice says so`(_ better: Outcome, _ worse: Outcome) throws
  {
    for outcomes in [[better, worse], [worse, better]] {
      let merged = try merged(GateID.allCases.dropFirst().map { report($0) } + outcomes.map { report(.tdd, $0) })
      #expect(merged.verdicts.first?.outcome == worse)
      #expect(merged.notices.count == 1)
      #expect(merged.notices.first?.hasPrefix("2 files have a verdict on tdd") == true)
    }
  }

  @Test(arguments: [("b", "other"), ("other", "h"), ("b", nil), (nil, "h")] as [(String?, String?)])
  func `a file about another change cannot be counted`(_ base: String?, _ head: String?) throws {
    let others = GateID.allCases.dropLast().map { report($0) }
    let merged = try merged(others + [report(.performance, base: base, head: head)])
    let stranger = merged.verdicts.last
    #expect(stranger?.outcome == .cannotJudge)
    #expect(stranger?.findings.map(\.rule) == ["merge.other-change"])
    #expect(merged.verdicts.dropLast().allSatisfy { $0.outcome == .passed })
  }

  @Test func `a gate that failed on another change stays failed`() throws {
    let merged = try merged([report(.tdd), report(.coverage, .failed, head: "other")])
    #expect(merged.verdicts[1].outcome == .failed)
    #expect(merged.verdicts[1].findings.map(\.rule) == ["merge.other-change"])
  }

  @Test func `a stale file beside the right one blocks`() throws {
    let merged = try merged(GateID.allCases.map { report($0) } + [report(.tdd, head: "old")])
    #expect(merged.verdicts.first?.outcome == .cannotJudge)
  }

  @Test func `what is said of the law is kept once`() throws {
    let law = ["a", "b", "a"].map { Finding(rule: "waiver.expired", effect: .warn, message: $0, remedy: "") }
    var reports = GateID.allCases.map { report($0) }
    for (index, finding) in zip(reports.indices, law) { reports[index].findings = [finding] }
    let merged = try merged(reports)
    #expect(merged.findings.map(\.message) == ["a", "b"])
    #expect(merged.outcome == .warned)
  }

  @Test func `notices are kept once each, and different versions are said`() throws {
    let merged = try merged([
      report(.tdd, version: "1", notices: ["a", "b"]), report(.coverage, version: "2", notices: ["b", "c"]),
    ])
    #expect(merged.notices.prefix(3) == ["a", "b", "c"])
    #expect(merged.notices.last == "the files were written by different versions of sixgate: 1, 2")
    #expect(merged.version == "1")
  }

  @Test func `gates that several files share are counted file by file`() throws {
    let all = Report(
      version: "1", change: Change(base: "b", head: "h"),
      verdicts: GateID.allCases.map { Verdict(gate: $0, outcome: .passed) })
    #expect(try merged([all]) == all)
  }
}

/// Merged under the law that the program was built with.
private func merged(_ reports: [Report]) throws -> Report { merge(reports, under: try Policy.builtIn()) }
