internal import Model

extension Table {
  /// A picture for each of its rows, of what they say in words; empty where they are not drawn.
  var bars: [String] {
    switch head.first {
    case "changed file": rows.map { strip($0.last ?? "") }
    case "test": times
    default: rows.map { _ in "" }
    }
  }

  /// As long as the test took, of the longest.
  private var times: [String] {
    let spans = rows.map { $0.count > 1 ? $0[1].milliseconds : 0 }
    let longest = max(spans.max() ?? 1, 1)
    return zip(rows, spans).map { row, span in
      bar([(Table.styles[row.last ?? ""] ?? "medium", span * 1000 / longest)])
    }
  }

  fileprivate static let styles = [
    "passed": "link", "failed": "bad", "error": "bad", "skipped": "info", "ran": "good", "missed": "bad",
    "no code": "info", "unknown": "medium",
  ]

  /// One bar of runs of lines: `3-5 ran, 6 missed`.
  private func strip(_ words: String) -> String {
    let runs = words.split(separator: ",").compactMap { run -> (style: String, lines: Int)? in
      let parts = run.split(separator: " ", maxSplits: 1)
      guard parts.count == 2, let style = Table.styles[String(parts[1])] else { return nil }
      let ends = parts[0].split(separator: "-", omittingEmptySubsequences: false).map { UInt32($0).map(Int.init) }
      guard let first = ends[0], let last = ends[ends.count - 1], last >= first else { return nil }
      return (style, last - first + 1)
    }
    let whole = max(runs.reduce(0) { $0 + $1.lines }, 1)
    var seen = 0
    return bar(
      runs.map { run in
        defer { seen += run.lines }
        return (run.style, (seen + run.lines) * 1000 / whole - seen * 1000 / whole)
      })
  }
}

extension String {
  /// Of `1.5 s`; 0 for what is none.
  var milliseconds: Int {
    guard hasSuffix(" s"), let seconds = Decimal(String(dropLast(2))) else { return 0 }
    return Int(min(max(seconds.units * 1000 / Decimal(1).units, 0), 1 << 40))
  }
}

/// Manifests, the objects in each, and what was found in these: a tree.
struct ManifestTree {
  private struct Object {
    var words: String
    var style: String
  }

  private let files: [(name: String, objects: [Object])]
  /// What was found in the object of each row, in words.
  let found: [String]
  /// So many lines are drawn; the rest stands in the table.
  private static let most = 80

  init?(_ table: Table, _ findings: [Finding]) {
    guard table.head == ["manifest", "object", "line"], table.rows.allSatisfy({ $0.count == 3 }) else { return nil }
    let lines = table.rows.map { Int($0[2]) ?? 0 }
    let rows = Dictionary(grouping: table.rows.indices) { table.rows[$0][0] }
    var byRow: [Int: [Finding]] = [:]
    for finding in findings {
      // That of the last object that begins before it.
      guard let place = finding.location,
        let row = rows[place.path.description]?.last(where: { lines[$0] <= place.line ?? Int.max })
      else { continue }
      byRow[row, default: []].append(finding)
    }
    found = table.rows.indices.map { (byRow[$0] ?? []).counted }
    var files: [(name: String, objects: [Object])] = []
    for (row, cells) in table.rows.enumerated() {
      if files.last?.name != cells[0] { files.append((cells[0], [])) }
      let outcome = Outcome(of: byRow[row] ?? [])
      let style = outcome.blocks ? "bad" : outcome == .warned ? "medium" : "good"
      let words = [cells[1].cut(to: 70), found[row]].filter { !$0.isEmpty }.joined(separator: ": ")
      files[files.count - 1].objects.append(Object(words: words, style: style))
    }
    self.files = files
  }

  var text: String {
    var (lines, y): ([String], Int) = ([], 0)
    for file in files where lines.count < ManifestTree.most {
      y += 22
      lines.append(label(file.name.cut(to: 100), x: 4, y: y))
      // From below the name of the file, or from the object before.
      var top = y + 4
      for object in file.objects where lines.count < ManifestTree.most {
        y += 22
        let dot = element("circle", ["class": object.style, "cx": "30", "cy": String(y - 5), "r": "6"])
        let line = element("path", ["d": "M10 \(top)V\(y - 5)H24"])
        top = y - 5
        lines.append(line + dot + label(object.words, x: 44, y: y))
      }
    }
    return element(
      "svg",
      [
        "viewBox": "0 0 900 \(y + 10)", "role": "img", "class": "graph",
        "aria-label": "Manifests and their objects as a tree: they stand in the table behind",
      ], lines.joined())
  }

  private func label(_ text: String, x: Int, y: Int) -> String {
    element("text", ["x": String(x), "y": String(y)], Escaping.markup(text))
  }
}

extension [Finding] {
  /// `2 block, 1 warned of`; nothing of nothing.
  fileprivate var counted: String {
    let standing = filter { $0.pardon == nil }
    let counts = [
      (standing.count { $0.blocks }, "block"), (standing.count { $0.effect == .warn }, "warned of"),
      (standing.count { $0.effect == .note }, "noted"), (count - standing.count, "waived or debt"),
    ]
    return counts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
  }
}
