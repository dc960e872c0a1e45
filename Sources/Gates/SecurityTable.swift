import Model

extension Table {
  /// What scanners found, the worst first; what is of one component stands together.
  ///
  /// - Parameter rated: a list for each severity, the worst first.
  init(_ rated: [[Weakness]], of found: Weaknesses, _ policy: Policy.Security) {
    let groups = TableGroups(rated, of: found)
    var links = Links(policy.links)
    let weaknesses = Array(rated.joined())
    var rows: [[String]] = []
    rows.reserveCapacity(weaknesses.count)
    groups.forEach { name, severity, places in
      var called = places.map { (place: $0, name: weaknesses[$0].name) }
      if called.count > 1 { called.sort { ($0.name, $0.place) < ($1.name, $1.place) } }
      for row in called {
        let weakness = weaknesses[row.place]
        rows.append([name, severity.rawValue, row.name, weakness.listedFixes, links.link(to: weakness, row.name)])
      }
    }
    self.init(
      "What scanners found, by component", head: ["component or place", "rating", "finding", "fixed in", "more"],
      rows: rows)
  }
}

/// What stands together in the table: weaknesses of a component, else of a file.
private struct TableGroups {
  private var names: [String] = []
  private var numbers: [String: Int] = [:]
  /// Those of files, by the numbers of their paths.
  private var ofPaths: [Int?]
  /// Of all weaknesses the place of the group, the rank and the own place, in a number each: these are put in order fast.
  private var order: [UInt64] = []

  init(_ rated: [[Weakness]], of found: Weaknesses) {
    ofPaths = Array(repeating: nil, count: found.pathCount)
    order.reserveCapacity(found.count)
    // By the worst that is in them, as they are met.
    var worst: [Int] = []
    for (rank, weaknesses) in rated.enumerated() {
      for weakness in weaknesses {
        let number = number(of: weakness)
        if number == worst.count { worst.append(rank) }
        order.append(UInt64(number) << 3 | UInt64(rank))
      }
    }
    let inOrder = names.indices.sorted { (worst[$0], names[$0]) < (worst[$1], names[$1]) }
    var places = [UInt64](repeating: 0, count: names.count)
    for (place, number) in inOrder.enumerated() { places[number] = UInt64(place) }
    names = inOrder.map { names[$0] }
    for (place, key) in order.enumerated() {
      order[place] = (places[Int(key >> 3)] << 3 | key & 7) << 32 | UInt64(place)
    }
    order.sort()
  }

  private mutating func number(of weakness: Weakness) -> Int {
    guard let row = weakness.onlyRow, row.package < 0, row.path >= 0 else { return number(of: weakness.group) }
    let path = Int(weakness.first.path)
    if let known = ofPaths[path] { return known }
    let number = number(of: weakness.group)
    ofPaths[path] = number
    return number
  }

  private mutating func number(of name: String) -> Int {
    let number = numbers.value(of: name, orInsert: names.count)
    if number == names.count { names.append(name) }
    return number
  }

  /// Hands over the places of weaknesses that are of one group and equally bad, in the order of groups and severities.
  func forEach(_ body: (_ name: String, Severity, _ places: [Int]) -> Void) {
    let severities = Severity.allCases
    var start = 0
    while start < order.count {
      let key = order[start] >> 32
      let end = order[start...].firstIndex { $0 >> 32 != key } ?? order.count
      body(names[Int(key >> 3)], severities[Int(key & 7)], order[start..<end].map { Int($0 & 0xFFFF_FFFF) })
      start = end
    }
  }
}

extension Weakness {
  /// What it stands under: its component, else its file.
  fileprivate var group: String { components.first ?? location?.path.description ?? tools.joined(separator: ", ") }

  fileprivate var listedFixes: String {
    if let row = plainRow { return texts(first)[row.fixedIn] ?? "" }
    return fixes.joined(separator: ", ")
  }
}

/// Where more is said of vulnerabilities that somebody publishes.
private struct Links {
  private var links: [(names: Glob, parts: [String])] = []
  /// Those of names that were met lately.
  private var known: [String: String] = [:]
  private static let most = 4096

  init(_ links: [Policy.Link]) {
    self.links = links.map { link in
      let ends = link.address.ranges(of: "{id}")
      let starts = [link.address.startIndex] + ends.map(\.upperBound)
      let parts = zip(starts, ends.map(\.lowerBound) + [link.address.endIndex]).map { link.address[$0..<$1] }
      return (link.names, parts.map(String.init))
    }
  }

  /// By the first of its names for which there is a link; empty where there is none.
  mutating func link(to weakness: Weakness, _ name: String) -> String {
    guard weakness.plainRow != nil else { return weakness.names.lazy.compactMap(link).first ?? "" }
    if let link = known[name] { return link }
    if known.count == Links.most { known.removeAll(keepingCapacity: true) }
    let link = link(to: name) ?? ""
    known[name] = link
    return link
  }

  private func link(to name: String) -> String? {
    let place = links.indices.first { links[$0].names.matches(text: name) }
    return place.map { links[$0].parts.joined(separator: name) }
  }
}

/// Where packages come from of which a report names no file: the one lock file or manifest of the repository that
/// calls for their scanner, or of several the one that the change touches.
///
/// The place is the same before and after the change as far as it can be, so that the finding is known again.
struct SourcePlaces {
  private let matter: Case
  /// By the names of tools.
  private var known: [[String]: Location?] = [:]

  init(_ matter: Case) { self.matter = matter }

  mutating func place(of weakness: Weakness) -> Location? {
    guard weakness.kind == .vulnerability, weakness.isInPackage else { return nil }
    let tools = weakness.tools
    if let place = known[tools] { return place }
    let place = matter.place(of: tools)
    known[tools] = .some(place)
    return place
  }
}

extension Case {
  fileprivate func place(of tools: [String]) -> Location? {
    let tools = tools.map { $0.lowercased() }
    let needs = policy.security.needs.filter { need in
      need.kind == .vulnerability && need.tools.contains { tool in tools.contains { tool.matches(text: $0) } }
    }
    guard needs.count == 1 else { return nil }
    let sources = files.all.filter { file in
      ![.vendored, .testData, .example, .docs].contains(file.kind) && needs[0].files.matches(file.path)
    }.map(\.path)
    if sources.count == 1 { return Location(sources[0]) }
    let touched = Set(touched.flatMap(\.paths)).intersection(sources)
    return touched.count == 1 ? touched.first.map { Location($0) } : nil
  }
}
