import Model
import Syntax
import Testing

@testable import Runner

struct ReadReviewsTests {
  private static let head = String(repeating: "0a", count: 20)
  private static let file =
    #"{"schema": "sixgate-reviews/1", "author": "ann", "head": "\#(head)", "#
    + #""reviews": [{"by": "bob", "state": "approved", "commit": "\#(head)"}]}"#

  private func findings(
    _ files: [Path: [UInt8]], from path: Path? = "out/reviews.json", tracked: [Path] = [], approvals: Int? = 1
  ) throws -> (findings: [Finding], notices: [String]) {
    var policy = try Policy.ofThree()
    policy.reviews.approvals = approvals
    var evidence = Evidence()
    let commit = Commit(
      id: Self.head, parents: [], author: "Ann <a@b>", subject: "feat: a", changes: [FileChange(.added, "a.py")])
    evidence.history = History(commits: [commit])
    let matter = Case(evidence: evidence, change: Change(head: Self.head), inputs: [], policy: policy, instant: .noon)
    var request = Request()
    request.reviews = path
    var world = World.holding(files)
    world.gitIn = { _, _, _ throws(ReadError) in ByteStream(Array("/top\nout/\n".utf8)) }
    world.directory = "/top"
    var notices: [String] = []
    let repository = Repository(isGit: true, isShallow: false, tracked: tracked)
    return (findingsOfReviews(request, matter, at: "/top", repository, &notices, in: world), notices)
  }

  @Test func `who approved is read where the call says, and told`() throws {
    let (findings, notices) = try findings(["/top/out/reviews.json": Array(Self.file.utf8)])
    #expect(findings.isEmpty && notices == ["approved by bob"])
  }

  @Test func `without a file nothing is known, and nothing is said where nobody asks`() throws {
    let unknown = try findings([:], from: nil).findings
    #expect(unknown.map(\.message) == ["nobody says who reviewed the change"])
    #expect(unknown.map(\.rule) == ["review.no-evidence"])
    #expect(try findings([:], from: nil, approvals: nil).findings.isEmpty)
  }

  @Test func `a file that is not there or is none is named with its line`() throws {
    #expect(
      try findings([:]).findings.map(\.message) == ["out/reviews.json: met no file, wanted /top/out/reviews.json"])
    let broken = try findings(["/top/out/reviews.json": Array("{\n\"schema\": 3}".utf8)]).findings
    #expect(broken.first?.message.hasPrefix("out/reviews.json:2") == true)
  }

  @Test func `a file that git tracks is the change's own word`() throws {
    let own = try findings(["/top/out/reviews.json": Array(Self.file.utf8)], tracked: ["out/reviews.json"]).findings
    #expect(own.map(\.rule) == ["review.no-evidence"])
    #expect(own.first?.message.contains("a file that git tracks") == true)
  }
}
