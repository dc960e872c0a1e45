extension Reporter {
  /// Every audience that a report is told to. A new format is one row here.
  package static let all: [Reporter] = [
    .terminal,
    .github,
    .markdown,
    .json,
    .html,
    .junit,
    .sarif,
    .codeQuality,
    .openMetrics,
  ]
}
