internal import Model

extension Reporter {
  /// - Source: jenkinsci/warnings-ng-plugin, doc/Documentation.md, "Export your issues into a supported format"
  static let warningsNG = Reporter("warnings-ng", about: "issues for Jenkins' Warnings NG, read by its tool `issues`") {
    report, _ in
    let all = report.toldInOrder
    let told = all.prefix(5000)
    let left = all.count - told.count
    let rest: [JSON] =
      left > 0
      ? [["fileName": "-", "severity": "LOW", "type": "sixgate", "message": .string("\(left) more are left out")]] : []
    return (["issues": .array(told.map(issue) + rest)] as JSON).text
  }
}

private func issue(_ told: Told) -> JSON {
  let finding = told.finding
  let path = finding.location?.path.inRepository
  // Jenkins shows the description as HTML.
  let about = [
    finding.remedy, finding.requirements.joined(separator: ", "), finding.whose, finding.pardon?.words ?? "",
  ]
  .filter { !$0.isEmpty }.map { element("p", [:], Escaping.markup($0.cut(to: 1000))) }.joined()
  var members: [(key: String, value: JSON)] = [
    ("fileName", .string(path?.description ?? "-")), ("severity", .string(severity(told))),
    ("message", .string(finding.message.oneLine(units: 2000))), ("description", .string(about)),
    ("category", .string(told.gate?.rawValue ?? "law")), ("type", .string(finding.rule.text.oneLine(units: 200))),
    ("fingerprint", .string(told.fingerprint)),
  ]
  if let component = finding.component { members.append(("moduleName", .string(component.oneLine(units: 200)))) }
  if path != nil, let line = finding.location?.line {
    members.append(("lineStart", .integer(line)))
    if let column = finding.location?.column { members.append(("columnStart", .integer(column))) }
  }
  return .object(members)
}

private func severity(_ told: Told) -> String {
  switch told.level {
  case .error: told.finding.severity == .critical ? "ERROR" : "HIGH"
  case .warning: "NORMAL"
  case .note: "LOW"
  }
}
