import Model
import Readers
import Testing

@testable import Gates

/// The law of all presets, for a rule that only one of them has.
private let law = Result<Policy, any Error> { try Policy.builtIn(Policy.names.filter { $0 != "vpn" }) }

private func commit(_ id: String, _ subject: String, _ author: String = "Ann <ann@example.com>", of parents: Int = 1)
  -> Commit
{
  let own = FileChange(.modified, Path("src/\(id).py"))
  return Commit(
    id: id, parents: (0..<parents).map { "\(id)-\($0)" }, author: author, subject: subject, changes: [own])
}

/// What is said of a change that was proposed, or came to main.
private func judged(
  _ proposal: Proposal?, commits: [Commit]? = [commit("a", "fix: refunds of a day before")],
  on platform: Platform = .github, branch: String? = nil, under names: [String]? = nil,
  _ amend: (inout Policy, inout Passage) -> Void = { _, _ in }
) throws -> [Finding] {
  var matter = try Case.of(commits: commits)
  matter.policy = try names.map { try Policy.builtIn($0) } ?? law.get()
  matter.change = Change(head: commits?.last?.id, branch: branch, platform: platform)
  matter.change.proposal = proposal
  var passage = Passage()
  (passage.proposal, passage.lag, passage.startsAtMain, passage.lines) = (proposal, 0, true, 10)
  amend(&matter.policy, &passage)
  return judgeChange(passage, of: matter)
}

private let sound = Proposal(
  title: "Refunds", text: "Takes the tax of the day of the sale, as the books do. Closes #12.", source: "feature/tax",
  target: "main")

private func proposal(_ amend: (inout Proposal) -> Void) -> Proposal {
  var proposal = sound
  amend(&proposal)
  return proposal
}

extension [Finding] {
  /// The rules, and what is said.
  fileprivate var told: [String] { map { "\($0.rule): \($0.message)" } }
}

struct ChangesTests {
  @Test func `nothing is said of a change that is as it should be`() throws {
    #expect(try judged(sound).isEmpty)
  }

  private static let broken: [(Proposal, String, String)] = [
    (proposal { $0.source = "tax" }, "change.branch", "tax is called like none of feature/?*, hotfix/?*"),
    (proposal { $0.source = "feature/" }, "change.branch", "feature/ is called like none of feature/?*, hotfix/?*"),
    (proposal { $0.target = "next" }, "change.target", "it goes to next, not to main or master"),
    (
      proposal { $0.title = "[Hotfix] refunds" }, "change.hotfix-branch", "feature/tax is called like no hotfix"
    ),
    (proposal { $0.labels = ["HotFix"] }, "change.hotfix-branch", "feature/tax is called like no hotfix"),
    (
      proposal { $0.source = "hotfix/tax" }, "change.hotfix-title", "its title \"Refunds\" says none of [HOTFIX]"
    ),
  ]

  @Test(arguments: broken)
  func `a pull request that breaks a rule fails by it`(_ proposal: Proposal, _ rule: String, _ words: String) throws {
    let findings = try judged(proposal)
    #expect(findings.told == ["\(rule): \(words)"])
    #expect(findings.map(\.effect) == [.fail])
  }

  @Test func `a hotfix that says so in branch and title passes`() throws {
    let urgent = proposal { ($0.source, $0.title) = ("hotfix/tax", "Refunds [HOTFIX]") }
    #expect(try judged(urgent).isEmpty)
  }

  @Test func `a hotfix is as small as the policy wants it`() throws {
    let urgent = proposal { ($0.source, $0.title) = ("hotfix/tax", "[HOTFIX] refunds") }
    #expect(try judged(urgent) { $1.lines = 100 }.isEmpty)
    let large = try judged(urgent) { $1.lines = 101 }
    #expect(large.map(\.rule) == ["change.hotfix-size"])
    #expect(large.told == ["change.hotfix-size: it changes 101 lines, and 100 are allowed"])
    #expect(try judged(sound) { $1.lines = 101 }.isEmpty)
    let unknown = try judged(urgent) { $1.lines = nil }
    #expect(unknown.map(\.rule) == ["change.no-evidence"] && unknown.map(\.effect) == [.cannotJudge])
  }

  @Test func `a branch begins at main and holds all of it`() throws {
    let elsewhere = try judged(sound) { $1.startsAtMain = false }
    #expect(elsewhere.map(\.rule) == ["change.start"] && elsewhere.map(\.effect) == [.fail])
    #expect(elsewhere.map(\.message) == ["the branch began elsewhere than the main branch"])
    let behind = try judged(sound) { $1.lag = 2 }
    #expect(behind.map(\.rule) == ["change.behind"] && behind.map(\.effect) == [.fail])
    #expect(behind.map(\.message) == ["the branch lacks 2 commits of main"])
    let unknown = try judged(sound) { ($1.startsAtMain, $1.lag) = (nil, nil) }
    #expect(
      unknown.told == [
        "change.no-evidence: what the target holds by now is not known: change.behind is not judged",
        "change.no-evidence: where the branch began is not known: change.start is not judged",
      ])
  }

  @Test func `what a platform does not tell is said, and blocks where a rule asks for it that does`() throws {
    let bare = Proposal(source: "hotfix/tax", target: "main")
    let strict = try judged(bare, on: .azure)
    let words = [
      "change.no-evidence: azure does not tell the description of the pull request: change.description is not judged",
      "change.no-evidence: azure does not tell the title of the pull request: change.hotfix-title is not judged",
    ]
    #expect(strict.told == words && strict.map(\.effect) == [.note, .cannotJudge])
    let mild = try judged(bare, on: .azure, under: ["six-gates"])
    #expect(mild.told == [words[0]] && mild.map(\.effect) == [.note])
    let raised = try judged(bare, on: .azure, under: ["six-gates"]) { policy, _ in
      policy.rules["change.description"]?.effect = .fail
    }
    #expect(raised.map(\.effect) == [.cannotJudge])
  }

  @Test func `a pull request of which nothing is told but that it is there is asked for all of it`() throws {
    var empty = Proposal()
    empty.problem = "GITHUB_EVENT_PATH: met the end"
    let findings = try judged(empty)
    #expect(
      findings.allSatisfy { $0.rule == "change.no-evidence" && $0.message.contains("(GITHUB_EVENT_PATH: met the end)") }
    )
    let rules = ["branch", "description", "hotfix-branch", "target"]
    for rule in rules { #expect(findings.contains { $0.message.contains("change.\(rule) is not judged") }, "\(rule)") }
  }

  @Test func `where no pull request is told of, rules that would block are noted and warnings are not`() throws {
    let findings = try judged(nil, on: .none)
    #expect(findings.map(\.effect) == [.note])
    #expect(findings.first?.message.hasPrefix("no pull request is told of: change.behind, change.branch, ") == true)
    #expect(try judged(nil, on: .none, under: ["six-gates"]).isEmpty)
  }

  @Test func `who was to tell of a pull request and does not is no reason to let the change pass`() throws {
    let findings = try judged(nil, on: .teamcity) { $1.problem = "out.json: met no file, wanted one" }
    #expect(findings.map(\.effect) == [.cannotJudge])
    let words = "no pull request is told of (out.json: met no file, wanted one): change.behind, change.branch, "
    #expect(findings.first?.message.hasPrefix(words) == true)
    let mild = try judged(nil, under: ["six-gates"]) { $1.problem = "out.json: met no file, wanted one" }
    #expect(mild.map(\.effect) == [.note])
  }

  @Test func `a commit without a pull request and a queue have none to be told of`() throws {
    let direct = try judged(nil) { ($1.problem, $1.absence) = ("nothing", "no pull request brought it") }
    #expect(direct.map(\.effect) == [.note])
    let queued = try judged(nil, branch: "gh-readonly-queue/main/pr-1-a") { $1.problem = "it is of another commit" }
    #expect(queued.map(\.effect) == [.note])
  }

  private static let authors = [
    ("Ann <ann@shop.example>", true), ("ci[bot] <49+ci[bot]@users.noreply.github.com>", true),
    (" <ann@shop.example>", false),
    ("Ann <>", false), ("Ann <ann>", false), ("Ann <@shop.example>", false), ("root <root@ci-7.shop.example>", false),
    ("Your Name <ann@shop.example>", false), ("Ann <you@example.com>", false), ("Ann <ann@localhost>", false),
    ("Ann <ann@anns-mac.local>", false), ("Ann <ann@host.(none)>", false), ("Ann", false),
  ]

  @Test(arguments: authors)
  func `a commit names somebody`(_ author: String, _ isSomebody: Bool) throws {
    let findings = try judged(sound, commits: [commit("abc", "fix: refunds of a day before", author)])
    #expect(findings.isEmpty == isSomebody)
    if !isSomebody {
      #expect(findings.map(\.rule) == ["change.author"] && findings.map(\.effect) == [.fail])
      #expect(findings.map(\.message) == ["nobody's name: abc \"fix: refunds of a day before\" by \(author)"])
    }
  }

  private static let subjects = [
    ("fix: refunds of a day before", true), ("fix login", true), ("docs: README", true), ("修复退款的税", true), ("", false),
    ("wip", false), ("fix", false), ("Fix.", false), ("fix: fix", false), ("login", false), ("update stuff", false),
    ("WIP: more of it", false), ("...", false), ("12", false),
  ]

  @Test(arguments: subjects)
  func `a message describes its change`(_ subject: String, _ describes: Bool) throws {
    let findings = try judged(sound, commits: [commit("abc", subject)])
    #expect(findings.isEmpty == describes)
    if !describes {
      #expect(findings.map(\.rule) == ["change.message"] && findings.map(\.effect) == [.fail])
      #expect(findings.map(\.message) == ["no word of what it changes: abc \"\(subject)\""])
    }
  }

  @Test func `of many commits only the first are named, and merges say what they merge`() throws {
    let many = try judged(sound, commits: (10..<40).map { commit("c\($0)", "wip") })
    #expect(many.count == 1 && many.first?.message.hasSuffix("c18 \"wip\", 21 more") == true)
    #expect(try judged(sound, commits: [commit("abc", "wip", of: 2)]).isEmpty)
  }

  @Test func `commits that are not known are not judged, and that is said`() throws {
    let findings = try judged(sound, commits: nil)
    let words = "the commits of the change are not known: change.author, change.message are not judged"
    #expect(findings.map(\.message) == [words] && findings.map(\.effect) == [.cannotJudge])
    #expect(try judged(sound, commits: nil, under: ["six-gates"]).isEmpty)
  }
}

/// What came to the main branch.
struct MergedChangesTests {
  private func judged(
    _ subjects: (String, parents: Int)..., under names: [String]? = nil,
    _ amend: (inout Policy, inout Passage) -> Void = { $1.reviews = Reviews(author: "ann", commits: []) }
  ) throws -> [Finding] {
    var line: [Commit] = []
    for (index, (subject, parents)) in subjects.enumerated() {
      var next = commit("c\(index)", subject, of: parents)
      if let last = line.last { next.parents[0] = last.id }
      line.append(next)
    }
    return try GatesTests.judged(nil, commits: line, branch: "main", under: names, amend)
  }

  @Test func `a merge and a squashed branch come as they should`() throws {
    #expect(try judged(("Merge pull request #12 from shop/feature/tax", 2)).isEmpty)
    #expect(try judged(("Pay refunds of a day before", 1)).isEmpty)
    #expect(try judged(("Pay refunds of a day before (#12)", 1), ("Count them too (#13)", 1)).isEmpty)
  }

  @Test func `several commits in a row are a branch that was rebased or pushed`() throws {
    let findings = try judged(("Pay refunds of a day before", 1), ("Count them too", 1), ("Merge of a branch", 2))
    let words = "neither merged nor squashed: c0 \"Pay refunds of a day before\", c1 \"Count them too\""
    #expect(findings.map(\.rule) == ["change.merge"] && findings.map(\.effect) == [.warn])
    #expect(findings.map(\.message) == [words])
  }

  @Test func `what a merge brought is not of the line itself`() throws {
    let merged = commit("b", "feat: of the branch", of: 1)
    var merge = commit("m", "Merge pull request #12 from shop/tax", of: 2)
    merge.parents = ["base", "b"]
    #expect(try GatesTests.judged(nil, commits: [merged, merge], branch: "main").isEmpty)
  }

  @Test func `a commit without a pull request is one where the platform says so`() throws {
    let findings = try judged(("Pay refunds of a day before", 1)) { $1.absence = "no pull request brought c0" }
    #expect(findings.map(\.rule) == ["change.pull-request"] && findings.map(\.effect) == [.warn])
    #expect(findings.map(\.message) == ["no pull request brought c0"])
  }

  @Test func `where nobody says what brought a commit, its subject may`() throws {
    let unknown = try judged(("Pay refunds of a day before", 1)) { _, _ in }
    #expect(
      unknown.told == [
        "change.no-evidence: nobody says who reviewed the change: change.pull-request is not judged"
      ])
    #expect(unknown.map(\.effect) == [.note])
    #expect(try judged(("Pay refunds of a day before (#12)", 1)) { _, _ in }.isEmpty)
    #expect(try judged(("Merge branch 'tax' into 'main'", 2)) { _, _ in }.isEmpty)
  }

  @Test(arguments: [
    "Merge pull request #12 from shop/hotfix/tax", "Merge branch 'hotfix/tax' into 'main'", "Merge branch 'hotfix/tax'",
    "Merged in hotfix/tax (pull request #12)",
  ])
  func `a hotfix is squashed`(_ subject: String) throws {
    let findings = try judged((subject, 2))
    #expect(findings.map(\.rule) == ["change.hotfix-squash"] && findings.map(\.effect) == [.fail])
    #expect(findings.map(\.message) == ["c0 \"\(subject)\" merges hotfix/tax as it was"])
    #expect(try judged((subject.replacing("hotfix/tax", with: "feature/tax"), 2)).isEmpty)
    #expect(try judged(("[HOTFIX] Pay refunds (#12)", 1)).isEmpty)
  }

  @Test func `a hotfix is known by its title where its branch is not named`() throws {
    let findings = try judged(("Merged PR 12: [hotfix] it's the shop's tax", 2))
    #expect(
      findings.told == [
        "change.hotfix-squash: c0 \"Merged PR 12: [hotfix] it's the shop's tax\" merges a hotfix as it was"
      ])
    #expect(try judged(("Merged PR 12: it's the shop's tax", 2)).isEmpty)
    #expect(try judged(("Merge pull request #12 from shop/feature/[HOTFIX]", 2)).isEmpty)
  }

  @Test func `a history that is not known is said to be so`() throws {
    let findings = try GatesTests.judged(nil, commits: nil, branch: "main")
    let words = "what came to main is not known: change.hotfix-squash, change.merge, change.pull-request are not judged"
    #expect(findings.map(\.message).contains(words))
  }

  @Test func `a queue, a pull request from a branch of that name, and another branch are not main`() throws {
    var matter = try Case.of(commits: [])
    matter.change = Change(branch: "main", platform: .github)
    #expect(matter.isOnMain)
    matter.change.proposal = sound
    #expect(!matter.isOnMain)
    matter.change = Change(branch: "gh-readonly-queue/main/pr-1-a", platform: .github)
    #expect(!matter.isOnMain)
    matter.change = Change(branch: "feature/a")
    #expect(!matter.isOnMain)
  }
}
