import Model
import Syntax

/// What a `result` leaves open until its run has ended; small, because a run has many of them.
struct SARIFResult {
  private(set) var rule = SARIFReference()
  /// The folder that its file lies in, by its place among the run's names; -1 for none.
  private(set) var base: Int32 = -1
  /// The place of its file in the run's list; -1 for none.
  private(set) var artifact: Int32 = -1
  /// The place of the invocation that found it; -1 where it is not said.
  private(set) var invocation: Int32 = -1
  /// Whether it brings a score of its own, which nothing overrides.
  private(set) var isScored = false
  /// Whether its tool could not tell, or wants a person to look, and nobody has put that aside.
  private(set) var isUndecided = false

  private enum Key: String, CaseIterable {
    case ruleId, ruleIndex, rule, kind, level, message, locations, suppressions, baselineState, properties, provenance
  }
  private static let keys = Keys<Key>()

  /// - Returns: what is told of it; what is left open stands here.
  mutating func take(_ json: inout JSONReader, _ texts: inout SARIFTexts) throws(ReadError) -> ScanFinding {
    var finding = ScanFinding(id: "", kind: .code, severity: .unrated, ratedBy: "", title: "")
    var kind: String?
    var level: SARIFLevel?
    var score: SARIFScore?
    try json.beginObject()
    while let key = try json.nextKey(of: SARIFResult.keys) {
      switch key {
      case .ruleId: finding.id = try json.optional(&texts.ids) ?? finding.id
      case .ruleIndex: rule.index = try json.place()
      case .rule: finding.id = try rule.take(&json, &texts) ?? finding.id
      case .kind: kind = try json.optionalString()?.bounded
      case .level: level = try SARIFLevel.read(&json)
      case .message: finding.title = try texts.message(&json)
      case .locations: finding.location = try takeLocations(&json, &texts)
      case .suppressions: finding.suppression = try sarifSuppression(&json) ?? finding.suppression
      case .baselineState:
        guard try json.text() == "absent" else { continue }
        finding.suppression = "baselineState absent: it was there before, not now"
        finding.isMoot = true
      case .properties: score = try SARIFProperties(&json).score
      case .provenance: try takeProvenance(&json)
      }
    }
    if let kind, kind != "fail" {
      // Only what fails has a level.
      level = level ?? SARIFLevel.none
      isUndecided = finding.suppression == nil && (kind == "open" || kind == "review")
      finding.isMoot = finding.isMoot || finding.suppression == nil
      finding.suppression = finding.suppression ?? "kind \(kind)"
    }
    level?.rate(&finding)
    score?.rate(&finding)
    isScored = score != nil
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

  /// The first of the locations that is in a file; its path is empty where the file is named by its place alone.
  private mutating func takeLocations(
    _ json: inout JSONReader, _ texts: inout SARIFTexts
  ) throws(ReadError) -> Location? {
    guard try json.beginsArray() else { return nil }
    var first: Location?
    while try json.nextElement() {
      guard first == nil else {
        try json.skip()
        continue
      }
      try json.beginObject()
      while try json.nextKey(of: SARIFResult.locationKeys) != nil {
        first = try takePhysicalLocation(&json, &texts) ?? first
      }
    }
    return first
  }

  private mutating func takePhysicalLocation(
    _ json: inout JSONReader, _ texts: inout SARIFTexts
  ) throws(ReadError) -> Location? {
    guard try json.beginsObject() else { return nil }
    var location: Location?
    var line: Int?
    var column: Int?
    while let key = try json.nextKey(of: SARIFResult.physicalKeys) {
      switch key {
      case .artifactLocation:
        let file = try SARIFFile(&json, &texts)
        location = file.isNamed ? Location(file.path) : nil
        (base, artifact) = (file.base, file.place)
      case .region:
        guard try json.beginsObject() else { continue }
        while let key = try json.nextKey(of: SARIFResult.regionKeys) {
          switch key {
          case .startLine: line = try json.wholeNumber()
          case .startColumn: column = try json.wholeNumber()
          }
        }
      }
    }
    location?.line = line
    location?.column = column
    return location
  }

  private mutating func takeProvenance(_ json: inout JSONReader) throws(ReadError) {
    guard try json.beginsObject() else { return }
    while try json.nextKey(of: SARIFResult.provenanceKeys) != nil { invocation = try json.place() }
  }
}
