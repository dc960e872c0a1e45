package import Model
package import Syntax

/// Reads what a run said of one gate or more: a file of `sixgate-result/1`.
///
/// The verdict of the whole is counted from the gates, and must be the one that the file states. Keys that are not
/// known are passed over.
/// - Throws: `ReadError` at the first thing that is missing, unknown or contradicts itself.
/// - Source: docs/sixgate-result.schema.json
package func readVerdictFile(_ source: inout ByteSource) throws(ReadError) -> Report {
  try report(Node(json: try source.rest(), schema: "sixgate-result/1"))
}

private func report(_ node: Node) throws(ReadError) -> Report {
  let verdicts = try node.list("gates", of: verdict)
  let tool = try node.member("tool")
  let report = Report(
    version: try tool.string("version"), change: try change(try node.member("change")), verdicts: verdicts,
    components: node["components"] == nil ? [] : try node.list("components", of: component),
    findings: node["findings"] == nil ? [] : try node.list("findings", of: finding),
    notices: try node.list("notices") { notice throws(ReadError) in try notice.string(as: "a notice") })
  try node.check(verdicts)
  let stated = try node.word("verdict", Outcome.self)
  guard stated == report.outcome else {
    throw ReadError(
      line: try node.member("verdict").line,
      met: "the verdict \(stated.rawValue) over gates and a law that come to \(report.outcome.rawValue)",
      wanted: "the worst of them")
  }
  return report
}

private func change(_ node: Node) throws(ReadError) -> Change {
  Change(
    base: try node.optionalString("base"), head: try node.optionalString("head"), origin: try node.string("origin"),
    branch: try node.optionalString("branch"), pullRequest: try node.optionalNumber("pullRequest", from: 0),
    platform: try node.word("platform", Platform.self), problem: try node.optionalString("problem"))
}

private func verdict(_ node: Node) throws(ReadError) -> Verdict {
  let gate = try node.word("gate", GateID.self)
  let order = try node.member("order")
  guard order.value == .scalar(String(gate.order), isPlain: true) else {
    throw ReadError(
      line: order.line, met: "the order \(order.kind) of \(gate.rawValue)", wanted: String(gate.order))
  }
  let outcome = try node.word("verdict", Outcome.self)
  let findings = try node.list("findings", of: finding)
  guard outcome.blocks || outcome == .warned || !findings.contains(where: \.blocks) else {
    throw ReadError(
      line: node.line, met: "the verdict \(outcome.rawValue) over a finding that is to fail",
      wanted: "one that blocks or warns")
  }
  var verdict = Verdict(
    gate: gate, outcome: outcome, reason: try node.string("reason"),
    measured: try node.list("measured", of: measure), findings: findings,
    inputs: try node.list("inputs", of: input))
  verdict.table = try node["table"].map { value throws(ReadError) in try table(value) }
  // Files that were written before there were any have none.
  if node["distributions"] != nil { verdict.distributions = try node.list("distributions", of: distribution) }
  if node["exhibits"] != nil { verdict.exhibits = try node.list("exhibits", of: exhibit) }
  if node["pictures"] != nil { verdict.pictures = try node.list("pictures", of: table) }
  return verdict
}

private func exhibit(_ node: Node) throws(ReadError) -> Exhibit {
  let commands = try node.member("commands")
  guard let isCommands = commands.bool else { throw commands.error("true or false as commands") }
  return Exhibit(
    try node.string("title"),
    try node.list("lines") { line throws(ReadError) in try line.string(as: "a line") }, isCommands: isCommands)
}

private func table(_ node: Node) throws(ReadError) -> Table {
  let head = try node.member("head").cells()
  let rows = try node.list("rows") { row throws(ReadError) in
    let cells = try row.cells()
    guard cells.count == head.count else {
      throw ReadError(line: row.line, met: "a row of \(cells.count) cells", wanted: "as many as its head has")
    }
    return cells
  }
  return Table(try node.string("title"), head: head, rows: rows)
}

func measure(_ node: Node) throws(ReadError) -> Measure {
  Measure(
    try node.string("name"), required: try node.optional("required") { text throws(ReadError) in try text.string() },
    found: try node.string("found"))
}

private func distribution(_ node: Node) throws(ReadError) -> Distribution {
  Distribution(
    name: try node.string("name"),
    steps: try node.list("steps") { step throws(ReadError) in
      let bound = try step.member("upTo")
      guard let count = try step.optionalNumber("count", from: 1),
        bound.isNull || bound.text.flatMap({ Decimal($0) }) != nil
      else { throw ReadError(line: step.line, met: step.kind, wanted: "a step with upTo and count") }
      return Distribution.Step(upTo: bound.text.flatMap { Decimal($0) }, count: count)
    })
}

private func finding(_ node: Node) throws(ReadError) -> Finding {
  var finding = Finding(
    rule: RuleID(try node.string("rule")), effect: try node.word("effect", Effect.self),
    severity: try node.optional("severity") { severity throws(ReadError) in try severity.word(Severity.self) },
    message: try node.string("message"), location: try node.optional("location", of: location),
    remedy: try node.string("remedy"),
    requirements: try node.list("requirements") { number throws(ReadError) in
      try number.string(as: "a requirement's number")
    })
  finding.isOfChange = node["ofChange"]?.bool ?? false
  // What was written before there were waivers has no pardons.
  if node["pardon"] != nil { finding.pardon = try node.optional("pardon", of: pardon) }
  // Nor has what was written before there were components.
  if node["component"] != nil { finding.component = try node.optionalString("component") }
  if node["owners"] != nil { finding.owners = try node.strings("owners") }
  return finding
}

private func component(_ node: Node) throws(ReadError) -> ComponentReport {
  let verdicts = try node.list("gates") { gate throws(ReadError) in
    Verdict(
      gate: try gate.word("gate", GateID.self), outcome: try gate.word("verdict", Outcome.self),
      reason: try gate.string("reason"), measured: try gate.list("measured", of: measure))
  }
  return ComponentReport(
    name: try node.string("name"), verdicts: verdicts, carriedFrom: try node.optionalString("carriedFrom"))
}

private func pardon(_ node: Node) throws(ReadError) -> Pardon {
  let kind = try node.string("kind")
  switch kind {
  case "debt": return .debt(because: try node.string("because"))
  case "waived":
    let end = try node.optional("until") { text throws(ReadError) in
      guard let day = Day(try text.string(as: "until")) else { throw text.error("a day as until") }
      return day
    }
    return .waived(by: try node.string("by"), until: end)
  default: throw try node.member("kind").error("waived or debt\(["waived", "debt"].hint(for: kind))")
  }
}

private func location(_ node: Node) throws(ReadError) -> Location {
  Location(
    Path(try node.string("path")), line: try node.optionalNumber("line", from: 1),
    column: try node.optionalNumber("column", from: 1))
}

private func input(_ node: Node) throws(ReadError) -> Input {
  Input(
    path: Path(try node.string("path")), format: try node.optionalString("format"),
    status: try node.word("status", Input.Status.self),
    error: try node.optional("error") { error throws(ReadError) in
      InputError(message: try error.string("message"), line: try error.optionalNumber("line", from: 1))
    },
    gates: try node.list("gates") { gate throws(ReadError) in try gate.word(GateID.self) })
}

// MARK: What must be there

extension Node {
  fileprivate func check(_ verdicts: [Verdict]) throws(ReadError) {
    let line = try member("gates").line
    if verdicts.isEmpty { throw ReadError(line: line, met: "no gate", wanted: "one at least") }
    var seen: Set<GateID> = []
    for verdict in verdicts where !seen.insert(verdict.gate).inserted {
      throw ReadError(line: line, met: "the gate \(verdict.gate.rawValue) a second time", wanted: "each once")
    }
  }

  fileprivate func cells() throws(ReadError) -> [String] {
    guard let sequence else { throw ReadError(line: line, met: kind, wanted: "a list of cells") }
    var cells: [String] = []
    for node in sequence { cells.append(try node.string(as: "a cell")) }
    return cells
  }
}
