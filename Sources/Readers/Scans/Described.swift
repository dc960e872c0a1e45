package import Model
import Syntax

extension Reader {
  /// The readers of formats that are described and not programmed, and of the list without records that is the same
  /// in many of them.
  package static func described(_ formats: [ScanFormat]) -> [Reader] {
    formats.map { Reader($0) } + [emptyList(of: formats.filter(\.writesEmptyLists))]
  }

  private init(_ format: ScanFormat) {
    self.init(format.name, gates: [.security], usualNames: format.files, source: format.about) { head in
      format.marks.contains { row in row.allSatisfy { head.shows($0, of: format) } }
    } read: { source, origin throws(ReadError) in
      let taken = try taking(&source, by: ScanPlan(format), origin)
      let scan = try taken.scan()
      var evidence = Evidence()
      // Who says something about vulnerabilities has not looked for any.
      evidence.scans = format.findings.isEmpty ? [] : [scan]
      evidence.statements = taken.statements
      return evidence
    }
  }
}

extension Reader {
  /// The format of a list with nothing in it.
  package static let emptyList = "empty-list"

  /// Some scanners write `[]`, `null` or `{"results": []}` and nothing else where they found nothing. Only a report's name says then
  /// whose it is; without one nobody knows whether anything was scanned.
  private static func emptyList(of formats: [ScanFormat]) -> Reader {
    Reader(
      emptyList, gates: [.security], usualNames: formats.flatMap(\.files),
      source:
        "What \(formats.map(\.name).joined(separator: ", ")) write where they find nothing, told apart by its name"
    ) { head in
      let text = String(decoding: head.bytes.filter { $0 > UInt8(ascii: " ") }, as: UTF8.self)
      return ["[]", "null", #"{"results":[]}"#, #"{"results":null}"#].contains(text)
    } read: { source, origin throws(ReadError) in
      var json = JSONReader(&source)
      try json.skip()
      try json.finish()
      let writer = formats.first { format in format.files.contains { $0.matches(origin) } }
      let state = Scan.State.scannedNothing("an empty list that does not say which tool wrote it")
      var evidence = Evidence()
      evidence.scans = [
        Scan(tool: writer?.name ?? "a scanner", origin: origin, state: writer == nil ? state : .complete)
      ]
      return evidence
    }
  }
}

private func taking(
  _ source: inout ByteSource, by plan: ScanPlan, _ origin: Path
) throws(ReadError) -> ScanTaking {
  var taking = ScanTaking(plan, origin)
  switch plan.format.syntax {
  case .json, .jsonLines:
    var json = JSONReader(&source)
    try taking.take(&json)
  case .xml:
    var xml = ScanXML(taking)
    try readXML(&source, into: &xml)
    return xml.ended
  case .csv: try taking.takeTable(&source)
  case .paragraphs: try taking.takeParagraphs(&source)
  }
  return taking
}

extension Head {
  /// Whether the head is as a mark of a format wants it: in JSON a path through it, else a text somewhere in it.
  fileprivate func shows(_ mark: ScanFormat.Condition, of format: ScanFormat) -> Bool {
    switch format.syntax {
    case .json, .jsonLines: outline?.meets(mark) ?? false
    case .xml: bytes.first == UInt8(ascii: "<") && contains(mark.path.description)
    case .csv, .paragraphs: contains(mark.path.description)
    }
  }
}
