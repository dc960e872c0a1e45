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

  var severity: Severity {
    switch self {
    case .error: .high
    case .warning: .medium
    case .note: .low
    case .none: .info
    case .unknown: .unrated
    }
  }

  var words: String { self == .unknown ? "a level that SARIF does not have" : "level \(rawValue)" }
}

/// A `security-severity`: a score of CVSS, or a word as some tools have it.
struct SARIFScore {
  let severity: Severity
  let words: String

  /// Unrated is what has digits and is no score: `9,8` is not to be taken for nothing.
  ///
  /// - Returns: `nil` for words that rate nothing, as `n/a`.
  init?(_ text: String) {
    let score = String(text.drop { $0 == " " }.prefix { $0 != " " })
    severity = Double(score).map(Severity.init(score:)) ?? Severity(word: score)
    words = "security-severity \(text)"
    if severity == .unrated, Double(score) == nil, !score.contains(where: \.isNumber) { return nil }
  }
}

/// How bad a result is, and the place of the words that say by what.
struct SARIFRating {
  let severity: Severity
  private(set) var words: Int32

  mutating func move(by shift: Int32) { words.move(by: shift) }
}

/// The texts that a log says again and again, each known by its place in a table; -1 is none.
struct SARIFTexts {
  var table = TextTable()
  private var recent = ReportTexts(hasURIs: true)
  /// What a level's rating says of itself.
  private var levels: [SARIFLevel: SARIFRating] = [:]

  private enum MessageKey: String, CaseIterable { case text, markdown }
  private static let messageKeys = Keys<MessageKey>()

  /// An id of a rule, the name of a folder or of one of the tool's components.
  mutating func name(_ json: inout JSONReader) throws(ReadError) -> Int32 { try recent.name(&json, in: &table) }

  /// A file by its URI; none where that is empty.
  mutating func path(_ json: inout JSONReader) throws(ReadError) -> Int32 {
    let place = try recent.path(&json, in: &table)
    return table.unlessEmpty(place)
  }

  func path(_ place: Int32) -> Path { Path(bytes: Array(table.bytes(place) ?? [])) }

  /// The headline of a `message` or a `multiformatMessageString`; none where it has no words of its own.
  mutating func message(_ json: inout JSONReader) throws(ReadError) -> Int32 {
    guard try json.beginsObject() else { return -1 }
    var (text, markdown): (Int32, Int32) = (-1, -1)
    while let key = try json.nextKey(of: SARIFTexts.messageKeys) {
      switch key {
      case .text: text = try recent.headline(&json, in: &table)
      case .markdown: markdown = try recent.headline(&json, in: &table)
      }
    }
    text = table.unlessEmpty(text)
    return text < 0 ? table.unlessEmpty(markdown) : text
  }

  mutating func headline(_ json: inout JSONReader) throws(ReadError) -> String {
    let place = try message(&json)
    return table[place] ?? ""
  }

  mutating func rating(by score: SARIFScore) -> SARIFRating {
    SARIFRating(severity: score.severity, words: table.append(score.words))
  }

  mutating func rating(by level: SARIFLevel) -> SARIFRating {
    if let known = levels[level] { return known }
    let rating = SARIFRating(severity: level.severity, words: table.append(level.words))
    levels[level] = rating
    return rating
  }

  /// Puts other texts behind these.
  /// - Returns: by how much their places grow.
  mutating func append(_ later: SARIFTexts) -> Int32 { table.append(later.table) }
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
  /// The image that Trivy scanned.
  private(set) var image: String?

  private enum Key: String, CaseIterable { case score = "security-severity", tags, metrics, image = "imageName" }
  private static let keys = Keys<Key>()

  init(_ json: inout JSONReader) throws(ReadError) {
    guard try json.beginsObject() else { return }
    while let key = try json.nextKey(of: SARIFProperties.keys) {
      switch key {
      case .score: score = try json.text().flatMap { SARIFScore($0.bounded) }
      case .tags: try takeTags(&json)
      case .image: image = try json.text()?.bounded
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
