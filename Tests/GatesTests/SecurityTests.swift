import Model
import Testing

@testable import Gates

struct SecurityTests {
  private func judge(_ scans: Scan..., under amend: (inout Policy) -> Void = { _ in }) throws -> Verdict {
    try Gate.security.judge(.of(scans: scans, under: amend))
  }

  private func plan(_ finding: Glob, package: Glob? = nil) -> Mitigation {
    Mitigation(finding: finding, package: package, owner: "ann", plan: "upgrade in May", due: .today)
  }

  @Test func `a complete scan without findings passes`() throws {
    let verdict = try judge(.of())
    #expect(verdict.outcome == .passed)
    #expect(
      verdict.measured == [Measure("critical", required: "0", found: "0"), Measure("high", required: "0", found: "0")])
  }

  @Test(arguments: [
    (Severity.critical, "security.critical"), (.high, "security.high"), (.medium, "security.medium"),
  ])
  func `a finding fails by its rating`(_ severity: Severity, _ rule: String) throws {
    let verdict = try judge(.of(.of(severity)))
    #expect(verdict.outcome == .failed)
    #expect(verdict.findings.map(\.rule.text) == [rule])
    #expect(verdict.findings.map(\.severity) == [severity])
  }

  @Test func `a finding without a rating cannot be judged`() throws {
    let verdict = try judge(.of(.of(.unrated)))
    #expect(verdict.outcome == .cannotJudge)
    #expect(verdict.findings.map(\.rule) == ["security.unrated"])
  }

  @Test(arguments: [Severity.low, .info])
  func `low findings pass until the policy says otherwise`(_ severity: Severity) throws {
    #expect(try judge(.of(.of(severity))).outcome == .passed)
    #expect(try judge(.of(.of(severity))) { $0.security.treatment[severity] = .block }.rules == ["security.low"])
  }

  @Test func `a finding that nobody rated may be put aside by no tool alone`() throws {
    #expect(try judge(.of(.of(.unrated, suppression: "checkov:skip"))).rules == ["security.suppressed"])
    let allowed = try judge(.of(.of(.unrated, suppression: "skip"))) { $0.security.treatment[.unrated] = .allow }
    #expect(allowed.outcome == .passed)
  }

  @Test func `what a tool put aside and does not show is told`() throws {
    var scan = Scan.of()
    scan.putAside = 2
    let verdict = try judge(scan)
    #expect(verdict.rules == ["security.suppressed-unseen"])
    #expect(verdict.outcome == .warned)
  }

  @Test func `a report that leaves findings out is told, unless another one of the tool does not`() throws {
    var scan = Scan.of()
    scan.isFiltered = true
    #expect(try judge(scan).rules == ["security.filtered"])
    #expect(try judge(scan, .of()).outcome == .passed)
    let filter = ReportFilter("trivy.json", [.critical, .high])
    let both = try judge(scan) { $0.security.filters = [filter] }
    #expect(both.findings.map(\.rule) == ["security.filtered"], "once, however it is known")
  }

  @Test func `two things that a tool says of a place by one rule are two, and those of two tools are one`() throws {
    func scan(_ tool: String, _ titles: String...) -> Scan {
      Scan(
        tool: tool, origin: "r",
        findings: ScanFindings(
          titles.map {
            ScanFinding(
              id: "R", kind: .code, severity: .high, ratedBy: "", title: $0, location: Location("a.py", line: 1))
          }))
    }
    #expect(try judge(scan("t", "openssl", "zlib", "openssl")).findings.count == 2)
    #expect(try judge(scan("t", "openssl", "zlib"), scan("u", "zlib", "openssl")).findings.count == 2)
    #expect(try judge(scan("t", "openssl"), scan("u", "OpenSSL")).findings.count == 1)
  }

  @Test func `what helps is told by what was found`() throws {
    let kinds = ScanFinding.Kind.allCases
    let remedies = try kinds.map { try judge(.of(.of(.critical, kind: $0))).findings.map(\.remedy) }
    #expect(remedies.allSatisfy { $0.count == 1 })
    #expect(remedies[0] == ["Upgrade or remove what is affected"])
    #expect(Set(remedies).count == 4, "two kinds are mended alike")
  }

  @Test func `a leaked secret without a rating is critical`() throws {
    #expect(try judge(.of(.of(.unrated, kind: .secret))).rules == ["security.critical"])
  }

  @Test(arguments: [Severity.medium, .unrated])
  func `a mitigation covers a finding that may stay`(_ severity: Severity) throws {
    let verdict = try judge(.of(.of(severity))) { $0.security.mitigations = [plan("CVE-*", package: "left-pad *")] }
    #expect(verdict.outcome == .passed)
    #expect(verdict.measured.last == Measure(severity.rawValue, required: "mitigated", found: "1, 0 open"))
  }

  @Test(arguments: [("CVE-2", nil), ("CVE-1", "right-pad *")] as [(Glob, Glob?)])
  func `a mitigation of something else covers nothing`(_ finding: Glob, _ package: Glob?) throws {
    let verdict = try judge(.of(.of(.medium))) { $0.security.mitigations = [plan(finding, package: package)] }
    #expect(verdict.rules == ["security.medium"])
  }

  @Test func `a mitigation that names a package does not cover a finding without one`() throws {
    let verdict = try judge(.of(.of(.medium, component: nil))) {
      $0.security.mitigations = [plan("CVE-1", package: "left-pad *")]
    }
    #expect(verdict.rules == ["security.medium"])
  }

  @Test(arguments: [Severity.critical, .high])
  func `a mitigation does not help against what is blocked`(_ severity: Severity) throws {
    #expect(try judge(.of(.of(severity))) { $0.security.mitigations = [plan("*")] }.outcome == .failed)
  }

  @Test func `a suppressed finding is shown and does not count`() throws {
    let verdict = try judge(.of(.of(.low, suppression: "test code")))
    #expect(verdict.outcome == .passed)
    #expect(verdict.measured.last == Measure("suppressed in the reports", required: nil, found: "1"))
  }

  @Test(arguments: [Severity.critical, .high])
  func `what would block is not put aside by its tool alone`(_ severity: Severity) throws {
    let verdict = try judge(.of(.of(severity, suppression: "test code")))
    #expect(verdict.rules == ["security.suppressed"])
    #expect(verdict.words.contains("put aside: test code"))
  }

  @Test func `a finding that one report suppresses and another does not counts`() throws {
    #expect(try judge(.of(.of(.high, suppression: "no")), .of(.of(.high))).rules == ["security.high"])
  }

  @Test func `a finding in two reports is one`() throws {
    #expect(try judge(.of(.of(.high)), .of(.of(.high))).findings.count == 1)
  }

  @Test(arguments: [Scan.State.partial("no network"), .failed("disk full"), .scannedNothing("no targets")])
  func `a scan that did not do its work cannot be judged`(_ state: Scan.State) throws {
    let verdict = try judge(.of(state: state), .of())
    #expect(verdict.outcome == .cannotJudge)
    #expect(verdict.findings.map(\.rule) == ["security.scan-incomplete"])
  }

  @Test func `a gap that the policy accepts is noted`() throws {
    for glob: Glob in ["trivy", "*.json"] {
      let verdict = try judge(.of(state: .partial("no network"))) { $0.security.acceptedGaps = [glob] }
      #expect(verdict.outcome == .passed)
      #expect(verdict.findings.map(\.effect) == [.note])
    }
  }

  @Test func `a failed scan does not hide what it found`() throws {
    #expect(try judge(.of(.of(.critical), state: .failed("disk full"))).outcome == .failed)
  }

  @Test(arguments: ["pay.py", "tests/test_pay.py", "Dockerfile", "package-lock.json"] as [Path])
  func `no scan where there is something to scan cannot be judged`(_ path: Path) throws {
    let verdict = try Gate.security.judge(.of(files: [path]))
    #expect(verdict.outcome == .cannotJudge)
    #expect(verdict.findings.map(\.rule) == ["security.no-evidence"])
  }

  @Test func `documentation alone is nothing to scan`() throws {
    let verdict = try Gate.security.judge(.of(files: ["README.md"]))
    #expect(verdict.outcome == .notApplicable)
    #expect(!verdict.reason.isEmpty)
  }
}

extension Day {
  /// The day on which cases are judged.
  fileprivate static let today = Day(number: 0)
}
