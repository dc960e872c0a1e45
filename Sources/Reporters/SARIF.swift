internal import Model

extension Reporter {
  /// - Source: SARIF 2.1.0; the limits are those of GitHub's code scanning, which shows 5,000 results of a run
  static let sarif = Reporter("sarif", about: "SARIF 2.1.0, for code scanning, Warnings NG and editors") { report, _ in
    let all = report.toldInOrder
    let told = all.prefix(5000)
    var rules: [String: Int] = [:]
    var first: [Finding] = []
    for finding in told.map(\.finding) where rules[finding.rule.text] == nil {
      rules[finding.rule.text] = first.count
      first.append(finding)
    }
    let left = all.count - told.count
    let notes: [JSON] = left > 0 ? [["level": "warning", "message": text("\(left) more findings are left out")]] : []
    let driver: JSON = [
      "name": "sixgate", "version": .string(report.version), "rules": .array(first.map(rule)),
    ]
    return
      ([
        "$schema": schema, "version": "2.1.0",
        "runs": [
          [
            "tool": ["driver": driver], "automationDetails": ["id": "sixgate/"], "columnKind": "unicodeCodePoints",
            "invocations": [["executionSuccessful": true, "toolExecutionNotifications": .array(notes)]],
            "results": .array(told.map { result($0, rules[$0.finding.rule.text] ?? 0) }),
          ]
        ],
      ] as JSON).text
  }
}

private let schema: JSON = "https://json.schemastore.org/sarif-2.1.0.json"

private func safe(_ text: String, _ limit: Int) -> JSON { .string(Escaping.terminal(text.cut(to: limit))) }
private func text(_ words: String) -> JSON { ["text": safe(words, 4000)] }

private func rule(_ finding: Finding) -> JSON {
  let tags = Set(finding.requirements.prefix(10)).sorted().map { safe($0, 100) }
  let help = finding.remedy.isEmpty ? finding.rule.text : finding.remedy
  return [
    "id": safe(finding.rule.text, 200), "shortDescription": text(finding.rule.text), "help": text(help),
    "properties": ["tags": .array(tags)],
  ]
}

private func result(_ told: Told, _ rule: Int) -> JSON {
  let finding = told.finding
  var members: [(key: String, value: JSON)] = [
    ("ruleId", safe(finding.rule.text, 200)), ("ruleIndex", .integer(rule)),
    ("level", .string(told.level.rawValue)), ("message", text(finding.message)),
    ("locations", [["physicalLocation": place(finding.location)]]),
    ("partialFingerprints", ["sixgate/v1": .string(told.fingerprint)]),
  ]
  if let pardon = finding.pardon {
    members.append(("suppressions", [["kind": "external", "justification": safe(pardon.words, 4000)]]))
  }
  return .object(members)
}

/// Code scanning takes no result without a place.
private func place(_ location: Location?) -> JSON {
  let path = location?.path.inRepository
  var members: [(key: String, value: JSON)] = [
    ("artifactLocation", ["uri": .string(Escaping.uri(path ?? .configuration))])
  ]
  if path != nil, let line = location?.line, line > 0 {
    let column = location?.column.flatMap { $0 > 0 ? $0 : nil }
    let columns = column.map { [(key: "startColumn", value: JSON.integer($0))] } ?? []
    members.append(("region", .object([(key: "startLine", value: JSON.integer(line))] + columns)))
  }
  return .object(members)
}
