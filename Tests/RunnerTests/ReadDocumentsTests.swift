import Model
import Readers
import Syntax
import Testing

@testable import Runner

struct ReadDocumentsTests {
  @Test func `documents are read where the policy names them, and what cannot be read is said`() throws {
    var policy = try Policy.builtIn()
    policy.documents.policies = ["docs/*.md"]
    let names: [Path] = ["README.md", "docs/gone.md", "docs/policy.md"]
    let matter = Case(
      evidence: Evidence(), files: RepositoryFiles(names.map { RepositoryFile(path: $0, kind: .docs) }),
      change: Change(),
      policy: policy,
      instant: .noon)
    var world = World.holding(["docs/policy.md": Array("**Owner**: Ann\n**Next Review**: 1999-01-01\n".utf8)])
    world.list = { folder throws(ReadError) in
      folder == "docs" ? [World.Entry(name: "policy.md", isDirectory: false)] : []
    }
    let findings = findingsOfDocuments(matter, in: world)
    #expect(findings.map(\.rule) == ["documents.missing", "documents.review"])
    #expect(findings.map(\.location) == [Location("docs/gone.md"), Location("docs/policy.md", line: 2)])
    var none = matter
    none.policy.documents.policies = []
    #expect(findingsOfDocuments(none, in: world).isEmpty)
  }

  @Test func `no link is followed, for it may lead out of the repository`() throws {
    var policy = try Policy.builtIn()
    policy.documents.policies = ["docs/*.md"]
    let matter = Case(
      evidence: Evidence(), files: RepositoryFiles([RepositoryFile(path: "docs/policy.md", kind: .docs)]),
      change: Change(),
      policy: policy, instant: .noon)
    var world = World.holding(["docs/policy.md": Array("**Owner**: Ann\n".utf8)])
    world.list = { _ throws(ReadError) in [] }
    let findings = findingsOfDocuments(matter, in: world)
    #expect(findings.map(\.rule) == ["documents.missing"])
    #expect(findings.map(\.message).first?.contains("met no file, or a link, wanted a file") == true)
  }
}
