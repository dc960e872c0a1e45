import Model
import Syntax

/// A vulnerability, misconfiguration, secret or license; the names of their members do not overlap, so that one record
/// does for all. What it shows of a secret or of code is not read.
struct TrivyRecord {
  /// Texts are told in places of them; -1 is none.
  private var id: Int32 = -1
  private var package: Int32 = -1
  private var version: Int32 = -1
  private var fixed: Int32 = -1
  private var severity: Int32 = -1
  private var title: Int32 = -1
  private var message: Int32 = -1
  private var status: Int32 = -1
  private var category = ""
  private var path: Int32 = -1
  private var line: Int32 = -1

  /// In the order in which Trivy writes those of a vulnerability, which are many.
  private enum Key: String, CaseIterable {
    case vulnerability = "VulnerabilityID"
    case package = "PkgName"
    case packagePath = "PkgPath"
    case version = "InstalledVersion"
    case fixed = "FixedVersion"
    case status = "Status"
    case title = "Title"
    case severity = "Severity"
    case check = "ID"
    case message = "Message"
    case cause = "CauseMetadata"
    case rule = "RuleID"
    case category = "Category"
    case line = "StartLine"
    case license = "Name"
    case file = "FilePath"
  }
  private static let keys = Keys<Key>()
  private enum CauseKey: String, CaseIterable { case line = "StartLine" }
  private static let causeKeys = Keys<CauseKey>()

  init() {}

  @_optimize(speed)
  init(_ json: inout JSONReader, _ texts: inout TrivyTexts) throws(ReadError) {
    try json.beginObject()
    while let key = try json.nextKey(of: TrivyRecord.keys) {
      switch key {
      case .vulnerability, .check, .rule, .license: id = try texts.name(&json, unlessNull: id)
      case .package: package = try texts.name(&json)
      case .packagePath, .file: path = try texts.path(&json, unlessNull: path)
      case .version: version = try texts.name(&json)
      case .fixed: fixed = try texts.name(&json)
      case .status: status = try texts.name(&json)
      case .title: title = try texts.headline(&json)
      case .severity: severity = try texts.name(&json)
      case .message: message = try texts.headline(&json)
      case .category: category = try json.text()?.bounded ?? ""
      case .line: line = try json.place()
      case .cause:
        guard try json.beginsObject() else { continue }
        while try json.nextKey(of: TrivyRecord.causeKeys) != nil { line = try json.place() }
      }
    }
  }

  /// - Returns: `nil` for a check that passed.
  func row(_ kind: ScanFinding.Kind, _ texts: inout TrivyTexts) -> ScanFindings.Row? {
    var row = ScanFindings.Row(kind)
    if kind == .misconfiguration {
      let status = texts[status]
      if status == "PASS" { return nil }
      if status == "EXCEPTION" { row.suppression = texts.place(of: "status EXCEPTION") }
    }
    (row.severity, row.ratedBy) = texts.rating(by: severity)
    (row.id, row.title) = (id, title(kind, &texts))
    (row.package, row.version, row.fixedIn) = (texts.unlessEmpty(package), version, texts.unlessEmpty(fixed))
    (row.path, row.line) = (texts.unlessEmpty(path), line > 0 ? line : -1)
    return row
  }

  private func title(_ kind: ScanFinding.Kind, _ texts: inout TrivyTexts) -> Int32 {
    if kind == .license, !category.isEmpty { return texts.place(of: "a \(category) license") }
    for told in [title, message] where texts.unlessEmpty(told) >= 0 { return told }
    return texts.place(of: "a \(kind.rawValue)")
  }
}
