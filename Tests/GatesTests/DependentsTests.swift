import Model
import Testing

@testable import Gates

/// Packages that a report lists because of what they depend on.
struct DependentsTests {
  /// - Parameter rows: packages, and what their finding is called.
  private func found(_ rows: (String, String)...) throws -> [String] {
    let findings = rows.map { ScanFinding.of(.high, id: $1, component: Component($0)) }
    let scan = Scan(tool: "npm-audit", origin: "npm-audit.json", findings: ScanFindings(findings))
    return try Gate.security.judge(.of(scans: [scan])).findings.map { String($0.message.prefix { $0 != ":" }) }
  }

  @Test func `what is affected by way of another package is told with it`() throws {
    #expect(try found(("minimist", "GHSA-1"), ("mkdirp", "minimist"), ("webpack", "mkdirp")) == ["GHSA-1 in minimist"])
  }

  @Test func `a package with a vulnerability of its own is told`() throws {
    #expect(try found(("minimist", "GHSA-1"), ("mkdirp", "GHSA-2")) == ["GHSA-1 in minimist", "GHSA-2 in mkdirp"])
  }

  @Test func `a circle without a vulnerability is told whole`() throws {
    #expect(try found(("a", "b"), ("b", "a")).count == 2)
    #expect(try found(("a", "b"), ("b", "a"), ("c", "a")).count == 3)
  }

  @Test func `a name that no package has is a vulnerability's`() throws {
    #expect(try found(("a", "CKV_1"), ("b", "elsewhere")).count == 2)
  }
}
