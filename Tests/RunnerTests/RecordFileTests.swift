import Model
import Readers
import Reporters
import Syntax
import Testing

@testable import Runner

struct RecordFileTests {
  private func refusal(_ line: String) -> String? {
    do throws(ReadError) {
      _ = try readRecord(Array(line.utf8))
      return nil
    } catch {
      return error.message
    }
  }

  @Test func `what is written is read back as it was`() throws {
    for record in [Record.full, .bare] {
      #expect(try readRecord(Array(record.line.utf8)) == record)
      #expect(try recordedCommit(Array(record.line.utf8)[...]) == record.commit)
    }
  }

  @Test func `keys that are not known are passed over`() throws {
    let line = Record.bare.line.replacing(#""components""#, with: #""new":[{"a":1}],"components""#)
    #expect(try readRecord(Array(line.utf8)) == .bare)
  }

  @Test(arguments: [
    ("sixgate-record/1", "sixgate-record/2", #"met "sixgate-record/2", wanted "sixgate-record/1""#),
    (#""schema""#, #""scheme""#, #"met an object without "schema", wanted "schema""#),
    (#""commit":"aaaa"#, #""commit":"AAAA"#, "wanted 40 or 64 hexadecimal digits as commit"),
    (#""tree":"bbbb"#, #""tree":"bbb"#, "wanted 40 or 64 hexadecimal digits as tree"),
    (#""patchIds":["cccc"#, #""patchIds":["ccc "#, "wanted 40 or 64 hexadecimal digits as a patch-id"),
    ("2026-11-21T03:38:30Z", "2026-11-21", #"met "2026-11-21", wanted an instant in UTC"#),
    (#""platform":"github""#, #""platform":"gitbub""#, "(nearest: github)"),
    (#""verdict":"passed""#, #""verdict":"good""#, #"met "good", wanted one of passed"#),
    (#""gate":"coverage""#, #""gate":"tdd""#, "met the same gate twice in gates, wanted each once"),
    (#""path":"src/b.py""#, #""path":"src/a.py""#, "met the same path twice in coverage, wanted each once"),
    (#""name":"pay""#, #""name":"cart""#, "met the same name twice in components, wanted each once"),
    ("[83,100]", "[101,100]", "wanted [covered, total] as lines"),
    ("[83,100]", "[83]", "wanted [covered, total] as lines"),
    ("[83,100]", "[83,99999999999999999999]", "wanted a whole number from 0 as lines"),
    ("[83,100]", "[-1,100]", "wanted a whole number from 0 as lines"),
    ("[83,100]", #"["83",100]"#, "wanted a whole number from 0 as lines"),
    ("ffffffffffffffff", "ffff", "wanted 16 hexadecimal digits as a fingerprint"),
    (#""effect":"fail""#, #""effect":"block""#, "wanted one of note"),
    ("29.5", #""29.5""#, "wanted a number as a value"),
    (#""cpu":"2""#, #""cpu":2"#, "wanted a string as a condition"),
    (#""tree""#, #""commit""#, #"met the key "commit" twice, wanted it once"#),
    (#""failedTests":["#, #""failedTests":[null,"#, "met nothing, wanted a string as one of failedTests"),
    (#""benchmarks":["#, #""benchmarks":{},"rest":["#, "met a mapping, wanted a list as benchmarks"),
  ])
  func `what is not of the format is refused in words`(_ right: String, _ wrong: String, _ words: String) throws {
    let changed = Record.full.line.replacing(right, with: wrong, maxReplacements: 1)
    #expect(changed != Record.full.line)
    #expect(refusal(changed)?.contains(words) == true, "\(refusal(changed) ?? "read")")
  }

  @Test(arguments: ["", "[]", "null", "{}", "{", "x", #"{"schema":"sixgate-record/1"}"#])
  func `what is no record is refused`(_ text: String) { #expect(refusal(text) != nil) }

  @Test func `a record cut short anywhere is refused in words`() {
    let line = Array(Record.full.line.utf8)
    for end in line.indices {
      #expect(refusal(String(decoding: line[..<end], as: UTF8.self))?.contains("wanted") == true)
    }
  }

  @Test func `a record with one byte changed is read or refused in words`() {
    let line = Array(Record.full.line.utf8)
    for place in line.indices {
      for byte: UInt8 in [0x00, 0x22, 0x2D, 0x39, 0x7B, 0xFF] {
        var changed = line
        changed[place] = byte
        #expect(refusal(String(decoding: changed, as: UTF8.self))?.contains("wanted") != false)
      }
    }
  }

  @Test(arguments: [
    "", "x", #"{"schema":"sixgate-record/2","commit":"#, #"{ "schema":"sixgate-record/1","commit":"a"}"#,
    #"{"schema":"sixgate-record/1","commit":"abc","#, #"{"commit":"#,
  ])
  func `a line that does not begin as a record is none`(_ line: String) {
    #expect((try? recordedCommit(Array(line.utf8)[...])) == nil)
  }
}

extension Record {
  /// Every field filled, with text that wants escaping.
  static let full = Record(
    commit: String(repeating: "a", count: 40), tree: String(repeating: "b", count: 40),
    patchIDs: [String(repeating: "c", count: 40)], instant: Instant(seconds: 1_795_232_310), platform: .github,
    version: "0.1.0",
    whole: Part(
      gates: [
        .tdd: Judgement(outcome: .passed),
        .coverage: Judgement(
          outcome: .failed, measured: [Measure("lines", required: nil, found: "83 % (83/100)")],
          findings: [
            KnownFinding(rule: "coverage.lines", effect: .fail, fingerprint: "0000000000000001"),
            KnownFinding(rule: "coverage.lines", effect: .fail, fingerprint: "0000000000000001"),
            KnownFinding(rule: "coverage.lines", effect: .fail, fingerprint: "ffffffffffffffff"),
          ]),
      ],
      coverage: [
        "src/a.py": [.lines: Share(covered: 83, total: 100), .branches: Share(covered: 0, total: 0)],
        "src/b.py": [.functions: Share(covered: 1, total: 2)], "src/é\n.py": [:],
      ],
      failedTests: ["Basket::is \"empty\"\u{1B}\n", "Pay::sums"],
      benchmarks: [
        Baseline(
          tool: "hey", origin: "reports/pay.csv", name: "p95", unit: "ms", direction: .smaller,
          conditions: ["cpu": "2", "runner": "large"], values: [31, Decimal(units: 29_500_000_000)])
      ]),
    components: ["pay": Part(gates: [.tdd: Judgement(outcome: .warned)]), "cart": Part()])

  static let bare = Record(
    commit: String(repeating: "a", count: 64), tree: String(repeating: "b", count: 64),
    instant: Instant(seconds: 0), version: "", whole: Part())
}
