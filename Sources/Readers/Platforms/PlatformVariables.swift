package import Model

extension Platform {
  /// The CI system whose variables are set.
  package init(_ environment: [String: String]) {
    let marks: [(String, Platform)] = [
      ("GITHUB_ACTIONS", .github), ("GITLAB_CI", .gitlab), ("JENKINS_URL", .jenkins), ("TF_BUILD", .azure),
      ("BUILDKITE", .buildkite), ("BITBUCKET_BUILD_NUMBER", .bitbucket), ("CIRCLECI", .circleci),
      ("TEAMCITY_VERSION", .teamcity),
    ]
    self = marks.first { environment[$0.0]?.isEmpty == false }?.1 ?? .none
  }
}

/// What a CI system says of the change: names that git has yet to resolve.
package struct PlatformChange: Hashable, Sendable {
  /// A commit or a branch that the change is compared with, and the variable that names it.
  package var base: String?
  package var baseOrigin = ""
  /// The branch that the change goes to.
  package var target: String?
  package var branch: String?
  package var pullRequest: Int?
  /// Whether HEAD may be a merge that the platform made of the change and its target.
  package var mayBeSyntheticMerge = false
  /// That merge, where its name is told: a change can end in a merge of its own.
  package var merge: String?
  /// The change's own newest commit, where it is told.
  package var head: String?
  /// The pull request in its own words, where there is one.
  package var proposal: Proposal?
}

extension PlatformChange {
  package init(_ platform: Platform, _ environment: [String: String]) {
    func value(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
    func take(target: String) {
      guard let name = value(target) else { return }
      self.target = branchName(name)
      base = "origin/\(branchName(name))"
      baseOrigin = target
    }
    func take(commit: String) {
      guard let id = value(commit), id.contains(where: { $0 != "0" }) else { return }
      base = id
      baseOrigin = commit
    }
    switch platform {
    case .github:
      take(target: "GITHUB_BASE_REF")
      branch = value("GITHUB_HEAD_REF") ?? value("GITHUB_REF_NAME")
      // `refs/pull/42/merge`
      let parts = value("GITHUB_REF")?.split(separator: "/") ?? []
      if parts.count > 2, parts[1] == "pull" { pullRequest = Int(parts[2]) }
      // `refs/heads/gh-readonly-queue/main/pr-42-0a1b2c…`: in a merge queue nothing else says where the change goes to.
      if parts.count > 4, parts[2] == "gh-readonly-queue", base == nil {
        target = parts[3..<(parts.count - 1)].joined(separator: "/")
        base = target.map { "origin/\($0)" }
        baseOrigin = "GITHUB_REF"
        let words = parts[parts.count - 1].split(separator: "-")
        if words.count > 1, words[0] == "pr" { pullRequest = Int(words[1]) }
      }
      mayBeSyntheticMerge = ["pull_request", "pull_request_review"].contains(value("GITHUB_EVENT_NAME"))
      merge = value("GITHUB_SHA")
    case .gitlab:
      // Of a pull request of another platform that GitLab builds, the second.
      let kinds = ["CI_MERGE_REQUEST", "CI_EXTERNAL_PULL_REQUEST"]
      take(commit: "CI_EXTERNAL_PULL_REQUEST_TARGET_BRANCH_SHA")
      take(commit: "CI_MERGE_REQUEST_DIFF_BASE_SHA")
      target = kinds.lazy.compactMap { value("\($0)_TARGET_BRANCH_NAME") }.first
      branch = kinds.lazy.compactMap { value("\($0)_SOURCE_BRANCH_NAME") }.first ?? value("CI_COMMIT_BRANCH")
      pullRequest = kinds.lazy.compactMap { value("\($0)_IID") }.first.flatMap { Int($0) }
      mayBeSyntheticMerge = ["merged_result", "merge_train"].contains(value("CI_MERGE_REQUEST_EVENT_TYPE"))
      head = value("CI_MERGE_REQUEST_SOURCE_BRANCH_SHA")
    case .jenkins:
      take(target: "CHANGE_TARGET")
      branch = value("CHANGE_BRANCH") ?? value("BRANCH_NAME")
      pullRequest = value("CHANGE_ID").flatMap { Int($0) }
    case .azure:
      take(target: "SYSTEM_PULLREQUEST_TARGETBRANCH")
      branch = (value("SYSTEM_PULLREQUEST_SOURCEBRANCH") ?? value("BUILD_SOURCEBRANCH")).map(branchName)
      let number = value("SYSTEM_PULLREQUEST_PULLREQUESTNUMBER") ?? value("SYSTEM_PULLREQUEST_PULLREQUESTID")
      pullRequest = number.flatMap { Int($0) }
      mayBeSyntheticMerge = base != nil
      head = value("SYSTEM_PULLREQUEST_SOURCECOMMITID")
    case .buildkite:
      take(target: "BUILDKITE_PULL_REQUEST_BASE_BRANCH")
      branch = value("BUILDKITE_BRANCH")
      pullRequest = value("BUILDKITE_PULL_REQUEST").flatMap { Int($0) }
      mayBeSyntheticMerge = value("BUILDKITE_PULL_REQUEST_USING_MERGE_REFSPEC") == "true"
    case .bitbucket:
      take(target: "BITBUCKET_PR_DESTINATION_BRANCH")
      branch = value("BITBUCKET_BRANCH")
      pullRequest = value("BITBUCKET_PR_ID").flatMap { Int($0) }
    case .circleci:
      branch = value("CIRCLE_BRANCH")
      // `https://github.com/shop/web/pull/42`
      let number = value("CIRCLE_PULL_REQUEST") ?? value("CIRCLE_PR_NUMBER")
      pullRequest = number?.split(separator: "/").last.flatMap { Int($0) }
    case .teamcity, .none: break
    }
    // What a merge queue made is no pull request, whatever the number in its name.
    let isQueued = platform == .github && value("GITHUB_REF")?.hasPrefix("refs/heads/gh-readonly-queue/") == true
    guard !isQueued, pullRequest != nil || target != nil else { return }
    proposal = Proposal(platform, environment, source: branch.flatMap { sourceName($0, platform) }, target: target)
  }
}

/// The branch that a pull request comes from, without the fork that some write with it; `nil` where what stands there
/// is the pull request itself.
private func sourceName(_ branch: String, _ platform: Platform) -> String? {
  switch platform {
  // `42/merge` where nothing names the branch, as in an event of a review.
  case .github: branch.hasSuffix("/merge") && Int(branch.dropLast("/merge".count)) != nil ? nil : branch
  case .jenkins: branch.hasPrefix("PR-") || branch.hasPrefix("MR-") ? nil : branch
  case .circleci: branch.hasPrefix("pull/") ? nil : branch
  // `ann:feature/pay`
  case .buildkite: branch.split(separator: ":").last.map(String.init)
  default: branch
  }
}

/// `main` for `refs/heads/main`.
private func branchName(_ name: String) -> String {
  let prefix = "refs/heads/"
  return name.hasPrefix(prefix) ? String(name.dropFirst(prefix.count)) : name
}
