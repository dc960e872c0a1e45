package import Model

extension Record {
  /// The record on one line, without the line's end. What it is found by, the schema and the commit, stands first.
  ///
  /// - Source: docs/record.md, docs/sixgate-record.schema.json
  package var line: String {
    JSON.object(
      [
        ("schema", "sixgate-record/1"), ("commit", .string(commit)), ("tree", .string(tree)),
        ("patchIds", JSON(texts: patchIDs)), ("instant", .string(instant.description)),
        ("platform", .string(platform.rawValue)),
        ("tool", ["name": "sixgate", "version": .string(version)]),
      ] + members(whole) + [
        (
          "components",
          .array(
            components.ordered { $0.key < $1.key }.map { .object([("name", .string($0.key))] + members($0.value)) })
        )
      ]
    ).compact
  }
}

private func members(_ part: Record.Part) -> [(key: String, value: JSON)] {
  [
    (
      "gates",
      .array(GateID.allCases.compactMap { gate in part.gates[gate].map { json($0, of: gate) } })
    ),
    ("coverage", .array(part.coverage.sorted { $0.key < $1.key }.map { json($0.value, of: $0.key) })),
    ("failedTests", JSON(texts: part.failedTests)),
    ("benchmarks", .array(part.benchmarks.map(json))),
  ]
}

private func json(_ judgement: Record.Judgement, of gate: GateID) -> JSON {
  [
    "gate": .string(gate.rawValue), "verdict": .string(judgement.outcome.rawValue),
    "measured": .array(judgement.measured.map(json)),
    "findings": .array(
      Dictionary(grouping: judgement.findings) { [$0.rule.text, $0.effect.rawValue] }
        .ordered { $0.key.lexicographicallyPrecedes($1.key) }
        .map { key, findings in
          [
            "rule": .string(key[0]), "effect": .string(key[1]),
            "fingerprints": JSON(texts: findings.map(\.fingerprint).sorted()),
          ]
        }),
  ]
}

private func json(_ shares: [CoverageKind: Share], of path: Path) -> JSON {
  .object(
    [("path", .string(path.description))]
      + CoverageKind.allCases.compactMap { kind in
        shares[kind].map { (kind.rawValue, [.integer($0.covered), .integer($0.total)]) }
      })
}

private func json(_ baseline: Record.Baseline) -> JSON {
  let conditions = baseline.conditions.ordered { $0.key < $1.key }
  return [
    "tool": .string(baseline.tool), "path": .string(baseline.origin.description), "name": .string(baseline.name),
    "unit": .string(baseline.unit), "direction": .string(baseline.direction.rawValue),
    "conditions": .object(conditions.map { ($0.key, .string($0.value)) }),
    "values": .array(baseline.values.map { .decimal($0) }),
  ]
}

extension JSON {
  fileprivate init(texts: [String]) { self = .array(texts.map { .string($0) }) }
}
