import Model
import Testing

@testable import Gates

struct ProposalsTests {
  private func said(of text: String, isCut: Bool = false) throws -> [String] {
    let matter = try Case.of()
    var hearing = ChangeHearing(matter)
    var proposal = Proposal(text: text)
    proposal.isCut = isCut
    hearProposal(proposal, Passage(), &hearing)
    return hearing.findings.map(\.message)
  }

  private static let words = "Takes the tax of the day of the sale, as the books do. "

  @Test(arguments: [
    "Closes #12.", "see shop/web#12", "GH-12", "!34", "SHOP-12:", "(https://tracker.example/browse/SHOP-12)",
    "[the issue](https://github.com/shop/web/issues/12)", "docs/PRPs/tax.md", "<https://gitlab.com/a/b/-/issues/3>",
    "**#12**",
  ])
  func `a description that explains and links is enough`(_ link: String) throws {
    #expect(try said(of: ProposalsTests.words + link).isEmpty)
  }

  @Test(arguments: [
    "", "UTF-8 and SHA-256", "https://example.com/picture.png", "# 12", "issue twelve", "<!-- Closes #12 -->",
    "C# and F#",
  ])
  func `what links to nothing is told from what does`(_ link: String) throws {
    #expect(try said(of: ProposalsTests.words + link) == ["the description links to no proposal and no issue"])
  }

  @Test(arguments: ["", "  \n", "<!-- Say what changes. -->", "## Why\n\n## How\n\n- [ ]\n", "<!-- never closed #12"])
  func `a template that nobody filled in is empty`(_ text: String) throws {
    #expect(try said(of: text) == ["the description is empty"])
  }

  @Test func `what a template asks and nobody ticks is nobody's word`() throws {
    let rows = "- [ ] Tests were written for all that this changes\n  * [ ] Closes #12\n"
    #expect(try said(of: rows) == ["the description is empty"])
    #expect(try said(of: rows.replacing("[ ]", with: "[x]")).isEmpty)
  }

  @Test func `few words explain little`() throws {
    #expect(try said(of: "Tax. #12") == ["the description has 1 word of its own, and 8 are wanted"])
    #expect(try said(of: "#12") == ["the description has 0 words of its own, and 8 are wanted"])
    #expect(try said(of: "按销售当天的税率退款 #12").isEmpty)
  }

  @Test func `a description that is cut short is judged by what is told of it`() throws {
    #expect(try said(of: ProposalsTests.words + "#12", isCut: true).isEmpty)
    let words = "only the beginning of the description is told: change.description is not judged"
    #expect(try said(of: ProposalsTests.words, isCut: true) == [words])
    #expect(try said(of: "", isCut: true) == [words])
  }

  @Test func `a branch that stays after its merge is told, and what nobody knows is missed where a policy insists`()
    throws
  {
    func told(_ deletes: Bool?, _ effect: Effect = .warn) throws -> [Finding] {
      let matter = try Case.of { $0.rules["change.branch-deletion"]?.effect = effect }
      var hearing = ChangeHearing(matter)
      var proposal = Proposal(text: ProposalsTests.words + "#12")
      proposal.deletesBranch = deletes
      hearProposal(proposal, Passage(), &hearing)
      return hearing.findings
    }
    #expect(try told(true).isEmpty && told(nil).isEmpty && told(true, .fail).isEmpty)
    let stays = try told(false)
    #expect(stays.map(\.rule) == ["change.branch-deletion"] && stays.map(\.effect) == [.warn])
    #expect(stays.map(\.message) == ["the platform keeps the branch after its merge"])
    let unknown = try told(nil, .fail)
    #expect(unknown.map(\.rule) == ["change.no-evidence"] && unknown.map(\.effect) == [.cannotJudge])
  }

  @Test func `many marks and very long words take no time`() throws {
    let text = String(repeating: "<!--", count: 50_000) + String(repeating: "#1", count: 100_000)
    #expect(try said(of: text) == ["the description is empty"])
    #expect(try !said(of: String(repeating: "a#", count: 100_000)).isEmpty)
  }
}
