package import Model
package import Syntax

/// Reads who reviewed a change, as a step of its pipeline saved it.
///
/// It is GitHub's pull request and its reviews, GitLab's merge request and its approvals, or the form of our own.
/// - Throws: `ReadError` at the first thing that is missing or unknown, and where the file says that nothing is known.
/// - Source: docs/reviews.md; docs.github.com, REST API: pulls, reviews; docs.gitlab.com, API: merge requests, approvals
package func readReviews(_ source: inout ByteSource) throws(ReadError) -> Reviews {
  let wanted = "what GitHub or GitLab says of reviews, or an object of \(schema)"
  let root = try Node(json: try source.rest(), of: wanted)
  if let reason = root["direct"] {
    var reviews = Reviews(author: "", commits: [])
    reviews.absence = try reason.string(as: "direct")
    return reviews
  }
  if let reason = root["unavailable"] {
    throw ReadError(line: reason.line, met: "nothing: \(try reason.string(as: "unavailable"))", wanted: "the reviews")
  }
  var reviews = try told(root, wanted)
  if let deletes = root["repository"]?.deletesBranches {
    var proposal = reviews.proposal ?? Proposal()
    proposal.deletesBranch = proposal.deletesBranch ?? deletes
    reviews.proposal = proposal
  }
  return reviews
}

private func told(_ root: Node, _ wanted: String) throws(ReadError) -> Reviews {
  if root["pull_request"] != nil { return try ofGitHub(root) }
  if root["merge_request"] != nil { return try ofGitLab(root) }
  guard let stated = root["schema"] else { throw root.error(wanted) }
  guard stated.text == schema else { throw stated.error("\"\(schema)\"") }
  return try own(root)
}

private let schema = "sixgate-reviews/1"

private func own(_ root: Node) throws(ReadError) -> Reviews {
  var reviews = Reviews(
    author: try root.account("author"), commits: [try root.commit("head")],
    number: try root["number"] == nil ? nil : root.optionalNumber("number", from: 0),
    all: try root.list("reviews") { node throws(ReadError) in
      Review(
        by: try node.account("by"), try node.word("state", Review.Kind.self),
        of: try node["commit"] == nil ? nil : node.commit("commit"))
    })
  let proposal = try Proposal(own: root)
  if proposal != Proposal() { reviews.proposal = proposal }
  return reviews
}

// MARK: GitHub

private func ofGitHub(_ root: Node) throws(ReadError) -> Reviews {
  let change = try root.member("pull_request")
  var all: [Review] = []
  // A list for each page, or one of them all.
  for page in try root.list("reviews", of: { node throws(ReadError) in node }) {
    for node in page.sequence ?? [page] { all.append(try reviewOfGitHub(node)) }
  }
  var reviews = Reviews(
    author: try change.user("login"),
    commits: [try change.member("head").commit("sha")] + [change["merge_commit_sha"]?.text].compactMap(\.self),
    number: try change.optionalNumber("number", from: 0), all: all)
  reviews.proposal = Proposal(gitHub: change)
  return reviews
}

private func reviewOfGitHub(_ node: Node) throws(ReadError) -> Review {
  let state = try node.word("state", GitHubState.self)
  var review = Review(by: try node.user("login"), state.kind, of: try node.optionalString("commit_id"))
  review.isByProgram = node["user"]?["type"]?.text == "Bot"
  // Anybody who can see a public repository can approve what is proposed to it.
  review.mayWrite = ["OWNER", "MEMBER", "COLLABORATOR"].contains(try node.string("author_association"))
  return review
}

private enum GitHubState: String, CaseIterable {
  case approved = "APPROVED"
  case changesRequested = "CHANGES_REQUESTED"
  case commented = "COMMENTED"
  case dismissed = "DISMISSED"
  case pending = "PENDING"

  var kind: Review.Kind {
    switch self {
    case .approved: .approved
    case .changesRequested: .changesRequested
    case .dismissed: .withdrawn
    case .commented, .pending: .commented
    }
  }
}

// MARK: GitLab

private func ofGitLab(_ root: Node) throws(ReadError) -> Reviews {
  let change = try root.member("merge_request")
  let merges = ["merge_commit_sha", "squash_commit_sha"].compactMap { change[$0]?.text }
  var versions: [(from: Instant, commit: String)] = []
  for version in root["versions"]?.sequence ?? [] {
    guard let from = Instant(timestamp: try version.string("created_at")) else {
      throw try version.member("created_at").error("a point in time")
    }
    versions.append((from, try version.commit("head_commit_sha")))
  }
  versions = versions.ordered { $0.from < $1.from }
  var reviews = Reviews(
    author: try change.member("author").account("username"), commits: [try change.commit("sha")] + merges,
    number: try change.optionalNumber("iid", from: 0),
    all: try root.member("approvals").list("approved_by") { node throws(ReadError) in
      // GitLab says when somebody approved, and not of what: it is the version that stood there then.
      let instant = node["approved_at"]?.text.flatMap { Instant(timestamp: $0) }
      let seen = instant.flatMap { instant in versions.last { $0.from <= instant } }
      return Review(by: try node.member("user").account("username"), .approved, of: seen?.commit)
    })
  reviews.proposal = Proposal(gitLab: change)
  return reviews
}

extension Node {
  /// The account of a user; one that is gone is called as GitHub calls it.
  fileprivate func user(_ key: String) throws(ReadError) -> String {
    try optional("user") { user throws(ReadError) in try user.account(key) } ?? "ghost"
  }

  fileprivate func account(_ key: String) throws(ReadError) -> String {
    let name = try string(key)
    guard (1...255).contains(name.utf8.count) else {
      throw try member(key).error("an account of at most 255 bytes as \(key)")
    }
    return name
  }

  fileprivate func commit(_ key: String) throws(ReadError) -> String {
    let name = try string(key).lowercased()
    guard name.isHex(40) || name.isHex(64) else {
      throw try member(key).error("40 or 64 hexadecimal digits as \(key)")
    }
    return name
  }
}
