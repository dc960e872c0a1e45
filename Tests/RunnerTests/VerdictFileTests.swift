import Model
import Readers
import Reporters
import Syntax
import Testing

@testable import Runner

struct VerdictFileTests {
  private func written(_ report: Report) throws -> String {
    try #require(Reporter.all.first { $0.format == "json" }).render(report, Style())
  }

  private func read(_ text: String) throws(ReadError) -> Report {
    var source = try ByteSource(ByteStream(Array(text.utf8), blockSize: 64))
    return try readVerdictFile(&source)
  }

  private func refusal(_ text: String) -> ReadError? {
    do throws(ReadError) {
      _ = try read(text)
      return nil
    } catch {
      return error
    }
  }

  @Test func `what is written is read back as it was`() throws {
    for report in [Report.full, .bare, .withPictures] {
      #expect(try read(written(report)) == report)
    }
  }

  @Test(arguments: [
    (#""two""#, #""two", "three""#, "met a row of 3 cells, wanted as many as its head has"),
    (#""head": ["#, #""head": 1, "x": ["#, #"met "1", wanted a list of cells"#),
    (#""two""#, "2", #"met "2" without quotes, wanted a string as a cell"#),
  ])
  func `a table that is none is refused`(_ old: String, _ new: String, _ words: String) throws {
    let text = try written(.withPictures)
    #expect(text.contains(old))
    #expect(refusal(text.replacing(old, with: new))?.message == words)
  }

  @Test(arguments: [
    ("sixgate-result/1", "sixgate-result/2", #"met "sixgate-result/2", wanted "sixgate-result/1""#),
    (#""schema""#, #""scheme""#, #"met an object without "schema", wanted "schema""#),
    (
      #""verdict": "passed""#, #""verdict": "good""#,
      #"met "good", wanted one of passed, warned, failed, cannotJudge, notApplicable"#
    ),
    (
      #""gate": "tdd""#, #""gate": "tests""#,
      #"met "tests", wanted one of tdd, coverage, security, infrastructure, integration, performance"#
    ),
    (#""gate": "tdd","#, "", #"met an object without "gate", wanted "gate""#),
    (#""order": 1"#, #""order": 2"#, #"met the order "2" of tdd, wanted 1"#),
    (#""order": 1"#, #""order": "1""#, #"met the order "1" of tdd, wanted 1"#),
    (
      #""verdict": "failed""#, #""verdict": "passed""#,
      #"met the verdict passed over gates and a law that come to failed, wanted the worst of them"#
    ),
    (#""base": "1f3a""#, #""base": 1"#, #"met "1" without quotes, wanted a string as base"#),
    (#""line": 7"#, #""line": 0"#, #"met "0", wanted a whole number from 1 as line"#),
    (#""line": 7"#, #""line": 7.5"#, #"met "7.5", wanted a whole number from 1 as line"#),
    (#""line": 7"#, #""line": 99999999999999999999"#, #"wanted a whole number from 1 as line"#),
    (#""gates": ["#, #""gates": {}, "rest": ["#, #"met a mapping, wanted a list as gates"#),
    (#""notices": []"#, #""notices": null"#, #"met nothing, wanted a list as notices"#),
    (#""reason""#, #""gate""#, #"met the key "gate" twice, wanted it once"#),
    (#""version": "0.1.0""#, #""version": null"#, #"met nothing, wanted a string as version"#),
    (#""kind": "waived""#, #""kind": "waves""#, #"met "waves", wanted waived or debt (nearest: waived)"#),
    (#""until": "2026-12-01""#, #""until": "2026-12-32""#, #"met "2026-12-32", wanted a day as until"#),
    (#""because""#, #""reason""#, #"met an object without "because", wanted "because""#),
    (#""pardon": null"#, #""pardon": "debt""#, #"met "debt", wanted an object with "kind""#),
  ])
  func `what is not of the format is refused in words`(_ right: String, _ wrong: String, _ words: String) throws {
    let text = try written(.full)
    let changed = text.replacing(right, with: wrong, maxReplacements: 1)
    #expect(changed != text)
    #expect(refusal(changed)?.message.hasSuffix(words) == true, "\(refusal(changed)?.message ?? "read")")
    #expect(refusal(changed)?.line != nil)
  }

  @Test func `what a gate shows is read back, and a file without it is read`() throws {
    var verdict = Verdict(gate: .tdd, outcome: .passed)
    verdict.exhibits = [Exhibit("Cycles", ["a", "b"]), Exhibit("Plan", ["c"], isCommands: true)]
    let report = Report(version: "1", change: Change(), verdicts: [verdict])
    let text = try written(report)
    #expect(try read(text) == report)
    #expect(try read(text.replacing("\"exhibits\"", with: "\"others\"")).verdicts.first?.exhibits == [])
    #expect(refusal(text.replacing("\"commands\": true", with: "\"commands\": 1")) != nil)
  }

  @Test func `a gate that passed with a finding that blocks is refused`() throws {
    let text = try written(.full).replacing(#""verdict": "failed""#, with: #""verdict": "passed""#)
    let words = "met the verdict passed over a finding that is to fail, wanted one that blocks or warns"
    #expect(refusal(text)?.message == words)
  }

  @Test(arguments: ["", "[]", "null", "{}", "{", "x", #"{"schema":"sixgate-result/1"}"#])
  func `what is no result is refused`(_ text: String) { #expect(refusal(text) != nil) }

  @Test func `a gate that stands twice is refused`() throws {
    let twice = Report(version: "", change: Change(), verdicts: Report.bare.verdicts + Report.bare.verdicts)
    #expect(refusal(try written(twice))?.message == "met the gate security a second time, wanted each once")
  }

  @Test func `a result without gates is refused`() throws {
    let empty = Report(version: "", change: Change(), verdicts: [])
    #expect(refusal(try written(empty))?.message == "met no gate, wanted one at least")
  }

  @Test func `a result with something behind it is refused`() throws {
    #expect(refusal(try written(.full) + "{}") != nil)
  }

  @Test func `keys of later versions are passed over`() throws {
    let text = try written(.full).replacing(#""notices""#, with: #""later": {"a": [1]}, "notices""#)
    #expect(try read(text) == .full)
  }

  @Test func `what was written before there were waivers is read without pardons`() throws {
    let text = try written(.bare).replacing("\n  \"findings\": [],", with: "")
    #expect(try read(text) == .bare)
  }

  @Test func `a result cut short anywhere is refused`() throws {
    let bytes = Array(try written(.full).utf8)
    for end in stride(from: 0, to: bytes.count - 1, by: 3) {
      #expect(refusal(String(decoding: bytes[..<end], as: UTF8.self)) != nil)
    }
  }

  @Test func `a result with one byte changed is read or refused in words`() throws {
    let bytes = Array(try written(.full).utf8)
    for place in stride(from: 0, to: bytes.count, by: 5) {
      for byte: UInt8 in [0x00, 0x22, 0x2D, 0x39, 0x7B] {
        var changed = bytes
        changed[place] = byte
        let message = refusal(String(decoding: changed, as: UTF8.self))?.message
        #expect(message?.contains("wanted") != false)
      }
    }
  }
}

extension Report {
  /// Every field filled, with text that wants escaping.
  fileprivate static let full = Report(
    version: "0.1.0",
    change: Change(
      base: "1f3a", head: "8e7d", origin: "GITHUB_BASE_REF", branch: "a\"\\\n\u{1B}é", pullRequest: 12,
      platform: .github, problem: "<none>"),
    verdicts: [
      Verdict(gate: .tdd, outcome: .passed, reason: "4 commits"),
      Verdict(
        gate: .coverage, outcome: .failed, reason: "",
        measured: [Measure("lines", required: "100 %", found: "98.71 %")],
        findings: [
          Finding(
            rule: "coverage.lines", effect: .fail, severity: .unrated, message: "line 7 \u{202E}never ran",
            location: Location("src/é.py", line: 7, column: 1), remedy: "Test it", requirements: ["002-24", "002-25"]),
          Finding(rule: "coverage.files", effect: .note, message: "", location: Location("a"), remedy: ""),
          Finding(rule: "coverage.none", effect: .cannotJudge, message: "m", remedy: "r"),
          pardoned(.waived(by: "W-7", until: Day("2026-12-01"))), pardoned(.waived(by: "W-8")),
          pardoned(.debt(because: "old")),
        ],
        inputs: [
          Input(path: "a.lcov", format: "lcov", status: .read, gates: [.coverage, .tdd]),
          Input(
            path: "b", format: nil, status: .unknownFormat, error: InputError(message: "met x", line: 3), gates: []),
          Input(path: "c", format: nil, status: .unreadable, error: InputError(message: "met y"), gates: [.coverage]),
        ]),
      Verdict(gate: .performance, outcome: .notApplicable, reason: "off: no targets yet"),
    ],
    components: [
      ComponentReport(
        name: "pay\"é",
        verdicts: [
          Verdict(gate: .tdd, outcome: .warned, reason: "r", measured: [Measure("m", required: nil, found: "1")])
        ], carriedFrom: "1f3a"), ComponentReport(name: ".", verdicts: []),
    ],
    findings: [
      Finding(rule: "waiver.expired", effect: .warn, message: "W", location: Location("a", line: 1), remedy: "r")
    ],
    notices: [])

  fileprivate static var withPictures: Report {
    var report = full
    report.verdicts[1].table = Table("Files", head: ["file", "lines"], rows: [["a\u{1B}", "two"], ["b", ""]])
    report.verdicts[1].pictures = [Table("Tests", head: ["test", "took"], rows: [["a|b", "1 s"]])]
    report.verdicts[1].findings[0].isOfChange = true
    report.verdicts[1].distributions = [
      Distribution(name: "web", steps: [.init(upTo: Decimal("1.5"), count: 3), .init(upTo: nil, count: 1)])
    ]
    return report
  }

  private static func pardoned(_ pardon: Pardon) -> Finding {
    var finding = Finding(rule: "coverage.lines", effect: .fail, message: "old", remedy: "r")
    finding.pardon = pardon
    return finding
  }

  fileprivate static let bare = Report(
    version: "", change: Change(), verdicts: [Verdict(gate: .security, outcome: .warned)], notices: ["one", "two"])
}
