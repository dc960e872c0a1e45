import Model
import Readers
import Testing

@testable import Runner

struct ReadDocumentsTests {
  @Test func `documents are read where the policy names them, and what cannot be read is said`() throws {
    var policy = try Policy.builtIn()
    policy.documents.policies = ["docs/*.md"]
    let names: [Path] = ["README.md", "docs/gone.md", "docs/policy.md"]
    let matter = Case(
      evidence: Evidence(), files: names.map { RepositoryFile(path: $0, kind: .docs) }, change: Change(),
      policy: policy,
      instant: .noon)
    let world = World.holding(["docs/policy.md": Array("**Owner**: Ann\n**Next Review**: 1999-01-01\n".utf8)])
    let findings = findingsOfDocuments(matter, in: world)
    #expect(findings.map(\.rule) == ["documents.missing", "documents.review"])
    #expect(findings.map(\.location) == [Location("docs/gone.md"), Location("docs/policy.md", line: 2)])
    var none = matter
    none.policy.documents.policies = []
    #expect(findingsOfDocuments(none, in: world).isEmpty)
  }
}
