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
  return (gatesOrNothing + law).sorted { Finding.tellsBefore($0.finding, $1.finding) }
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
  properties.append(("title", safe(finding.rule.text, units: 200)))
  let head = properties.filter { !$0.value.isEmpty }.map { "\($0.key)=\(Escaping.commandProperty($0.value))" }
  let message = message(finding, placed: file != nil)
  return "::\(level.rawValue) \(head.joined(separator: ","))::\(Escaping.commandData(message))\n"
}

/// What is found, why it is pardoned, what to do and who asks, a line each: at most 4000 UTF-16 units, under the runner's 4096.
private func message(_ finding: Finding, placed: Bool) -> String {
  let place = placed ? nil : finding.location.map { "\($0): " }
  let requirements = finding.requirements.joined(separator: ", ")
  let law = finding.rule.text + (requirements.isEmpty ? "" : " (\(requirements))")
  let tail = [finding.pardon?.words ?? "", finding.remedy, law, finding.whose].filter { !$0.isEmpty }.map {
    "\n" + safe($0, units: 900)
  }.joined()
  return safe((place ?? "") + finding.message, units: 4000 - tail.utf16.count) + tail
}

/// Text from anywhere on one line of at most so many UTF-16 units.
private func safe(_ text: String, units: Int) -> String {
  // Nothing gets shorter by being made safe: what does not fit before does not fit behind.
  Escaping.terminal(text.cut(to: units + 1, measuredBy: UTF16.width)).cut(to: units, measuredBy: UTF16.width)
}

extension Path {
  /// The path as an annotation names it; `nil` where it would not show as it is.
  fileprivate var annotated: String? {
    guard let text = inRepository?.description else { return nil }
    return Escaping.terminal(text) != text ? nil : text
  }
}
