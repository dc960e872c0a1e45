package import Model
package import Syntax

extension ScanFormat {
  /// The formats of `gates/scanners/`, in the order of their files.
  ///
  /// - Throws: only where the program's own files are broken.
  package static func builtIn() throws(ReadError) -> [ScanFormat] {
    var formats: [ScanFormat] = []
    for root in try EmbeddedFile.named("scanners.yaml").sequence ?? [] { formats.append(try ScanFormat(root)) }
    return formats
  }

  private static let keys = [
    "format", "about", "syntax", "files", "recognised-by", "findings", "statements", "problems", "needs", "scanned",
    "looked-for", "counted", "stated", "put-aside", "filtered", "subjects", "target", "tool", "areas", "made",
    "first-column", "rooted", "writes-empty-lists",
  ]

  init(_ node: Node) throws(ReadError) {
    try node.check("a scanner's format", keys: ScanFormat.keys)
    guard let name = node["format"], let marks = node["recognised-by"],
      node["findings"] != nil || node["statements"] != nil
    else { throw node.error("a format with format, recognised-by and findings or statements") }
    self.init(name: try name.string(), about: try node["about"]?.string() ?? "")
    syntax = try node["syntax"]?.word(Syntax.self) ?? .json
    files = try node["files"]?.globs() ?? []
    firstColumn = try node["first-column"]?.whole() ?? 1
    isRooted = try node.flag("rooted")
    writesEmptyLists = try node.flag("writes-empty-lists")
    self.marks = try marks.rows()
    if let findings = node["findings"] {
      self.findings = try findings.elements { entry throws(ReadError) in try Entry(entry) }
    }
    statements = try node["statements"]?.elements { entry throws(ReadError) in try Entry(statement: entry) } ?? []
    problems = try node["problems"]?.elements { entry throws(ReadError) in try Entry(problem: entry) } ?? []
    needs = try node["needs"]?.conditions() ?? (findings + statements).flatMap { $0.at.map(\.list) }
    scanned = try node.paths("scanned")
    lookedFor = try node.paths("looked-for")
    counted = try node.paths("counted")
    stated = try node.paths("stated")
    putAside = try node.paths("put-aside")
    filters = try node["filtered"]?.conditions() ?? []
    subjects = try node["subjects"]?.members("subjects").map(Choice.init) ?? []
    target = try node.paths("target")
    tool = try node.paths("tool")
    areas = try node.paths("areas")
    made = try node.paths("made")
  }

  /// A format as somebody else writes it, which is tried before it is used.
  init(checked node: Node) throws(ReadError) {
    try self.init(node)
    do throws(ReadError) {
      _ = try ScanPlan(self)
    } catch {
      throw ReadError(line: node.line, column: node.column, met: error.met, wanted: error.wanted)
    }
  }
}

extension ScanFormat.Entry {
  private static let keys =
    ["at", "kind", "kinds", "where", "suppressed", "words"] + ScanFormat.Place.allCases.map(\.rawValue)

  fileprivate init(_ node: Node) throws(ReadError) {
    let members = try node.members("what is found", keys: Self.keys)
    guard let at = node["at"], let kind = node["kind"] else { throw node.error("what is found, with at and kind") }
    self.init(at: try at.paths())
    self.kind = try kind.word(ScanFinding.Kind.self)
    for (key, value) in members {
      switch key {
      case "where": conditions = try value.conditions()
      case "suppressed": suppressed = try value.conditions()
      case "kinds": kinds = try value.members(key).map(ScanFormat.Choice.init)
      case "words":
        for (word, rating) in try value.members(key) { words[word.lowercased()] = try rating.word(Severity.self) }
      default:
        if let place = ScanFormat.Place(rawValue: key) { places[place] = try value.paths() }
      }
    }
  }

  fileprivate init(statement node: Node) throws(ReadError) {
    let places: [ScanFormat.Place] = [.id, .aliases, .package, .status, .reason]
    try node.check("a statement", keys: ["at", "where"] + places.map(\.rawValue))
    guard let at = node["at"], node["status"] != nil else { throw node.error("a statement with at and status") }
    self.init(at: try at.paths())
    conditions = try node["where"]?.conditions() ?? []
    for place in places { self.places[place] = try node[place.rawValue]?.paths() }
  }

  /// A path to a text, or where such records are and what they say.
  fileprivate init(problem node: Node) throws(ReadError) {
    if node.mapping == nil {
      self.init(at: try node.paths())
      places[.title] = [ReportPath([])]
      return
    }
    try node.check("a problem", keys: ["at", "where", "title"])
    guard let at = node["at"], let title = node["title"] else { throw node.error("a problem with at and title") }
    self.init(at: try at.paths())
    conditions = try node["where"]?.conditions() ?? []
    places[.title] = try title.paths()
  }
}

extension ScanFormat.Choice where Value: RawRepresentable & CaseIterable, Value.RawValue == String {
  fileprivate init(_ name: String, _ node: Node) throws(ReadError) {
    let words = Value.allCases.map(\.rawValue)
    guard let value = Value(rawValue: name) else {
      throw ReadError(
        line: node.line, column: node.column, met: "the kind \(ReadError.quoted(name.utf8))",
        wanted: "one of \(words.joined(separator: ", "))\(words.hint(for: name))")
    }
    self.init(value, if: try node.conditions())
  }
}

extension ReportPath {
  /// The outermost list or mapping on the way, or what the path leads to.
  fileprivate var list: ScanFormat.Condition {
    ScanFormat.Condition(ReportPath(Array(steps.prefix { $0 != .every })), .isThere)
  }

  fileprivate init(_ text: String, at node: Node) throws(ReadError) {
    self.init(isAbsolute: text.hasPrefix("/"), [])
    for part in text.pieces(between: "/").dropFirst(isAbsolute ? 1 : 0) {
      switch part {
      case "": throw node.error("a path without empty steps, as in results/*/id")
      case ".": continue
      case "..": steps.append(.parent)
      case "*": steps.append(.every)
      case "name()": steps.append(.ownName)
      default: steps.append(.member(part))
      }
    }
    guard steps.dropLast().allSatisfy({ $0 != .ownName }) else { throw node.error("name() at the end of a path") }
  }
}

extension ScanFormat.Condition {
  /// Reads `a/b`, `!a/b`, `a/b = x | y` and `a/b != x`.
  fileprivate init(_ text: String, at node: Node) throws(ReadError) {
    for (sign, isWanted) in [(" != ", false), (" = ", true)] {
      guard let cut = text.parted(by: sign) else { continue }
      let values = cut.tail.pieces(between: "|")
      self.init(try ReportPath(cut.head, at: node), isWanted ? .isOneOf(values) : .isNoneOf(values))
      return
    }
    let isMissing = text.hasPrefix("!")
    self.init(try ReportPath(isMissing ? String(text.dropFirst()) : text, at: node), isMissing ? .isMissing : .isThere)
  }
}

extension Node {
  fileprivate func paths() throws(ReadError) -> [ReportPath] {
    try strings().map { text throws(ReadError) in try ReportPath(text, at: self) }
  }

  /// Those of a member; none where it is not there.
  @inline(never)
  fileprivate func paths(_ key: String) throws(ReadError) -> [ReportPath] { try self[key]?.paths() ?? [] }

  fileprivate func flag(_ key: String) throws(ReadError) -> Bool {
    guard let value = self[key] else { return false }
    guard let flag = value.bool else { throw value.error("\(key): true or false") }
    return flag
  }

  fileprivate func conditions() throws(ReadError) -> [ScanFormat.Condition] {
    try strings().map { text throws(ReadError) in try ScanFormat.Condition(text, at: self) }
  }

  /// Lists of conditions, or one list of them.
  fileprivate func rows() throws(ReadError) -> [[ScanFormat.Condition]] {
    guard let rows = sequence, rows.contains(where: { $0.sequence != nil }) else { return [try conditions()] }
    return try rows.map { row throws(ReadError) in try row.conditions() }
  }

  fileprivate func elements<Element>(
    _ read: (Node) throws(ReadError) -> Element
  ) throws(ReadError) -> [Element] {
    try (sequence ?? [self]).map(read)
  }
}
