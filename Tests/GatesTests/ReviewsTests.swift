import Model
import Testing

@testable import Gates

private let head = String(repeating: "0a", count: 20)
private let old = String(repeating: "1b", count: 20)

/// What is said of reviews of a change by ann, under a policy that asks for one.
private func judged(
  _ reviews: Review..., touching path: Path = "src/a.py", change: Change = Change(head: head, pullRequest: 12),
  of commits: [String] = [head], under amend: (inout Policy.Reviews) -> Void = { $0.approvals = 1 }
) throws -> (findings: [Finding], approvers: String?) {
  var matter = try Case.of(commits: .line(.of("feat: a", changing: path))) { amend(&$0.reviews) }
  matter.change = change
  return judgeReviews(Reviews(author: "ann", commits: commits, number: 12, all: reviews), of: matter)
}

private func approval(_ name: String, of commit: String? = head) -> Review { Review(by: name, .approved, of: commit) }

struct ReviewsTests {
  @Test func `an approval of the newest commit by somebody else is enough`() throws {
    let (findings, approvers) = try judged(approval("bob"))
    #expect(findings.isEmpty && approvers == "bob")
  }

  @Test func `nobody's approval is no approval`() throws {
    let (findings, approvers) = try judged()
    #expect(findings.map(\.rule) == ["review.approvals"] && findings.map(\.effect) == [.fail] && approvers == nil)
    #expect(findings.map(\.message) == ["0 of 1 approval"])
    #expect(findings.first?.requirements == ["001-18", "001-22", "001-29", "002-4", "002-15", "003-17", "004-29"])
  }

  private static let stranger: Review = {
    var review = approval("eve")
    review.mayWrite = false
    return review
  }()
  private static let program: Review = {
    var review = approval("ci[bot]")
    review.isByProgram = true
    return review
  }()

  @Test(
    arguments: [
      (approval("ann"), "ann is the author"), (approval("@Ann"), "@Ann is the author"),
      (approval("bob", of: old), "bob approved the older 1b1b1b1b1b1b"),
      (approval("bob", of: nil), "bob approved what is not told"), (program, "ci[bot] is a program"),
      (stranger, "eve may not write here"),
      (Review(by: "bob", .withdrawn, of: head), "that of bob was withdrawn"),
    ] as [(Review, String)])
  func `an approval that does not count is named with why`(_ review: Review, _ reason: String) throws {
    #expect(try judged(review).findings.map(\.message) == ["0 of 1 approval; \(reason)"])
  }

  @Test func `approvals of older commits count where the policy says so`() throws {
    let any: (inout Policy.Reviews) -> Void = { ($0.approvals, $0.counted) = (1, .any) }
    #expect(try judged(approval("bob", of: old), under: any).findings.isEmpty)
    #expect(try judged(approval("bob", of: nil), under: any).findings.isEmpty)
  }

  @Test func `the last word of everybody counts, whatever was said before`() throws {
    let request = Review(by: "Bob", .changesRequested, of: head)
    let withdrawn = try judged(approval("bob"), request, Review(by: "bob", .commented, of: head))
    #expect(withdrawn.findings.map(\.rule) == ["review.approvals", "review.changes-requested"])
    #expect(withdrawn.findings.map(\.message) == ["0 of 1 approval", "Bob asks for changes"])
    #expect(try judged(request, approval("bob")).findings.isEmpty)
  }

  @Test func `one person counts once, however often and in whatever letters they approve`() throws {
    let two: (inout Policy.Reviews) -> Void = { $0.approvals = 2 }
    #expect(
      try judged(approval("bob"), approval("BOB"), under: two).findings.map(\.message) == ["1 of 2 approvals (BOB)"])
    #expect(try judged(approval("bob"), approval("cy"), under: two).findings.isEmpty)
  }

  @Test func `who may not write here asks for changes in vain`() throws {
    var request = Review(by: "eve", .changesRequested, of: head)
    request.mayWrite = false
    #expect(try judged(approval("bob"), request).findings.isEmpty)
  }

  @Test func `reviewers that are named are those who count, whatever the platform says of them`() throws {
    let named: (inout Policy.Reviews) -> Void = { ($0.approvals, $0.reviewers) = (1, ["@Eve"]) }
    #expect(try judged(Self.stranger, under: named).findings.isEmpty)
    #expect(
      try judged(approval("bob"), under: named).findings.map(\.message)
        == ["0 of 1 approval; bob is not among those who are asked"])
  }

  @Test func `a change to infrastructure wants somebody of the security team`() throws {
    let team: (inout Policy.Reviews) -> Void = { ($0.approvals, $0.security) = (1, ["sue", "tom"]) }
    let missed = try judged(approval("bob"), touching: "terraform/net.tf", under: team).findings
    #expect(missed.map(\.rule) == ["review.security"] && missed.map(\.location) == [Location("terraform/net.tf")])
    let words = "this is infrastructure, and none of sue, tom approves it; bob is not among those who are asked"
    #expect(missed.map(\.message) == [words])
    #expect(try judged(approval("Tom"), touching: "kubernetes/a.yaml", under: team).findings.isEmpty)
    #expect(try judged(approval("bob"), touching: "src/a.py", under: team).findings.isEmpty)
    #expect(try !judged(approval("tom", of: old), touching: "k8s/a.yaml", under: team).findings.isEmpty)
  }

  @Test func `where nobody is asked for nothing is said, nor of a change that changes nothing`() throws {
    #expect(try judged(under: { _ in }).findings.isEmpty)
    let empty = try Case.of(commits: []) { $0.reviews.approvals = 1 }
    #expect(judgeReviews(nil, of: empty).findings.isEmpty)
  }

  @Test func `reviews that are not known cannot be judged, and why is said`() throws {
    let matter = try Case.of(commits: .line(.of("feat: a", changing: "a.py"))) { $0.reviews.approvals = 1 }
    let unknown = judgeReviews(nil, of: matter).findings
    #expect(unknown.map(\.rule) == ["review.no-evidence"] && unknown.map(\.effect) == [.cannotJudge])
    #expect(unknown.map(\.message) == ["nobody says who reviewed the change"])
    for history in [try Case.of(), try Case.of(commits: [], isCutOff: true)] {
      var matter = history
      matter.policy.reviews.approvals = 1
      let findings = judgeReviews(Reviews(author: "ann", commits: [head]), of: matter).findings
      #expect(findings.map(\.message) == ["which files the change touches is not known"])
    }
  }

  @Test(
    arguments: [
      (Change(head: old, pullRequest: 12), "the reviews are of commit 0a0a0a0a0a0a, not of 1b1b1b1b1b1b"),
      (Change(head: head, pullRequest: 13), "the reviews are of change 12, not of 13"),
      (Change(), "the head of the change is not known"),
    ])
  func `reviews of something else are no evidence`(_ change: Change, _ words: String) throws {
    let findings = try judged(approval("bob"), change: change).findings
    #expect(findings.map(\.rule) == ["review.no-evidence"] && findings.map(\.message) == [words])
  }

  @Test func `the platform's merge of what was approved is the same change, before and after it`() throws {
    var open = Change(head: old, pullRequest: 12)
    open.merge = head
    #expect(try judged(approval("bob"), change: open).findings.isEmpty)
    #expect(try judged(approval("bob"), change: Change(head: old), of: [head, old]).findings.isEmpty)
  }

  @Test(arguments: [
    ("gh-readonly-queue/main/pr-12-\(old)", 12, Platform.github, true),
    ("gh-readonly-queue/main/pr-13-\(old)", 13, .github, false), ("topic", 12, .github, false),
    ("gh-readonly-queue/main/pr-12-\(old)", 12, .gitlab, false),
  ])
  func `a merge queue's commit is known by the number`(
    _ branch: String, _ number: Int, _ platform: Platform, _ isSame: Bool
  ) throws {
    let queued = Change(head: old, branch: branch, pullRequest: number, platform: platform)
    #expect(try judged(approval("bob"), change: queued).findings.isEmpty == isSame)
    // A fork may call its branch like that of a queue.
    var forked = queued
    forked.proposal = Proposal(source: branch, target: "main")
    #expect(try !judged(approval("bob"), change: forked).findings.isEmpty)
  }

  @Test func `of very many only the first are named`() throws {
    var matter = try Case.of(commits: .line(.of("feat: a", changing: "a.py"))) { $0.reviews.approvals = 99 }
    matter.change = Change(head: head)
    let all = (10..<40).map { approval("r\($0)") }
    let findings = judgeReviews(Reviews(author: "ann", commits: [head], all: all), of: matter).findings
    #expect(findings.first?.message.hasSuffix("r17, r18, 21 more)") == true)
  }
}
