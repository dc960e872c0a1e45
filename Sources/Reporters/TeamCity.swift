internal import Model

extension Reporter {
  /// - Source: TeamCity's documentation, Service Messages: "Reporting Inspections", "Reporting Build Problems"
  package static let teamCity = Reporter(
    "teamcity", about: "inspections, counts and a build problem, as service messages of TeamCity"
  ) { report, _ in
    let all = report.toldInOrder
    let told = all.prefix(1000)
    var seen: Set<String> = []
    let types = told.map(\.finding).filter { seen.insert($0.rule.text).inserted }.map(type)
    let counts = report.verdicts.map { verdict in
      message(
        "buildStatisticValue",
        [
          ("key", "sixgate.\(verdict.gate.rawValue).blocking"),
          ("value", String(verdict.findings.count(where: \.blocks))),
        ])
    }
    let left = all.count > told.count ? "; \(all.count - told.count) findings are left out here" : ""
    let blocking = report.verdicts.filter(\.outcome.blocks).map { "\($0.gate.rawValue) \($0.outcome.clause)" }
    let words = "sixgate: \(report.outcome.words)" + (blocking.isEmpty ? "" : ": \(blocking.joined(separator: ", "))")
    let end =
      report.blocks
      ? message("buildProblem", [("description", words + left), ("identity", "sixgate")])
      : message("message", [("text", words + left), ("status", report.outcome == .warned ? "WARNING" : "NORMAL")])
    return (types + told.map(inspection) + counts + [end]).joined()
  }
}

private func type(_ finding: Finding) -> String {
  let name = finding.rule.text.oneLine(units: 200)
  let about = finding.remedy.isEmpty ? name : finding.remedy.oneLine(units: 1000)
  return message("inspectionType", [("id", name), ("name", name), ("category", "sixgate"), ("description", about)])
}

private func inspection(_ told: Told) -> String {
  let finding = told.finding
  let file = finding.location?.path.annotated
  let severity =
    switch told.level {
    case .error: "ERROR"
    case .warning: "WARNING"
    case .note: "INFO"
    }
  return message(
    "inspection",
    [
      ("typeId", finding.rule.text.oneLine(units: 200)), ("message", finding.annotation(placed: file != nil)),
      ("file", file ?? Path.configuration.description),
      ("line", file == nil ? nil : finding.location?.line.map { String($0) }), ("SEVERITY", severity),
    ])
}

private func message(_ name: String, _ attributes: [(key: String, value: String?)]) -> String {
  let words = attributes.compactMap { key, value in value.map { " \(key)='\(Escaping.teamCity($0))'" } }
  return "##teamcity[\(name)\(words.joined())]\n"
}
