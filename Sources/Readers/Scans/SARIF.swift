import Model
import Syntax

extension Reader {
  static let sarif = Reader(
    "sarif", gates: [.security], usualNames: ["*.sarif", "*.sarif.json", "*_sarif.json", "*.sarif.gz"],
    source: "OASIS, Static Analysis Results Interchange Format 2.1.0", looksAhead: true
  ) { head in
    guard head.hasKeys("runs") else { return false }
    return head.hasKeys("version") || head.hasKeys("$schema") || head.contains("\"ruleId\"")
      || head.contains("\"driver\"")
  } read: { source, origin throws(ReadError) in
    var json = JSONReader(&source)
    var evidence = Evidence()
    evidence.scans = try sarifScans(&json, origin)
    try json.finish()
    return evidence
  }
}

private enum LogKey: String, CaseIterable { case version, runs, inlineExternalProperties }
private let logKeys = Keys<LogKey>()

/// One scan a run; where there is no run, one that says so.
private func sarifScans(_ json: inout JSONReader, _ origin: Path) throws(ReadError) -> [Scan] {
  var scans: [Scan] = []
  var version: String?
  var texts = SARIFTexts()
  var hasResultsBeside = false
  try json.beginObject()
  while let key = try json.nextKey(of: logKeys) {
    switch key {
    case .version: version = try json.text()
    case .inlineExternalProperties: hasResultsBeside = try hasResults(&json)
    case .runs:
      guard try json.beginsArray() else { continue }
      while try json.nextElement() {
        var run = SARIFRun(origin)
        try run.take(&json, &texts)
        scans.append(run.scan)
      }
    }
  }
  // At the end, for a table that others hold is copied when it grows.
  for place in scans.indices {
    scans[place].findings.texts = texts.table
    if hasResultsBeside, scans[place].state == .complete {
      scans[place].state = .partial("results are kept in inlineExternalProperties, which are not read")
    }
  }
  guard version == "2.1.0" else {
    throw ReadError(
      met: version.map { "SARIF \(ReadError.quoted($0.utf8))" } ?? "SARIF without a version", wanted: "2.1.0")
  }
  let nothing = Scan(tool: "SARIF", origin: origin, state: .scannedNothing("the log has no runs"))
  return scans.isEmpty ? [nothing] : scans
}

private enum ExternalKey: String, CaseIterable { case results }
private let externalKeys = Keys<ExternalKey>()

/// Whether properties of runs that stand beside the runs hold results.
///
/// - Source: SARIF 2.1.0, 3.13.5 (inlineExternalProperties) and 4.3 (externalProperties)
private func hasResults(_ json: inout JSONReader) throws(ReadError) -> Bool {
  guard try json.beginsArray() else { return false }
  var hasAny = false
  while try json.nextElement() {
    try json.beginObject()
    while try json.nextKey(of: externalKeys) != nil {
      guard try json.beginsArray() else { continue }
      while try json.nextElement() {
        hasAny = true
        try json.skip()
      }
    }
  }
  return hasAny
}
