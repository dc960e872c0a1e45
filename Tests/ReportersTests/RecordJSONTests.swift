import Model
import Testing

@testable import Reporters

struct RecordJSONTests {
  @Test func `a record is written as recorded`() throws { try Golden("record", "full").check(Record.full.line + "\n") }

  @Test func `a record is one line, whatever its texts hold`() {
    for text in HostileText.payloads {
      var record = Record.full
      record.version = text
      record.whole.failedTests = [text]
      #expect(record.line.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F })
    }
  }

  @Test func `a record is as its schema says`() throws {
    #expect(try Schema.named("sixgate-record").problems(of: Schema.node(Record.full.line)) == [])
  }

  @Test(arguments: [
    ("sixgate-record/1", "sixgate-record/2"), (#""tree":"#, #""trees":"#), (#""gate":"tdd""#, #""gate":"tests""#),
    ("[83,100]", "[83]"), ("[83,100]", "[-1,100]"), (#""values":["#, #""value":["#), ("smaller-is", "less-is"),
  ])
  func `what the schema does not know is a problem`(_ right: String, _ wrong: String) throws {
    let changed = Record.full.line.replacing(right, with: wrong, maxReplacements: 1)
    #expect(changed != Record.full.line)
    #expect(try !Schema.named("sixgate-record").problems(of: Schema.node(changed)).isEmpty)
  }
}

extension Record {
  /// Every field filled, with text that wants escaping.
  fileprivate static let full = Record(
    commit: "1f3a9c2b4d5e6f708192a3b4c5d6e7f8091a2b3c", tree: "8e7d6c5b4a39281706f5e4d3c2b1a09f8e7d6c5b",
    patchIDs: ["7a6b5c4d3e2f10a1b2c3d4e5f60718293a4b5c6d"], instant: Instant(seconds: 1_795_232_310),
    platform: .github, version: "0.1.0",
    whole: Part(
      gates: [
        .tdd: Judgement(outcome: .passed),
        .coverage: Judgement(
          outcome: .failed, measured: [Measure("lines", required: "100 %", found: "83 % (83/100)")],
          findings: [
            KnownFinding(rule: "coverage.lines", effect: .fail, fingerprint: "ffffffffffffffff"),
            KnownFinding(rule: "coverage.lines", effect: .fail, fingerprint: "0000000000000001"),
            KnownFinding(rule: "coverage.lines", effect: .fail, fingerprint: "0000000000000001"),
            KnownFinding(rule: "coverage.unmatched", effect: .note, fingerprint: "0000000000000002"),
          ]),
      ],
      coverage: [
        "src/pay.py": [.lines: Share(covered: 83, total: 100), .branches: Share(covered: 0, total: 0)],
        "src/basket.py": [.lines: Share(covered: 7, total: 7), .functions: Share(covered: 1, total: 2)],
      ],
      failedTests: ["Basket::is \"empty\"\n", "Pay::sums"],
      benchmarks: [
        Baseline(
          tool: "hey", origin: "reports/pay.csv", name: "p95", unit: "ms", direction: .smaller,
          conditions: ["cpu": "2", "runner": "large"], values: [31, Decimal(units: 29_500_000_000)])
      ]),
    components: ["pay": Part(gates: [.tdd: Judgement(outcome: .warned)]), "basket": Part()])
}
