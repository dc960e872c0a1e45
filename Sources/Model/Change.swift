/// What is judged: the commits from `base` to `head`, and where they come from.
package struct Change: Hashable, Sendable {
  /// The commit the change is compared with, as a full object name; `nil` where there is none.
  package var base: String?
  package var head: String?
  /// When head was committed, where a gate asked for it.
  package var committed: Instant?
  /// How base and head were found, in words ("--base", "GITHUB_BASE_REF").
  package var origin: String
  package var branch: String?
  package var pullRequest: Int?
  package var platform: Platform
  /// Why base or head could not be found, and what to do.
  package var problem: String?

  package init(
    base: String? = nil, head: String? = nil, origin: String = "", branch: String? = nil, pullRequest: Int? = nil,
    platform: Platform = .none, problem: String? = nil
  ) {
    self.base = base
    self.head = head
    self.origin = origin
    self.branch = branch
    self.pullRequest = pullRequest
    self.platform = platform
    self.problem = problem
  }
}

/// The CI system that a run finds itself on.
package enum Platform: String, CaseIterable, Sendable {
  case github, gitlab, jenkins, azure, buildkite, bitbucket, circleci, teamcity, none
}
