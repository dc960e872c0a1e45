import Model

extension Table {
  /// What scanners found, the worst first; what is of one component stands together.
  init(_ weaknesses: [Weakness], _ policy: Policy.Security) {
    let rated = weaknesses.map { (weakness: $0, severity: $0.rating(under: policy).severity) }
    let groups = Dictionary(grouping: rated) { $0.weakness.group }
    let worst = groups.mapValues { rows in rows.map(\.severity.rank).min() ?? 0 }
    let ordered = rated.sorted { a, b in
      let (first, second) = (a.weakness.group, b.weakness.group)
      return (worst[first] ?? 0, first, a.severity.rank, a.weakness.names[0])
        < (worst[second] ?? 0, second, b.severity.rank, b.weakness.names[0])
    }
    self.init(
      "What scanners found, by component", head: ["component or place", "rating", "finding", "fixed in", "more"],
      rows: ordered.map { row in
        [
          row.weakness.group, row.severity.rawValue, row.weakness.names[0],
          row.weakness.fixes.joined(separator: ", "), row.weakness.link(policy.links) ?? "",
        ]
      })
  }
}

extension Weakness {
  /// What it stands under: its component, else its file.
  fileprivate var group: String { components.first ?? location?.path.description ?? tools.joined(separator: ", ") }

  /// Where more is said of it, by the first of its names that somebody publishes.
  func link(_ links: [Policy.Link]) -> String? {
    for name in names {
      if let link = links.first(where: { $0.names.matches(text: name) }) {
        return link.address.replacing("{id}", with: name)
      }
    }
    return nil
  }
}

extension Case {
  /// Where a package comes from of which a report names no file: the one lock file or manifest of the repository that
  /// calls for its scanner, or of several the one that the change touches.
  ///
  /// The place is the same before and after the change as far as it can be, so that the finding is known again.
  func place(of weakness: Weakness) -> Location? {
    guard weakness.kind == .vulnerability, !weakness.components.isEmpty else { return nil }
    let tools = weakness.tools.map { $0.lowercased() }
    let needs = policy.security.needs.filter { need in
      need.kind == .vulnerability && need.tools.contains { tool in tools.contains { tool.matches(text: $0) } }
    }
    guard needs.count == 1 else { return nil }
    let sources = files.filter { file in
      ![.vendored, .testData, .example, .docs].contains(file.kind) && needs[0].files.contains { $0.matches(file.path) }
    }.map(\.path)
    if sources.count == 1 { return Location(sources[0]) }
    let touched = Set(touched.flatMap(\.paths)).intersection(sources)
    return touched.count == 1 ? touched.first.map { Location($0) } : nil
  }
}
