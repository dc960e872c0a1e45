import Model
import Readers
import Syntax
import Testing

@testable import Runner

private let head = String(repeating: "0a", count: 20)

struct ReadPassageTests {
  /// What is known of a change from `aaa` to `head`, by a git that answers from a table.
  private func passage(
    _ proposal: Proposal?, answers: [String: String] = [:], reviews: Reviews? = nil, problem: String? = nil,
    isShallow: Bool = false,
    _ amend: (inout Change) -> Void = { _ in }
  ) throws -> Passage {
    var change = Change(base: "aaa", head: head, target: "aaa", branch: "feature/a", pullRequest: 12, platform: .gitlab)
    change.proposal = proposal
    amend(&change)
    let policy = try Policy.builtIn(["gitops", "change-control"])
    let matter = Case(evidence: Evidence(), change: change, inputs: [], policy: policy, instant: .noon)
    var world = World.holding([:])
    world.gitIn = { _, arguments, _ throws(ReadError) in
      guard let answer = answers[arguments.joined(separator: " ").replacing(head, with: "HEAD")] else {
        throw ReadError(met: "git \(arguments.joined(separator: " "))", wanted: "an answer")
      }
      return ByteStream(Array(answer.utf8))
    }
    var told = ToldReviews()
    (told.reviews, told.problem) = (reviews, problem)
    return Passage(told, matter, Repository(isGit: true, isShallow: isShallow, names: PathNames([])), in: world)
  }

  private static func tip(_ branch: String) -> String {
    "rev-parse --verify --quiet --end-of-options origin/\(branch)^{commit}"
  }

  private static let onMain = Proposal(title: "Tax", text: "Closes #1", source: "feature/a", target: "main")

  @Test func `how far the target has moved on is counted from where it stands`() throws {
    let answers = [Self.tip("main"): "ttt\n", "rev-list --count HEAD..ttt --": "3\n"]
    #expect(try passage(Self.onMain, answers: answers).lag == 3)
    #expect(try passage(Self.onMain).lag == nil)
    #expect(try passage(Self.onMain, answers: answers, isShallow: true).lag == nil)
    let merged = try passage(Self.onMain, answers: ["rev-list --count HEAD..aaa --": "0\n"]) { $0.merge = "mmm" }
    #expect(merged.lag == 0)
  }

  @Test func `a branch starts at main where it shares with main what it shares with its target`() throws {
    #expect(try passage(Self.onMain).startsAtMain == true)
    #expect(try passage(Self.onMain) { $0.isWithoutBase = true }.startsAtMain == false)
    var next = Self.onMain
    next.target = "next"
    #expect(try passage(next).startsAtMain == nil)
    let shared = [Self.tip("main"): "ttt\n", "merge-base ttt HEAD": "sss\n"]
    #expect(
      try passage(next, answers: shared.merging(["rev-list --count sss..aaa --": "0\n"]) { $1 }).startsAtMain == true)
    #expect(
      try passage(next, answers: shared.merging(["rev-list --count sss..aaa --": "2\n"]) { $1 }).startsAtMain == false)
    #expect(try passage(next, answers: [Self.tip("main"): "ttt\n"]).startsAtMain == false)
  }

  @Test func `the lines of a hotfix are counted without its tests and documents`() throws {
    let diff = "diff --numstat -z --no-renames --no-ext-diff --no-textconv aaa HEAD --"
    let rows =
      "3\t4\tsrc/a.py\u{0}50\t0\ttests/test_a.py\u{0}9\t9\tREADME.md\u{0}-\t-\tlogo.png\u{0}1\t0\tdeploy/a.yaml\u{0}"
    var urgent = Self.onMain
    urgent.title = "[HOTFIX] tax"
    #expect(try passage(urgent, answers: [diff: rows]).lines == 10)
    #expect(try passage(Self.onMain, answers: [diff: rows]).lines == nil)
    #expect(try passage(urgent).lines == nil)
  }

  @Test func `reviews tell of the pull request that they are of, and of no other`() throws {
    var reviews = Reviews(author: "ann", commits: [head], number: 12)
    reviews.proposal = Proposal(title: "Tax", text: "", source: "hotfix/a", target: "main")
    let told = try passage(Proposal(text: "cut"), reviews: reviews).proposal
    #expect(told == reviews.proposal)
    #expect(try passage(nil, reviews: reviews).proposal == reviews.proposal)
    reviews.number = 13
    let other = try passage(nil, reviews: reviews)
    #expect(other.proposal == nil && other.reviews == nil)
    #expect(other.problem == "the reviews are of change 13, not of 12")
    reviews.number = 12
    #expect(try passage(nil, reviews: reviews) { $0.branch = "main" }.proposal == nil)
  }

  @Test func `what a pull request lacks is said with why the reviews do not tell it`() throws {
    let own = try passage(Self.onMain, problem: "out.json: met no file, wanted one")
    #expect(own.proposal?.problem == "out.json: met no file, wanted one" && own.problem == own.proposal?.problem)
    var broken = Self.onMain
    broken.problem = "GITHUB_EVENT_PATH: met the end"
    #expect(try passage(broken, problem: "out.json").proposal?.problem == "GITHUB_EVENT_PATH: met the end")
    let other = Reviews(author: "ann", commits: ["fff"], number: 12)
    #expect(
      try passage(Self.onMain, reviews: other).problem?.hasPrefix("the reviews are of commit fff, not of ") == true)
    #expect(try passage(Self.onMain, reviews: Reviews(author: "ann", commits: [head], number: 12)).problem == nil)
  }
}
