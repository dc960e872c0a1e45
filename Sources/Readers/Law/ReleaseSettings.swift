internal import Model

extension Setting {
  /// What the documents ask of releases, with which no gate has to do so far.
  static let ofReleases: [Setting] = [
    whole("release.approvals", "How many people agree before production changes", \.release.approvals, .higher),
    whole(
      "release.emergency-approvals", "How many agree before it changes in an emergency", \.release.emergencyApprovals,
      .higher),
    texts(
      "release.windows", "When production may change", \.release.windows, .shorter,
      example: "[\"Tue 02:00-04:00 UTC\"]"),
    percent(
      "release.rollback-error-rate", "Percent of errors above which a release is rolled back",
      \.release.rollbackErrorRate, .lower),
    percent(
      "release.rollback-error-rise", "Percent above the errors of before, above which a release is rolled back",
      \.release.rollbackErrorRise, .lower, atMost: 10_000),
    percent(
      "release.rollback-latency-rise", "Percent above the latency of before, above which a release is rolled back",
      \.release.rollbackLatencyRise, .lower, atMost: 10_000),
    whole(
      "release.review-hours", "Within how many hours an emergency is looked at", \.release.reviewHours, .lower),
    whole(
      "release.root-cause-hours", "Within how many hours the cause of an incident is known", \.release.rootCauseHours,
      .lower),
    whole("release.retention-days", "For how many days logs are kept", \.release.retentionDays, .higher),
  ]
}
