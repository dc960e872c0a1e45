import Model
import Syntax
import Testing

@testable import Readers

struct ProposalFactsTests {
  private static let told: [(Platform, [String: String], Proposal)] = [
    (
      .github, ["GITHUB_BASE_REF": "main", "GITHUB_HEAD_REF": "feature/tax", "GITHUB_REF": "refs/pull/42/merge"],
      Proposal(source: "feature/tax", target: "main")
    ),
    (
      .gitlab,
      [
        "CI_MERGE_REQUEST_IID": "7", "CI_MERGE_REQUEST_TITLE": "Tax", "CI_MERGE_REQUEST_DESCRIPTION": "Closes #1",
        "CI_MERGE_REQUEST_SOURCE_BRANCH_NAME": "feature/tax", "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main",
      ],
      Proposal(title: "Tax", text: "Closes #1", source: "feature/tax", target: "main")
    ),
    (
      .jenkins,
      ["CHANGE_ID": "7", "CHANGE_TITLE": "Tax", "CHANGE_BRANCH": "feature/tax", "CHANGE_TARGET": "main"],
      Proposal(title: "Tax", source: "feature/tax", target: "main")
    ),
    (.jenkins, ["CHANGE_ID": "7", "BRANCH_NAME": "PR-7", "CHANGE_TARGET": "main"], Proposal(target: "main")),
    (
      .azure,
      [
        "SYSTEM_PULLREQUEST_TARGETBRANCH": "refs/heads/main",
        "SYSTEM_PULLREQUEST_SOURCEBRANCH": "refs/heads/feature/tax",
      ],
      Proposal(source: "feature/tax", target: "main")
    ),
    (
      .buildkite,
      [
        "BUILDKITE_PULL_REQUEST_BASE_BRANCH": "main", "BUILDKITE_BRANCH": "ann:feature/tax",
        "BUILDKITE_PULL_REQUEST": "7",
      ],
      Proposal(source: "feature/tax", target: "main")
    ),
    (
      .bitbucket,
      ["BITBUCKET_PR_ID": "7", "BITBUCKET_BRANCH": "feature/tax", "BITBUCKET_PR_DESTINATION_BRANCH": "main"],
      Proposal(source: "feature/tax", target: "main")
    ),
    (.circleci, ["CIRCLE_PR_NUMBER": "7", "CIRCLE_BRANCH": "pull/7"], Proposal()),
  ]

  @Test(arguments: told)
  func `a pull request is told as far as variables go`(
    _ platform: Platform, _ environment: [String: String], _ proposal: Proposal
  ) {
    #expect(PlatformChange(platform, environment).proposal == proposal)
  }

  @Test(
    arguments: [
      (.github, ["GITHUB_REF": "refs/heads/main", "GITHUB_REF_NAME": "main"]),
      (.github, ["GITHUB_REF": "refs/heads/gh-readonly-queue/main/pr-42-0a1b"]),
      (.gitlab, ["CI_COMMIT_BRANCH": "main"]),
      (.buildkite, ["BUILDKITE_PULL_REQUEST": "false", "BUILDKITE_BRANCH": "main"]), (.teamcity, [:]), (.none, [:]),
    ] as [(Platform, [String: String])])
  func `a push and a queue are no pull request`(_ platform: Platform, _ environment: [String: String]) {
    #expect(PlatformChange(platform, environment).proposal == nil)
  }

  @Test func `GitLab says whether it tells the whole description, and nothing of one that is empty`() {
    func proposal(_ environment: [String: String]) -> Proposal? {
      PlatformChange(.gitlab, environment.merging(["CI_MERGE_REQUEST_IID": "7"]) { $1 }).proposal
    }
    let cut = proposal([
      "CI_MERGE_REQUEST_DESCRIPTION": "a", "CI_MERGE_REQUEST_DESCRIPTION_IS_TRUNCATED": "true",
      "CI_MERGE_REQUEST_LABELS": "bug, hotfix,,", "CI_MERGE_REQUEST_TITLE": "",
    ])
    #expect(cut?.isCut == true && cut?.text == "a" && cut?.labels == ["bug", "hotfix"] && cut?.title == nil)
    #expect(proposal(["CI_MERGE_REQUEST_DESCRIPTION": ""])?.text == "")
    // Before GitLab 16.7.
    #expect(proposal([:])?.text == nil)
  }

  private func taken(_ event: String) throws -> Proposal? {
    var change = PlatformChange(.github, ["GITHUB_BASE_REF": "main", "GITHUB_REF": "refs/pull/42/merge"])
    try change.takeProposal(from: ByteSource(Array(event.utf8)))
    return change.proposal
  }

  @Test func `an event of GitHub tells all of a pull request`() throws {
    let all = try taken(
      #"{"pull_request": {"title": "Tax", "body": "Closes #1", "labels": [{"name": "hotfix"}, {}, 3],"#
        + #" "head": {"ref": "feature/tax"}, "base": {"ref": "next"}}}"#)
    var wanted = Proposal(title: "Tax", text: "Closes #1", source: "feature/tax", target: "next")
    wanted.labels = ["hotfix"]
    #expect(all == wanted)
    // Nobody wrote a description.
    #expect(try taken(#"{"pull_request": {"title": "Tax", "body": null}}"#)?.text == "")
    #expect(try taken(#"{"pull_request": {}}"#) == Proposal(target: "main"))
    for event in [#"{"pull_request": 3}"#, "{}", "[]", "3"] { #expect(try taken(event) == Proposal(target: "main")) }
  }

  @Test(arguments: [("true", true), ("false", false), ("null", nil), ("\"no\"", nil)] as [(String, Bool?)])
  func `an event of GitHub tells whether branches are deleted`(_ value: String, _ deletes: Bool?) throws {
    let event = #"{"pull_request": {"base": {"ref": "main", "repo": {"delete_branch_on_merge": \#(value)}}}}"#
    #expect(try taken(event)?.deletesBranch == deletes)
  }

  @Test(arguments: ["", "{", #"{"pull_request": {"title": "#, "{} {}"])
  func `an event that is cut short is an error`(_ event: String) {
    #expect(throws: ReadError.self) { try taken(event) }
  }
}
