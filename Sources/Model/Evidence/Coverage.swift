/// Which points of which files ran while tests ran.
package struct Coverage: Sendable {
  /// By the path that the reports write.
  package private(set) var files: [Path: FileCoverage] = [:]
  /// Folders that the reports say their paths start from (Cobertura's `<source>`).
  package private(set) var roots: Set<Path> = []
  /// What readers noticed and no gate judges: totals that disagree with the records, repeated sections.
  package private(set) var remarks: [String] = []

  package init() {}

  package mutating func add(_ file: FileCoverage, at path: Path) { files[path, default: FileCoverage()].merge(file) }
  package mutating func add(root: Path) { roots.insert(root) }
  package mutating func add(remark: String) { remarks.append(remark) }

  /// Says of every file that its report carries such data: known only when a report has been read to its end.
  package mutating func declare(_ kinds: CoverageKinds) {
    for index in files.values.indices { files.values[index].carries.formUnion(kinds) }
  }

  /// What any file's report carries.
  package var carried: CoverageKinds { files.values.reduce(into: []) { $0.formUnion($1.carries) } }

  package mutating func merge(_ other: Coverage) {
    if files.isEmpty { files = other.files } else { files.merge(other.files) { $0.merged(with: $1) } }
    roots.formUnion(other.roots)
    remarks += other.remarks
  }

  package mutating func settle() {
    for index in files.values.indices { files.values[index].settle() }
  }
}

/// The three things that coverage counts.
package enum CoverageKind: String, CaseIterable, Sendable { case lines, branches, functions }

/// A set of them.
package struct CoverageKinds: OptionSet, Hashable, Sendable {
  package let rawValue: UInt8
  package init(rawValue: UInt8) { self.rawValue = rawValue }

  package static let lines = CoverageKinds(rawValue: 1)
  package static let branches = CoverageKinds(rawValue: 2)
  package static let functions = CoverageKinds(rawValue: 4)

  package init(_ kind: CoverageKind) {
    switch kind {
    case .lines: self = .lines
    case .branches: self = .branches
    case .functions: self = .functions
    }
  }
}

/// What ran of one file.
package struct FileCoverage: Hashable, Sendable {
  package var lines = Points()
  /// Branch outcomes that a report tells apart: line in the upper half, a number for the outcome in the lower.
  package var arms = Points()
  /// Outcomes that a report only counts, by line.
  package var counted = OutcomeCounts()
  package var functions = Functions()
  package var carries: CoverageKinds = []

  package init() {}

  package mutating func add(outcomes: Share, line: UInt32) { counted.add(outcomes, line: line) }

  package mutating func merge(_ other: FileCoverage) {
    lines.merge(other.lines)
    arms.merge(other.arms)
    counted.merge(other.counted)
    functions.merge(other.functions)
    carries.formUnion(other.carries)
  }

  fileprivate func merged(with other: FileCoverage) -> FileCoverage {
    var result = self
    result.merge(other)
    return result
  }

  package mutating func settle() {
    lines.settle()
    arms.settle()
    functions.settle()
    counted.settle()
  }
}

extension FileCoverage {
  /// Of settled coverage.
  package func share(of kind: CoverageKind) -> Share {
    switch kind {
    case .lines: return lines.share
    case .branches:
      return arms.share + counted.share
    case .functions: return functions.share
    }
  }
}

extension FileCoverage {
  /// Outcomes of branches by line, known and counted ones; of settled coverage.
  package var branchesByLine: [Int: Share] {
    var byLine: [Int: Share] = [:]
    for (line, share) in counted.missed { byLine[Int(line)] = share }
    for (arm, isHit) in arms.points {
      byLine[Int(arm >> 32), default: Share(covered: 0, total: 0)] =
        byLine[Int(arm >> 32), default: Share(covered: 0, total: 0)] + Share(covered: isHit ? 1 : 0, total: 1)
    }
    return byLine
  }
}
