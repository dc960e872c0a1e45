import Model
import Syntax

/// The findings of a report's results.
struct TrivyResults {
  private(set) var count = 0
  /// What it looked for, by the classes of the results.
  private(set) var kinds: Set<ScanFinding.Kind> = []
  /// What its checks of configuration were about: `terraform`, `kubernetes`.
  private(set) var areas: Set<String> = []
  /// How many checks failed, and how many of its ignore file, that it counts and does not show.
  private(set) var unshown = (failures: 0, exceptions: 0)
  private var texts = TrivyTexts()
  private var resource: String?
  var findings: ScanFindings { texts.findings }

  private enum Key: String, CaseIterable {
    case target = "Target"
    case kind = "Class"
    case type = "Type"
    case vulnerabilities = "Vulnerabilities"
    case misconfigurations = "Misconfigurations"
    case secrets = "Secrets"
    case licenses = "Licenses"
    case modified = "ExperimentalModifiedFindings"
    case summary = "MisconfSummary"
  }
  private static let keys = Keys<Key>()

  /// - Parameter resource: the workload of a cluster whose results these are.
  mutating func take(_ json: inout JSONReader, of resource: String?) throws(ReadError) {
    guard try json.beginsArray() else { return }
    self.resource = resource
    try json.takeElements(into: &self)
  }

  private mutating func takeRecords(_ json: inout JSONReader, _ kind: ScanFinding.Kind) throws(ReadError) {
    guard try json.beginsArray() else { return }
    var records = TrivyRecords(kind: kind)
    swap(&records.texts, &texts)
    try json.takeElements(into: &records, isInner: true)
    swap(&records.texts, &texts)
  }

  /// - Source: trivy, pkg/types/report.go (ResultClass); before there were classes it looked for vulnerabilities alone.
  private static func kind(of word: String) -> ScanFinding.Kind? {
    switch word {
    case "os-pkgs", "lang-pkgs", "": .vulnerability
    case "config": .misconfiguration
    case "secret": .secret
    case "license", "license-file": .license
    default: nil
    }
  }

  private enum SummaryKey: String, CaseIterable {
    case failures = "Failures"
    case exceptions = "Exceptions"
  }
  private static let summaryKeys = Keys<SummaryKey>()

  private func summary(_ json: inout JSONReader) throws(ReadError) -> (failures: Int, exceptions: Int) {
    var summary = (failures: 0, exceptions: 0)
    guard try json.beginsObject() else { return summary }
    while let key = try json.nextKey(of: TrivyResults.summaryKeys) {
      switch key {
      case .failures: summary.failures = try json.wholeNumber() ?? 0
      case .exceptions: summary.exceptions = try json.wholeNumber() ?? 0
      }
    }
    return summary
  }

  /// Holds what a result counts against what it shows.
  private mutating func compare(_ summary: (failures: Int, exceptions: Int), _ rows: Range<Int>) {
    var (open, aside) = (0, 0)
    for place in rows where findings.row(place).kind == .misconfiguration {
      if findings.row(place).suppression >= 0 { aside += 1 } else { open += 1 }
    }
    unshown.failures = unshown.failures.addingClamped(max(summary.failures - open, 0))
    unshown.exceptions = unshown.exceptions.addingClamped(max(summary.exceptions - aside, 0))
  }

  private enum ModifiedKey: String, CaseIterable {
    case kind = "Type"
    case status = "Status"
    case statement = "Statement"
    case source = "Source"
    case finding = "Finding"
  }
  private static let modifiedKeys = Keys<ModifiedKey>()

  /// What an ignore file or a VEX document took out of the lists.
  private mutating func takeModified(_ json: inout JSONReader) throws(ReadError) {
    guard try json.beginsArray() else { return }
    while try json.nextElement() {
      var record = TrivyRecord()
      var kind = ""
      var (status, statement, source) = ("modified", "", "")
      try json.beginObject()
      while let key = try json.nextKey(of: TrivyResults.modifiedKeys) {
        switch key {
        case .kind: kind = try json.text() ?? ""
        case .status: status = try json.text()?.bounded ?? status
        case .statement: statement = try json.text()?.headline ?? ""
        case .source: source = try json.text()?.bounded ?? ""
        case .finding: record = try TrivyRecord(&json, &texts)
        }
      }
      guard var row = record.row(ScanFinding.Kind(rawValue: kind) ?? .code, &texts) else { continue }
      let reasons = [status, statement, source].filter { !$0.isEmpty }
      row.suppression = texts.findings.texts.append(reasons.joined(separator: ": ").bounded)
      texts.findings.append(row)
    }
  }

  /// Says where findings are that do not say so themselves: the target is a file, but for packages of a system, whose
  /// target is an image.
  private mutating func place(_ places: Range<Int>, at target: Int32, of kind: String) {
    let target = texts.unlessEmpty(target)
    texts.findings.amend(places) { [resource] row, texts in
      if let resource {
        row.path = -1
        row.title = texts.append("\(texts[row.title] ?? "") (\(resource))".bounded)
        return
      }
      let isFile =
        switch row.kind {
        case .vulnerability: kind == "lang-pkgs"
        case .license: kind == "license-file"
        case .misconfiguration, .secret, .code: true
        }
      if row.path < 0, isFile { row.path = target }
    }
  }
}

extension TrivyResults: JSONRecords {
  var fresh: TrivyResults {
    var fresh = TrivyResults()
    fresh.resource = resource
    return fresh
  }

  mutating func take(_ json: inout JSONReader) throws(ReadError) {
    count += 1
    let first = findings.count
    var target: Int32 = -1
    var (kind, type) = ("", "")
    var summary: (failures: Int, exceptions: Int)?
    try json.beginObject()
    while let key = try json.nextKey(of: TrivyResults.keys) {
      switch key {
      case .type: type = try json.text() ?? ""
      case .target: target = try texts.path(&json, unlessNull: target)
      case .kind: kind = try json.text() ?? ""
      case .vulnerabilities: try takeRecords(&json, .vulnerability)
      case .misconfigurations: try takeRecords(&json, .misconfiguration)
      case .secrets: try takeRecords(&json, .secret)
      case .licenses: try takeRecords(&json, .license)
      case .modified: try takeModified(&json)
      case .summary: summary = try self.summary(&json)
      }
    }
    if let summary { compare(summary, first..<findings.count) }
    if let looked = TrivyResults.kind(of: kind) { kinds.insert(looked) }
    if kind == "config", !type.isEmpty { areas.insert(type.bounded) }
    place(first..<findings.count, at: target, of: kind)
  }

  mutating func append(_ later: TrivyResults) -> Bool {
    count += later.count
    kinds.formUnion(later.kinds)
    areas.formUnion(later.areas)
    unshown.failures = unshown.failures.addingClamped(later.unshown.failures)
    unshown.exceptions = unshown.exceptions.addingClamped(later.unshown.exceptions)
    texts.findings.append(later.findings)
    return true
  }
}

/// The records of one list, but for checks that passed.
private struct TrivyRecords: JSONRecords {
  let kind: ScanFinding.Kind
  var texts = TrivyTexts()

  init(kind: ScanFinding.Kind) { self.kind = kind }

  var fresh: TrivyRecords { TrivyRecords(kind: kind) }

  mutating func take(_ json: inout JSONReader) throws(ReadError) {
    if let row = try TrivyRecord(&json, &texts).row(kind, &texts) { texts.findings.append(row) }
  }

  mutating func append(_ later: TrivyRecords) -> Bool {
    guard later.kind == kind else { return false }
    texts.findings.append(later.texts.findings)
    return true
  }
}

/// Findings, and the texts of theirs that were met last, each known by its place; -1 is none.
struct TrivyTexts {
  var findings = ScanFindings()
  private var recent = ReportTexts(hasURIs: false)
  /// What labels make of findings.
  private var ratings: [Int32: (severity: Severity, words: Int32)] = [:]
  /// Words of our own.
  private var own: [String: Int32] = [:]

  mutating func name(_ json: inout JSONReader, unlessNull known: Int32 = -1) throws(ReadError) -> Int32 {
    let place = try recent.name(&json, in: &findings.texts)
    return place < 0 ? known : place
  }

  mutating func headline(_ json: inout JSONReader) throws(ReadError) -> Int32 {
    try recent.headline(&json, in: &findings.texts)
  }

  mutating func path(_ json: inout JSONReader, unlessNull known: Int32 = -1) throws(ReadError) -> Int32 {
    let place = try recent.path(&json, in: &findings.texts)
    return place < 0 ? known : place
  }

  subscript(place: Int32) -> String? { findings.texts[place] }
  func unlessEmpty(_ place: Int32) -> Int32 { findings.texts.unlessEmpty(place) }

  mutating func place(of words: String) -> Int32 {
    if let known = own[words] { return known }
    let place = findings.texts.append(words)
    own[words] = place
    return place
  }

  mutating func rating(by label: Int32) -> (severity: Severity, words: Int32) {
    if let known = ratings[label] { return known }
    let word = self[label] ?? ""
    let words = word.isEmpty ? "no label of trivy's" : "trivy's label \(word)"
    let rating = (severity: Severity(word: word), words: place(of: words))
    ratings[label] = rating
    return rating
  }
}
