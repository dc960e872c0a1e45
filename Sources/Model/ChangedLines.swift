/// The lines that a change adds or modifies, by the file's path behind it; files that it removes have none.
package struct ChangedLines: Hashable, Sendable {
  /// Ascending; empty for a file that only lost lines, or none.
  package private(set) var files: [Path: [ClosedRange<Int>]] = [:]

  package init() {}

  /// Says that a file is touched.
  package mutating func add(_ path: Path) { files[path, default: []] += [] }

  /// Lines come in ascending order.
  package mutating func add(_ lines: ClosedRange<Int>, of path: Path) { files[path, default: []].append(lines) }

  package func touches(_ path: Path) -> Bool { files[path] != nil }

  package func contains(_ line: Int, of path: Path) -> Bool {
    guard let ranges = files[path] else { return false }
    var (low, high) = (0, ranges.count)
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].upperBound < line { low = middle + 1 } else { high = middle }
    }
    return low < ranges.count && ranges[low].contains(line)
  }
}
