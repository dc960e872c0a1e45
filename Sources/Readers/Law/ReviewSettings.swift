internal import Model
import Syntax

extension Setting {
  /// Who must have approved a change.
  static let ofReviews: [Setting] = [
    whole(
      "reviews.approvals", "How many people other than its author approve a change; else nobody is asked for (002-15)",
      \.reviews.approvals, .higher),
    Setting(
      "reviews.counted", .words(CountedApprovals.allCases.map(\.rawValue)),
      "Which approvals count: those of the newest commit, or of any", direction: .earlier,
      loosens: { $1.reviews.counted == .any && $0.reviews.counted == .head }
    ) { node, policy throws(ReadError) in policy.reviews.counted = try node.word(CountedApprovals.self) },
    people(
      "reviews.reviewers", "Accounts whose approvals count; else those of all who may write to the repository",
      \.reviews.reviewers),
    people(
      "reviews.security", "Accounts of which one approves a change to infrastructure; else nobody need (002-16)",
      \.reviews.security),
    globs(
      "reviews.infrastructure", "What counts as infrastructure there", \.reviews.infrastructure, .longer,
      example: "[\"infra/**\"]"),
  ]

  /// Accounts of which fewer ask for more, and none for the least.
  private static func people(_ name: String, _ about: String, _ place: Place<[String]>) -> Setting {
    Setting(
      name, .texts, about, example: "[ann, bob]", direction: .shorter,
      loosens: { old, new in
        let (old, new) = (Set(old[keyPath: place].map(\.account)), Set(new[keyPath: place].map(\.account)))
        return !old.isEmpty && (new.isEmpty || !new.isSubset(of: old))
      }
    ) { node, policy throws(ReadError) in policy[keyPath: place] = try node.strings() }
  }
}
