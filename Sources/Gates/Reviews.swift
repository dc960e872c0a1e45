package import Model

/// What is to be said of who approved the change, where the policy asks for anybody.
///
/// - Parameters:
///   - reviews: what the change's platform tells; `nil` where that is not known.
///   - problem: why it is not, where somebody was to tell it.
/// - Returns: what was found, and in a few words whose approvals count; `nil` where nobody's do or nobody is asked.
package func judgeReviews(
  _ reviews: Reviews?, _ problem: String? = nil, of matter: Case
) -> (findings: [Finding], approvers: String?) {
  let (policy, asked) = (matter.policy, matter.policy.reviews)
  // What changes nothing needs nobody's word.
  guard asked.asks, !matter.isEmpty else { return ([], nil) }
  guard let reviews, let history = matter.evidence.history, !history.isCutOff else {
    let words = reviews == nil ? problem ?? Passage.untold : "which files the change touches is not known"
    return ([policy.finding("review.no-evidence", words)], nil)
  }
  if let words = reviews.words(ofOther: matter.change) {
    return ([policy.finding("review.no-evidence", words)], nil)
  }
  let sorted = SortedReviews(reviews, asked)
  var findings: [Finding] = []
  let wanted = asked.approvals ?? 0
  if sorted.approvers.count < wanted {
    let who = sorted.approvers.isEmpty ? "" : " (\(sorted.approvers.listed(", ")))"
    findings.append(
      policy.finding(
        "review.approvals", "\(sorted.approvers.count) of \(wanted.of("approval"))\(who)\(sorted.leftOut)"))
  }
  for review in sorted.waiting {
    findings.append(policy.finding("review.changes-requested", "\(review.by) asks for changes"))
  }
  findings += judgeSecurity(reviews, matter)
  return (findings, sorted.approvers.isEmpty ? nil : sorted.approvers.listed(", "))
}

private func judgeSecurity(_ reviews: Reviews, _ matter: Case) -> [Finding] {
  var asked = matter.policy.reviews
  let paths = Set(matter.touched.flatMap(\.paths)).sorted()
    .filter { path in asked.infrastructure.matches(path) }
  guard let first = paths.first, !asked.security.isEmpty else { return [] }
  asked.reviewers = asked.security
  let sorted = SortedReviews(reviews, asked)
  guard sorted.approvers.isEmpty else { return [] }
  let more = paths.count > 1 ? " and \((paths.count - 1).of("other file"))" : ""
  let words = "this\(more) is infrastructure, and none of \(asked.security.listed(", ")) approves it\(sorted.leftOut)"
  return [matter.policy.finding("review.security", words, at: Location(first))]
}

/// The last word of everybody, by what it counts for.
private struct SortedReviews {
  var approvers: [String] = []
  /// Those who asked for changes, and may.
  var waiting: [Review] = []
  private var reasons: [String] = []

  init(_ reviews: Reviews, _ asked: Policy.Reviews) {
    let among = Set(asked.reviewers.map(\.account))
    for review in reviews.lastWords {
      let isReviewer = among.isEmpty ? review.mayWrite : among.contains(review.by.account)
      switch review.kind {
      case .commented: continue
      case .withdrawn: reasons.append("that of \(review.by) was withdrawn")
      case .changesRequested: if isReviewer { waiting.append(review) }
      case .approved:
        if let reason = asked.reason(against: review, isReviewer, reviews) {
          reasons.append(reason)
        } else {
          approvers.append(review.by)
        }
      }
    }
  }

  /// Why approvals that are there do not count.
  var leftOut: String { reasons.isEmpty ? "" : "; " + reasons.listed("; ") }
}

extension Policy.Reviews {
  fileprivate func reason(against review: Review, _ isReviewer: Bool, _ reviews: Reviews) -> String? {
    if review.by.account == reviews.author.account { return "\(review.by) is the author" }
    if review.isByProgram { return "\(review.by) is a program" }
    if !isReviewer {
      return reviewers.isEmpty ? "\(review.by) may not write here" : "\(review.by) is not among those who are asked"
    }
    guard counted == .head, review.commit?.lowercased() != reviews.commits.first else { return nil }
    return "\(review.by) approved \(review.commit.map { "the older \($0.prefix(12))" } ?? "what is not told")"
  }
}

extension Reviews {
  /// What is to be said of reviews that are of another change or another state of it; `nil` where they are of this.
  package func words(ofOther change: Change) -> String? {
    guard let head = change.head else { return "the head of the change is not known" }
    if let number, let own = change.pullRequest, number != own {
      return "the reviews are of change \(number), not of \(own)"
    }
    // A queue makes its commit of what was approved, and says so by the number alone.
    if change.isQueued, number != nil, number == change.pullRequest { return nil }
    if commits.contains(where: { $0 == head || $0 == change.merge }) { return nil }
    return "the reviews are of commit \((commits.first ?? "none").prefix(12)), not of \(head.prefix(12))"
  }
}

extension [String] {
  /// The first few of them; of very many nobody reads all.
  func listed(_ separator: String) -> String {
    let shown = count > 10 ? prefix(9) : self[...]
    let more = count > shown.count ? ["\(count - shown.count) more"] : []
    return (shown + more).joined(separator: separator)
  }
}
