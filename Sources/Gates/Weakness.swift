import Model

/// What scanners found, each thing once: vulnerabilities by any of their names in a component, all else by its rule
/// and place.
///
/// There may be hundreds of thousands: of each a few numbers are kept, and its words are made when they are asked for.
final class Weaknesses: Sendable {
  fileprivate let scans: [Scan]
  fileprivate let texts: [TextTable]
  fileprivate let witnesses: [Weakness.Witness]
  /// Where the witnesses of each end in the list, and those of the next begin.
  private let ends: [Int32]
  /// Those in which something was found, by their numbers.
  fileprivate let paths: [Path?]

  init(in scans: [Scan]) {
    var groups = WeaknessGroups(of: scans.reduce(0) { $0 + $1.findings.count })
    for (number, scan) in scans.enumerated() { groups.take(scan, number) }
    self.scans = scans
    self.texts = scans.map(\.findings.texts)
    var (witnesses, ends) = groups.inOrder()
    let texts = groups.numbers.texts
    var paths = [Path?](repeating: nil, count: texts.count)
    for witness in witnesses where witness.path >= 0 && paths[Int(witness.path)] == nil {
      paths[Int(witness.path)] = Path(bytes: Array(texts[Int(witness.path)]))
    }
    var start = 0
    for end in ends.map(Int.init) {
      if end - start > 1 { witnesses.replaceSubrange(start..<end, with: inOrder(witnesses[start..<end], of: scans)) }
      start = end
    }
    (self.witnesses, self.ends, self.paths) = (witnesses, ends, paths)
  }
}

/// In an order that does not depend on that of the reports.
private func inOrder(_ witnesses: ArraySlice<Weakness.Witness>, of scans: [Scan]) -> [Weakness.Witness] {
  let rows = witnesses.map { witness in
    let (scan, row) = (scans[Int(witness.scan)], witness.row)
    let texts = scan.findings.texts
    return (tool: scan.tool, id: texts[row.id] ?? "", title: texts[row.title] ?? "", witness: witness)
  }
  return rows.sorted { ($0.tool, $0.id, $0.title) < ($1.tool, $1.id, $1.title) }.map(\.witness)
}

extension Weaknesses: RandomAccessCollection {
  var startIndex: Int { 0 }
  var endIndex: Int { ends.count }

  subscript(place: Int) -> Weakness {
    Weakness(found: self, range: (place > 0 ? Int(ends[place - 1]) : 0)..<Int(ends[place]))
  }

  /// The numbers of paths are below this.
  var pathCount: Int { paths.count }

  /// Those that not all tools put aside, by how bad they are: a list for each severity, the worst first.
  func rated(under policy: Policy.Security) -> [[Weakness]] {
    var rated = [[Weakness]](repeating: [], count: Severity.allCases.count)
    for weakness in self where !weakness.isSuppressed {
      rated[weakness.severity(under: policy).rank].append(weakness)
    }
    return rated
  }
}

/// One thing that is wrong, with everything that scanners say about it.
struct Weakness {
  /// A finding of a scan.
  struct Witness: Sendable {
    let row: ScanFindings.Row
    let scan: Int32
    /// The number of its path; -1 for none.
    let path: Int32
  }

  fileprivate let found: Weaknesses
  /// At least one.
  fileprivate let range: Range<Int>
}

// What it says, in numbers.
extension Weakness {
  var first: Witness { found.witnesses[range.lowerBound] }
  /// Where a single finding tells of it, that.
  var onlyRow: ScanFindings.Row? { range.count == 1 ? first.row : nil }
  /// The same where that has neither further names nor a score.
  var plainRow: ScanFindings.Row? { onlyRow.flatMap { $0.isPlain ? $0 : nil } }
  var witnesses: ArraySlice<Witness> { found.witnesses[range] }

  func findings(_ witness: Witness) -> ScanFindings { found.scans[Int(witness.scan)].findings }
  func texts(_ witness: Witness) -> TextTable { found.texts[Int(witness.scan)] }
  func tool(_ witness: Witness) -> String { found.scans[Int(witness.scan)].tool }
  var kind: ScanFinding.Kind { first.row.kind }
  var isInPackage: Bool { range.contains { found.witnesses[$0].row.package >= 0 } }
  /// Whether every tool that tells of it puts it aside.
  var isSuppressed: Bool { range.allSatisfy { found.witnesses[$0].row.suppression >= 0 } }
}

// What it says, in words.
extension Weakness {
  /// The best known of its names.
  var name: String { plainRow.flatMap { texts(first)[$0.id] } ?? names[0] }
  /// All names of it, the best known first.
  var names: [String] {
    if let row = plainRow { return [texts(first)[row.id] ?? ""] }
    return witnesses.flatMap { names(of: $0) }.distinct { ($0.fame, $0) < ($1.fame, $1) }
  }
  var tools: [String] { witnesses.map { tool($0) }.distinct(by: <) }
  var components: [String] { inComponents.map(\.description).distinct(by: <) }
  var fixes: [String] { witnesses.compactMap { texts($0)[$0.row.fixedIn] }.distinct(by: <) }
  /// Why tools put it aside; the first in the alphabet.
  var suppression: String? { witnesses.compactMap { texts($0)[$0.row.suppression] }.min() }
  /// What has it, as each of its tools says.
  var inComponents: [Component] { witnesses.compactMap { findings($0).component(of: $0.row) } }

  /// The first of its places.
  var location: Location? {
    range.count == 1 ? location(of: first) : witnesses.compactMap { location(of: $0) }.min()
  }

  private func location(of witness: Witness) -> Location? {
    guard witness.path >= 0, let path = found.paths[Int(witness.path)] else { return nil }
    return Location(path, line: witness.row.lineNumber, column: witness.row.columnNumber)
  }

  /// Whether a component has it, in that version if one is named.
  func isIn(_ other: Component) -> Bool {
    inComponents.contains { component in
      component.isNamesake(of: other) && (other.version.isEmpty || other.version == component.version)
    }
  }

  func names(of witness: Witness) -> [String] {
    [texts(witness)[witness.row.id] ?? ""] + findings(witness).aliases(of: witness.row)
  }
}

extension Component {
  fileprivate func isNamesake(of other: Component) -> Bool {
    Array(name.utf8)[...].packageWithoutGroup == Array(other.name.utf8)[...].packageWithoutGroup
  }
}

extension [String] {
  /// Each of them once, in an order.
  fileprivate func distinct(by isBefore: (String, String) -> Bool) -> [String] {
    count < 2 ? self : Set(self).sorted(by: isBefore)
  }
}

extension String {
  /// The order in which people know the names of a vulnerability.
  fileprivate var fame: Int { hasPrefix("CVE-") ? 0 : hasPrefix("GHSA-") ? 1 : 2 }
}
