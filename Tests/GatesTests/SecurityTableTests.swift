import Model
import Testing

@testable import Gates

/// The table of what scanners found, and where they found it.
struct SecurityTableTests {
  @Test func `the worst component comes first, and what is of one stands together`() throws {
    let left = Component("left-pad", version: "1.0"), right = Component("right-pad", version: "2.0")
    let verdict = try Gate.security.judge(
      .of(scans: [
        .of(
          .of(.low, id: "GHSA-3", component: left), .of(.critical, id: "CVE-2", component: right, fixedIn: "2.1"),
          .of(.high, id: "CVE-1", component: left), .of(.medium, id: "X-9", component: right),
          .of(.high, id: "CKV_1", kind: .misconfiguration, component: nil, location: Location("main.tf", line: 3)))
      ]))
    let table = try #require(verdict.table)
    #expect(table.head == ["component or place", "rating", "finding", "fixed in", "more"])
    #expect(
      table.rows == [
        ["right-pad 2.0", "critical", "CVE-2", "2.1", "https://nvd.nist.gov/vuln/detail/CVE-2"],
        ["right-pad 2.0", "medium", "X-9", "", ""],
        ["left-pad 1.0", "high", "CVE-1", "", "https://nvd.nist.gov/vuln/detail/CVE-1"],
        ["left-pad 1.0", "low", "GHSA-3", "", "https://github.com/advisories/GHSA-3"],
        ["main.tf", "high", "CKV_1", "", ""],
      ])
  }

  @Test func `where nothing was found there is no table`() throws {
    #expect(try Gate.security.judge(.of(scans: [.of()])).table == nil)
  }

  private func place(_ files: [Path], touching: Path? = nil, by tool: String = "pip-audit") throws -> Location? {
    let commits = touching.map { [Commit.of("build: x", [FileChange(.modified, $0)])] }
    let verdict = try Gate.security.judge(.of(commits: commits, files: files, scans: [.of(.of(.high), by: tool)]))
    return try #require(verdict.findings.first { $0.rule == "security.high" }).location
  }

  @Test func `a package without a place is where its lock file is`() throws {
    #expect(try place(["requirements.txt", "a.py"]) == Location("requirements.txt"))
    #expect(try place(["requirements.txt", "tests/fixtures/requirements.txt"]) == Location("requirements.txt"))
    #expect(try place(["a.py"]) == nil)
  }

  @Test func `of several lock files it is in the one that the change touches`() throws {
    let files: [Path] = ["requirements.txt", "api/requirements.txt"]
    #expect(try place(files) == nil)
    #expect(try place(files, touching: "api/requirements.txt") == Location("api/requirements.txt"))
  }

  @Test func `a scanner of all languages does not say whose the package is`() throws {
    #expect(try place(["requirements.txt"], by: "grype") == nil)
  }
}
