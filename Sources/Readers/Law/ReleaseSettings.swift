internal import Model

extension Setting {
  /// What the documents ask of releases, with which no gate has to do so far.
  static let ofReleases: [Setting] = [
    whole(
      "release.approvals", "How many people agree before production changes", { $1(&$0.release.approvals) }, .higher),
    whole(
      "release.emergency-approvals", "How many agree before it changes in an emergency",
      { $1(&$0.release.emergencyApprovals) },
      .higher),
    texts(
      "release.windows", "When production may change", { $1(&$0.release.windows) }, .shorter,
      example: "[\"Tue 02:00-04:00 UTC\"]"),
    percent(
      "release.rollback-error-rate", "Percent of errors above which a release is rolled back",
      { $1(&$0.release.rollbackErrorRate) }, .lower),
    percent(
      "release.rollback-error-rise", "Percent above the errors of before, above which a release is rolled back",
      { $1(&$0.release.rollbackErrorRise) }, .lower, atMost: 10_000),
    percent(
      "release.rollback-latency-rise", "Percent above the latency of before, above which a release is rolled back",
      { $1(&$0.release.rollbackLatencyRise) }, .lower, atMost: 10_000),
    whole(
      "release.review-hours", "Within how many hours an emergency is looked at", { $1(&$0.release.reviewHours) }, .lower
    ),
    whole(
      "release.root-cause-hours", "Within how many hours the cause of an incident is known",
      { $1(&$0.release.rootCauseHours) },
      .lower),
    whole("release.retention-days", "For how many days logs are kept", { $1(&$0.release.retentionDays) }, .higher),
  ]
}
