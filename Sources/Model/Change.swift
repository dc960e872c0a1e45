/// What is judged: the commits from `base` to `head`, and where they come from.
package struct Change: Hashable, Sendable {
  /// The commit the change is compared with, as a full object name; `nil` where there is none.
  package var base: String?
  package var head: String?
  /// When head was committed, where a gate asked for it.
  package var committed: Instant?
  /// The commit that the change is to be merged into: the base, or where its branch has moved on to since.
  package var target: String?
  /// The platform's own merge of the change into its target, where that is what was checked out.
  package var merge: String?
  /// Whether somebody said what the base is, be it to be had or not.
  package var isBaseNamed = false
  /// Whether head has no commit in common with what it goes to: then all that led to it is the change.
  package var isWithoutBase = false
  /// How base and head were found, in words ("--base", "GITHUB_BASE_REF").
  package var origin: String
  package var branch: String?
  package var pullRequest: Int?
  /// The pull request in its own words; `nil` where none is told of.
  package var proposal: Proposal?
  package var platform: Platform
  /// Why base or head could not be found.
  package var problem: String?
  /// The same as one of a few reasons, each of which has its own way out.
  package var obstacle: Obstacle?
  /// The smallest `git fetch` that brings what is missing of a shallow clone.
  package var fetch: String?

  package init(
    base: String? = nil, head: String? = nil, target: String? = nil, origin: String = "", branch: String? = nil,
    pullRequest: Int? = nil, platform: Platform = .none, problem: String? = nil
  ) {
    self.base = base
    self.head = head
    self.target = target
    self.origin = origin
    self.branch = branch
    self.pullRequest = pullRequest
    self.platform = platform
    self.problem = problem
  }
}

extension Change {
  package var hasBase: Bool { base != nil }

  /// Whether it is the commit that a queue of GitHub made of a pull request, or of several. Nobody can push to a branch of
  /// such a name; one of a fork can be called so, and comes with its pull request.
  package var isQueued: Bool {
    platform == .github && proposal == nil && branch?.hasPrefix("gh-readonly-queue/") == true
  }
}

/// The CI system that a run finds itself on.
package enum Platform: String, CaseIterable, Sendable {
  case github, gitlab, jenkins, azure, buildkite, bitbucket, circleci, teamcity, none
}

/// Why a change is not known.
package enum Obstacle: String, CaseIterable, Sendable {
  case noRepository = "no-repository"
  /// git will not read a repository of somebody else.
  case refused
  /// There is no checkout.
  case bare
  /// Nothing was committed yet, or the head that was named is not there.
  case noHead = "no-head"
  case noBase = "no-base"
  /// The clone is shallow, and the change reaches beyond what it holds.
  case cutOff = "cut-off"
}
