package import Model
package import Syntax

/// Reads what a run said of one gate or more: a file of `sixgate-result/1`.
///
/// The verdict of the whole is counted from the gates, and must be the one that the file states. Keys that are not
/// known are passed over.
/// - Throws: `ReadError` at the first thing that is missing, unknown or contradicts itself.
/// - Source: docs/sixgate-result.schema.json
package func readVerdictFile(_ source: inout ByteSource) throws(ReadError) -> Report {
  var json = JSONReader(try ByteSource(try source.rest()))
  let document = try json.document()
  try json.finish()
  if let twice = document.duplicates.first {
    throw ReadError(line: twice.line, met: "the key \(ReadError.quoted(twice.key.utf8)) twice", wanted: "it once")
  }
  guard let root = document.root, root.mapping != nil else {
    throw ReadError(line: 1, met: document.root?.kind ?? "nothing", wanted: "an object of sixgate-result/1")
  }
  try root.requireSchema()
  return try report(root)
}

private func report(_ node: Node) throws(ReadError) -> Report {
  let verdicts = try node.list("gates", of: verdict)
  let tool = try node.member("tool")
  let report = Report(
    version: try tool.string("version"), change: try change(try node.member("change")), verdicts: verdicts,
    notices: try node.list("notices") { notice throws(ReadError) in try notice.string(as: "a notice") })
  try node.check(verdicts)
  let stated = try node.word("verdict", Outcome.self)
  guard stated == report.outcome else {
    throw ReadError(
      line: try node.member("verdict").line,
      met: "the verdict \(stated.rawValue) over gates that come to \(report.outcome.rawValue)",
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
  // Files that were written before there were any have none.
  if node["exhibits"] != nil { verdict.exhibits = try node.list("exhibits", of: exhibit) }
  return verdict
}

private func exhibit(_ node: Node) throws(ReadError) -> Exhibit {
  let commands = try node.member("commands")
  guard let isCommands = commands.bool else { throw commands.error("true or false as commands") }
  return Exhibit(
    try node.string("title"),
    try node.list("lines") { line throws(ReadError) in try line.string(as: "a line") }, isCommands: isCommands)
}

private func measure(_ node: Node) throws(ReadError) -> Measure {
  Measure(try node.string("name"), required: try node.string("required"), found: try node.string("found"))
}

private func finding(_ node: Node) throws(ReadError) -> Finding {
  Finding(
    rule: RuleID(try node.string("rule")), effect: try node.word("effect", Effect.self),
    severity: try node.optional("severity") { severity throws(ReadError) in try severity.word(Severity.self) },
    message: try node.string("message"), location: try node.optional("location", of: location),
    remedy: try node.string("remedy"),
    requirements: try node.list("requirements") { number throws(ReadError) in
      try number.string(as: "a requirement's number")
    })
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
  fileprivate func requireSchema() throws(ReadError) {
    let schema = try member("schema")
    guard schema.value == .scalar("sixgate-result/1", isPlain: false) else {
      throw ReadError(line: schema.line, met: schema.kind, wanted: "\"sixgate-result/1\"")
    }
  }

  fileprivate func check(_ verdicts: [Verdict]) throws(ReadError) {
    let line = try member("gates").line
    if verdicts.isEmpty { throw ReadError(line: line, met: "no gate", wanted: "one at least") }
    var seen: Set<GateID> = []
    for verdict in verdicts where !seen.insert(verdict.gate).inserted {
      throw ReadError(line: line, met: "the gate \(verdict.gate.rawValue) a second time", wanted: "each once")
    }
  }

  fileprivate func member(_ key: String) throws(ReadError) -> Node {
    guard mapping != nil else { throw ReadError(line: line, met: kind, wanted: "an object with \"\(key)\"") }
    guard let member = self[key] else {
      throw ReadError(line: line, met: "an object without \"\(key)\"", wanted: "a \(key)")
    }
    return member
  }

  fileprivate func optional<Value>(
    _ key: String, of read: (Node) throws(ReadError) -> Value
  ) throws(ReadError) -> Value? {
    let member = try member(key)
    return member.value == .scalar("null", isPlain: true) ? nil : try read(member)
  }

  fileprivate func list<Element>(
    _ key: String, of read: (Node) throws(ReadError) -> Element
  ) throws(ReadError) -> [Element] {
    let member = try member(key)
    guard let nodes = member.sequence else {
      throw ReadError(line: member.line, met: member.kind, wanted: "a list as \(key)")
    }
    var elements: [Element] = []
    for node in nodes { elements.append(try read(node)) }
    return elements
  }

  fileprivate func string(as name: String) throws(ReadError) -> String {
    switch value {
    case .scalar(let text, isPlain: false): return text
    case .scalar(_, isPlain: true) where !isNull:
      throw ReadError(line: line, met: "\(kind) without quotes", wanted: "a string as \(name)")
    default: throw ReadError(line: line, met: kind, wanted: "a string as \(name)")
    }
  }

  fileprivate func string(_ key: String) throws(ReadError) -> String { try member(key).string(as: key) }

  fileprivate func optionalString(_ key: String) throws(ReadError) -> String? {
    try optional(key) { node throws(ReadError) in try node.string(as: key) }
  }

  fileprivate func optionalNumber(_ key: String, from least: Int) throws(ReadError) -> Int? {
    try optional(key) { node throws(ReadError) in
      guard case .scalar(let text, isPlain: true) = node.value, let number = Int(text), number >= least else {
        throw ReadError(line: node.line, met: node.kind, wanted: "a whole number from \(least) as \(key)")
      }
      return number
    }
  }

  fileprivate func word<Word: RawRepresentable & CaseIterable>(
    _ key: String, _ words: Word.Type
  ) throws(ReadError) -> Word where Word.RawValue == String {
    try member(key).word(words)
  }
}
