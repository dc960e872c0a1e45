import Model
import Syntax
import Testing

@testable import Readers

struct DeploymentRecordFileTests {
  private static let commit = String(repeating: "0a", count: 20)
  private static let bare = "environment: production\ncommit: \(commit)\ndeployed: 2026-11-20T02:10:00Z\nby: ann\n"

  private func record(_ more: String = "") throws -> DeploymentRecord {
    try readDeploymentRecord(Array((Self.bare + more).utf8), at: ".sixgate/deployments/a.yaml")
  }

  private func refusal(_ text: String) throws -> ReadError {
    try #require(throws: ReadError.self) { try readDeploymentRecord(Array(text.utf8), at: "a.yaml") }
  }

  @Test func `what was deployed where, when and by whom is taken, with its lines`() throws {
    let record = try record()
    #expect(record["environment"] == "production" && record["commit"] == Self.commit && record["by"] == "ann")
    let deployed = try #require(Instant("2026-11-20T02:10:00Z")).seconds
    #expect(record.deployed == deployed)
    #expect(record["deployed"] == "2026-11-20T02:10:00Z" && record.row("deployed")?.line == 3)
    #expect(record["pipeline"].isEmpty && record.row("ticket") == nil && record.rows.count == 4)
  }

  @Test func `sections, times with zones, and lists are taken`() throws {
    let record = try record(
      """
      ticket: { id: "#41", closed: 2026-11-20 }
      validated:
        results:
          - a.xml
          - b.xml
      health: { check: "GET /healthz", result: failed }
      problems: [prices are doubled]
      rollback: { to: \(Self.commit.uppercased()), at: "2026-11-20T03:10:00+01:00" }
      """)
    #expect(record["ticket.id"] == "#41" && record.row("ticket.id")?.line == 5)
    let results = record.members("validated.results")
    #expect(results.map(\.text) == ["a.xml", "b.xml"] && results.map(\.line) == [8, 9])
    #expect(record.members("problems").map(\.text) == ["prices are doubled"])
    #expect(record["health.result"] == "failed" && record["rollback.to"] == Self.commit)
    #expect(record.row("rollback.at")?.seconds == record.deployed)
    #expect(record.row("ticket.closed")?.seconds == Instant("2026-11-20T00:00:00Z")?.seconds)
    #expect(record.row("rollback")?.line == 12)
  }

  @Test func `no problem is a statement, and no results or an empty section are none`() throws {
    let record = try record("problems: []\nvalidated: { results: [], by: }\nticket: { risk: \"\" }\nhealth:\n")
    #expect(record.row("problems") != nil && record.members("problems").isEmpty)
    #expect(record.row("validated.results") == nil && record.row("validated.by") == nil)
    #expect(record.row("ticket.risk") == nil && record.row("health") == nil)
  }

  @Test func `items are ticked, open, or do not apply for a reason`() throws {
    let record = try record(
      "checklist:\n  during:\n    Backup (if DB): no schema changed\n    Calm: true\n    Smoke: false\n    Late:\n")
    let items = record.members("checklist.during")
    #expect(items.map(\.item) == ["Backup (if DB)", "Calm", "Smoke", "Late"] && items.map(\.line) == [7, 8, 9, 10])
    #expect(items.map(\.text) == ["no schema changed", "true", "false", "false"])
  }

  private static let refused: [(more: String, wanted: String)] = [
    ("enviroment: x", "a key of a record (nearest: environment)"),
    ("ticket: { rsk: x }", "a key of a record (nearest: ticket.risk)"),
    ("health: { result: fine }", "passed or failed"),
    ("rollback: { to: abc }", "a commit by its 40"), ("rollback: { at: soon }", "a time as in"),
    ("checklist: { later: {} }", "a key of a record"),
    ("checklist: { after: [x] }", "a mapping of what checklist.after"),
    ("health: good", "a mapping of what health"), ("by: bob", "it once"), ("problems: { a: b }", "text"),
    ("pipeline: [a, b]", "text"), ("validated: { results: { a: b } }", "text"),
  ]

  @Test(arguments: refused)
  func `what is not known or of another kind is refused where it stands`(_ more: String, _ wanted: String) throws {
    let error = try refusal(Self.bare + more)
    #expect(error.line == 5 && error.wanted.hasPrefix(wanted), "\(error.placed)")
  }

  @Test(arguments: ["environment", "commit", "deployed", "by"])
  func `a record without one of its facts is none`(_ key: String) throws {
    let lines = Self.bare.split(separator: "\n").filter { !$0.hasPrefix(key + ":") }.joined(separator: "\n")
    #expect(try refusal(lines).wanted == "a record that states \(key) too")
  }

  @Test(arguments: ["", "~", "[]", "words"])
  func `what is no mapping is no record`(_ text: String) throws { _ = try refusal(text) }

  @Test func `a record that is cut anywhere is read or refused, and a changed byte hurts nobody`() {
    let whole = Array((Self.bare + "checklist: { after: { a: true } }\nrollback: { at: 2026-11-20T03:00:00Z }\n").utf8)
    for end in whole.indices { _ = try? readDeploymentRecord(Array(whole[..<end]), at: "a.yaml") }
    for place in whole.indices {
      for byte: UInt8 in [0, 9, 0x22, 0x2D, 0x3A, 0x5B, 0x7B, 0xFF] {
        var bytes = whole
        bytes[place] = byte
        _ = try? readDeploymentRecord(bytes, at: "a.yaml")
      }
    }
  }
}
