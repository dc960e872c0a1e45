import Model
import Syntax

/// The findings of a report's results.
struct TrivyResults {
  private(set) var findings: [ScanFinding] = []
  private(set) var count = 0
  /// What it looked for, by the classes of the results.
  private(set) var kinds: Set<ScanFinding.Kind> = []
  /// What its checks of configuration were about: `terraform`, `kubernetes`.
  private(set) var areas: Set<String> = []
  private var texts = TrivyTexts()
  private var resource: String?

  private enum Key: String, CaseIterable {
    case target = "Target"
    case kind = "Class"
    case type = "Type"
    case vulnerabilities = "Vulnerabilities"
    case misconfigurations = "Misconfigurations"
    case secrets = "Secrets"
    case licenses = "Licenses"
    case modified = "ExperimentalModifiedFindings"
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
    if findings.isEmpty { findings = records.findings } else { findings += records.findings }
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
      guard var finding = record.finding(ScanFinding.Kind(rawValue: kind) ?? .code) else { continue }
      let reasons = [status, statement, source].filter { !$0.isEmpty }
      finding.suppression = reasons.joined(separator: ": ").bounded
      findings.append(finding)
    }
  }

  /// Says where a finding is that does not say so itself: the target is a file, but for packages of a system, whose
  /// target is an image.
  private static func place(_ finding: inout ScanFinding, at target: Path, of kind: String, _ resource: String?) {
    if let resource {
      finding.location = nil
      finding.title = "\(finding.title) (\(resource))".bounded
      return
    }
    guard finding.location?.path.isEmpty == true else { return }
    let isFile =
      switch finding.kind {
      case .vulnerability: kind == "lang-pkgs"
      case .license: kind == "license-file"
      case .misconfiguration, .secret, .code: true
      }
    if isFile, !target.isEmpty { finding.location?.path = target } else { finding.location = nil }
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
    var target = Path(bytes: [])
    var (kind, type) = ("", "")
    try json.beginObject()
    while let key = try json.nextKey(of: TrivyResults.keys) {
      switch key {
      case .type: type = try json.text() ?? ""
      case .target: target = try json.optional(&texts.paths) ?? target
      case .kind: kind = try json.text() ?? ""
      case .vulnerabilities: try takeRecords(&json, .vulnerability)
      case .misconfigurations: try takeRecords(&json, .misconfiguration)
      case .secrets: try takeRecords(&json, .secret)
      case .licenses: try takeRecords(&json, .license)
      case .modified: try takeModified(&json)
      }
    }
    if let looked = TrivyResults.kind(of: kind) { kinds.insert(looked) }
    if kind == "config", !type.isEmpty { areas.insert(type.bounded) }
    for index in first..<findings.count { TrivyResults.place(&findings[index], at: target, of: kind, resource) }
  }

  mutating func append(_ later: TrivyResults) -> Bool {
    count += later.count
    kinds.formUnion(later.kinds)
    areas.formUnion(later.areas)
    findings += later.findings
    return true
  }
}

/// The records of one list, but for checks that passed.
private struct TrivyRecords: JSONRecords {
  let kind: ScanFinding.Kind
  var findings: [ScanFinding] = []
  var texts = TrivyTexts()

  init(kind: ScanFinding.Kind) { self.kind = kind }

  var fresh: TrivyRecords { TrivyRecords(kind: kind) }

  mutating func take(_ json: inout JSONReader) throws(ReadError) {
    if let finding = try TrivyRecord(&json, &texts).finding(kind) { findings.append(finding) }
  }

  mutating func append(_ later: TrivyRecords) -> Bool {
    guard later.kind == kind else { return false }
    findings += later.findings
    return true
  }
}

/// The texts that a report says again and again.
struct TrivyTexts {
  var headlines = Recent { String(decoding: $0, as: UTF8.self).headline }
  var names = Recent { String(decoding: $0, as: UTF8.self).bounded }
  var paths = Recent { Path(bytes: $0).normalised }
}
