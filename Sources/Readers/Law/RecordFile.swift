package import Model
package import Syntax

/// What every line of records begins with, so that the one of a commit is found without reading the others.
private let beginning = Array(#"{"schema":"sixgate-record/1","commit":""#.utf8)
private let schema = "sixgate-record/1"

/// The commit that a line is the record of, told by its beginning alone.
///
/// - Throws: `ReadError` where it is none, or one of another version.
package func recordedCommit(_ line: ArraySlice<UInt8>) throws(ReadError) -> String {
  guard line.starts(with: beginning) else {
    throw ReadError(met: ReadError.quoted(line), wanted: ReadError.quoted(beginning) + " first")
  }
  let name = line.dropFirst(beginning.count).prefix { $0 != UInt8(ascii: "\"") }
  return try objectName(String(decoding: name, as: UTF8.self), as: "commit")
}

/// Reads one line of records: what an earlier run found.
///
/// Keys that are not known are passed over.
/// - Throws: `ReadError` at the first thing that is missing, unknown or contradicts itself.
/// - Source: docs/record.md, docs/sixgate-record.schema.json
package func readRecord(_ line: [UInt8]) throws(ReadError) -> Record {
  let root = try Node(json: line, schema: schema)
  let instant = try root.member("instant")
  guard let when = Instant(try instant.string(as: "instant")) else { throw instant.error("an instant in UTC") }
  return Record(
    commit: try root.objectName("commit"), tree: try root.objectName("tree"),
    patchIDs: try root.list("patchIds") { node throws(ReadError) in
      try objectName(try node.string(as: "a patch-id"), as: "a patch-id")
    },
    instant: when, platform: try root.word("platform", Platform.self),
    version: try root.member("tool").string("version"), whole: try part(root),
    components: try root.map("components", by: "name") { node throws(ReadError) in
      (try node.string("name"), try part(node))
    })
}

private func part(_ node: Node) throws(ReadError) -> Record.Part {
  Record.Part(
    gates: try node.map("gates", by: "gate") { gate throws(ReadError) in
      (try gate.word("gate", GateID.self), try judgement(gate))
    },
    coverage: try node.map("coverage", by: "path") { file throws(ReadError) in
      (Path(try file.string("path")), try shares(file))
    },
    failedTests: try node.strings("failedTests"), benchmarks: try node.list("benchmarks", of: baseline))
}

private func judgement(_ node: Node) throws(ReadError) -> Record.Judgement {
  Record.Judgement(
    outcome: try node.word("verdict", Outcome.self), measured: try node.list("measured", of: measure),
    findings: try node.list("findings", of: findings).flatMap(\.self))
}

/// Those of one rule and effect.
private func findings(_ node: Node) throws(ReadError) -> [Record.KnownFinding] {
  let rule = RuleID(try node.string("rule"))
  let effect = try node.word("effect", Effect.self)
  return try node.list("fingerprints") { entry throws(ReadError) in
    let fingerprint = try entry.string(as: "a fingerprint")
    guard fingerprint.isHex(16) else { throw entry.error("16 hexadecimal digits as a fingerprint") }
    return Record.KnownFinding(rule: rule, effect: effect, fingerprint: fingerprint)
  }
}

private func shares(_ file: Node) throws(ReadError) -> [CoverageKind: Share] {
  var shares: [CoverageKind: Share] = [:]
  for kind in CoverageKind.allCases where file[kind.rawValue] != nil {
    let numbers = try file.list(kind.rawValue) { node throws(ReadError) in try node.number(as: kind.rawValue, from: 0) }
    guard numbers.count == 2, numbers[0] <= numbers[1] else {
      throw try file.member(kind.rawValue).error("[covered, total] as \(kind.rawValue)")
    }
    shares[kind] = Share(covered: numbers[0], total: numbers[1])
  }
  return shares
}

private func baseline(_ node: Node) throws(ReadError) -> Record.Baseline {
  var conditions: [String: String] = [:]
  for (key, value) in try node.member("conditions").members("conditions") {
    conditions[key] = try value.string(as: "a condition")
  }
  return Record.Baseline(
    tool: try node.string("tool"), origin: Path(try node.string("path")), name: try node.string("name"),
    unit: try node.string("unit"), direction: try node.word("direction", Reading.Direction.self),
    conditions: conditions,
    values: try node.list("values") { entry throws(ReadError) in
      guard case .scalar(let text, isPlain: true) = entry.value, let value = Decimal(text) else {
        throw entry.error("a number as a value")
      }
      return value
    })
}

// MARK: Parts of a record

/// The full name of an object of git: 40 hexadecimal digits, or 64 in a repository of SHA-256.
private func objectName(_ text: String, as name: String) throws(ReadError) -> String {
  guard text.isHex(40) || text.isHex(64) else {
    throw ReadError(met: ReadError.quoted(text.utf8), wanted: "40 or 64 hexadecimal digits as \(name)")
  }
  return text
}

extension Node {
  fileprivate func objectName(_ key: String) throws(ReadError) -> String {
    try Readers.objectName(try string(key), as: key)
  }

  /// A list of objects that one key of theirs tells apart.
  fileprivate func map<Key, Value>(
    _ list: String, by key: String, of read: (Node) throws(ReadError) -> (Key, Value)
  ) throws(ReadError) -> [Key: Value] {
    var map: [Key: Value] = [:]
    for node in try self.list(list, of: { node throws(ReadError) in node }) {
      let (name, value) = try read(node)
      guard map.updateValue(value, forKey: name) == nil else {
        throw ReadError(line: node.line, met: "the same \(key) twice in \(list)", wanted: "each once")
      }
    }
    return map
  }
}

extension String {
  /// Whether it is so many hexadecimal digits, in small letters.
  func isHex(_ count: Int) -> Bool {
    utf8.count == count
      && utf8.allSatisfy {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0)
      }
  }
}
