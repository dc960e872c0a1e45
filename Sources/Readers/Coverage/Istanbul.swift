import Model
import Syntax

extension Reader {
  static let istanbul = Reader(
    "istanbul", gates: [.coverage], usualNames: ["coverage-final.json", "coverage-final.json.gz"],
    source: "istanbul-lib-coverage, FileCoverage; what nyc, jest, vitest and c8 write"
  ) { head in
    head.jsonKeys != nil && head.contains("\"statementMap\"")
  } read: { source, _ throws(ReadError) in
    var json = JSONReader(&source)
    var draft = CoverageDraft()
    draft.tell { $0.tool = "istanbul" }
    try json.beginObject()
    while let path = try json.nextKey() {
      var file = IstanbulFile()
      try file.take(&json)
      draft.begin(Path(path))
      try file.tell(&draft)
      draft.end()
    }
    try json.finish()
    draft.carries.formUnion([.branches, .functions])
    return try draft.evidence()
  }

  static let istanbulSummary = Reader(
    "istanbul-summary", gates: [.coverage], usualNames: ["coverage-summary.json"],
    source: "istanbul-reports, json-summary"
  ) { head in
    head.hasKeys("total") && head.contains("\"pct\"") && head.contains("\"statements\"")
  } read: { source, _ throws(ReadError) in
    var json = JSONReader(&source)
    var draft = CoverageDraft()
    draft.tell { $0.tool = "istanbul" }
    try json.beginObject()
    while let path = try json.nextKey() {
      let totals = try istanbulTotals(&json)
      if path == "total" { continue }
      draft.begin(Path(path))
      for (kind, total) in totals { draft.add(total: total, of: kind) }
      draft.end()
    }
    try json.finish()
    return try draft.evidence()
  }
}

/// What a summary counts of a file.
private func istanbulTotals(_ json: inout JSONReader) throws(ReadError) -> [CoverageKind: Share] {
  var totals: [CoverageKind: Share] = [:]
  try json.beginObject()
  while let key = try json.nextKey() {
    guard let kind = CoverageKind(rawValue: key) else {
      try json.skip()
      continue
    }
    guard let share = try JSONShare(&json).share else {
      throw ReadError(line: json.line, met: "\(key) without total and covered", wanted: "both, and no more covered")
    }
    totals[kind] = share
  }
  return totals
}

/// One file: maps that say where things are, and counts of them by the same names, in any order.
struct IstanbulFile {
  private var statements: [String: IstanbulPlace] = [:]
  private var functions: [String: IstanbulPlace] = [:]
  private var branches: [String: IstanbulPlace] = [:]
  private var statementCounts: [String: CountSign] = [:]
  private var functionCounts: [String: CountSign] = [:]
  private var branchCounts: [String: [CountSign]] = [:]

  private enum Key: String, CaseIterable { case statementMap, fnMap, branchMap, s, f, b }
  private static let keys = Keys<Key>()

  mutating func take(_ json: inout JSONReader) throws(ReadError) {
    try json.beginObject()
    while let key = try json.nextKey(of: IstanbulFile.keys) {
      switch key {
      case .statementMap: statements = try IstanbulFile.places(&json)
      case .fnMap: functions = try IstanbulFile.places(&json)
      case .branchMap: branches = try IstanbulFile.places(&json)
      case .s: statementCounts = try IstanbulFile.counts(&json)
      case .f: functionCounts = try IstanbulFile.counts(&json)
      case .b: branchCounts = try IstanbulFile.armCounts(&json)
      }
    }
  }

  private static func places(_ json: inout JSONReader) throws(ReadError) -> [String: IstanbulPlace] {
    var places: [String: IstanbulPlace] = [:]
    try json.beginObject()
    while let name = try json.nextKey() { places[name] = try IstanbulPlace(&json) }
    return places
  }

  private static func counts(_ json: inout JSONReader) throws(ReadError) -> [String: CountSign] {
    var counts: [String: CountSign] = [:]
    try json.beginObject()
    while let name = try json.nextKey() { counts[name] = try json.count() }
    return counts
  }

  private static func armCounts(_ json: inout JSONReader) throws(ReadError) -> [String: [CountSign]] {
    var counts: [String: [CountSign]] = [:]
    try json.beginObject()
    while let name = try json.nextKey() {
      var arms: [CountSign] = []
      try json.beginArray()
      while try json.nextElement() { arms.append(try json.count()) }
      counts[name] = arms
    }
    return counts
  }
}

extension IstanbulFile {
  /// Tells what ran. A line is that in which a statement begins.
  func tell(_ draft: inout CoverageDraft) throws(ReadError) {
    for (name, place) in try IstanbulFile.sound(statements, statementCounts.keys, "statement") {
      if place.isSkipped { draft.exclude(1, .lines) } else { draft.add(place.line, statementCounts[name] ?? .zero) }
    }
    for (name, place) in try IstanbulFile.sound(functions, functionCounts.keys, "function") {
      let function = FunctionName(place.name ?? "(anonymous_\(name))", line: Int(place.line))
      if place.isSkipped {
        draft.exclude(1, .functions)
      } else {
        draft.add(function, isHit: functionCounts[name] == .positive)
      }
    }
    for (name, place) in try IstanbulFile.sound(branches, branchCounts.keys, "branch") {
      let arms = branchCounts[name] ?? Array(repeating: .zero, count: place.arms)
      if place.isSkipped { draft.exclude(arms.count, .branches) } else { tell(name, place, arms, &draft) }
    }
  }

  private func tell(_ name: String, _ place: IstanbulPlace, _ arms: [CountSign], _ draft: inout CoverageDraft) {
    let number = Int(name) ?? name.utf8.reduce(0) { $0 &* 31 &+ Int($1) }
    for (index, count) in arms.enumerated() {
      let words = place.type == "if" ? (index == 0 ? "never when true" : "never when false") : nil
      draft.add(
        Arm(place.line, number, index), isTaken: count == .positive,
        called: words ?? "never \(place.type ?? "arm") \(index + 1)")
    }
  }

  /// - Throws: where something is counted that is nowhere.
  private static func sound(
    _ places: [String: IstanbulPlace], _ counted: some Collection<String>, _ what: String
  ) throws(ReadError) -> [String: IstanbulPlace] {
    for name in counted where places[name] == nil {
      throw ReadError(met: "a count of the \(what) \(ReadError.quoted(name.utf8))", wanted: "its place in the map")
    }
    return places
  }
}

/// Where a statement, a function or a branch is, and what else is said of it.
struct IstanbulPlace {
  private(set) var line: UInt32 = 0
  private(set) var name: String?
  private(set) var type: String?
  private(set) var arms = 0
  /// Whether a hint in the source, or a tool, left it out; only before istanbul 1.
  private(set) var isSkipped = false

  private enum Key: String, CaseIterable { case start, decl, loc, line, name, type, locations, skip }
  private static let keys = Keys<Key>()
  private enum PointKey: String, CaseIterable { case line }
  private static let pointKeys = Keys<PointKey>()

  /// Of the lines that it may have, that of its declaration is the most telling, then its own, then that of its whole.
  init(_ json: inout JSONReader) throws(ReadError) {
    var lines: (declared: UInt32?, own: UInt32?, whole: UInt32?)
    try json.beginObject()
    while let key = try json.nextKey(of: IstanbulPlace.keys) {
      switch key {
      case .start: lines.own = try IstanbulPlace.point(&json)
      case .decl: lines.declared = try IstanbulPlace.range(&json)
      case .loc: lines.whole = try IstanbulPlace.range(&json)
      case .line: lines.own = try json.lineNumber()
      case .name: name = try json.text()
      case .type: type = try json.text()
      case .locations: arms = try IstanbulPlace.elements(&json)
      case .skip: isSkipped = try json.text() == "true"
      }
    }
    guard let line = lines.declared ?? lines.own ?? lines.whole else {
      throw ReadError(line: json.line, met: "a place without a line", wanted: "start, decl, loc or line")
    }
    self.line = line
  }

  private enum RangeKey: String, CaseIterable { case start }
  private static let rangeKeys = Keys<RangeKey>()

  private static func range(_ json: inout JSONReader) throws(ReadError) -> UInt32? {
    guard try json.beginsObject() else { return nil }
    var line: UInt32?
    while try json.nextKey(of: rangeKeys) != nil { line = try point(&json) }
    return line
  }

  private static func point(_ json: inout JSONReader) throws(ReadError) -> UInt32? {
    guard try json.beginsObject() else { return nil }
    var line: UInt32?
    while try json.nextKey(of: pointKeys) != nil {
      if try !json.isNull() { line = try json.lineNumber() }
    }
    return line
  }

  private static func elements(_ json: inout JSONReader) throws(ReadError) -> Int {
    var count = 0
    guard try json.beginsArray() else { return 0 }
    while try json.nextElement() {
      try json.skip()
      count += 1
    }
    return count
  }
}
