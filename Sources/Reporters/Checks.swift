internal import Model

extension Reporter {
  /// The first line creates the check run, each other is an update of it with the next fifty annotations.
  ///
  /// - Source: docs.github.com, REST API, check runs: 50 annotations a request, 65,535 characters of a summary
  static let checks = Reporter("checks", about: "bodies of requests to GitHub's checks API, one a line") { report, _ in
    let all = report.toldInOrder.filter { $0.finding.location?.path.annotated != nil }
    let told = all.prefix(1000)
    let left = all.count - told.count
    let title =
      "\(report.outcome.words): \(report.blocking.count.of("finding")) to mend"
      + (left > 0 ? ", \(left) not annotated" : "")
    let summary = MarkdownReport(report: report, budget: 60_000).text
    let lines = stride(from: 0, to: max(told.count, 1), by: 50).map { start -> String in
      let annotations = told[start..<min(start + 50, told.count)].map(annotation)
      let output: JSON = [
        "title": .string(title), "summary": .string(summary), "annotations": .array(annotations),
      ]
      return JSON.object((start == 0 ? head(report) : []) + [("output", output)]).compact + "\n"
    }
    return lines.joined()
  }
}

private func head(_ report: Report) -> [(key: String, value: JSON)] {
  let conclusion =
    if report.blocks { "failure" } else if report.outcome == .passed { "success" } else { "neutral" }
  return [
    ("name", "sixgate"), ("head_sha", JSON(report.change.head)), ("status", "completed"),
    ("conclusion", .string(conclusion)),
  ]
}

private func annotation(_ told: Told) -> JSON {
  let finding = told.finding
  let line = max(finding.location?.line ?? 1, 1)
  return [
    "path": .string(finding.location?.path.annotated ?? ""), "start_line": .integer(line), "end_line": .integer(line),
    "annotation_level": .string(told.level == .error ? "failure" : told.level == .warning ? "warning" : "notice"),
    "title": .string(finding.rule.text.oneLine(units: 200)), "message": .string(finding.annotation(placed: true)),
  ]
}
