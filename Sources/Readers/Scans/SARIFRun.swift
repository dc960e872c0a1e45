import Model
import Syntax

/// A `run`: what one tool did once.
///
/// Its members come in any order, so what a result leaves to its rule, its invocation or the run's folders is settled
/// at the end.
struct SARIFRun {
  private let origin: Path
  private var tool = SARIFTool()
  private var files = SARIFFiles()
  private var invocations: [SARIFInvocation] = []
  private var results = SARIFResults()
  private var findings = ScanFindings()
  private var hasResults = false
  private var hasResultsElsewhere = false
  private var linesOfCode: Int?
  private var image: String?

  init(_ origin: Path) { self.origin = origin }

  private enum Key: String, CaseIterable {
    case tool, results, invocations, artifacts, originalUriBaseIds, externalPropertyFileReferences, properties
  }
  private static let keys = Keys<Key>()

  mutating func take(_ json: inout JSONReader, _ texts: inout SARIFTexts) throws(ReadError) {
    try json.beginObject()
    while let key = try json.nextKey(of: SARIFRun.keys) {
      switch key {
      case .tool: try tool.take(&json, &texts)
      case .results: try takeResults(&json, &texts)
      case .invocations:
        guard try json.beginsArray() else { continue }
        while try json.nextElement() { invocations.append(try SARIFInvocation(&json, &texts)) }
      case .artifacts: try files.takeArtifacts(&json, &texts)
      case .originalUriBaseIds: try files.takeBases(&json, &texts)
      case .externalPropertyFileReferences: try takeExternal(&json)
      case .properties:
        let properties = try SARIFProperties(&json)
        (linesOfCode, image) = (properties.linesOfCode, properties.image)
      }
    }
    guard tool.name != "sixgate" else {
      throw ReadError(met: "what sixgate itself found", wanted: "the report of the tool that looked")
    }
    settle(&texts)
  }

  private mutating func takeResults(_ json: inout JSONReader, _ texts: inout SARIFTexts) throws(ReadError) {
    guard try json.beginsArray() else { return }
    hasResults = true
    swap(&results.texts, &texts)
    try json.takeElements(into: &results)
    swap(&results.texts, &texts)
  }

  /// A run may keep its members in files beside the log.
  private mutating func takeExternal(_ json: inout JSONReader) throws(ReadError) {
    guard try json.beginsObject() else { return }
    while let key = try json.nextKey() {
      if key == "results" { hasResultsElsewhere = true }
      try json.skip()
    }
  }
}

extension SARIFRun {
  private mutating func settle(_ texts: inout SARIFTexts) {
    let overrides = invocations.map { $0.levels(in: tool, texts) }
    var rules = SARIFSettling(tool)
    var list = SARIFResults()
    swap(&list, &results)
    list.handOver { result in
      let rule = rules.rule(of: result, &texts)
      // A run of one invocation need not say which of them found a result.
      let invocation = overrides.count == 1 ? 0 : Int(result.invocation)
      let override = overrides.indices.contains(invocation) ? rule.place.flatMap { overrides[invocation][$0] } : nil
      var row = result.row(rule.kind)
      row.path = files.path(of: result.file, &texts)
      rule.settle(&row, of: result, override: override, &texts)
      findings.append(row)
    }
    swap(&list, &results)
  }

  var scan: Scan {
    var scan = Scan(tool: tool.name, origin: origin, target: image, state: state, findings: findings)
    if image != nil { scan.subject = .image }
    return scan
  }

  private var state: Scan.State {
    let hasFailed = invocations.contains { $0.hasFailed }
    let failure = "it says itself that its run did not succeed"
    if !hasResults { return .failed("the report has no results") }
    if hasFailed { return findings.isEmpty ? .failed(failure) : .partial(failure) }
    if linesOfCode == 0, findings.isEmpty { return .scannedNothing("it counted no lines of code") }
    if hasResultsElsewhere { return .partial("results are kept in other files, which are not read") }
    if let error = invocations.lazy.compactMap(\.error).first { return .partial("it reports the error: \(error)") }
    return results.undecided > 0 ? .partial("\(results.undecided) results are open or wait for a review") : .complete
  }
}
