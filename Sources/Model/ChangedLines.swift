/// The lines that a change adds or modifies, by the path that their file has behind it.
package struct ChangedLines: Hashable, Sendable {
  private var ranges: [Path: [ClosedRange<Int>]] = [:]

  package init() {}

  /// Adds lines; those of one file come in ascending order, as a diff has them.
  package mutating func add(_ lines: ClosedRange<Int>, of path: Path) {
    var known = ranges[path, default: []]
    if let last = known.last, last.upperBound >= lines.lowerBound - 1 {
      known[known.count - 1] = min(last.lowerBound, lines.lowerBound)...max(last.upperBound, lines.upperBound)
    } else {
      known.append(lines)
    }
    ranges[path] = known
  }

  /// Ascending.
  package var files: [Path] { ranges.keys.sorted() }

  /// Ascending and apart.
  package func lines(of path: Path) -> [ClosedRange<Int>] { ranges[path] ?? [] }

  package func contains(_ line: Int, of path: Path) -> Bool {
    guard let known = ranges[path] else { return false }
    var low = 0
    var high = known.count
    while low < high {
      let middle = (low + high) / 2
      if known[middle].upperBound < line { low = middle + 1 } else { high = middle }
    }
    return low < known.count && known[low].contains(line)
  }
}
