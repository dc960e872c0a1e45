import Model

/// What was read of a record so far, or of what is said once about all records inside something.
struct ScanRecord {
  static let conditionCap = 32
  /// The most that is kept of aliases, and of fixes.
  private static let listCap = 16

  /// What stands in a place, and which of the place's paths led to it; the first one is the one that is wanted.
  private struct Word {
    var text: String
    var rank: Int
  }

  let entry: Int
  private var words: [ScanFormat.Place: Word] = [:]
  private var label: (word: Word, severity: Severity)?
  private var score: Score?
  private var aliases: [String] = []
  private var fixes: [String] = []
  /// Conditions whose path led to something, and those whose path led to one of their values.
  private var seen: UInt32 = 0
  private var met: UInt32 = 0

  init(_ entry: Int) { self.entry = entry }
}

extension ScanRecord {
  mutating func take(_ text: String, at place: ScanFormat.Place, rank: Int, _ entry: ScanFormat.Entry) {
    guard !text.isEmpty else { return }
    switch place {
    case .severity: take((Word(text: text, rank: rank), entry.severity(of: text)))
    case .score, .vector: take(Score(text))
    case .aliases: take(alias: text)
    case .fix: take(fix: text)
    case .id:
      // Of several names one is shown, and the others are the same thing's too.
      if let known = words[.id] { take(alias: known.rank <= rank ? text : known.text) }
      take(Word(text: text, rank: rank), at: .id)
    default: take(Word(text: text, rank: rank), at: place)
    }
  }

  /// Says more about a record: what itself does not say, or says in a path that is less wanted.
  mutating func take(_ other: ScanRecord) {
    for (place, word) in other.words { take(word, at: place) }
    if let label = other.label { take(label) }
    take(other.score)
    for alias in other.aliases { take(alias: alias) }
    for fix in other.fixes { take(fix: fix) }
    seen |= other.seen
    met |= other.met
  }

  private mutating func take(_ word: Word, at place: ScanFormat.Place) {
    if let known = words[place], known.rank <= word.rank { return }
    words[place] = word
  }

  /// Of several labels in one place the worst counts.
  private mutating func take(_ other: (word: Word, severity: Severity)) {
    if let known = label, known.word.rank < other.word.rank { return }
    if let known = label, known.word.rank == other.word.rank, !other.severity.isWorse(than: known.severity) { return }
    label = other
  }

  private mutating func take(_ other: Score?) {
    if let other { score = max(score ?? other, other) }
  }

  private mutating func take(alias: String) {
    if aliases.count < ScanRecord.listCap, !aliases.contains(alias) { aliases.append(alias) }
  }

  private mutating func take(fix: String) {
    // Where nothing but that is said.
    if fix == "false" { return }
    let fix = fix == "true" ? "another release" : fix
    if fixes.count < ScanRecord.listCap, !fixes.contains(fix) { fixes.append(fix) }
  }

  /// - Parameter text: `nil` for what is no scalar.
  mutating func take(condition number: Int, _ test: ScanFormat.Condition.Test, _ text: String?) {
    let bit: UInt32 = 1 << UInt32(number % ScanRecord.conditionCap)
    seen |= bit
    if let text, test.names(text) { met |= bit }
  }
}

extension ScanRecord {
  func counts(_ entry: ScanFormat.Entry) -> Bool { zip(entry.conditions, 0...).allSatisfy { holds($0.0, $0.1) } }

  private func isSuppressed(_ entry: ScanFormat.Entry) -> Bool {
    guard let conditions = entry.suppressed else { return false }
    return zip(conditions, entry.conditions.count...).allSatisfy { holds($0.0, $0.1) }
  }

  private func kind(_ entry: ScanFormat.Entry) -> ScanFinding.Kind {
    var number = entry.conditions.count + (entry.suppressed?.count ?? 0)
    for choice in entry.kinds {
      if zip(choice.conditions, number...).contains(where: { holds($0.0, $0.1) }) { return choice.value }
      number += choice.conditions.count
    }
    return entry.kind
  }

  private func holds(_ condition: ScanFormat.Condition, _ number: Int) -> Bool {
    let bit: UInt32 = 1 << UInt32(number % ScanRecord.conditionCap)
    return condition.test.holds(isSeen: seen & bit != 0, isMet: met & bit != 0)
  }

  var title: String { words[.title]?.text.headline ?? "" }

  func finding(_ entry: ScanFormat.Entry, of format: ScanFormat) -> ScanFinding {
    let (kind, tool) = (kind(entry), format.name)
    // What is a secret only by its record may be quoted in the text that is there for all kinds.
    let told = kind == .secret && entry.kind != .secret ? "" : title
    let id = VulnerabilityName.id(words[.id]?.text ?? told)
    return ScanFinding(
      id: id, aliases: aliases.flatMap { VulnerabilityName.all(in: $0) }.filter { $0 != id }, kind: kind,
      severity: label?.severity ?? .unrated,
      ratedBy: label.map { "\(tool)'s label \($0.word.text.bounded)" } ?? "no label of \(tool)'s", score: score,
      title: told.isEmpty ? "a \(kind.rawValue)" : told, component: component,
      fixedIn: fixes.isEmpty ? nil : fixes.joined(separator: ", ").bounded, location: location(format),
      suppression: isSuppressed(entry) ? words[.reason]?.text.headline ?? "\(tool) suppresses it" : nil)
  }

  /// - Returns: `nil` where it says nothing of a vulnerability's status.
  func statement(_ origin: Path) -> Statement? {
    guard let id = words[.id]?.text, let status = words[.status].flatMap({ Statement.Status(word: $0.text) }) else {
      return nil
    }
    let name = VulnerabilityName.id(id)
    return Statement(
      origin: origin, status: status,
      names: [name] + aliases.flatMap { VulnerabilityName.all(in: $0) }.filter { $0 != name },
      components: words[.package].flatMap { Component(partOfProduct: $0.text) }.map { [$0] } ?? [],
      reason: words[.reason]?.text.headline ?? "")
  }

  private var component: Component? {
    guard let name = words[.package]?.text.bounded else { return nil }
    let version = words[.version]?.text.bounded ?? ""
    var component = Component(packageURL: name) ?? Component(name, version: version)
    if component.version.isEmpty { component.version = version }
    if let ecosystem = words[.ecosystem]?.text { component.isOfSystem = Component.isSystem(ecosystem) }
    return component
  }

  private func location(_ format: ScanFormat) -> Location? {
    guard let path = words[.path]?.text.bounded else { return nil }
    func number(_ place: ScanFormat.Place, from first: Int = 1) -> Int? {
      // Some write a range of lines: `12-14`.
      guard let number = words[place].flatMap({ Int($0.text.prefix { $0.isWholeNumber }) }), number >= first else {
        return nil
      }
      return number.addingClamped(1 - first)
    }
    let line = number(.line)
    let place = Path(told: format.isRooted ? String(path.drop { $0 == "/" }) : path)
    return Location(place, line: line, column: line == nil ? nil : number(.column, from: format.firstColumn))
  }
}

extension ScanFormat.Entry {
  /// What the tool means by its word.
  fileprivate func severity(of word: String) -> Severity {
    words.isEmpty ? Severity(word: word) : words[word.lowercased()] ?? Severity(word: word)
  }
}

extension ScanFormat.Condition.Test {
  func names(_ text: String) -> Bool {
    switch self {
    case .isThere, .isMissing: false
    case .isOneOf(let texts), .isNoneOf(let texts): texts.contains(text)
    }
  }

  /// Whether it holds of a value that is there.
  func holds(of text: String?) -> Bool { holds(isSeen: true, isMet: text.map(names) ?? false) }

  func holds(isSeen: Bool, isMet: Bool) -> Bool {
    switch self {
    case .isThere: isSeen
    case .isMissing: !isSeen
    case .isOneOf: isMet
    case .isNoneOf: !isMet
    }
  }
}

extension Severity {
  fileprivate func isWorse(than other: Severity) -> Bool { rank < other.rank }
  private var rank: Int { Severity.allCases.firstIndex(of: self) ?? 0 }
}

extension Path {
  /// The file that a report names, as a path or as a URI.
  fileprivate init(told text: String) {
    self = text.hasPrefix("file:") ? Path(uri: Array(text.utf8)) : Path(text).normalised
  }
}
