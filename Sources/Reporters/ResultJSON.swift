internal import Model

extension Reporter {
  static let json = Reporter("json", about: "all of it, for programs and for `merge`: sixgate-result/1") { report, _ in
    result(report).text
  }
}

/// - Source: docs/sixgate-result.schema.json
private func result(_ report: Report) -> JSON {
  [
    "schema": "sixgate-result/1",
    "tool": ["name": "sixgate", "version": .string(report.version)],
    "change": json(report.change),
    "verdict": .string(report.outcome.rawValue),
    "gates": .array(report.verdicts.map(json)),
    "components": .array(report.components.map(json)),
    "findings": .array(report.findings.map(json)),
    "notices": .array(report.notices.map { .string($0) }),
  ]
}

private func json(_ change: Change) -> JSON {
  [
    "base": JSON(change.base), "head": JSON(change.head), "origin": .string(change.origin),
    "branch": JSON(change.branch), "pullRequest": JSON(change.pullRequest),
    "platform": .string(change.platform.rawValue), "problem": JSON(change.problem),
  ]
}

private func json(_ verdict: Verdict) -> JSON {
  var members: [(key: String, value: JSON)] = [
    ("gate", .string(verdict.gate.rawValue)), ("order", .integer(verdict.gate.order)),
    ("verdict", .string(verdict.outcome.rawValue)), ("reason", .string(verdict.reason)),
    ("measured", .array(verdict.measured.map(json))),
    ("findings", .array(verdict.findings.map(json))), ("inputs", .array(verdict.inputs.map(json))),
    ("exhibits", .array(verdict.exhibits.map(json))),
  ]
  if let table = verdict.table { members.append(("table", json(table))) }
  if !verdict.pictures.isEmpty { members.append(("pictures", .array(verdict.pictures.map(json)))) }
  if !verdict.distributions.isEmpty { members.append(("distributions", .array(verdict.distributions.map(json)))) }
  return .object(members)
}

private func json(_ table: Table) -> JSON {
  [
    "title": .string(table.title), "head": .array(table.head.map { .string($0) }),
    "rows": .array(table.rows.map { .array($0.map { .string($0) }) }),
  ]
}

private func json(_ distribution: Distribution) -> JSON {
  let steps = distribution.steps.map { step -> JSON in
    ["upTo": step.upTo.map { .decimal($0) } ?? .null, "count": .integer(step.count)]
  }
  return ["name": .string(distribution.name), "unit": "ns", "steps": .array(steps)]
}

private func json(_ exhibit: Exhibit) -> JSON {
  [
    "title": .string(exhibit.title), "commands": .bool(exhibit.isCommands),
    "lines": .array(exhibit.lines.map { .string($0) }),
  ]
}

private func json(_ component: ComponentReport) -> JSON {
  let gates = component.verdicts.map { verdict -> JSON in
    [
      "gate": .string(verdict.gate.rawValue), "verdict": .string(verdict.outcome.rawValue),
      "reason": .string(verdict.reason), "measured": .array(verdict.measured.map(json)),
    ]
  }
  return ["name": .string(component.name), "carriedFrom": JSON(component.carriedFrom), "gates": .array(gates)]
}

func json(_ measure: Measure) -> JSON {
  ["name": .string(measure.name), "required": JSON(measure.required), "found": .string(measure.found)]
}

private func json(_ finding: Finding) -> JSON {
  let members: [(key: String, value: JSON)] = [
    ("rule", .string(finding.rule.text)), ("effect", .string(finding.effect.rawValue)),
    ("severity", JSON(finding.severity?.rawValue)), ("message", .string(finding.message)),
    ("location", finding.location.map(json) ?? .null), ("remedy", .string(finding.remedy)),
    ("requirements", .array(finding.requirements.map { .string($0) })),
    ("fingerprint", .string(finding.fingerprint)), ("pardon", finding.pardon.map(json) ?? .null),
    ("component", JSON(finding.component)), ("owners", .array(finding.owners.map { .string($0) })),
  ]
  return .object(members + (finding.isOfChange ? [("ofChange", true)] : []))
}

private func json(_ pardon: Pardon) -> JSON {
  switch pardon {
  case .waived(let id, let end): ["kind": "waived", "by": .string(id), "until": JSON(end?.description)]
  case .debt(let reason): ["kind": "debt", "because": .string(reason)]
  }
}

private func json(_ location: Location) -> JSON {
  ["path": .string(location.path.description), "line": JSON(location.line), "column": JSON(location.column)]
}

private func json(_ input: Input) -> JSON {
  [
    "path": .string(input.path.description), "format": JSON(input.format), "status": .string(input.status.rawValue),
    "error": input.error.map { ["message": .string($0.message), "line": JSON($0.line)] } ?? .null,
    "gates": .array(input.gates.map { .string($0.rawValue) }),
  ]
}
