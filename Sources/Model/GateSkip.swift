// A waiver of gates as a whole, for one change that takes back or mends what is broken in production.

extension Waiver {
  /// The change that gates are skipped for: all that is given holds.
  package struct MatchedChange: Hashable, Sendable {
    /// The branch that it comes from.
    package var branch: String?
    package var pullRequest: Int?
    /// Its head, by at least the first seven digits of its name.
    package var commit: String?

    package init(branch: String? = nil, pullRequest: Int? = nil, commit: String? = nil) {
      self.branch = branch
      self.pullRequest = pullRequest
      self.commit = commit
    }
  }

  package var isSkip: Bool { !skips.isEmpty || change != MatchedChange() }

  /// Whether it is about that change.
  package func concerns(_ other: Change) -> Bool {
    guard change.isNarrow else { return false }
    if let branch = change.branch, branch != other.branch { return false }
    if let number = change.pullRequest, number != other.pullRequest { return false }
    guard let commit = change.commit else { return true }
    return other.head?.hasPrefix(commit.lowercased()) == true
  }

  /// Why no gate is skipped for a change that it is about, and the rule that says so; `nil` where one is.
  package func hindrance(to history: History?, _ law: Policy.Waivers) -> (rule: RuleID, words: String)? {
    guard law.skipReasons.contains(where: { $0.name == reason && $0.needsReverts }) else { return nil }
    guard let history, !history.isCutOff, !history.commits.isEmpty else {
      return ("waiver.not-a-rollback", "it is for a \(reason), and the commits of the change are not known")
    }
    guard let other = history.commits.first(where: { !$0.isMerge && $0.takesBack == nil }) else { return nil }
    return (
      "waiver.not-a-rollback", "it is for a \(reason), and \(other.id.prefix(10)) takes back no commit of the history"
    )
  }
}

extension Waiver.MatchedChange {
  /// Whether it says which change.
  package var isNarrow: Bool { branch != nil || pullRequest != nil || (commit?.count ?? 0) >= 7 }

  /// For a message: `branch hotfix/pay, pull request 41`.
  package var words: String {
    [branch.map { "branch \($0)" }, pullRequest.map { "pull request \($0)" }, commit.map { "commit \($0)" }]
      .compactMap(\.self).joined(separator: ", ")
  }
}
