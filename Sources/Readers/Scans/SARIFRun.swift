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
  private var results: [SARIFResult] = []
  private var findings: [ScanFinding] = []
  private var hasResults = false
  private var hasResultsElsewhere = false
  private var linesOfCode: Int?

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
      case .properties: linesOfCode = try SARIFProperties(&json).linesOfCode
      }
    }
    guard tool.name != "sixgate" else {
      throw ReadError(met: "what sixgate itself found", wanted: "the report of the tool that looked")
    }
    settle(texts)
  }

  private mutating func takeResults(_ json: inout JSONReader, _ texts: inout SARIFTexts) throws(ReadError) {
    guard try json.beginsArray() else { return }
    hasResults = true
    var list = SARIFResults()
    swap(&list.texts, &texts)
    try json.takeElements(into: &list)
    swap(&list.texts, &texts)
    if results.isEmpty { results = list.results } else { results += list.results }
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

/// Results, and the texts that they name.
private struct SARIFResults: JSONRecords {
  var results: [SARIFResult] = []
  var texts = SARIFTexts()

  var fresh: SARIFResults { SARIFResults() }

  mutating func take(_ json: inout JSONReader) throws(ReadError) { results.append(try SARIFResult(&json, &texts)) }

  mutating func append(_ later: SARIFResults) -> Bool {
    let shift = texts.append(later.texts)
    results.reserveCapacity(results.count + later.results.count)
    for var result in later.results {
      result.move(by: shift)
      results.append(result)
    }
    return true
  }
}

extension SARIFRun {
  @_optimize(speed)
  private mutating func settle(_ texts: SARIFTexts) {
    let overrides = invocations.map { $0.levels(in: tool, texts) }
    let kind = tool.kind
    findings.reserveCapacity(results.count)
    for result in results {
      var finding = result.finding(kind, in: files.path(of: result.file, texts), texts)
      let place = tool.place(of: finding.id, result.rule, texts)
      // A run of one invocation need not say which of them found a result.
      let invocation = overrides.count == 1 ? 0 : Int(result.invocation)
      let override = overrides.indices.contains(invocation) ? place.flatMap { overrides[invocation][$0] } : nil
      tool.settle(&finding, by: place, isScored: result.isScored, override: override)
      findings.append(finding)
    }
  }

  var scan: Scan { Scan(tool: tool.name, origin: origin, state: state, findings: findings) }

  private var state: Scan.State {
    let hasFailed = invocations.contains { $0.hasFailed }
    let failure = "it says itself that its run did not succeed"
    if !hasResults { return .failed("the report has no results") }
    if hasFailed { return findings.isEmpty ? .failed(failure) : .partial(failure) }
    if linesOfCode == 0, findings.isEmpty { return .scannedNothing("it counted no lines of code") }
    if hasResultsElsewhere { return .partial("results are kept in other files, which are not read") }
    if let error = invocations.lazy.compactMap(\.error).first { return .partial("it reports the error: \(error)") }
    let undecided = results.count(where: \.isUndecided)
    return undecided > 0 ? .partial("\(undecided) results are open or wait for a review") : .complete
  }
}
