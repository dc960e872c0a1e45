internal import Model

extension Reporter {
  /// - Source: microsoft/azure-pipelines-tasks, docs/authoring/commands.md
  package static let azure = Reporter("azure", about: "issues of a build, as logging commands of Azure Pipelines") {
    report, _ in
    let told = report.toldInOrder
    let issues = [Told.Level.error, .warning].map { level in commands(level, told.filter { $0.level == level }) }
    let end = report.outcome == .warned ? "##vso[task.complete result=SucceededWithIssues;]sixgate warns\n" : ""
    return issues.joined() + end
  }
}

/// At most ten of a level, as many as the agent keeps of a step: the tenth says how many more there are.
private func commands(_ level: Told.Level, _ told: [Told]) -> String {
  let shown = told.prefix(9)
  let rest = told.count - shown.count
  let last =
    rest > 0 ? ["##vso[task.logissue type=\(level.rawValue);]sixgate: \(rest) more, see the report\n"] : []
  return (shown.map { command(level, $0.finding) } + last).joined()
}

private func command(_ level: Told.Level, _ finding: Finding) -> String {
  let file = finding.location?.path.annotated
  let properties: [(key: String, value: String?)] = [
    ("type", level.rawValue), ("sourcepath", file),
    ("linenumber", file == nil ? nil : finding.location?.line.map { String($0) }),
    ("columnnumber", file == nil ? nil : finding.location?.column.map { String($0) }),
    ("code", finding.rule.text.oneLine(units: 200)),
  ]
  let head = properties.compactMap { key, value in value.map { "\(key)=\(Escaping.azure($0));" } }
  return "##vso[task.logissue \(head.joined())]\(Escaping.azure(finding.annotation(placed: file != nil)))\n"
}
