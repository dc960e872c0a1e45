import Model
import Syntax
import Testing

@testable import Readers

struct ReviewsFileTests {
  private static let head = String(repeating: "0a", count: 20)
  private static let old = String(repeating: "1b", count: 20)

  private func read(_ text: String) throws -> Reviews {
    var source = try ByteSource(Array(text.replacing("HEAD", with: Self.head).replacing("OLD", with: Self.old).utf8))
    return try readReviews(&source)
  }

  private static func ofGitHub(_ reviews: String, user: String = #"{"login": "ann"}"#) -> String {
    #"""
    {"pull_request": {"url": "x", "number": 12, "user": \#(user), "merge_commit_sha": "OLD",
      "head": {"ref": "topic", "sha": "HEAD"}}, "reviews": \#(reviews)}
    """#
  }

  private static func entry(_ state: String, by: String = "bob", _ association: String = "MEMBER") -> String {
    #"""
    {"id": 1, "user": {"login": "\#(by)", "type": "User"}, "state": "\#(state)", "commit_id": "HEAD",
      "body": "fine", "author_association": "\#(association)"}
    """#
  }

  @Test func `GitHub's reviews come in pages, with the pull request that they are of`() throws {
    let (first, second) = (Self.entry("APPROVED"), Self.entry("COMMENTED", by: "cy"))
    var wanted = Reviews(
      author: "ann", commits: [Self.head, Self.old], number: 12,
      all: [Review(by: "bob", .approved, of: Self.head), Review(by: "cy", .commented, of: Self.head)])
    wanted.proposal = Proposal(source: "topic")
    #expect(try read(Self.ofGitHub("[[\(first)], [\(second)]]")) == wanted)
    #expect(try read(Self.ofGitHub("[\(first), \(second)]")) == wanted)
    #expect(try read(Self.ofGitHub("[[]]")).all.isEmpty)
  }

  @Test(
    arguments: [
      ("APPROVED", .approved), ("CHANGES_REQUESTED", .changesRequested), ("COMMENTED", .commented),
      ("DISMISSED", .withdrawn), ("PENDING", .commented),
    ] as [(String, Review.Kind)])
  func `each of GitHub's states is one of ours`(_ state: String, _ kind: Review.Kind) throws {
    #expect(try read(Self.ofGitHub("[\(Self.entry(state))]")).all.map(\.kind) == [kind])
  }

  @Test(arguments: [
    ("OWNER", true), ("MEMBER", true), ("COLLABORATOR", true), ("CONTRIBUTOR", false), ("NONE", false), ("", false),
  ])
  func `whoever may not write to the repository is known by it`(_ association: String, _ mayWrite: Bool) throws {
    #expect(try read(Self.ofGitHub("[\(Self.entry("APPROVED", association))]")).all.map(\.mayWrite) == [mayWrite])
  }

  @Test func `programs are known, and accounts that are gone have GitHub's name for them`() throws {
    let bot = #"{"user": {"login": "x[bot]", "type": "Bot"}, "state": "APPROVED", "commit_id": null, "#
    let gone = #"{"user": null, "state": "APPROVED", "commit_id": "HEAD", "#
    let text = [bot, gone].map { $0 + #""author_association": "MEMBER"}"# }.joined(separator: ",")
    let reviews = try read(Self.ofGitHub("[\(text)]", user: "null"))
    #expect(reviews.author == "ghost")
    #expect(reviews.all.map(\.by) == ["x[bot]", "ghost"] && reviews.all.map(\.isByProgram) == [true, false])
    #expect(reviews.all.map(\.commit) == [nil, Self.head])
  }

  private static func ofGitLab(_ approvals: String, versions: String = "") -> String {
    #"""
    {"merge_request": {"iid": 7, "author": {"username": "ann"}, "sha": "HEAD", "merge_commit_sha": null,
      "squash_commit_sha": "OLD"}, "approvals": {"approved": true, "approved_by": [\#(approvals)]}\#(versions)}
    """#
  }

  @Test func `GitLab's approvals are of the version that stood there when they were given`() throws {
    let versions = #"""
      , "versions": [
        {"head_commit_sha": "HEAD", "created_at": "2026-11-21T10:00:00.000Z"},
        {"head_commit_sha": "OLD", "created_at": "2026-11-20T10:00:00.000Z"}]
      """#
    let times = ["2026-11-21T10:00:00.5Z", "2026-11-21T09:59:59Z", "2026-11-19T00:00:00Z"]
    let entries = times.enumerated().map { #"{"user": {"username": "r\#($0)"}, "approved_at": "\#($1)"}"# }
    let reviews = try read(
      Self.ofGitLab(entries.joined(separator: ",") + #", {"user": {"username": "dan"}}"#, versions: versions))
    #expect(reviews.author == "ann" && reviews.number == 7 && reviews.commits == [Self.head, Self.old])
    #expect(reviews.all.map(\.commit) == [Self.head, Self.old, nil, nil])
    #expect(reviews.all.allSatisfy { $0.kind == .approved && $0.mayWrite && !$0.isByProgram })
    #expect(try read(Self.ofGitLab(entries[0])).all.map(\.commit) == [nil])
  }

  @Test func `whether branches are deleted is told by the merge request, or by saved settings`() throws {
    func deletes(_ text: String) throws -> Bool? { try read(text).proposal?.deletesBranch }
    func merge(_ marks: String) throws -> Bool? {
      try deletes(Self.ofGitLab("").replacing("\"iid", with: "\(marks), \"iid"))
    }
    #expect(try merge(#""force_remove_source_branch": true, "should_remove_source_branch": null"#) == true)
    #expect(try merge(#""force_remove_source_branch": false, "should_remove_source_branch": true"#) == true)
    #expect(try merge(#""force_remove_source_branch": false"#) == false)
    #expect(try merge(#""title": "a""#) == nil)
    func saved(_ settings: String, in text: String) throws -> Bool? {
      try deletes(String(text.dropLast(text.hasSuffix("\n") ? 2 : 1)) + #", "repository": {\#(settings)}}"#)
    }
    let own = #"{"schema": "sixgate-reviews/1", "author": "ann", "head": "HEAD", "reviews": []}"#
    #expect(try saved(#""delete_branch_on_merge": true"#, in: own) == true)
    #expect(try saved(#""remove_source_branch_after_merge": false"#, in: own) == false)
    #expect(try saved(#""name": "web""#, in: own) == nil)
    #expect(try saved(#""delete_branch_on_merge": false"#, in: Self.ofGitHub("[]")) == false)
  }

  @Test func `everybody else has a small form of ours`() throws {
    let text = #"""
      {"schema": "sixgate-reviews/1", "author": "ann", "head": "HEAD", "number": 3, "reviews": [
        {"by": "bob", "state": "approved", "commit": "OLD"}, {"by": "cy", "state": "changes-requested"},
        {"by": "cy", "state": "withdrawn"}, {"by": "dan", "state": "commented"}]}
      """#
    let wanted = Reviews(
      author: "ann", commits: [Self.head], number: 3,
      all: [
        Review(by: "bob", .approved, of: Self.old), Review(by: "cy", .changesRequested), Review(by: "cy", .withdrawn),
        Review(by: "dan", .commented),
      ])
    #expect(try read(text) == wanted)
  }

  @Test(
    arguments: [
      ("", "the rest of the JSON"), ("[]", "what GitHub or GitLab says of reviews"),
      ("{}", "what GitHub or GitLab says"),
      (#"{"schema": "sixgate-reviews/2"}"#, #""sixgate-reviews/1""#),
      (#"{"schema": "sixgate-reviews/1"}"#, "\"author\""),
      (#"{"schema": "sixgate-reviews/1", "author": "", "head": "HEAD", "reviews": []}"#, "an account of at most"),
      (
        #"{"schema": "sixgate-reviews/1", "author": "a", "head": "main", "reviews": []}"#, "40 or 64 hexadecimal digits"
      ),
      (#"{"schema": "sixgate-reviews/1", "author": "a", "head": "HEAD", "reviews": {}}"#, "a list as reviews"),
      (#"{"schema": "sixgate-reviews/1", "author": "a", "author": "b"}"#, "it once"),
      (
        #"{"schema": "sixgate-reviews/1", "author": "a", "head": "HEAD", "reviews": [{"by": "b", "state": "ok"}]}"#,
        "one of approved, commented, withdrawn, changes-requested"
      ),
      (ofGitHub(#"[{"user": null, "state": "LGTM"}]"#), "one of APPROVED"),
      (ofGitHub(#"[{"user": null, "state": "APPROVED", "commit_id": null}]"#), "\"author_association\""),
      (ofGitHub("[3]"), "an object with"), (ofGitHub("null"), "a list as reviews"),
      (#"{"pull_request": {"message": "Not Found"}, "reviews": []}"#, "\"user\""),
      (#"{"merge_request": {"message": "401 Unauthorized"}, "approvals": {}}"#, "\"author\""),
      (ofGitLab("", versions: #", "versions": [{"created_at": "soon"}]"#), "a point in time"),
      (#"{"schema": "sixgate-reviews/1", "unavailable": "the answer was 403"}"#, "the reviews"),
    ])
  func `what is something else is refused with what was wanted`(_ text: String, _ wanted: String) {
    let error = #expect(throws: ReadError.self) { try read(text) }
    #expect(error?.wanted.hasPrefix(wanted) == true, "\(error?.message ?? "")")
  }

  @Test func `the pull request itself is told with its reviews, as far as the platform says it`() throws {
    let title = #""title": "Tax", "labels": [{"name": "hotfix"}], "body": null, "url"#
    let github = try read(Self.ofGitHub("[[]]").replacing("\"url", with: title)).proposal
    #expect(github?.title == "Tax" && github?.text == "" && github?.labels == ["hotfix"])
    let request = #""title": "Tax", "description": "Closes #1", "labels": ["hotfix", "b"], "iid"#
    let branches = #""source_branch": "hotfix/tax", "target_branch": "main", "#
    let gitlab = try read(Self.ofGitLab("").replacing("\"iid", with: branches + request)).proposal
    var wanted = Proposal(title: "Tax", text: "Closes #1", source: "hotfix/tax", target: "main")
    wanted.labels = ["hotfix", "b"]
    #expect(gitlab == wanted)
    let own = #"{"schema": "sixgate-reviews/1", "author": "ann", "head": "HEAD", "reviews": []"#
    #expect(try read(own + "}").proposal == nil)
    let told = #", "title": "Tax", "description": "Closes #1", "branch": "hotfix/tax", "target": "main""#
    #expect(try read(own + told + #", "labels": ["hotfix", "b"]}"#).proposal == wanted)
    #expect(throws: ReadError.self) { try read(own + #", "title": 3}"#) }
    #expect(throws: ReadError.self) { try read(own + #", "labels": "hotfix"}"#) }
  }

  @Test func `a commit that no pull request brought has no reviews, and that is known`() throws {
    let reviews = try read(#"{"schema": "sixgate-reviews/1", "direct": "no pull request brought it"}"#)
    #expect(reviews.absence == "no pull request brought it" && reviews.all.isEmpty && reviews.commits.isEmpty)
    #expect(throws: ReadError.self) { try read(#"{"direct": 3}"#) }
  }

  @Test func `what could not be learnt is said in the words of who tried`() {
    let error = #expect(throws: ReadError.self) { try read(#"{"unavailable": "the answer was 403"}"#) }
    #expect(error?.met == "nothing: the answer was 403")
  }

  @Test func `one byte that is another is read or refused, and never traps`() {
    let samples = [
      Self.ofGitHub("[[\(Self.entry("APPROVED"))]]"),
      Self.ofGitLab(
        #"{"user": {"username": "bob"}, "approved_at": "2026-11-21T10:00:00Z"}"#,
        versions: #", "versions": [{"head_commit_sha": "HEAD", "created_at": "2026-11-21T10:00:00Z"}]"#),
    ]
    for sample in samples {
      let bytes = Array(sample.replacing("HEAD", with: Self.head).replacing("OLD", with: Self.old).utf8)
      for place in bytes.indices {
        for other: UInt8 in [0x00, 0x22, 0x5B, 0x7D, 0x39, 0xFF] {
          var changed = bytes
          changed[place] = other
          if var source = try? ByteSource(changed) { _ = try? readReviews(&source) }
        }
      }
      #expect(throws: Never.self) { try read(sample) }
    }
  }

  @Test func `a file that is cut anywhere is refused`() throws {
    let text = Self.ofGitHub("[[\(Self.entry("APPROVED"))]]").replacing("HEAD", with: Self.head)
    for end in text.utf8.indices {
      #expect(throws: ReadError.self) { try read(String(decoding: text.utf8[..<end], as: UTF8.self)) }
    }
  }
}
