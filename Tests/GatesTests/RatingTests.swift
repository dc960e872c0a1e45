import Model
import Testing

@testable import Gates

/// How bad a finding is, and what of all that is said about it decides.
struct RatingTests {
  private func finding(_ scans: Scan..., under amend: (inout Policy) -> Void = { _ in }) throws -> Finding {
    let verdict = try Gate.security.judge(
      .of(scans: scans) { policy in
        for severity in Severity.allCases { policy.security.treatment[severity] = .block }
        amend(&policy)
      })
    #expect(verdict.findings.count == 1)
    return try #require(verdict.findings.first)
  }

  @Test func `another report's rating decides on what one does not rate`() throws {
    let finding = try finding(
      .of(.of(.unrated, id: "PYSEC-1", aliases: ["CVE-1"]), by: "pip-audit"), .of(.of(.high), by: "grype"))
    #expect(finding.severity == .high)
    #expect(
      finding.message
        == "CVE-1 (PYSEC-1) in left-pad 1.0: a hole (its label); no fix is known; found by grype, pip-audit")
  }

  @Test func `names of names make one finding of three`() throws {
    let finding = try finding(
      .of(.of(.low, id: "CVE-1"), by: "a"), .of(.of(.low, id: "GHSA-1"), by: "b"),
      .of(.of(.medium, id: "SNYK-1", aliases: ["ghsa-1", "CVE-1"]), by: "c"))
    #expect(finding.severity == .medium)
  }

  @Test func `a component is the same with and without its group`() throws {
    let long = Component("org.example:web", version: "1")
    #expect(
      try finding(
        .of(.of(.low, component: long), by: "a"), .of(.of(.low, component: Component("Web", version: "1")), by: "b")
      ).message.contains("found by a, b"))
  }

  @Test func `one name in two components is two findings`() throws {
    let verdict = try Gate.security.judge(
      .of(scans: [.of(.of(.high), .of(.high, component: Component("right-pad", version: "1.0")))]))
    #expect(verdict.findings.count == 2)
  }

  @Test func `a score in the record decides where there is no label`() throws {
    let finding = try finding(.of(.of(.unrated, score: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"), by: "osv"))
    #expect(finding.severity == .critical && finding.message.contains("CVSS 9.8 in osv's report"))
  }

  @Test(arguments: [("low", "9.8", Severity.critical), ("high", "3.1", .high)])
  func `of label and score the higher counts`(_ label: String, _ score: String, _ severity: Severity) throws {
    #expect(try finding(.of(.of(Severity(word: label), score: score))).severity == severity)
  }

  @Test func `of a system's package its vendor's label counts, unless the policy says otherwise`() throws {
    let component = Component("zlib", version: "1", isOfSystem: true)
    let scan = Scan.of(.of(.low, score: "9.8", component: component))
    #expect(try finding(scan).severity == .low)
    #expect(try finding(scan) { $0.security.trustsVendors = false }.severity == .critical)
    #expect(try finding(.of(.of(.unrated, score: "9.8", component: component))).severity == .critical)
  }

  @Test func `the policy rates by tool and by name what nothing else rates, the worst rule first`() throws {
    let scan = Scan.of(.of(.unrated, id: "CKV_1", kind: .misconfiguration, component: nil), by: "checkov")
    let finding = try finding(scan) {
      $0.security.ratings = [
        SeverityRule("CKV_*", .low), SeverityRule("checkov", .medium), SeverityRule("x", .critical),
      ]
    }
    #expect(finding.severity == .medium && finding.message.contains("the policy's rating of checkov"))
    #expect(try self.finding(.of(.of(.low))) { $0.security.ratings = [SeverityRule("*", .critical)] }.severity == .low)
  }

  @Test(arguments: Severity.allCases)
  func `a leaked secret is critical, whatever its tool says`(_ severity: Severity) throws {
    #expect(try finding(.of(.of(severity, kind: .secret, component: nil))).severity == .critical)
  }

  @Test func `all fixes and places of a finding are told`() throws {
    let finding = try finding(
      .of(.of(.high, fixedIn: "1.2", location: Location("b.lock")), by: "a"),
      .of(
        .of(.high, component: Component("left-pad", version: "0.9"), fixedIn: "1.3", location: Location("a.lock")),
        by: "b"))
    #expect(finding.message.contains("in left-pad 0.9, left-pad 1.0") && finding.message.contains("fixed in 1.2, 1.3"))
    #expect(finding.location == Location("a.lock"))
  }

  @Test func `what is told for completeness is no finding`() throws {
    var passed = ScanFinding.of(.critical, suppression: "kind pass")
    passed.isMoot = true
    #expect(try Gate.security.judge(.of(scans: [.of(passed)])).outcome == .passed)
  }
}
