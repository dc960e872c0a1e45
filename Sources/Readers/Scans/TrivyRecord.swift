import Model
import Syntax

/// A vulnerability, misconfiguration, secret or license; the names of their members do not overlap, so that one record
/// does for all. What it shows of a secret or of code is not read.
struct TrivyRecord {
  private var id = ""
  private var package = ""
  private var version = ""
  private var fixed = ""
  private var severity = ""
  private var title = ""
  private var message = ""
  private var status = ""
  private var category = ""
  private var path = Path(bytes: [])
  private var line: Int?

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
      case .vulnerability, .check, .rule, .license: id = try json.optional(&texts.names) ?? id
      case .package: package = try json.optional(&texts.names) ?? ""
      case .packagePath, .file: path = try json.optional(&texts.paths) ?? path
      case .version: version = try json.optional(&texts.names) ?? ""
      case .fixed: fixed = try json.optional(&texts.names) ?? ""
      case .status: status = try json.optional(&texts.names) ?? ""
      case .title: title = try json.optional(&texts.headlines) ?? ""
      case .severity: severity = try json.optional(&texts.names) ?? ""
      case .message: message = try json.optional(&texts.headlines) ?? ""
      case .category: category = try json.text()?.bounded ?? ""
      case .line: line = try json.wholeNumber()
      case .cause:
        guard try json.beginsObject() else { continue }
        while try json.nextKey(of: TrivyRecord.causeKeys) != nil { line = try json.wholeNumber() }
      }
    }
  }

  /// - Returns: `nil` for a check that passed.
  func finding(_ kind: ScanFinding.Kind) -> ScanFinding? {
    if kind == .misconfiguration, status == "PASS" { return nil }
    let isException = kind == .misconfiguration && status == "EXCEPTION"
    let rating = Severity(word: severity)
    return ScanFinding(
      id: id, kind: kind, severity: rating,
      ratedBy: severity.isEmpty ? "no label of trivy's" : "trivy's label \(severity)",
      title: title(kind), component: package.isEmpty ? nil : Component(package, version: version),
      fixedIn: fixed.isEmpty ? nil : fixed, location: Location(path, line: line.flatMap { $0 > 0 ? $0 : nil }),
      suppression: isException ? "status EXCEPTION" : nil)
  }

  private func title(_ kind: ScanFinding.Kind) -> String {
    if kind == .license, !category.isEmpty { return "a \(category) license" }
    return title.isEmpty ? message.isEmpty ? "a \(kind.rawValue)" : message : title
  }
}
