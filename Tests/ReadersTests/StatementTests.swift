import Foundation
import Model
import Syntax
import Testing

@testable import Readers

/// What is said about vulnerabilities: VEX documents and plans.
struct StatementTests {
  private func statements(_ report: String) throws -> [String] {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Fixtures")
    var source = try ByteSource(Array(try Data(contentsOf: folder.appending(path: report))))
    let head = try Head(&source)
    let evidence = try #require(try Reader.all.first { $0.recognises(head) }?.read(&source, "vex"))
    #expect(evidence.scans.isEmpty)
    return evidence.statements.map { statement in
      let components = statement.components.map(\.description).joined(separator: " ")
      let names = statement.names.joined(separator: " ")
      return "\(statement.status.rawValue): \(names) [\(components)] \(statement.reason)"
    }
  }

  @Test func `OpenVEX names parts of products, or the product that whatever has it is in`() throws {
    let told = try statements("openvex/report.json")
    #expect(
      told == [
        "notAffected: CVE-2099-0014 GHSA-aaaa-2222-cccc [golang.org/x/net v0.9.0] vulnerable_code_not_in_execute_path",
        "affected: CVE-2099-0015 [] Upgrade bash in March", "notAffected: CVE-2099-0016 [old 1] ",
      ])
  }

  @Test func `CSAF has flags for what is not affected, and remediations for what is`() throws {
    let told = try statements("csaf/report.json")
    #expect(
      told == [
        "notAffected: CVE-2099-0014 [] component_not_present", "affected: CVE-2099-0015 [] Turn the shell off",
        "underInvestigation: CVE-2099-0016 [] ",
      ])
  }

  @Test func `a plan has an owner and a day`() throws {
    let plans = try evidence(
      "mitigations",
      """
      # Who does what about findings that stay.
      mitigations:
        - { finding: "CVE-1", package: bash, owner: ann, plan: Upgrade with the next base image, due: 2026-03-01 }
        - { finding: "GHSA-*", owner: bob, plan: Remove it, due: 2026-12-31 }
      """
    ).mitigations
    #expect(
      plans == [
        Mitigation(
          finding: "CVE-1", package: "bash", owner: "ann", plan: "Upgrade with the next base image",
          due: Day(number: 20_513)),
        Mitigation(finding: "GHSA-*", package: nil, owner: "bob", plan: "Remove it", due: Day(number: 20_818)),
      ])
  }

  @Test(arguments: ["mitigations:\n", "mitigations: []\n"])
  func `a file without plans is none`(_ text: String) throws {
    #expect(try evidence("mitigations", text).mitigations.isEmpty)
  }

  @Test(arguments: [
    ("- { finding: a, owner: b, plan: c }", "due"), ("- { finding: a, owner: b, plan: c, due: soon }", "a day as in"),
    ("- { finding: a, owner: b, plan: c, due: 2026-13-01 }", "a day as in"),
    ("- { finding: a, owner: b, plan: c, due: 2026-01-01, until: x }", "one of finding"),
    ("finding: a", "a list of mitigations"), ("- CVE-1", "a mapping"),
  ])
  func `a plan that lacks something is refused`(_ plan: String, _ words: String) throws {
    #expect(try refusal("mitigations", "mitigations:\n  \(plan)\n").message.contains(words))
  }

  @Test func `CycloneDX finds and says at once`() throws {
    let evidence = try evidence(
      "cyclonedx",
      """
      {"bomFormat": "CycloneDX", "vulnerabilities": [{"id": "CVE-1", "ratings": [{"severity": "medium"}],
      "analysis": {"state": "exploitable", "response": ["update"], "detail": "in March"},
      "affects": [{"ref": "pkg:npm/a@1"}]}]}
      """)
    #expect(evidence.scans.first?.findings.map(\.severity) == [.medium])
    #expect(
      evidence.statements == [
        Statement(
          origin: "report", status: .affected, names: ["CVE-1"], components: [Component("a", version: "1")],
          reason: "in March")
      ])
  }
}
