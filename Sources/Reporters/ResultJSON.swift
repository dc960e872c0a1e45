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
  [
    "gate": .string(verdict.gate.rawValue), "order": .integer(verdict.gate.order),
    "verdict": .string(verdict.outcome.rawValue), "reason": .string(verdict.reason),
    "measured": .array(
      verdict.measured.map {
        ["name": .string($0.name), "required": .string($0.required), "found": .string($0.found)]
      }),
    "findings": .array(verdict.findings.map(json)),
    "inputs": .array(verdict.inputs.map(json)),
    "exhibits": .array(verdict.exhibits.map(json)),
  ]
}

private func json(_ exhibit: Exhibit) -> JSON {
  [
    "title": .string(exhibit.title), "commands": .bool(exhibit.isCommands),
    "lines": .array(exhibit.lines.map { .string($0) }),
  ]
}

private func json(_ finding: Finding) -> JSON {
  [
    "rule": .string(finding.rule.text), "effect": .string(finding.effect.rawValue),
    "severity": JSON(finding.severity?.rawValue), "message": .string(finding.message),
    "location": finding.location.map(json) ?? .null, "remedy": .string(finding.remedy),
    "requirements": .array(finding.requirements.map { .string($0) }),
  ]
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
