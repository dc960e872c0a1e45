import Model
import Syntax
import Testing

@testable import Readers

struct WaiverFileTests {
  private static let whole = """
    id: W-7
    rule: security.high
    matches:
      path: "requirements*.txt"
      finding: CVE-2026-0001
      fingerprint: 0123456789abcdef
    namespace: pilot-x
    reason: pilot
    justification: The vendor has no fixed release
    risk: Only reachable from inside
    mitigation: The port is closed
    issue: https://example.com/issues/7
    follow-up: "#8"
    requester: ann
    approvals:
      - { by: bob, on: 2026-11-20 }
      - { by: "@cy", on: "2026-11-21" }
    created: 2026-11-19
    expires: 2026-12-01
    """

  private func waiver(_ text: String) throws -> Waiver {
    try readWaiver(Array(text.utf8), at: ".sixgate/waivers/w-7.yaml")
  }

  private func refusal(_ text: String) throws -> ReadError {
    try #require(throws: ReadError.self) { try readWaiver(Array(text.utf8), at: "w") }
  }

  @Test func `every field is taken`() throws {
    var wanted = Waiver(id: "W-7", origin: ".sixgate/waivers/w-7.yaml")
    wanted.rule = "security.high"
    wanted.matches = Waiver.Match(
      path: "requirements*.txt", name: "CVE-2026-0001", fingerprint: "0123456789abcdef")
    (wanted.namespace, wanted.reason) = ("pilot-x", "pilot")
    wanted.justification = "The vendor has no fixed release"
    (wanted.risk, wanted.mitigation) = ("Only reachable from inside", "The port is closed")
    (wanted.issue, wanted.followUp, wanted.requester) = ("https://example.com/issues/7", "#8", "ann")
    wanted.approvals = [
      Waiver.Approval(by: "bob", on: try #require(Day("2026-11-20"))),
      Waiver.Approval(by: "@cy", on: try #require(Day("2026-11-21"))),
    ]
    (wanted.created, wanted.expires) = (Day("2026-11-19"), Day("2026-12-01"))
    #expect(try waiver(WaiverFileTests.whole) == wanted)
  }

  @Test func `a skip names gates and a change`() throws {
    let text = "id: S-1\nskips: [tdd, performance]\nchange: { branch: hotfix/pay, pull-request: 41, commit: abcdef0 }"
    let skip = try waiver(text)
    #expect(skip.skips == [.tdd, .performance])
    #expect(skip.change == Waiver.MatchedChange(branch: "hotfix/pay", pullRequest: 41, commit: "abcdef0"))
    #expect(try refusal("id: S-1\nskips: [speed]").line == 2)
    #expect(try refusal("id: S-1\nchange: { brnch: x }").line == 2)
  }

  @Test func `what is left out is left out, and no error`() throws {
    let bare = Waiver(id: "W-7", origin: ".sixgate/waivers/w-7.yaml")
    #expect(try waiver("id: W-7") == bare)
    #expect(try waiver("id: W-7\nrule:\nmatches:\napprovals:\nexpires:\nreason: \"\"\nnamespace: ~") == bare)
  }

  @Test(arguments: [
    ("id: W\nexpire: 2026-12-01", 2, 1, "(nearest: expires)"),
    ("id: W\nmatches: { paths: a }", 2, 12, "(nearest: path)"),
    ("id: W\napprovals:\n  - { by: a, at: 2026-12-01 }", 3, 14, "one of by, on"),
    ("id: W\nexpires: 2026-02-30", 2, 10, "a day of the calendar as YYYY-MM-DD"),
    ("id: W\nexpires: 1.12.2026", 2, 10, "a day of the calendar"),
    ("id: W\nexpires: tomorrow", 2, 10, "a day of the calendar"),
    ("id: W\ncreated: [2026-12-01]", 2, 10, "a day of the calendar"),
    ("id: W\napprovals: [bob]", 2, 13, "an approval: a mapping"),
    ("id: W\napprovals:\n  - { by: bob }", 3, 5, "an approval as { by: account, on: YYYY-MM-DD }"),
    ("id: W\njustification: [a]", 2, 16, "text"), ("id: W\nmatches: a", 2, 10, "matches: a mapping"),
    ("rule: a", 1, 1, "an id"), ("id:", 1, 4, "text"), ("[id]", 1, 1, "a waiver: a mapping"),
    ("id: W\n1: a", 2, 1, "one of id, rule"), ("id: W\n[a]: a", 2, 1, "one of id, rule"),
  ])
  func `what is not as its key wants it is refused with line and column`(
    _ text: String, _ line: Int, _ column: Int, _ wanted: String
  ) throws {
    let error = try refusal(text)
    #expect(error.line == line)
    #expect(error.column == column)
    #expect(error.wanted.contains(wanted), "\(error.wanted)")
  }

  @Test(arguments: ["", "# nothing", "id: a\n---\nid: b", "id: a\nid: b", "id: [", "\u{0}", "id: *a"])
  func `what is not one waiver is refused`(_ text: String) throws { #expect(try !refusal(text).met.isEmpty) }

  @Test func `a waiver cut anywhere or with one byte changed is read or refused in words`() {
    let bytes = Array(WaiverFileTests.whole.utf8)
    for place in bytes.indices {
      _ = try? readWaiver(Array(bytes[..<place]), at: "w")
      for byte: UInt8 in [0x00, 0x22, 0x2D, 0x3A, 0x7B, 0xFF] {
        var changed = bytes
        changed[place] = byte
        _ = try? readWaiver(changed, at: "w")
      }
    }
  }
}
