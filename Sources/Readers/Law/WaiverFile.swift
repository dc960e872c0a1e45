package import Model
package import Syntax

/// Reads the one waiver of a file of `.sixgate/waivers/`.
///
/// What is left out is left out of the waiver too; whether it holds is said by `Waiver.refusals(under:at:)`.
/// - Throws: `ReadError` at the first key that is not known, and at the first value that is none of its key.
/// - Source: docs/waivers.md
package func readWaiver(_ bytes: [UInt8], at origin: Path) throws(ReadError) -> Waiver {
  let root = try oneDocument(bytes)
  try root.check("a waiver", keys: keys)
  guard let id = root["id"] else { throw root.error("an id") }
  var waiver = Waiver(id: try id.string(), origin: origin)
  try waiver.takeScope(root)
  try waiver.takeSkip(root)
  waiver.reason = try root.words("reason")
  waiver.justification = try root.words("justification")
  waiver.risk = try root.words("risk")
  waiver.mitigation = try root.words("mitigation")
  waiver.issue = try root.words("issue")
  waiver.followUp = try root.words("follow-up")
  waiver.requester = try root.words("requester")
  for entry in root["approvals"]?.entries ?? [] { waiver.approvals.append(try Waiver.Approval(entry)) }
  waiver.created = try root.day("created")
  waiver.expires = try root.day("expires")
  return waiver
}

private let keys = [
  "id", "rule", "matches", "namespace", "reason", "justification", "risk", "mitigation", "issue", "follow-up",
  "requester", "approvals", "created", "expires", "skips", "change",
]

extension Waiver {
  fileprivate mutating func takeScope(_ root: Node) throws(ReadError) {
    rule = Glob(try root.words("rule"))
    namespace = try root.given("namespace")
    guard let match = root["matches"], !match.isNull else { return }
    try match.check("matches", keys: ["path", "finding", "fingerprint", "marked"])
    matches = Match(
      path: try match.given("path").map { Glob($0) }, name: try match.given("finding"),
      fingerprint: try match.given("fingerprint"), isMarked: match["marked"]?.bool ?? false)
  }
}

extension Waiver {
  fileprivate mutating func takeSkip(_ root: Node) throws(ReadError) {
    for gate in root["skips"]?.entries ?? [] { skips.append(try gate.word(GateID.self)) }
    guard let node = root["change"], !node.isNull else { return }
    try node.check("change", keys: ["branch", "pull-request", "commit"])
    change = MatchedChange(
      branch: try node.given("branch"), pullRequest: try node["pull-request"]?.whole(),
      commit: try node.given("commit"))
  }
}

extension Waiver.Approval {
  fileprivate init(_ node: Node) throws(ReadError) {
    try node.check("an approval", keys: ["by", "on"])
    guard let by = node["by"], let on = try node.day("on") else {
      throw node.error("an approval as { by: account, on: YYYY-MM-DD }")
    }
    self.init(by: try by.string(), on: on)
  }
}

extension Node {
  /// A text; `nil` where it is empty or not there.
  fileprivate func given(_ key: String) throws(ReadError) -> String? {
    guard let node = self[key], !node.isNull, node.text != "" else { return nil }
    return try node.string()
  }

  /// A text; empty where it is not there.
  fileprivate func words(_ key: String) throws(ReadError) -> String { try given(key) ?? "" }

  fileprivate func day(_ key: String) throws(ReadError) -> Day? {
    guard let node = self[key], !node.isNull, node.text != "" else { return nil }
    guard let day = node.text.flatMap(Day.init) else { throw node.error("a day of the calendar as YYYY-MM-DD") }
    return day
  }
}
