package import Model

extension Reporter {
  /// Every audience that a report is told to. A new format is one row here.
  package static let all: [Reporter] = [
    .terminal,
    .github,
    .azure,
    .teamCity,
    .markdown,
    .comment,
    .checks,
    .json,
    .html,
    .junit,
    .sarif,
    .codeQuality,
    .warningsNG,
    .openMetrics,
    .badge,
  ]

  /// What a platform takes from its own log; `nil` where it takes nothing.
  package static func log(of platform: Platform) -> Reporter? {
    switch platform {
    case .github: .github
    case .azure: .azure
    case .teamcity: .teamCity
    default: nil
    }
  }
}
