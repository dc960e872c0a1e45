internal import Model

extension Reporter {
  package static let github = Reporter(
    "github", about: "annotations on a pull request, as workflow commands of GitHub Actions"
  ) {
    report, _ in
    let told = annotations(of: report)
    return Level.allCases.map { level in
      commands(level, told.filter { $0.level == level }.map(\.finding))
    }.joined()
  }
}

/// What GitHub calls an annotation's weight, heaviest first.
private enum Level: String, CaseIterable {
  case error, warning, notice

  /// A finding weighs no more than its gate: where that only warns, nothing is an error. What is pardoned is a notice.
  init(_ finding: Finding, in outcome: Outcome) {
    if finding.pardon != nil {
      self = .notice
    } else if finding.blocks {
      self = outcome.blocks ? .error : .warning
    } else {
      self = finding.effect == .warn ? .warning : .notice
    }
  }
}

private func annotations(of report: Report) -> [(level: Level, finding: Finding)] {
  let gates = report.verdicts.filter { $0.outcome.blocks || $0.outcome == .warned }
  let found = gates.flatMap { verdict in
    verdict.told.map { (level: Level($0, in: verdict.outcome), finding: $0) }
  }
  let law = report.findings.map { (level: Level($0, in: report.law), finding: $0) }
  let nothing = report.nothingJudged.map { (level: Level.error, finding: $0) }
  let gatesOrNothing = nothing.map { [$0] } ?? found
  let all = gatesOrNothing + law
  return all.map(\.finding).placesInOrder.map { all[$0] }
}

/// At most ten commands, the runner's limit for a step and level: the tenth says how many more there are.
///
/// - Source: actions/runner, src/Runner.Worker/ExecutionContext.cs, `_maxCountPerIssueType`
private func commands(_ level: Level, _ findings: [Finding]) -> String {
  let shown = findings.prefix(9)
  let rest = findings.count - shown.count
  let last = rest > 0 ? ["::\(level.rawValue) title=sixgate::\(rest) more, see the summary\n"] : []
  return (shown.map { command(level, $0) } + last).joined()
}

private func command(_ level: Level, _ finding: Finding) -> String {
  let file = finding.location?.path.annotated
  var properties: [(key: String, value: String)] = []
  if let file, let location = finding.location {
    properties.append(("file", file))
    if let line = location.line { properties.append(("line", String(line))) }
    if location.line != nil, let column = location.column { properties.append(("col", String(column))) }
  }
  properties.append(("title", finding.rule.text.oneLine(units: 200)))
  let head = properties.filter { !$0.value.isEmpty }.map { "\($0.key)=\(Escaping.commandProperty($0.value))" }
  let message = finding.annotation(placed: file != nil)
  return "::\(level.rawValue) \(head.joined(separator: ","))::\(Escaping.commandData(message))\n"
}
