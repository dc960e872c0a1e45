internal import Model

extension Reporter {
  /// - Source: docs.gitlab.com, ci/testing/code_quality, "Implement a custom tool"
  static let codeQuality = Reporter("codequality", about: "GitLab Code Quality, for merge requests") { report, _ in
    JSON.array(report.told.filter { $0.finding.pardon == nil }.prefix(10_000).map(issue)).text
  }
}

private func issue(_ told: Told) -> JSON {
  let finding = told.finding
  let path = finding.location?.path.inRepository
  let remedy = finding.remedy.isEmpty ? "" : ". \(finding.remedy)"
  return [
    "description": .string(Escaping.terminal((finding.message + remedy).cut(to: 2000))),
    "check_name": .string(Escaping.terminal(finding.rule.text.cut(to: 200))), "fingerprint": .string(told.fingerprint),
    "severity": .string(severity(told)),
    "location": [
      "path": .string((path ?? .configuration).description),
      "lines": ["begin": .integer(path == nil ? 1 : max(finding.location?.line ?? 1, 1))],
    ],
  ]
}

/// The finding's own rating where it has one that its level allows, in GitLab's words.
private func severity(_ told: Told) -> String {
  switch (told.level, told.finding.severity) {
  case (.error, .critical): "blocker"
  case (.error, _): "critical"
  case (.warning, .critical), (.warning, .high): "major"
  case (.warning, _): "minor"
  case (.note, _): "info"
  }
}
