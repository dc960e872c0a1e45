package import Syntax

extension PlatformChange {
  /// Takes from the event that started a workflow on GitHub what no variable says: what a merge queue or a push to the
  /// default branch is compared with, and of a review the branches.
  ///
  /// - Source: docs.github.com, Webhook events and payloads: merge_group, push, pull_request_review
  package mutating func take(event name: String, from source: consuming ByteSource) throws(ReadError) {
    var json = JSONReader(source)
    guard let root = try json.document().root else { return }
    try json.finish()
    switch name {
    case "merge_group": take(commit: root["merge_group"]?["base_sha"]?.text, called: "merge_group.base_sha")
    // Of another branch all of it is judged, not what the last push brought.
    case "push" where branch != nil && root["repository"]?["default_branch"]?.text == branch:
      take(commit: root["before"]?.text, called: "before")
    case "pull_request_review" where base == nil:
      let change = root["pull_request"]
      branch = change?["head"]?["ref"]?.text ?? branch
      guard let name = change?["base"]?["ref"]?.text else { return }
      (target, base, baseOrigin) = (name, "origin/\(name)", "pull_request.base.ref in GITHUB_EVENT_PATH")
    default: break
    }
  }

  /// All zeros stand for no commit.
  private mutating func take(commit: String?, called name: String) {
    guard let commit, commit.utf8.count >= 40, commit.utf8.allSatisfy(isHexadecimal),
      commit.utf8.contains(where: { $0 != UInt8(ascii: "0") })
    else { return }
    base = commit
    baseOrigin = "\(name) in GITHUB_EVENT_PATH"
  }
}

private func isHexadecimal(_ byte: UInt8) -> Bool {
  (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
}
