package import Model
package import Syntax

/// Reads the record of one deployment, a file of `.sixgate/deployments/`.
///
/// - Throws: `ReadError` at the first key that is not known, at the first value that is none of its key, and where it
///   does not say what was deployed where, when and by whom.
/// - Source: docs/deployments.md
package func readDeploymentRecord(_ bytes: [UInt8], at path: Path) throws(ReadError) -> DeploymentRecord {
  let root = try oneDocument(bytes)
  var record = DeploymentRecord(path)
  try record.take(root, "")
  for key in DeploymentRecord.facts where record.row(key) == nil { throw root.error("a record that states \(key) too") }
  return record
}

extension DeploymentRecord {
  /// Takes what stands at a key, and below it. What is left empty, as in a template, is not stated.
  fileprivate mutating func take(_ node: Node, _ key: String) throws(ReadError) {
    if node.isNull || node.text == "" { return }
    let isStated = DeploymentRecord.keys.contains(key)
    let isOfItems = key.hasPrefix("checklist.")
    if !isStated || isOfItems {
      guard let members = node.mapping else {
        throw node.error("a mapping of what \(key.isEmpty ? "a record" : key) states")
      }
      if !isStated, !key.isEmpty { rows.append(Row(key, "", line: node.line)) }
      for member in members {
        let name = member.key.text ?? ""
        if isOfItems {
          let tick = member.value.bool.map { "\($0)" } ?? member.value.text ?? ""
          rows.append(Row(key, tick.isEmpty ? "false" : tick.bounded, line: member.key.line, item: name.bounded))
          continue
        }
        let inner = key.isEmpty ? name : "\(key).\(name)"
        if DeploymentRecord.keys(of: inner).isEmpty {
          throw member.key.error("a key of a record\(DeploymentRecord.keys.hint(for: inner))")
        }
        try take(member.value, inner)
      }
    } else if key == "problems" || key == "validated.results" {
      for entry in node.entries { rows.append(Row(key, try entry.string().bounded, line: entry.line)) }
      // That there was no problem is a statement; no results are none.
      if key == "problems", node.entries.isEmpty { rows.append(Row(key, "", line: node.line)) }
    } else {
      try take(text: node, key)
    }
  }

  private mutating func take(text node: Node, _ key: String) throws(ReadError) {
    var row = Row(key, try node.string().bounded, line: node.line)
    if key.hasSuffix("commit") || key == "rollback.to" {
      row.text = row.text.lowercased()
      if !row.text.isHex(40), !row.text.isHex(64) { throw node.error("a commit by its 40 or 64 hexadecimal digits") }
    } else if ["deployed", "rollback.at", "ticket.closed"].contains(key) {
      row.seconds = Instant(timestamp: row.text)?.seconds
      if row.seconds == nil { throw node.error("a time as in 2026-12-31T02:10:00Z") }
    } else if key.hasSuffix(".result"), row.text != "passed", row.text != "failed" {
      throw node.error("passed or failed")
    }
    rows.append(row)
  }
}
