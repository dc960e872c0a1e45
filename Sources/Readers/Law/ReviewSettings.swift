internal import Model
import Syntax

extension Setting {
  /// Who must have approved a change.
  static let ofReviews: [Setting] = [
    whole(
      "reviews.approvals", "How many people other than its author approve a change; else nobody is asked for (002-15)",
      { $1(&$0.reviews.approvals) }, .higher),
    Setting(
      "reviews.counted", .words(CountedApprovals.allCases.map(\.rawValue)),
      "Which approvals count: those of the newest commit, or of any", direction: .earlier,
      loosens: { $1.reviews.counted == .any && $0.reviews.counted == .head }
    ) { node, policy throws(ReadError) in policy.reviews.counted = try node.word(CountedApprovals.self) },
    texts(
      "reviews.reviewers", "Accounts whose approvals count; else those of all who may write to the repository",
      { $1(&$0.reviews.reviewers) }, .narrower, example: "[ann, bob]"),
    texts(
      "reviews.security", "Accounts of which one approves a change to infrastructure; else nobody need (002-16)",
      { $1(&$0.reviews.security) }, .narrower, example: "[ann, bob]"),
    globs(
      "reviews.infrastructure", "What counts as infrastructure there", { $1(&$0.reviews.infrastructure) }, .longer,
      example: "[\"infra/**\"]"),
  ]
}
