import Model
import Syntax

// The small things that stand in many places of a log.

extension JSONReader {
  /// The place of something in a list; -1 for none.
  mutating func place() throws(ReadError) -> Int32 {
    try wholeNumber().flatMap { Int32(exactly: $0) } ?? -1
  }
}

/// A `level`, which rates where there is no score.
enum SARIFLevel: String, CaseIterable {
  case error, warning, note, none, unknown

  private static let words = Keys<SARIFLevel>()

  /// - Returns: `nil` for null.
  static func read(_ json: inout JSONReader) throws(ReadError) -> SARIFLevel? {
    if try json.isNull() { return nil }
    return try json.word(of: words) ?? .unknown
  }

  func rate(_ finding: inout ScanFinding) {
    switch self {
    case .error: (finding.severity, finding.ratedBy) = (.high, "level error")
    case .warning: (finding.severity, finding.ratedBy) = (.medium, "level warning")
    case .note: (finding.severity, finding.ratedBy) = (.low, "level note")
    case .none: (finding.severity, finding.ratedBy) = (.info, "level none")
    case .unknown: (finding.severity, finding.ratedBy) = (.unrated, "a level that SARIF does not have")
    }
  }
}

/// A `security-severity`: a score of CVSS, or a word as some tools have it.
struct SARIFScore {
  private let severity: Severity
  private let words: String

  /// - Returns: `nil` for what is neither.
  init?(_ score: String) {
    severity = Double(score).map(Severity.init(score:)) ?? Severity(word: score)
    words = "security-severity \(score)"
    if severity == .unrated, Double(score) == nil { return nil }
  }

  func rate(_ finding: inout ScanFinding) { (finding.severity, finding.ratedBy) = (severity, words) }
}

extension Int32 {
  /// The place of a text that others were put in front of; none stays none.
  mutating func move(by count: Int32) {
    if self >= 0 { self &+= count }
  }
}

/// The texts that a log says again and again, each known by its place; -1 is none.
struct SARIFTexts {
  /// Ids of rules, names of folders and of the tool's components.
  var ids = Recent { String(decoding: $0, as: UTF8.self).bounded }
  var paths = Recent { Path(uri: $0) }
  private(set) var headlines = Recent { String(decoding: $0, as: UTF8.self).headline }

  private var reasons: [String] = []
  private var scores: [SARIFScore] = []

  private enum MessageKey: String, CaseIterable { case text, markdown }
  private static let messageKeys = Keys<MessageKey>()

  /// The headline of a `message` or a `multiformatMessageString`; none where it has no words of its own.
  mutating func message(_ json: inout JSONReader) throws(ReadError) -> Int32 {
    guard try json.beginsObject() else { return -1 }
    var (text, markdown): (Int32, Int32) = (-1, -1)
    while let key = try json.nextKey(of: SARIFTexts.messageKeys) {
      switch key {
      case .text: text = try json.place(in: &headlines)
      case .markdown: markdown = try json.place(in: &headlines)
      }
    }
    return headlines[text]?.isEmpty ?? true ? markdown : text
  }

  mutating func place(of reason: String) -> Int32 {
    reasons.append(reason)
    return Int32(clamping: reasons.count - 1)
  }

  mutating func place(of score: SARIFScore?) -> Int32 {
    guard let score else { return -1 }
    scores.append(score)
    return Int32(clamping: scores.count - 1)
  }

  /// Puts other texts behind these.
  /// - Returns: by how much their places grow.
  mutating func append(_ others: SARIFTexts) -> Shift {
    defer {
      reasons += others.reasons
      scores += others.scores
    }
    return Shift(
      id: ids.append(others.ids), path: paths.append(others.paths), headline: headlines.append(others.headlines),
      reason: Int32(clamping: reasons.count), score: Int32(clamping: scores.count))
  }

  /// How many texts stand before others.
  struct Shift {
    let id: Int32
    let path: Int32
    let headline: Int32
    let reason: Int32
    let score: Int32
  }

  func reason(_ place: Int32) -> String? { reasons.indices.contains(Int(place)) ? reasons[Int(place)] : nil }
  func score(_ place: Int32) -> SARIFScore? { scores.indices.contains(Int(place)) ? scores[Int(place)] : nil }

  mutating func headline(_ json: inout JSONReader) throws(ReadError) -> String {
    let place = try message(&json)
    return headlines[place] ?? ""
  }
}

private enum SuppressionKey: String, CaseIterable { case kind, status, justification }
private let suppressionKeys = Keys<SuppressionKey>()

/// Why a result does not count, or `nil` where it does: nothing suppresses while anything is under review or was
/// rejected.
///
/// - Source: SARIF 2.1.0, 3.27.23 (suppressions) and 3.35 (suppression)
func sarifSuppression(_ json: inout JSONReader) throws(ReadError) -> String? {
  guard try json.beginsArray() else { return nil }
  var reasons: [String] = []
  var areAccepted = true
  while try json.nextElement() {
    var kind = "suppressed"
    var justification = ""
    try json.beginObject()
    while let key = try json.nextKey(of: suppressionKeys) {
      switch key {
      case .kind: kind = try json.optionalString()?.bounded ?? kind
      case .status: areAccepted = try json.optionalString() ?? "accepted" == "accepted" && areAccepted
      case .justification: justification = try json.optionalString()?.headline ?? ""
      }
    }
    if reasons.count < 8 { reasons.append(justification.isEmpty ? kind : "\(kind): \(justification)") }
  }
  return areAccepted && !reasons.isEmpty ? reasons.joined(separator: "; ").bounded : nil
}

/// What is read of a property bag.
struct SARIFProperties {
  private(set) var score: SARIFScore?
  /// What the tags say a rule finds.
  private(set) var kind: ScanFinding.Kind?
  /// How much Bandit looked at.
  private(set) var linesOfCode: Int?

  private enum Key: String, CaseIterable { case score = "security-severity", tags, metrics }
  private static let keys = Keys<Key>()

  init(_ json: inout JSONReader) throws(ReadError) {
    guard try json.beginsObject() else { return }
    while let key = try json.nextKey(of: SARIFProperties.keys) {
      switch key {
      case .score: score = try json.text().flatMap { SARIFScore($0.bounded) }
      case .tags: try takeTags(&json)
      case .metrics: try takeMetrics(&json)
      }
    }
  }

  private mutating func takeTags(_ json: inout JSONReader) throws(ReadError) {
    guard try json.peek() == .array else { return try json.skip() }
    try json.beginArray()
    while try json.nextElement() {
      if let tag = try json.text() { kind = kind ?? ScanFinding.Kind(rawValue: tag) }
    }
  }

  /// `{"_totals": {"loc": 9}}`; whatever else is called metrics is passed over.
  private mutating func takeMetrics(_ json: inout JSONReader) throws(ReadError) {
    guard try json.peek() == .object else { return try json.skip() }
    try json.beginObject()
    while let key = try json.nextKey() {
      guard key == "_totals", try json.peek() == .object else {
        try json.skip()
        continue
      }
      try json.beginObject()
      while let key = try json.nextKey() {
        if key == "loc" { linesOfCode = try json.wholeNumber() } else { try json.skip() }
      }
    }
  }
}
