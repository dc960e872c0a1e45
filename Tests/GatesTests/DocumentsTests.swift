import Model
import Readers
import Testing

@testable import Gates

struct DocumentsTests {
  private static let sound: PolicyDocument = {
    var document = PolicyDocument("docs/policy.md")
    let fields = [
      "document owner": "Ann", "status": "Active", "effective date": "2026-01-01", "version": "1.0",
      "next review": "2027-01-01",
    ]
    for (index, field) in fields.sorted(by: { $0.key < $1.key }).enumerated() {
      document.fields[field.key] = PolicyDocument.Text(field.value, line: index + 1)
    }
    document.entries = ["1.0"]
    document.links = [PolicyDocument.Text("../README.md", line: 9), PolicyDocument.Text("/docs/adr", line: 10)]
    return document
  }()

  private func judged(
    _ document: PolicyDocument?, _ problems: [Path: String] = [:],
    under names: [String] = ["six-gates", "gitops", "release"],
    named globs: [Glob] = ["docs/policy.md"]
  ) throws -> [Finding] {
    var matter = try Case.of(files: ["README.md", "docs/policy.md", "docs/adr/1.md"])
    matter.policy = try Policy.builtIn(names)
    matter.policy.documents.policies = globs
    matter.instant = try #require(Instant("2026-11-21T12:00:00Z"))
    return judgeDocuments([document].compactMap(\.self), problems, of: matter)
  }

  private func judged(_ amend: (inout PolicyDocument) -> Void) throws -> [Finding] {
    var document = DocumentsTests.sound
    amend(&document)
    return try judged(document)
  }

  @Test func `a document that says all of itself passes`() throws {
    #expect(try judged(DocumentsTests.sound).isEmpty)
  }

  @Test func `what a header lacks is named`() throws {
    let bare = try judged {
      ($0.fields["status"], $0.fields["document owner"]) = (nil, PolicyDocument.Text("", line: 3))
    }
    #expect(bare.map(\.rule) == ["documents.header", "documents.review"] && bare.map(\.effect) == [.fail, .fail])
    #expect(bare.map(\.message) == ["it states no owner, no status", "it names nobody for its review"])
    let undated = try judged { $0.fields["effective date"]?.text = "soon" }
    #expect(undated.map(\.message) == ["its effective date is \"soon\", and no day as in 2026-12-31"])
    #expect(undated.map(\.location) == [Location("docs/policy.md", line: 2)])
  }

  @Test func `the change log knows the version`() throws {
    let findings = try judged { $0.entries = ["0.9"] }
    #expect(findings.map(\.rule) == ["documents.change-log"])
    #expect(findings.map(\.message) == ["its change log has no entry for 1.0"])
  }

  @Test(
    arguments: [
      ("2026-11-21", nil), ("2026-11-20", "its review was due on 2026-11-20, 1 day ago"),
      ("2026-02-30", "its next review is \"2026-02-30\", and no day as in 2026-12-31"),
      ("", "it says no day of its next review"),
    ] as [(String, String?)])
  func `the next review is a day that is not over`(_ day: String, _ words: String?) throws {
    let findings = try judged { $0.fields["next review"]?.text = day }
    #expect(findings.map(\.message) == [words].compactMap(\.self))
    #expect(findings.allSatisfy { $0.rule == "documents.review" })
  }

  @Test func `links lead somewhere, from the folder of the document or from the top`() throws {
    let findings = try judged {
      $0.links += ["gone.md", "../../README.md", "adr/1.md", "docs/adr/1.md"].map { PolicyDocument.Text($0, line: 20) }
    }
    #expect(findings.map(\.rule) == ["documents.links", "documents.links"])
    #expect(
      findings.map(\.message) == [
        "it links to gone.md, which is not there", "it links to ../../README.md, which is not there",
      ])
    #expect(findings.first?.location == Location("docs/policy.md", line: 20))
  }

  @Test func `a document that is not there or not to be read cannot be judged`() throws {
    let missing = try judged(nil)
    #expect(missing.map(\.rule) == ["documents.missing"] && missing.map(\.effect) == [.cannotJudge])
    #expect(missing.map(\.message) == ["git tracks no file like docs/policy.md"])
    let unread = try judged(nil, ["docs/policy.md": "met more, wanted less"])
    #expect(
      unread.map(\.message) == ["met more, wanted less"] && unread.map(\.location) == [Location("docs/policy.md")])
  }

  @Test func `nothing is asked where none is named, and only what the policy asks`() throws {
    #expect(try judged(PolicyDocument("a.md"), named: []).isEmpty)
    let six = try judged(PolicyDocument("a.md"), under: ["six-gates"])
    #expect(Set(six.map(\.rule)) == ["documents.review"])
  }
}
