import Model
import Syntax

/// A `result`, told in places of texts; -1 is none. A run has many of them, and what they leave open is known only when it
/// has ended.
struct SARIFResult {
  private(set) var id: Int32 = -1
  private(set) var rule = SARIFReference()
  private var title: Int32 = -1
  private(set) var file = SARIFFile()
  private var line: Int32 = -1
  private var column: Int32 = -1
  /// The place of the invocation that found it.
  private(set) var invocation: Int32 = -1
  /// Why it does not count.
  private var suppression: Int32 = -1
  /// Whether it says nothing of what is there now.
  private var isMoot = false
  /// By a score of its own, which nothing overrides.
  private(set) var rating: SARIFRating?
  private(set) var level: SARIFLevel?
  /// Whether its tool could not tell, or wants a person to look, and nobody has put that aside.
  private(set) var isUndecided = false

  /// In the order in which most tools write them.
  private enum Key: String, CaseIterable {
    case ruleId, ruleIndex, level, message, locations, properties, rule, kind, suppressions, baselineState, provenance
  }
  private static let keys = Keys<Key>()

  /// Those that are no failure. Whatever SARIF does not know is one.
  ///
  /// - Source: SARIF 2.1.0, 3.27.9 (kind)
  private static let otherKinds: Set = ["pass", "open", "informational", "notApplicable", "review"]

  @_optimize(speed)
  init(_ json: inout JSONReader, _ texts: inout SARIFTexts) throws(ReadError) {
    var kind: String?
    try json.beginObject()
    while let key = try json.nextKey(of: SARIFResult.keys) {
      switch key {
      case .ruleId: name(try texts.name(&json))
      case .ruleIndex: rule.index = try json.place()
      case .rule: name(try rule.take(&json, &texts))
      case .kind: kind = try json.optionalString()?.bounded
      case .level: level = try SARIFLevel.read(&json)
      case .message: title = try texts.message(&json)
      case .locations: try takeLocations(&json, &texts)
      case .suppressions: suppress(try sarifSuppression(&json), &texts)
      case .baselineState:
        guard try json.text() == "absent" else { continue }
        suppress("baselineState absent: it was there before, not now", &texts)
        isMoot = true
      case .properties: rating = try SARIFProperties(&json).score.map { texts.rating(by: $0) }
      case .provenance: try takeProvenance(&json)
      }
    }
    if let kind, SARIFResult.otherKinds.contains(kind) { passOver(kind, &texts) }
  }

  private mutating func name(_ place: Int32) {
    if place >= 0 { id = place }
  }

  private mutating func suppress(_ reason: String?, _ texts: inout SARIFTexts) {
    if let reason { suppression = texts.table.append(reason) }
  }

  /// What does not fail has no level, and counts as suppressed.
  private mutating func passOver(_ kind: String, _ texts: inout SARIFTexts) {
    level = level ?? SARIFLevel.none
    if suppression >= 0 { return }
    isUndecided = kind == "open" || kind == "review"
    isMoot = true
    suppress("kind \(kind)", &texts)
  }
}

extension SARIFResult {
  /// Follows its texts, which others were put in front of.
  mutating func move(by shift: Int32) {
    id.move(by: shift)
    rule.move(by: shift)
    title.move(by: shift)
    file.move(by: shift)
    suppression.move(by: shift)
    rating?.move(by: shift)
  }

  /// What it says itself; rule and run say the rest.
  func row(_ kind: ScanFinding.Kind) -> ScanFindings.Row {
    var row = ScanFindings.Row(kind)
    (row.title, row.line, row.column) = (title, line, column)
    (row.suppression, row.isMoot) = (suppression, isMoot)
    return row
  }
}

extension SARIFResult {
  private enum LocationKey: String, CaseIterable { case physicalLocation }
  private static let locationKeys = Keys<LocationKey>()
  private enum PhysicalKey: String, CaseIterable { case artifactLocation, region }
  private static let physicalKeys = Keys<PhysicalKey>()
  private enum RegionKey: String, CaseIterable { case startLine, startColumn }
  private static let regionKeys = Keys<RegionKey>()
  private enum ProvenanceKey: String, CaseIterable { case invocationIndex }
  private static let provenanceKeys = Keys<ProvenanceKey>()

  /// Takes the first of the locations that is in a file.
  private mutating func takeLocations(_ json: inout JSONReader, _ texts: inout SARIFTexts) throws(ReadError) {
    file = SARIFFile()
    guard try json.beginsArray() else { return }
    while try json.nextElement() {
      guard !file.isNamed else {
        try json.skip()
        continue
      }
      try json.beginObject()
      while try json.nextKey(of: SARIFResult.locationKeys) != nil { try takePhysicalLocation(&json, &texts) }
    }
  }

  private mutating func takePhysicalLocation(_ json: inout JSONReader, _ texts: inout SARIFTexts) throws(ReadError) {
    guard try json.beginsObject() else { return }
    (line, column) = (-1, -1)
    while let key = try json.nextKey(of: SARIFResult.physicalKeys) {
      switch key {
      case .artifactLocation: file = try SARIFFile(&json, &texts)
      case .region:
        guard try json.beginsObject() else { continue }
        while let key = try json.nextKey(of: SARIFResult.regionKeys) {
          switch key {
          case .startLine: line = try json.place()
          case .startColumn: column = try json.place()
          }
        }
      }
    }
  }

  private mutating func takeProvenance(_ json: inout JSONReader) throws(ReadError) {
    guard try json.beginsObject() else { return }
    while try json.nextKey(of: SARIFResult.provenanceKeys) != nil { invocation = try json.place() }
  }
}
