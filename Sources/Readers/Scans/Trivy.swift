import Model
import Syntax

extension Reader {
  static let trivy = Reader(
    "trivy", gates: [.security], usualNames: ["trivy*.json", "*.trivy.json", "trivy*.json.gz"],
    source: "trivy, pkg/types/report.go (SchemaVersion 2), pkg/k8s/report and the list of before 2021", looksAhead: true
  ) { head in
    if head.hasKeys("SchemaVersion") {
      return ["ArtifactName", "ArtifactType", "Results", "ClusterName"].contains { head.hasKeys($0) }
    }
    if head.hasKeys("ClusterName") {
      return TrivyReport.clusterLists.contains { head.hasKeys($0) }
    }
    return head.bytes.first == UInt8(ascii: "[") && head.contains("\"Target\"") && head.contains("\"Vulnerabilities\"")
  } read: { source, origin throws(ReadError) in
    var json = JSONReader(&source)
    var report = TrivyReport()
    try report.take(&json)
    try json.finish()
    var evidence = Evidence()
    evidence.scans = [report.scan(origin)]
    return evidence
  }
}

/// What was taken of a report: of an artifact, of a cluster, or the bare list of results that old versions wrote.
struct TrivyReport {
  static let clusterLists = ["Resources", "Vulnerabilities", "Misconfigurations", "Findings"]

  private var results = TrivyResults()
  private var schema: Int?
  private var isCluster = false
  private var artifact: String?
  private var artifactType = ""
  private var hasSystem = false
  private var aliases: [String] = []
  private var made: Instant?
  private var resources = 0
  /// What went wrong with the first resource of a cluster where something did.
  private var error: String?

  private enum Key: String, CaseIterable {
    case schema = "SchemaVersion"
    case artifact = "ArtifactName"
    case artifactType = "ArtifactType"
    case metadata = "Metadata"
    case made = "CreatedAt"
    case results = "Results"
    case cluster = "ClusterName"
    case resources = "Resources"
    case vulnerabilities = "Vulnerabilities"
    case misconfigurations = "Misconfigurations"
    case findings = "Findings"
  }
  private static let keys = Keys<Key>()

  mutating func take(_ json: inout JSONReader) throws(ReadError) {
    if try json.peek() == .array { return try results.take(&json, of: nil) }
    try json.beginObject()
    while let key = try json.nextKey(of: TrivyReport.keys) {
      switch key {
      case .schema: schema = try json.wholeNumber()
      case .artifact: artifact = try json.optionalString()?.bounded
      case .artifactType: artifactType = try json.text() ?? ""
      case .metadata: try takeMetadata(&json)
      case .made: made = try json.text().flatMap { Instant(timestamp: $0) }
      case .results: try results.take(&json, of: nil)
      case .cluster:
        isCluster = true
        try json.skip()
      case .resources, .vulnerabilities, .misconfigurations, .findings: try takeResources(&json)
      }
    }
    guard schema == 2 || isCluster && schema ?? 0 == 0 else {
      throw ReadError(met: "SchemaVersion \(schema.map(String.init) ?? "none")", wanted: "2")
    }
  }

  private enum MetadataKey: String, CaseIterable {
    case system = "OS"
    case tags = "RepoTags"
    case digests = "RepoDigests"
  }
  private static let metadataKeys = Keys<MetadataKey>()
  private static let aliasCap = 32

  private mutating func takeMetadata(_ json: inout JSONReader) throws(ReadError) {
    guard try json.beginsObject() else { return }
    while let key = try json.nextKey(of: TrivyReport.metadataKeys) {
      switch key {
      case .system:
        hasSystem = try json.peek() == .object
        try json.skip()
      case .tags, .digests:
        guard try json.beginsArray() else { continue }
        while try json.nextElement() {
          if let name = try json.text()?.bounded, aliases.count < TrivyReport.aliasCap { aliases.append(name) }
        }
      }
    }
  }

  private enum ResourceKey: String, CaseIterable {
    case namespace = "Namespace"
    case kind = "Kind"
    case name = "Name"
    case results = "Results"
    case error = "Error"
  }
  private static let resourceKeys = Keys<ResourceKey>()

  /// The workloads of a cluster, each with results of its own.
  private mutating func takeResources(_ json: inout JSONReader) throws(ReadError) {
    guard try json.beginsArray() else { return }
    while try json.nextElement() {
      resources += 1
      var (namespace, kind, name) = ("", "", "")
      try json.beginObject()
      while let key = try json.nextKey(of: TrivyReport.resourceKeys) {
        switch key {
        case .namespace: namespace = try json.optionalString()?.bounded ?? ""
        case .kind: kind = try json.optionalString()?.bounded ?? ""
        case .name: name = try json.optionalString()?.bounded ?? ""
        case .results:
          try results.take(&json, of: [namespace, kind, name].filter { !$0.isEmpty }.joined(separator: "/"))
        case .error:
          if let text = try json.optionalString()?.headline, !text.isEmpty { error = error ?? text }
        }
      }
    }
  }
}

extension TrivyReport {
  func scan(_ origin: Path) -> Scan {
    var scan = Scan(tool: "trivy", origin: origin, target: artifact, state: state, findings: results.findings)
    scan.subject =
      switch artifactType {
      case "container_image", "vm": .image
      case "filesystem", "repository": .files
      default: nil
      }
    scan.aliases = aliases
    scan.putAside = results.unshown.exceptions
    scan.kinds = results.kinds
    (scan.areas, scan.made) = (results.areas, made)
    // Where it looks for vulnerabilities in files it looks for secrets too, and writes of none that it finds none.
    if scan.subject == .files, scan.kinds.contains(.vulnerability) { scan.kinds.insert(.secret) }
    return scan
  }

  /// Trivy leaves the list of results out when it has none, whether it looked at something or not.
  private var state: Scan.State {
    if let error { return .partial("it reports the error: \(error)") }
    if results.unshown.failures > 0 {
      return .partial("it counts \(results.unshown.failures.of("failed check")) that it does not show")
    }
    if isCluster { return resources > 0 ? .complete : .scannedNothing("the report names no resource of the cluster") }
    // An image was looked into even where nothing in it has packages; of a folder there is no such proof.
    let isLookedInto = hasSystem || artifactType == "container_image" || artifactType == "vm"
    return results.count > 0 || isLookedInto ? .complete : .scannedNothing("nothing that it can scan was there")
  }
}
