import Model
import Testing

struct ProposalTests {
  @Test func `what another says of the branch's end is taken, and what it does not say is left`() {
    var proposal = Proposal()
    proposal.deletesBranch = false
    proposal.take(Proposal())
    #expect(proposal.deletesBranch == false)
    var other = Proposal()
    other.deletesBranch = true
    proposal.take(other)
    #expect(proposal.deletesBranch == true)
  }

  @Test func `texts are cut between characters, and that is kept`() {
    let long = Proposal(title: String(repeating: "é", count: 600), text: String(repeating: "日", count: 90_000))
    #expect(long.title == String(repeating: "é", count: 512))
    #expect(long.text?.utf8.count == 262_143 && long.isCut)
    let short = Proposal(title: "a", text: "b")
    #expect(short.title == "a" && short.text == "b" && !short.isCut)
    #expect(Proposal().text == nil && !Proposal().isCut)
  }

  @Test func `who knows better is believed, and what they do not tell stays`() {
    var old = Proposal(title: "a", text: "b", source: "feature/a", target: "main")
    (old.isCut, old.labels) = (true, ["x"])
    var new = Proposal(text: "")
    new.labels = ["x", "hotfix"]
    old.take(new)
    #expect(old.title == "a" && old.text == "" && !old.isCut && old.labels == ["x", "hotfix"])
    #expect(old.source == "feature/a" && old.target == "main")
  }

  @Test func `what is urgent says so in its title or by a label`() {
    var changes = Policy.Changes()
    (changes.hotfixMarks, changes.hotfixLabels) = (["[HOTFIX]"], ["hotfix"])
    (changes.main, changes.hotfixes) = (["main"], ["hotfix/?*"])
    #expect(changes.isUrgent(Proposal(title: "[hotfix] a")) && !changes.isUrgent(Proposal(title: "hotfix a")))
    var labelled = Proposal()
    labelled.labels = ["Hotfix"]
    #expect(changes.isUrgent(labelled) && !changes.isUrgent(Proposal()))
    #expect(changes.isMain("main") && !changes.isMain("mainly"))
    #expect(changes.isHotfix("hotfix/a/b") && !changes.isHotfix("hotfix/"))
  }
}
