import Model
import Testing

@testable import Gates

struct BroughtEvidenceTests {
  private func told(_ reports: [Path]) throws -> [Finding] {
    let history: [Commit] = .line(
      .of("test: a", changing: "test_a.py", "lcov.info"), .of("feat: a", changing: "a.py", "junit.xml"))
    return judgeBroughtEvidence(reports, of: try .of(commits: history))
  }

  @Test func `a report that the change brings is told`() throws {
    let findings = try told(["trivy.json", "lcov.info", "junit.xml"])
    #expect(findings.map(\.location?.path) == ["junit.xml", "lcov.info"])
    #expect(findings.map(\.rule) == ["change.evidence", "change.evidence"])
    #expect(findings.allSatisfy { $0.effect == .warn })
  }

  @Test func `a report that a pipeline made is not`() throws {
    #expect(try told(["trivy.json"]).isEmpty)
    #expect(try told([]).isEmpty)
  }
}
