import Model
import Syntax

/// A format made ready for reading: the ways through its reports as one tree, and what is wanted where.
///
/// Every value is visited once, in the order of the report, and what no way leads to is passed over unseen.
struct ScanPlan: Sendable {
  struct Node: Sendable {
    /// Members by name, as `names` has them, and the way that leads to each one whatever it is called.
    fileprivate(set) var names: [String] = []
    fileprivate(set) var members: [Int] = []
    fileprivate(set) var every: Int?
    fileprivate(set) var table = JSONNames([])
    /// What is wanted of the value, and of what it is called.
    fileprivate(set) var uses: [Use] = []
    fileprivate(set) var nameUses: [Field] = []
    /// The entries whose records it is.
    fileprivate(set) var entries: [Int] = []
    /// The entries whose records are complete when it ends.
    fileprivate(set) var completes: [Int] = []
    /// Whether it says something about records that are deeper inside it.
    fileprivate(set) var speaksForRecords = false

    /// Of the members those that are attributes in XML.
    var attributes: [(name: String, node: Int)] {
      zip(names, members).compactMap { name, node in name.first == "@" ? (String(name.dropFirst()), node) : nil }
    }

    /// The way that leads on to what is called so.
    func child(_ name: String) -> Int? { names.firstIndex(of: name).map { members[$0] } ?? every }

    var isLeaf: Bool { members.isEmpty && every == nil }
    /// Whether anything has to be done when it begins and when it ends.
    var isScope: Bool { speaksForRecords || !completes.isEmpty }
  }

  enum Use: Sendable {
    case field(Field)
    case need(ScanFormat.Condition.Test)
    /// What was looked at; and what it would stand in, so that none of it counts as nothing.
    case scanned, scope
    /// What shows that findings were looked for.
    case looked
    /// How many findings there are by the report's own word.
    case counted, stated, putAside
    case filter(ScanFormat.Condition.Test)
    case subject(Scan.Subject, ScanFormat.Condition.Test)
    case tool(rank: Int)
    case target(rank: Int)
    case area, made
  }

  /// What a value is to the records of an entry.
  struct Field: Sendable {
    enum Meaning: Sendable {
      case place(ScanFormat.Place, rank: Int)
      /// One of the record's conditions, by its number.
      case condition(Int, ScanFormat.Condition.Test)
    }

    let entry: Int
    let meaning: Meaning
    /// The node that speaks for the records in it; `nil` where the record speaks for itself.
    let scope: Int?
  }

  let format: ScanFormat
  /// Those of what is found, then those of what is said, then those of what went wrong.
  let entries: [ScanFormat.Entry]
  private(set) var nodes = [Node()]

  var hasNeeds: Bool { !format.needs.isEmpty }
  func isFinding(_ entry: Int) -> Bool { entry < format.findings.count }
  func isStatement(_ entry: Int) -> Bool {
    !isFinding(entry) && entry < format.findings.count + format.statements.count
  }

  /// - Throws: where a path leads out of the report.
  init(_ format: ScanFormat) throws(ReadError) {
    self.format = format
    entries = format.findings + format.statements + format.problems
    for (index, entry) in entries.enumerated() {
      for path in entry.at { try add(index, entry, at: try Way(path, from: []).steps) }
    }
    for need in format.needs { try add(.need(need.test), at: need.path) }
    for path in format.scanned {
      try add(.scanned, at: path)
      try add(.scope, at: ReportPath(path.steps.dropLast()))
    }
    let uses: [([ReportPath], Use)] = [
      (format.lookedFor, .looked), (format.counted, .counted), (format.stated, .stated),
      (format.putAside, .putAside), (format.areas, .area), (format.made, .made),
    ]
    for (paths, use) in uses { for path in paths { try add(use, at: path) } }
    for filter in format.filters { try add(.filter(filter.test), at: filter.path) }
    for choice in format.subjects {
      for condition in choice.conditions { try add(.subject(choice.value, condition.test), at: condition.path) }
    }
    for (rank, path) in format.tool.enumerated() { try add(.tool(rank: rank), at: path) }
    for (rank, path) in format.target.enumerated() { try add(.target(rank: rank), at: path) }
    for index in nodes.indices { nodes[index].table = JSONNames(nodes[index].names) }
  }
}

/// A path that begins at the outermost value and has no way back.
private struct Way {
  var steps: [ReportPath.Step]
  var isOwnName = false

  init(_ path: ReportPath, from record: [ReportPath.Step]) throws(ReadError) {
    steps = path.isAbsolute ? [] : record
    for step in path.steps {
      switch step {
      case .parent:
        guard steps.popLast() != nil else {
          throw ReadError(met: "a path with too many ..", wanted: "one that stays in the report")
        }
      case .ownName: isOwnName = true
      case .member, .every: steps.append(step)
      }
    }
    guard steps.count <= 32 else { throw ReadError(met: "a path of \(steps.count) steps", wanted: "at most 32") }
  }
}

extension ScanPlan {
  @inline(never)
  private mutating func add(_ use: Use, at path: ReportPath) throws(ReadError) {
    nodes[try node(at: path)].uses.append(use)
  }

  private mutating func add(
    _ index: Int, _ entry: ScanFormat.Entry, at record: [ReportPath.Step]
  ) throws(ReadError) {
    guard entry.allConditions.count <= ScanRecord.conditionCap else {
      throw ReadError(met: "\(entry.allConditions.count) conditions", wanted: "at most \(ScanRecord.conditionCap)")
    }
    let home = node(at: record[...])
    nodes[home].entries.append(index)
    var outermost = record.count
    func field(_ meaning: Field.Meaning, _ path: ReportPath, _ plan: inout ScanPlan) throws(ReadError) {
      let way = try Way(path, from: record)
      let shared = zip(way.steps, record).prefix { $0 == $1 }.count
      outermost = min(outermost, shared)
      let scope = shared < record.count ? plan.node(at: record.prefix(shared)) : nil
      if let scope { plan.nodes[scope].speaksForRecords = true }
      plan.put(Field(entry: index, meaning: meaning, scope: scope), way)
    }
    for place in ScanFormat.Place.allCases {
      for (rank, path) in (entry.places[place] ?? []).enumerated() { try field(.place(place, rank: rank), path, &self) }
    }
    for (number, condition) in entry.allConditions.enumerated() {
      try field(.condition(number, condition.test), condition.path, &self)
    }
    nodes[node(at: record.prefix(outermost))].completes.append(index)
  }

  private mutating func put(_ field: Field, _ way: Way) {
    let index = node(at: way.steps[...])
    if way.isOwnName { nodes[index].nameUses.append(field) } else { nodes[index].uses.append(.field(field)) }
  }

  private mutating func node(at path: ReportPath) throws(ReadError) -> Int {
    node(at: try Way(path, from: []).steps[...])
  }

  private mutating func node(at steps: ArraySlice<ReportPath.Step>) -> Int {
    var at = 0
    for step in steps { at = child(of: at, step) }
    return at
  }

  private mutating func child(of index: Int, _ step: ReportPath.Step) -> Int {
    switch step {
    case .member(let name):
      if let place = nodes[index].names.firstIndex(of: name) { return nodes[index].members[place] }
      nodes[index].names.append(name)
      nodes[index].members.append(nodes.count)
    case .every, .parent, .ownName:
      if let every = nodes[index].every { return every }
      nodes[index].every = nodes.count
    }
    nodes.append(Node())
    return nodes.count - 1
  }
}

extension ScanFormat.Entry {
  /// The conditions of what counts, of what is suppressed and of kinds, in this order: by their numbers in it a
  /// record notes which were met.
  var allConditions: [ScanFormat.Condition] { conditions + (suppressed ?? []) + kinds.flatMap(\.conditions) }
}
