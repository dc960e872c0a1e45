import Model
import Syntax
import Testing

@testable import Runner

/// A repository whose git answers from a table; what is not in it fails, as git does.
private func world(_ answers: [String: String], _ environment: [String: String] = [:]) -> World {
  var world = World.holding([:])
  world.environment = environment
  world.gitIn = { _, arguments, _ throws(ReadError) in
    guard let answer = answers[arguments.joined(separator: " ")] else {
      throw ReadError(met: "git \(arguments.joined(separator: " "))", wanted: "an answer")
    }
    return ByteStream(Array("\(answer)\n".utf8))
  }
  return world
}

private func commit(_ name: String) -> String { "rev-parse --verify --quiet --end-of-options \(name)^{commit}" }

struct FindChangeTests {
  private let repository = Repository(isGit: true, isShallow: false, names: PathNames([]))

  @Test func `flags go before everything else`() {
    var request = Request()
    request.base = "main"
    request.head = "topic"
    let world = world(
      [commit("topic"): "bbb", commit("main"): "aaa", "merge-base aaa bbb": "aa0"],
      ["GITHUB_ACTIONS": "true", "GITHUB_BASE_REF": "develop"])
    let change = findChange(request, repository, in: world)
    #expect(change.base == "aa0")
    #expect(change.head == "bbb")
    #expect(change.origin == "--base")
    #expect(change.problem == nil)
  }

  @Test func `on a pull request of GitHub the parents of its merge are judged`() {
    let world = world(
      [commit("HEAD"): "mmm", "rev-parse mmm^1 mmm^2": "aaa\nbbb", "merge-base aaa bbb": "aa0"],
      [
        "GITHUB_ACTIONS": "true", "GITHUB_EVENT_NAME": "pull_request", "GITHUB_BASE_REF": "main",
        "GITHUB_REF": "refs/pull/42/merge", "GITHUB_HEAD_REF": "topic",
      ])
    let change = findChange(Request(), repository, in: world)
    #expect(change.base == "aa0")
    #expect(change.head == "bbb")
    #expect(change.pullRequest == 42)
    #expect(change.branch == "topic")
    #expect(change.platform == .github)
  }

  private static let merges: [(what: String, environment: [String: String], isPlatforms: Bool)] = [
    ("GitHub's merge", ["GITHUB_EVENT_NAME": "pull_request", "GITHUB_SHA": "mmm"], true),
    ("the change's own merge", ["GITHUB_EVENT_NAME": "pull_request", "GITHUB_SHA": "nnn"], false),
    ("a push", ["GITHUB_EVENT_NAME": "push", "GITHUB_SHA": "mmm"], false),
    (
      "GitLab's merge",
      ["GITLAB_CI": "true", "CI_MERGE_REQUEST_EVENT_TYPE": "merge_train", "CI_MERGE_REQUEST_SOURCE_BRANCH_SHA": "bbb"],
      true
    ),
    (
      "a merge of something else",
      [
        "GITLAB_CI": "true", "CI_MERGE_REQUEST_EVENT_TYPE": "merged_result",
        "CI_MERGE_REQUEST_SOURCE_BRANCH_SHA": "ccc",
      ],
      false
    ),
    (
      "Azure's merge",
      [
        "TF_BUILD": "True", "SYSTEM_PULLREQUEST_TARGETBRANCH": "refs/heads/main", "BUILD_SOURCEVERSION": "mmm",
        "SYSTEM_PULLREQUEST_SOURCECOMMITID": "bbb",
      ], true
    ),
    (
      "a merge that Buildkite fetched", ["BUILDKITE": "true", "BUILDKITE_PULL_REQUEST_USING_MERGE_REFSPEC": "true"],
      true
    ),
    ("a build of Buildkite", ["BUILDKITE": "true"], false),
  ]

  @Test(arguments: merges)
  func `a merge at the head is the platform's own where the platform says so`(
    _ what: String, _ environment: [String: String], _ isPlatforms: Bool
  ) {
    var environment = environment
    if environment["GITHUB_EVENT_NAME"] != nil { environment["GITHUB_ACTIONS"] = "true" }
    let answers = [
      commit("HEAD"): "mmm", "rev-parse mmm^1 mmm^2": "aaa\nbbb", "merge-base aaa bbb": "aa0",
      commit("origin/HEAD"): "ooo", commit("origin/main"): "ooo", "merge-base ooo mmm": "oo0",
    ]
    let change = findChange(Request(), repository, in: world(answers, environment))
    #expect(change.head == (isPlatforms ? "bbb" : "mmm") && change.base == (isPlatforms ? "aa0" : "oo0"))
    #expect(change.merge == (isPlatforms ? "mmm" : nil))
  }

  @Test func `a review of GitHub's judges the pull request that it is of`() {
    var world = world(
      [commit("HEAD"): "mmm", "rev-parse mmm^1 mmm^2": "aaa\nbbb", "merge-base aaa bbb": "aa0"],
      [
        "GITHUB_ACTIONS": "true", "GITHUB_EVENT_NAME": "pull_request_review", "GITHUB_EVENT_PATH": "/event.json",
        "GITHUB_REF": "refs/pull/42/merge", "GITHUB_REF_NAME": "42/merge", "GITHUB_SHA": "mmm",
      ])
    // The repository of a fork that is gone.
    let event = #"{"pull_request": {"base": {"ref": "main"}, "head": {"ref": "topic", "repo": null}}}"#
    world.open = { _ throws(ReadError) in ByteStream(Array(event.utf8)) }
    let change = findChange(Request(), repository, in: world)
    #expect(change.base == "aa0" && change.head == "bbb" && change.merge == "mmm")
    #expect(change.branch == "topic" && change.pullRequest == 42)
  }

  @Test func `in a merge queue of GitHub the event names the base, and one that cannot be read is a problem`() {
    let base = String(repeating: "0a", count: 20)
    var world = world(
      [commit("HEAD"): "bbb", commit(base): "aaa", "merge-base aaa bbb": "aaa"],
      ["GITHUB_ACTIONS": "true", "GITHUB_EVENT_NAME": "merge_group", "GITHUB_EVENT_PATH": "/event.json"])
    world.open = { path throws(ReadError) in
      #expect(path == "/event.json")
      return ByteStream(Array(#"{"merge_group": {"base_sha": "\#(base)"}}"#.utf8))
    }
    let change = findChange(Request(), repository, in: world)
    #expect(change.base == "aaa")
    #expect(change.origin == "merge_group.base_sha in GITHUB_EVENT_PATH")
    world.open = { _ throws(ReadError) in ByteStream(Array("{".utf8)) }
    let unread = findChange(Request(), repository, in: world)
    #expect(unread.base == nil)
    #expect(unread.problem?.contains("wanted") == true)
  }

  @Test(arguments: [
    (#"{"pull_request": {"title": "Tax", "body": "Closes #1"}}"#, "Tax"), ("{", nil),
  ])
  func `the event of a pull request tells what it says of itself, whatever is named as the base`(
    _ event: String, _ title: String?
  ) {
    var world = world(
      [commit("HEAD"): "bbb", commit("aaa"): "aaa", "merge-base aaa bbb": "aaa"],
      [
        "GITHUB_ACTIONS": "true", "GITHUB_EVENT_NAME": "pull_request", "GITHUB_EVENT_PATH": "/event.json",
        "GITHUB_BASE_REF": "main", "GITHUB_HEAD_REF": "topic", "GITHUB_REF": "refs/pull/42/merge",
      ])
    world.open = { _ throws(ReadError) in ByteStream(Array(event.utf8)) }
    var request = Request()
    request.base = "aaa"
    let change = findChange(request, repository, in: world)
    #expect(change.base == "aaa" && change.problem == nil)
    #expect(change.proposal?.title == title && change.proposal?.source == "topic" && change.proposal?.target == "main")
    #expect((change.proposal?.problem?.hasPrefix("GITHUB_EVENT_PATH") == true) == (title == nil))
  }

  @Test func `a push is no pull request`() {
    let world = world([commit("HEAD"): "bbb"], ["GITHUB_ACTIONS": "true", "GITHUB_REF": "refs/heads/main"])
    #expect(findChange(Request(), repository, in: world).proposal == nil)
  }

  @Test func `a merge request of GitLab names its base commit`() {
    let world = world(
      [commit("HEAD"): "bbb", commit("aaa"): "aaa", "merge-base aaa bbb": "aaa"],
      ["GITLAB_CI": "true", "CI_MERGE_REQUEST_DIFF_BASE_SHA": "aaa", "CI_MERGE_REQUEST_IID": "7"])
    let change = findChange(Request(), repository, in: world)
    #expect(change.base == "aaa")
    #expect(change.origin == "CI_MERGE_REQUEST_DIFF_BASE_SHA")
    #expect(change.pullRequest == 7)
  }

  @Test func `without a word from anybody the remote's own branch is the base`() {
    let world = world([commit("HEAD"): "bbb", commit("origin/HEAD"): "aaa", "merge-base aaa bbb": "aaa"])
    #expect(findChange(Request(), repository, in: world).base == "aaa")
  }

  @Test func `a base that is not there is a problem in words, never another base`() {
    let change = findChange(Request(), repository, in: world([commit("HEAD"): "bbb"]))
    #expect(change.base == nil)
    #expect(change.problem?.contains("--base") == true)
  }

  @Test func `in a shallow clone the words say what to do`() {
    let shallow = Repository(isGit: true, isShallow: true, names: PathNames([]))
    let change = findChange(Request(), shallow, in: world([commit("HEAD"): "bbb", commit("origin/HEAD"): "aaa"]))
    #expect(change.obstacle == .cutOff)
    #expect(change.problem?.contains("shallow") == true)
    #expect(change.fetch == "git fetch --no-tags --unshallow origin")
  }

  @Test func `outside a repository there is nothing to find`() {
    let none = Repository(
      isGit: false, isShallow: false, obstacle: .noRepository, problem: "no git", names: PathNames([]))
    let change = findChange(Request(), none, in: world([:]))
    #expect(change.problem == "no git")
    #expect(change.obstacle == .noRepository)
  }

  @Test func `a repository without commits has no head`() {
    #expect(findChange(Request(), repository, in: world([:])).obstacle == .noHead)
  }

  @Test func `a head that has nothing in common with its target is a change from its beginning`() {
    let change = findChange(Request(), repository, in: world([commit("HEAD"): "bbb", commit("origin/HEAD"): "aaa"]))
    #expect(change.isWithoutBase && change.base == nil && change.target == "aaa")
    #expect(change.problem == nil && change.obstacle == nil)
  }

  @Test func `a target that has moved on is known beside the base`() {
    let world = world([commit("HEAD"): "bbb", commit("origin/HEAD"): "aab", "merge-base aab bbb": "aaa"])
    let change = findChange(Request(), repository, in: world)
    #expect(change.base == "aaa" && change.target == "aab")
  }

  private static let listings: [(listing: String, base: String?)] = [
    ("-aa0\nbb1\nbbb", "aa0"), ("-aa0\n-aab\nbb1\nbbb", "aab"),
    ("", "bbb"), ("bb1\nbbb", "mb0"), ("-aa0\n-aa1\nbb1\nbbb", "mb0"),
  ]

  @Test(arguments: listings)
  func `a change begins where git lists one commit around it, else where git says`(
    _ listing: String, _ base: String?
  ) {
    var world = world([
      commit("HEAD"): "bbb", commit("origin/HEAD"): "aab", "merge-base aab bbb": "mb0",
    ])
    world.gitIn = { [git = world.gitIn] folder, arguments, input throws(ReadError) in
      guard arguments.first == "rev-list" else { return try git(folder, arguments, input) }
      #expect(arguments == ["rev-list", "--reverse", "--topo-order", "--boundary", "bbb", "^aab", "--"])
      return ByteStream(Array(listing.utf8))
    }
    let change = findChange(Request(), repository, in: world)
    #expect(change.base == base)
  }

  @Test func `where the first commit and the branches are known, the smallest fetch leaves out all before it`() {
    let environment = [
      "GITLAB_CI": "true", "CI_MERGE_REQUEST_DIFF_BASE_SHA": "aaa", "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main",
      "CI_MERGE_REQUEST_SOURCE_BRANCH_NAME": "topic",
    ]
    let shallow = Repository(isGit: true, isShallow: true, names: PathNames([]))
    let change = findChange(Request(), shallow, in: world([commit("HEAD"): "bbb"], environment))
    #expect(
      change.fetch
        == "git fetch --no-tags --shallow-exclude=main origin topic && git fetch --no-tags --deepen=1 origin topic")
  }

  @Test func `a branch is one word of the fetch that is to be pasted, whatever it is called`() {
    let hostile = "x;$(touch${IFS}pwn)"
    let shallow = Repository(isGit: true, isShallow: true, names: PathNames([]))
    let exact = [
      "GITLAB_CI": "true", "CI_MERGE_REQUEST_DIFF_BASE_SHA": "aaa", "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": hostile,
      "CI_MERGE_REQUEST_SOURCE_BRANCH_NAME": hostile,
    ]
    let whole = ["GITHUB_ACTIONS": "true", "GITHUB_BASE_REF": hostile]
    #expect(
      findChange(Request(), shallow, in: world([commit("HEAD"): "bbb"], exact)).fetch
        == "git fetch --no-tags '--shallow-exclude=\(hostile)' origin '\(hostile)' "
        + "&& git fetch --no-tags --deepen=1 origin '\(hostile)'")
    #expect(
      findChange(Request(), shallow, in: world([commit("HEAD"): "bbb"], whole)).fetch
        == "git fetch --no-tags --unshallow origin '+refs/heads/\(hostile):refs/remotes/origin/\(hostile)'")
  }

  @Test func `where a branch is the base, the smallest fetch brings it whole`() {
    let environment = ["GITHUB_ACTIONS": "true", "GITHUB_BASE_REF": "main"]
    let shallow = Repository(isGit: true, isShallow: true, names: PathNames([]))
    let change = findChange(Request(), shallow, in: world([commit("HEAD"): "bbb"], environment))
    #expect(change.fetch == "git fetch --no-tags --unshallow origin +refs/heads/main:refs/remotes/origin/main")
  }

  @Test func `a base that looks like an option is none`() {
    var request = Request()
    request.base = "--output=/etc/passwd"
    #expect(findChange(request, repository, in: world([commit("HEAD"): "bbb"])).problem != nil)
  }
}
