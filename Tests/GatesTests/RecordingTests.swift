import Model
import Testing

@testable import Gates

struct RecordingTests {
  private func part(_ matter: Case) -> Record.Part { Record.Part(Gate.all.map { $0.judge(matter) }, of: matter) }

  @Test func `every gate's verdict is kept, with its numbers and findings`() throws {
    let matter = try Case.of(tests: [.of(.of(.failed), .of(.passed, "ships"))])
    let part = part(matter)
    #expect(Set(part.gates.keys) == Set(GateID.allCases))
    let verdict = Gate.integration.judge(matter)
    #expect(part.gates[.integration]?.outcome == .failed)
    #expect(part.gates[.integration]?.measured == verdict.measured)
    #expect(part.gates[.integration]?.findings.map(\.fingerprint) == verdict.findings.map(\.fingerprint))
  }

  @Test func `coverage is kept by the repository's own paths, as far as it was measured`() throws {
    let part = part(
      try .of(
        files: ["src/pay.py"],
        coverage: ["/build/src/pay.py": .of(hit: 1...3, missed: [4], carries: [.lines]), "gone.py": .of(hit: [1])]))
    #expect(part.coverage == ["src/pay.py": [.lines: Share(covered: 3, total: 4)]])
  }

  @Test func `a file whose name is no text is left out`() throws {
    let odd = Path(bytes: [0x61, 0xFF])
    #expect(part(try .of(files: [odd], coverage: [odd: .of(hit: [1])])).coverage.isEmpty)
  }

  @Test func `tests that failed in the end are kept, each once`() throws {
    let part = part(
      try .of(tests: [
        .of(.of(.failed, "retried"), .of(.passed, "retried"), .of(.error, "breaks"), .of(.skipped, "ships")),
        .of(.of(.error, "breaks"), .of(.failed, "asks")),
      ]))
    #expect(part.failedTests == ["Checkout::asks", "Checkout::breaks"])
  }

  @Test func `runs of one benchmark come together, and doubtful ones are left out`() throws {
    let runs: [Decimal] = [3, 5]
    let doubted = Benchmark(
      tool: "hey", origin: "web.csv", readings: [.of(.p95, milliseconds: 9)],
      caveats: [Caveat(.doubtful, "every request failed")])
    let part = part(
      try .of(
        benchmarks: runs.map { Benchmark.of(attempts: 9, failures: 0, readings: .of(.p95, milliseconds: $0)) } + [
          doubted
        ]))
    #expect(
      part.benchmarks == [
        Record.Baseline(
          tool: "hey", origin: "web.csv", name: "p95", unit: "", direction: .smaller,
          values: [3_000_000, 5_000_000])
      ])
  }

  @Test func `evidence is kept with the gate that judged it alone`() throws {
    let matter = try Case.of(coverage: ["src/pay.py": .of(hit: [1])], tests: [.of(.of(.failed))])
    let part = Record.Part([Gate.integration.judge(matter)], of: matter)
    #expect(part.coverage.isEmpty)
    #expect(part.failedTests == ["Checkout::pays"])
  }
}
