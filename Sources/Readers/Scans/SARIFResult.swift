import Model
import Syntax

/// A `result`, told in places of texts; -1 is none. A run has many of them, and what they leave open is known only when it
/// has ended.
struct SARIFResult {
  private var id: Int32 = -1
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
  /// A score of its own, which nothing overrides.
  private var score: Int32 = -1
  private var level: SARIFLevel?
  /// Whether its tool could not tell, or wants a person to look, and nobody has put that aside.
  private(set) var isUndecided = false

  private enum Key: String, CaseIterable {
    case ruleId, ruleIndex, rule, kind, level, message, locations, suppressions, baselineState, properties, provenance
  }
  private static let keys = Keys<Key>()

  @_optimize(speed)
  init(_ json: inout JSONReader, _ texts: inout SARIFTexts) throws(ReadError) {
    var kind: String?
    try json.beginObject()
    while let key = try json.nextKey(of: SARIFResult.keys) {
      switch key {
      case .ruleId: name(try json.place(in: &texts.ids))
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
      case .properties: score = texts.place(of: try SARIFProperties(&json).score)
      case .provenance: try takeProvenance(&json)
      }
    }
    if let kind, kind != "fail" { passOver(kind, &texts) }
  }

  private mutating func name(_ place: Int32) {
    if place >= 0 { id = place }
  }

  private mutating func suppress(_ reason: String?, _ texts: inout SARIFTexts) {
    if let reason { suppression = texts.place(of: reason) }
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
  mutating func move(by shift: SARIFTexts.Shift) {
    id.move(by: shift.id)
    rule.move(by: shift)
    title.move(by: shift.headline)
    file.move(by: shift)
    suppression.move(by: shift.reason)
    score.move(by: shift.score)
  }

  func id(_ texts: SARIFTexts) -> String { texts.ids[id] ?? "" }
  var isScored: Bool { score >= 0 }

  /// What it says itself; rule and run may say more.
  @_optimize(speed)
  func finding(_ kind: ScanFinding.Kind, in path: Path?, _ texts: SARIFTexts) -> ScanFinding {
    var finding = ScanFinding(
      id: id(texts), kind: kind, severity: .unrated, ratedBy: "", title: texts.headlines[title] ?? "",
      location: path.map { Location($0, line: line >= 0 ? Int(line) : nil, column: column >= 0 ? Int(column) : nil) },
      suppression: texts.reason(suppression))
    finding.isMoot = isMoot
    level?.rate(&finding)
    texts.score(score)?.rate(&finding)
    return finding
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
      guard !file.isNamed(texts) else {
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
