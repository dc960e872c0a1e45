import Model

extension Table {
  /// What scanners found, the worst first; what is of one component stands together.
  init(_ weaknesses: [Weakness], _ policy: Policy.Security) {
    let rows = weaknesses.indices.map { place in
      let weakness = weaknesses[place]
      return Row(
        group: weakness.group, severity: weakness.rating(under: policy).severity, name: weakness.names[0], place: place)
    }
    let worst = Dictionary(rows.map { ($0.group, $0.severity.rank) }, uniquingKeysWith: min)
    let groups = Dictionary(grouping: rows, by: \.group).map { name, rows in
      (rank: worst[name] ?? 0, name: name, rows: rows)
    }
    let ordered = groups.sorted { ($0.rank, $0.name) < ($1.rank, $1.name) }.flatMap { group in
      group.rows.sorted { ($0.severity.rank, $0.name) < ($1.severity.rank, $1.name) }
    }
    self.init(
      "What scanners found, by component", head: ["component or place", "rating", "finding", "fixed in", "more"],
      rows: ordered.map { row in
        let weakness = weaknesses[row.place]
        return [
          row.group, row.severity.rawValue, row.name, weakness.fixes.joined(separator: ", "),
          weakness.link(policy.links) ?? "",
        ]
      })
  }
}

/// What decides where a weakness stands in the table.
private struct Row {
  let group: String
  let severity: Severity
  let name: String
  let place: Int
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
      ![.vendored, .testData, .example, .docs].contains(file.kind) && needs[0].files.matches(file.path)
    }.map(\.path)
    if sources.count == 1 { return Location(sources[0]) }
    let touched = Set(touched.flatMap(\.paths)).intersection(sources)
    return touched.count == 1 ? touched.first.map { Location($0) } : nil
  }
}
