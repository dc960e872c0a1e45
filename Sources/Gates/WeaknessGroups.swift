import Model

/// Puts together what scanners say of the same: findings that share a key, and those that share one with these.
struct WeaknessGroups {
  /// What tells a finding from all others, in numbers of texts.
  private struct Key: Hashable {
    /// `nil` for a vulnerability of a component, which has neither line nor column.
    let kind: ScanFinding.Kind?
    /// A rule, or the name of a vulnerability.
    let id: Int32
    /// A path, or a component; -1 for neither.
    let place: Int32
    /// Where there is no path, the title.
    let line: Int32
    let column: Int32
    /// -1, but for what a scan says of a place of which it has said something else by the same rule.
    var title: Int32 = -1

    // By the numbers alone: to hash a kind is to hash its name.
    func hash(into hasher: inout Hasher) {
      hasher.combine(UInt64(UInt32(bitPattern: id)) << 32 | UInt64(UInt32(bitPattern: place)))
      hasher.combine(UInt64(UInt32(bitPattern: line)) << 32 | UInt64(UInt32(bitPattern: column)))
    }
  }

  private(set) var numbers: TextNumbers
  private var groups: [Key: Int32] = [:]
  /// Of each group one that it has become part of, or itself.
  private var parents: [Int32] = []
  /// Of each group the first that was told of it.
  private var firsts: [Int32] = []
  /// Groups of places of which a scan says several things by one rule.
  private var shared: Set<Int32> = []
  private var told: [Weakness.Witness] = []
  /// The group of each that was told.
  private var groupsOfTold: [Int32] = []

  /// - Parameter count: of how many findings there are groups to be made at most.
  init(of count: Int) {
    numbers = TextNumbers(for: count)
    groups.reserveCapacity(count)
    told.reserveCapacity(count)
    groupsOfTold.reserveCapacity(count)
  }

  /// Takes the findings of the scan of that number.
  mutating func take(_ scan: Scan, _ number: Int) {
    let findings = scan.findings
    let dependents = findings.dependents
    for place in findings.indices {
      let row = findings.row(place)
      if row.isMoot || dependents.contains(place) { continue }
      let path = numbers.number(of: row.path, in: findings.texts, number)
      groupsOfTold.append(group(of: row, at: path, findings, number))
      told.append(Weakness.Witness(row: row, scan: Int32(clamping: number), path: path))
    }
  }

  private mutating func group(
    of row: ScanFindings.Row, at path: Int32, _ findings: ScanFindings, _ scan: Int
  ) -> Int32 {
    let texts = findings.texts
    guard row.kind == .vulnerability, row.package >= 0 else {
      let id = numbers.number(of: row.id, in: texts, scan)
      let line = path < 0 ? numbers.number(of: row.title, in: texts, scan) : row.line
      let key = Key(kind: row.kind, id: id, place: path, line: line, column: path < 0 ? -1 : row.column)
      return path < 0 ? join(key, nil) : join(key, of: row, texts, scan)
    }
    let component = numbers.number(of: row.package, in: texts, scan, as: .package)
    func key(_ name: Int32) -> Key { Key(kind: nil, id: name, place: component, line: -1, column: -1) }
    var group = join(key(numbers.number(of: row.id, in: texts, scan, as: .name)), nil)
    for alias in findings.aliases(of: row) {
      group = join(key(numbers.number(of: Array(alias.utf8)[...], as: .name)), group)
    }
    return group
  }

  /// The group of what is said of a place. Two things that one scan says of it by the same rule are not one, and other
  /// scans may say either.
  private mutating func join(_ key: Key, of row: ScanFindings.Row, _ texts: TextTable, _ scan: Int) -> Int32 {
    let count = parents.count
    let group = join(key, nil)
    guard parents.count == count else { return group }
    let first = told[Int(firsts[Int(group)])]
    let isOther = first.scan == scan && texts.bytes(first.row.title) != texts.bytes(row.title)
    guard isOther || shared.contains(group) else { return group }
    var other = key
    other.title = numbers.number(of: row.title, in: texts, scan)
    guard isOther else { return groups[other] ?? group }
    shared.insert(group)
    return join(other, nil)
  }

  /// The group of a key, which becomes one with that of other keys of the same finding.
  private mutating func join(_ key: Key, _ others: Int32?) -> Int32 {
    let new = others ?? Int32(clamping: parents.count)
    let known = groups.value(of: key, orInsert: new)
    if known == parents.count {
      parents.append(known)
      firsts.append(Int32(clamping: told.count))
      return known
    }
    let root = root(of: known)
    guard let others else { return root }
    let other = self.root(of: others)
    parents[Int(max(root, other))] = min(root, other)
    return min(root, other)
  }

  /// Halves the way at each step, so that long ways are walked once.
  private mutating func root(of group: Int32) -> Int32 {
    var group = Int(group)
    while Int(parents[group]) != group {
      parents[group] = parents[Int(parents[group])]
      group = Int(parents[group])
    }
    return Int32(clamping: group)
  }

  /// The witnesses group by group, and where each group ends: in the order of the files that the first of each tells of,
  /// so that what is told of a file stands together, and there in the order in which the groups were told.
  mutating func inOrder() -> (witnesses: [Weakness.Witness], ends: [Int32]) {
    for place in told.indices { groupsOfTold[place] = root(of: groupsOfTold[place]) }
    var sizes = [Int32](repeating: 0, count: parents.count)
    var files = [Int32](repeating: 0, count: parents.count)
    let ranks = ranksOfPaths
    for (witness, group) in zip(told, groupsOfTold) {
      if sizes[Int(group)] == 0, witness.path >= 0 { files[Int(group)] = ranks[Int(witness.path)] }
      sizes[Int(group)] += 1
    }
    var ends: [Int32] = []
    var next = [Int32](repeating: 0, count: parents.count)
    var end: Int32 = 0
    for group in files.placesInOrder where sizes[group] > 0 {
      next[group] = end
      end += sizes[group]
      ends.append(end)
    }
    var witnesses = told
    for (witness, group) in zip(told, groupsOfTold) {
      witnesses[Int(next[Int(group)])] = witness
      next[Int(group)] += 1
    }
    return (witnesses, ends)
  }

  /// Where a path stands among all of them, from 1, by the number of its text.
  private var ranksOfPaths: [Int32] {
    var ranks = [Int32](repeating: 0, count: numbers.texts.count)
    for witness in told where witness.path >= 0 { ranks[Int(witness.path)] = 1 }
    let paths = ranks.indices.filter { ranks[$0] > 0 }.map { (number: $0, path: numbers.texts[$0]) }
    let inOrder = paths.sorted { $0.path.lexicographicallyPrecedes($1.path) }
    for (rank, row) in zip(1..., inOrder) { ranks[row.number] = Int32(clamping: rank) }
    return ranks
  }
}

extension [Int32] {
  /// The places of its elements, none of which is below 0, in the order of these; of equal ones the first comes first.
  fileprivate var placesInOrder: [Int] {
    var next = [Int](repeating: 0, count: 1 + Int(self.max() ?? 0))
    for element in self { next[Int(element)] += 1 }
    var end = 0
    for element in next.indices { (next[element], end) = (end, end + next[element]) }
    var places = [Int](repeating: 0, count: count)
    for (place, element) in enumerated() {
      places[next[Int(element)]] = place
      next[Int(element)] += 1
    }
    return places
  }
}
