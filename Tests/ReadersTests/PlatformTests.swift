import Model
import Syntax
import Testing

@testable import Readers

struct PlatformTests {
  private static let marks: [(Platform, String)] = [
    (.github, "GITHUB_ACTIONS"), (.gitlab, "GITLAB_CI"), (.jenkins, "JENKINS_URL"), (.azure, "TF_BUILD"),
    (.buildkite, "BUILDKITE"), (.bitbucket, "BITBUCKET_BUILD_NUMBER"), (.circleci, "CIRCLECI"),
    (.teamcity, "TEAMCITY_VERSION"),
  ]

  @Test(arguments: marks)
  func `a platform is known by its variable`(_ platform: Platform, _ name: String) {
    #expect(Platform([name: "true"]) == platform)
    #expect(Platform([name: ""]) == Platform.none)
  }

  @Test func `every platform has a mark`() {
    #expect(Set(PlatformTests.marks.map(\.0)) == Set(Platform.allCases).subtracting([.none]))
    #expect(Platform([:]) == Platform.none)
  }

  @Test(
    arguments: [
      (.github, ["GITHUB_BASE_REF": "main", "GITHUB_HEAD_REF": "pay", "GITHUB_REF": "refs/pull/42/merge"]),
      (.jenkins, ["CHANGE_TARGET": "main", "CHANGE_BRANCH": "pay", "CHANGE_ID": "42"]),
      (
        .buildkite,
        ["BUILDKITE_PULL_REQUEST_BASE_BRANCH": "main", "BUILDKITE_BRANCH": "pay", "BUILDKITE_PULL_REQUEST": "42"]
      ),
      (.bitbucket, ["BITBUCKET_PR_DESTINATION_BRANCH": "main", "BITBUCKET_BRANCH": "pay", "BITBUCKET_PR_ID": "42"]),
      (
        .azure,
        [
          "SYSTEM_PULLREQUEST_TARGETBRANCH": "refs/heads/main", "SYSTEM_PULLREQUEST_SOURCEBRANCH": "refs/heads/pay",
          "SYSTEM_PULLREQUEST_PULLREQUESTNUMBER": "42",
        ]
      ),
    ] as [(Platform, [String: String])])
  func `a pull request has a target, a branch and a number`(_ platform: Platform, _ environment: [String: String]) {
    let change = PlatformChange(platform, environment)
    #expect(change.base == "origin/main")
    #expect(environment[change.baseOrigin]?.hasSuffix("main") == true)
    #expect(change.branch == "pay")
    #expect(change.pullRequest == 42)
  }

  @Test func `a merge request has the commit that GitLab compares with`() {
    let change = PlatformChange(
      .gitlab,
      [
        "CI_MERGE_REQUEST_DIFF_BASE_SHA": "abc1", "CI_MERGE_REQUEST_SOURCE_BRANCH_NAME": "pay",
        "CI_MERGE_REQUEST_IID": "42",
      ])
    #expect(change.base == "abc1")
    #expect(change.baseOrigin == "CI_MERGE_REQUEST_DIFF_BASE_SHA")
    #expect(change.branch == "pay")
    #expect(change.pullRequest == 42)
  }

  @Test(
    arguments: [
      (
        .github,
        ["GITHUB_REF_NAME": "main", "GITHUB_BASE_REF": "", "GITHUB_HEAD_REF": "", "GITHUB_REF": "refs/heads/pull/7"]
      ),
      (
        .gitlab,
        ["CI_COMMIT_BRANCH": "main", "CI_MERGE_REQUEST_DIFF_BASE_SHA": "0000000000000000000000000000000000000000"]
      ),
      (.jenkins, ["BRANCH_NAME": "main"]), (.azure, ["BUILD_SOURCEBRANCH": "refs/heads/main"]),
      (.circleci, ["CIRCLE_BRANCH": "main"]),
      (.bitbucket, ["BITBUCKET_BRANCH": "main"]),
      (
        .buildkite,
        ["BUILDKITE_BRANCH": "main", "BUILDKITE_PULL_REQUEST": "false", "BUILDKITE_PULL_REQUEST_BASE_BRANCH": ""]
      ),
    ] as [(Platform, [String: String])])
  func `a push has a branch and no base`(_ platform: Platform, _ environment: [String: String]) {
    let change = PlatformChange(platform, environment)
    #expect(change.branch == "main")
    #expect(change.base == nil && change.pullRequest == nil && !change.mayBeSyntheticMerge)
  }

  @Test(
    arguments: [
      (.github, ["GITHUB_EVENT_NAME": "pull_request"], true),
      (.github, ["GITHUB_EVENT_NAME": "pull_request_target"], false), (.github, ["GITHUB_EVENT_NAME": "push"], false),
      (.github, ["GITHUB_EVENT_NAME": "pull_request_target"], false),
      (.azure, ["SYSTEM_PULLREQUEST_TARGETBRANCH": "main"], true), (.azure, [:], false),
      (.gitlab, ["CI_MERGE_REQUEST_EVENT_TYPE": "merged_result"], true),
      (.gitlab, ["CI_MERGE_REQUEST_EVENT_TYPE": "merge_train"], true),
      (.gitlab, ["CI_MERGE_REQUEST_EVENT_TYPE": "detached"], false),
    ] as [(Platform, [String: String], Bool)])
  func `a head may be the platform's own merge`(_ platform: Platform, _ environment: [String: String], _ mayBe: Bool) {
    #expect(PlatformChange(platform, environment).mayBeSyntheticMerge == mayBe)
  }

  @Test func `a merge queue says in its branch where the change goes to`() {
    let change = PlatformChange(
      .github,
      [
        "GITHUB_REF": "refs/heads/gh-readonly-queue/release/1.x/pr-42-0a1b2c3d", "GITHUB_BASE_REF": "",
        "GITHUB_EVENT_NAME": "merge_group",
      ])
    #expect(change.target == "release/1.x" && change.base == "origin/release/1.x" && change.baseOrigin == "GITHUB_REF")
    #expect(change.pullRequest == 42 && !change.mayBeSyntheticMerge)
  }

  @Test(
    arguments: [
      ("refs/heads/gh-readonly-queue", nil), ("refs/heads/gh-readonly-queue/main", nil),
      ("refs/heads/gh-readonly-queue/main/x", "main"), ("refs/tags/v1/a/b", nil),
    ] as [(String, String?)])
  func `a branch that is no queue's is no target`(_ ref: String, _ target: String?) {
    let change = PlatformChange(.github, ["GITHUB_REF": ref])
    #expect(change.target == target && change.pullRequest == nil)
  }

  private static let id = String(repeating: "0a", count: 20)
  private static let none = String(repeating: "0", count: 40)

  @Test(
    arguments: [
      ("merge_group", #"{"merge_group": {"base_sha": "ID", "base_ref": "refs/heads/main"}, "action": "x"}"#, true),
      ("merge_group", #"{"merge_group": {"base_sha": "NONE"}}"#, false),
      ("merge_group", #"{"merge_group": {"base_sha": "--output=x"}}"#, false),
      ("merge_group", #"{"merge_group": null}"#, false), ("merge_group", "[]", false),
      ("push", #"{"before": "ID", "repository": {"default_branch": "main"}}"#, true),
      ("push", #"{"before": "ID", "repository": {"default_branch": "other"}}"#, false),
      ("push", #"{"before": "NONE", "repository": {"default_branch": "main"}}"#, false),
      ("push", #"{"before": "ID"}"#, false),
      ("pull_request", #"{"before": "ID", "repository": {"default_branch": "main"}}"#, false),
    ])
  func `an event says what a queue or a push is compared with`(_ name: String, _ text: String, _ says: Bool) throws {
    var change = PlatformChange(.github, ["GITHUB_REF_NAME": "main"])
    let event = text.replacing("ID", with: PlatformTests.id).replacing("NONE", with: PlatformTests.none)
    try change.take(event: name, from: ByteSource(Array(event.utf8)))
    #expect(change.base == (says ? PlatformTests.id : nil))
    #expect(change.baseOrigin.hasSuffix(" in GITHUB_EVENT_PATH") == says)
  }

  @Test func `the event of a review names the branches, whoever's fork is gone`() throws {
    var change = PlatformChange(.github, ["GITHUB_REF_NAME": "42/merge", "GITHUB_EVENT_NAME": "pull_request_review"])
    #expect(change.mayBeSyntheticMerge)
    let event = #"{"pull_request": {"base": {"ref": "main"}, "head": {"ref": "pay", "repo": null}}}"#
    try change.take(event: "pull_request_review", from: ByteSource(Array(event.utf8)))
    #expect(change.base == "origin/main" && change.target == "main" && change.branch == "pay")
    #expect(change.baseOrigin == "pull_request.base.ref in GITHUB_EVENT_PATH")
    var known = PlatformChange(.github, ["GITHUB_BASE_REF": "next", "GITHUB_HEAD_REF": "own"])
    try known.take(event: "pull_request_review", from: ByteSource(Array(event.utf8)))
    #expect(known.base == "origin/next" && known.branch == "own")
    var empty = PlatformChange(.github, [:])
    try empty.take(event: "pull_request_review", from: ByteSource(Array("{}".utf8)))
    #expect(empty.base == nil && empty.branch == nil)
  }

  @Test(
    arguments: [
      // A pull request of Azure Repos has no number, and the id that people see.
      (.azure, ["SYSTEM_PULLREQUEST_PULLREQUESTID": "42"]),
      (.azure, ["SYSTEM_PULLREQUEST_PULLREQUESTID": "977", "SYSTEM_PULLREQUEST_PULLREQUESTNUMBER": "42"]),
      // From a fork.
      (.circleci, ["CIRCLE_PR_NUMBER": "42"]),
      (.circleci, ["CIRCLE_PULL_REQUEST": "https://x/pull/42", "CIRCLE_PR_NUMBER": "1"]),
      (.gitlab, ["CI_EXTERNAL_PULL_REQUEST_IID": "42"]),
    ] as [(Platform, [String: String])])
  func `a pull request is numbered as people see it`(_ platform: Platform, _ environment: [String: String]) {
    #expect(PlatformChange(platform, environment).pullRequest == 42)
  }

  @Test func `GitLab's pipelines of pull requests elsewhere know both branches`() {
    let change = PlatformChange(
      .gitlab,
      [
        "CI_EXTERNAL_PULL_REQUEST_TARGET_BRANCH_NAME": "main", "CI_EXTERNAL_PULL_REQUEST_SOURCE_BRANCH_NAME": "pay",
        "CI_EXTERNAL_PULL_REQUEST_TARGET_BRANCH_SHA": "abc1", "CI_COMMIT_BRANCH": "pay",
      ])
    #expect(change.base == "abc1" && change.target == "main" && change.branch == "pay")
  }

  @Test(arguments: ["", "{", #"{"before": "#, "{} {}"])
  func `an event that is cut short is an error`(_ text: String) {
    var change = PlatformChange(.github, [:])
    #expect(throws: ReadError.self) { try change.take(event: "push", from: ByteSource(Array(text.utf8))) }
  }

  @Test func `CircleCI names the pull request by its address`() {
    let change = PlatformChange(
      .circleci, ["CIRCLE_BRANCH": "pay", "CIRCLE_PULL_REQUEST": "https://github.com/shop/web/pull/42"])
    #expect(change.pullRequest == 42 && change.branch == "pay" && change.base == nil)
  }

  @Test(arguments: [Platform.teamcity, .none])
  func `a platform that says nothing of the change leaves it to git`(_ platform: Platform) {
    #expect(PlatformChange(platform, ["GITHUB_BASE_REF": "main"]).base == nil)
  }

  @Test(arguments: Platform.allCases)
  func `numbers beyond all bounds are none`(_ platform: Platform) {
    let digits = String(repeating: "9", count: 40)
    let names = [
      "CI_MERGE_REQUEST_IID", "CHANGE_ID", "BUILDKITE_PULL_REQUEST", "BITBUCKET_PR_ID",
      "SYSTEM_PULLREQUEST_PULLREQUESTNUMBER",
    ]
    var environment = Dictionary(uniqueKeysWithValues: names.map { ($0, digits) })
    environment["GITHUB_REF"] = "refs/pull/\(digits)/merge"
    #expect(PlatformChange(platform, environment).pullRequest == nil)
  }
}
