import Model
import Syntax

/// Takes a report's values as they come, and makes findings of them.
///
/// Whoever reads the syntax says where in the plan's tree a value begins and ends, and what it says.
struct ScanTaking {
  let plan: ScanPlan
  private let origin: Path
  private var findings = ScanFindings()
  private(set) var statements: [Statement] = []
  private var problems: [String] = []
  private var problemCount = 0
  private var meetsNeeds = false
  private var scanned: Int?
  private var counted = 0
  private var stated = 0
  private var putAside = 0
  private var isFiltered = false
  private var subjects: Set<Scan.Subject> = []
  private var hasLooked = false
  private var tool: (name: String, rank: Int)?
  private var target: (name: String, rank: Int)?
  private var areas: Set<String> = []
  private var made: Instant?

  /// Records that have begun and are not complete.
  private var records: [ScanRecord] = []
  /// Of each entry the record that is being read, by its place among the records.
  private var current: [Int?]
  private var scopes: [Scope] = []

  /// Something that has begun, and whose end completes records or tells more about them.
  private static let areaCap = 64

  private struct Scope {
    let node: Int
    /// How many records there were when it began.
    let first: Int
    /// What it says about the records of entries.
    var says: [ScanRecord] = []
  }

  init(_ plan: ScanPlan, _ origin: Path) {
    self.plan = plan
    self.origin = origin
    current = Array(repeating: nil, count: plan.entries.count)
  }
}

extension ScanTaking {
  /// A value begins.
  /// - Parameter name: what it is called, where it is called something.
  mutating func begin(_ node: Int, name: String? = nil) {
    if plan.nodes[node].isScope { scopes.append(Scope(node: node, first: records.count)) }
    for entry in plan.nodes[node].entries {
      current[entry] = records.count
      records.append(ScanRecord(entry))
    }
    if let name, !plan.nodes[node].nameUses.isEmpty {
      for field in plan.nodes[node].nameUses { take(field, name) }
    }
  }

  /// The value that has begun is there; what it says, where it is a scalar.
  mutating func take(_ node: Int, _ text: String?) {
    for use in plan.nodes[node].uses {
      switch use {
      case .field(let field): take(field, text)
      case .need(let test): meetsNeeds = meetsNeeds || test.holds(of: text)
      case .filter(let test): isFiltered = isFiltered || test.holds(of: text)
      case .subject(let subject, let test): if test.holds(of: text) { subjects.insert(subject) }
      case .scanned: scanned = (scanned ?? 0).addingClamped(text.map { Int($0) ?? 1 } ?? 1)
      case .scope: scanned = scanned ?? 0
      case .looked: hasLooked = true
      case .counted: counted = counted.addingClamped(count(text))
      case .stated: stated = stated.addingClamped(count(text))
      case .putAside: putAside = putAside.addingClamped(count(text))
      case .tool(let rank): ScanTaking.take(text, rank, &tool)
      case .target(let rank): ScanTaking.take(text, rank, &target)
      case .area: if let text, areas.count < ScanTaking.areaCap { areas.insert(text.bounded) }
      case .made: made = made ?? text.flatMap { Instant(timestamp: $0) }
      }
    }
  }

  /// Null stands there, or a list; neither is counted itself.
  mutating func takeBlank(_ node: Int, isList: Bool) {
    for use in plan.nodes[node].uses {
      switch use {
      case .field(let field): if isList { take(field, nil) }
      case .need(let test): meetsNeeds = meetsNeeds || test.holds(isSeen: true, isMet: false)
      case .scanned, .scope: scanned = scanned ?? 0
      case .looked: hasLooked = hasLooked || isList
      case .subject(let subject, let test): if isList, test.holds(of: nil) { subjects.insert(subject) }
      case .counted, .stated, .putAside, .filter, .tool, .target, .area, .made: break
      }
    }
  }

  /// The value has ended.
  mutating func end(_ node: Int) {
    if plan.nodes[node].isScope { close(node) }
    for entry in plan.nodes[node].entries { current[entry] = nil }
  }

  private func count(_ text: String?) -> Int { text.flatMap { Int($0.prefix { $0 != "." }) } ?? 0 }

  private static func take(_ text: String?, _ rank: Int, _ known: inout (name: String, rank: Int)?) {
    guard let text, !text.isEmpty, rank < known?.rank ?? Int.max else { return }
    known = (text.bounded, rank)
  }

  private mutating func take(_ field: ScanPlan.Field, _ text: String?) {
    let entry = plan.entries[field.entry]
    if let scope = field.scope {
      guard let place = scopes.lastIndex(where: { $0.node == scope }) else { return }
      if !scopes[place].says.contains(where: { $0.entry == field.entry }) {
        scopes[place].says.append(ScanRecord(field.entry))
      }
      for index in scopes[place].says.indices where scopes[place].says[index].entry == field.entry {
        scopes[place].says[index].take(field.meaning, text, entry)
      }
    } else if let record = current[field.entry] {
      records[record].take(field.meaning, text, entry)
    }
  }

  private mutating func close(_ node: Int) {
    guard let scope = scopes.popLast() else { return }
    for said in scope.says {
      for index in scope.first..<records.count where records[index].entry == said.entry { records[index].take(said) }
    }
    let complete = plan.nodes[node].completes
    if complete.isEmpty { return }
    let inside = records[scope.first...]
    records.removeSubrange(scope.first...)
    for record in inside {
      if complete.contains(record.entry) { conclude(record) } else { records.append(record) }
    }
  }

  private mutating func conclude(_ record: ScanRecord) {
    let entry = plan.entries[record.entry]
    guard record.counts(entry) else { return }
    if plan.isFinding(record.entry) { return findings.append(record.finding(entry, of: plan.format)) }
    if plan.isStatement(record.entry) {
      if let statement = record.statement(origin) { statements.append(statement) }
      return
    }
    guard record.isProblem else { return }
    problemCount += 1
    if problems.count < 3 { problems.append(record.title) }
  }
}

extension ScanRecord {
  fileprivate mutating func take(_ meaning: ScanPlan.Field.Meaning, _ text: String?, _ entry: ScanFormat.Entry) {
    switch meaning {
    case .place(let place, let rank):
      if let text { take(text, at: place, rank: rank, entry) }
    case .condition(let number, let test): take(condition: number, test, text)
    }
  }

  /// Whether it tells of something: writers that have nothing to tell write an empty text, `false` or 0.
  fileprivate var isProblem: Bool { !["", "0", "false"].contains(title) }
}

extension ScanTaking {
  /// What was read, when all of it was.
  ///
  /// - Throws: where what every whole report holds is not there.
  func scan() throws(ReadError) -> Scan {
    guard meetsNeeds || !plan.hasNeeds else {
      let needs = plan.format.needs.map(\.description).joined(separator: " or ")
      throw ReadError(
        met: problems.first.map { "the error \(ReadError.quoted($0.utf8))" } ?? "a report without \(needs)",
        wanted: "the whole report of a scan by \(plan.format.name)")
    }
    var scan = Scan(
      tool: tool?.name ?? plan.format.name, origin: origin, target: target?.name, state: state, findings: findings)
    (scan.areas, scan.made, scan.isFiltered) = (areas, made, isFiltered)
    // Who scanned both may stand for either.
    scan.subject = subjects.count == 1 ? subjects.first : nil
    scan.putAside = max(putAside - findings.indices.count { findings.row($0).suppression >= 0 }, 0)
    scan.isInventory = !plan.format.lookedFor.isEmpty && !hasLooked
    return scan
  }

  private var state: Scan.State {
    if let first = problems.first {
      let others = problemCount > 1 ? " (and \(problemCount - 1) more)" : ""
      let reason = "it reports: \(first)\(others)"
      return findings.isEmpty && scanned == 0 ? .failed(reason) : .partial(reason)
    }
    if counted > findings.count {
      return .partial("it counts \(counted.of("finding")), and \(findings.count) can be read")
    }
    if stated > 0, findings.isEmpty { return .partial("it says that there are findings (\(stated)), and shows none") }
    return scanned == 0 && findings.isEmpty ? .scannedNothing("it counts nothing that it looked at") : .complete
  }
}
