import Model
package import Syntax

extension Proposal {
  /// What variables tell of a pull request besides its branches.
  ///
  /// - Source: docs.gitlab.com, Predefined CI/CD variables; Jenkins, branch-api: CHANGE_TITLE;
  ///   buildkite.com, Environment variables. Azure, Bitbucket and CircleCI have none of these.
  init(_ platform: Platform, _ environment: [String: String], source: String?, target: String?) {
    let titles: [Platform: String] = [.gitlab: "CI_MERGE_REQUEST_TITLE", .jenkins: "CHANGE_TITLE"]
    let labels: [Platform: String] = [
      .gitlab: "CI_MERGE_REQUEST_LABELS", .buildkite: "BUILDKITE_PULL_REQUEST_LABELS",
    ]
    let text = platform == .gitlab ? environment["CI_MERGE_REQUEST_DESCRIPTION"] : nil
    self.init(
      title: titles[platform].flatMap { environment[$0] }.flatMap { $0.isEmpty ? nil : $0 }, text: text,
      source: source, target: target)
    self.labels = labels[platform].flatMap { environment[$0] }?.labels ?? []
    if platform == .gitlab, environment["CI_MERGE_REQUEST_DESCRIPTION_IS_TRUNCATED"] == "true" { isCut = true }
  }

  /// A pull request as GitHub tells it, in an event or when it is asked.
  ///
  /// - Source: docs.github.com, REST API: pulls
  init(gitHub node: Node) {
    self.init(
      title: node["title"]?.text, text: node["body"].map { $0.text ?? "" }, source: node["head"]?["ref"]?.text,
      target: node["base"]?["ref"]?.text)
    labels = (node["labels"]?.sequence ?? []).compactMap { $0["name"]?.text }
    deletesBranch = node["base"]?["repo"]?.deletesBranches
  }

  /// A merge request as GitLab tells it.
  ///
  /// - Source: docs.gitlab.com, API: merge requests
  init(gitLab node: Node) {
    self.init(
      title: node["title"]?.text, text: node["description"].map { $0.text ?? "" }, source: node["source_branch"]?.text,
      target: node["target_branch"]?.text)
    labels = (node["labels"]?.sequence ?? []).compactMap(\.text)
    // The first is by the project's settings, the other what somebody chose.
    let marks = ["force_remove_source_branch", "should_remove_source_branch"].compactMap { node[$0]?.flag }
    if !marks.isEmpty { deletesBranch = marks.contains(true) }
  }

  /// What a pipeline of any platform says, in the form of our own.
  init(own node: Node) throws(ReadError) {
    func text(_ key: String) throws(ReadError) -> String? { try node[key]?.string(as: key) }
    self.init(
      title: try text("title"), text: try text("description"), source: try text("branch"), target: try text("target"))
    if node["labels"] != nil { labels = try node.strings("labels") }
  }
}

extension Node {
  /// Whether the settings of a repository have branches deleted that were merged, where they say so.
  ///
  /// - Source: docs.github.com, REST API: repositories; docs.gitlab.com, API: projects
  var deletesBranches: Bool? { (self["delete_branch_on_merge"] ?? self["remove_source_branch_after_merge"])?.flag }

  /// `true` or `false` of JSON.
  fileprivate var flag: Bool? { ["true": true, "false": false][flow] }
}

extension PlatformChange {
  /// Takes from the event that started a workflow on GitHub what it says of the pull request.
  package mutating func takeProposal(from source: consuming ByteSource) throws(ReadError) {
    var json = JSONReader(source)
    let root = try json.document().root
    try json.finish()
    guard let node = root?["pull_request"], node.mapping != nil else { return }
    proposal?.take(Proposal(gitHub: node))
  }
}

extension String {
  /// Names that stand in a row, a comma after each.
  fileprivate var labels: [String] {
    split(separator: ",").map { String($0.trimmed) }.filter { !$0.isEmpty }
  }
}
