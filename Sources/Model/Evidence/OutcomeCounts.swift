/// How many branch outcomes lines have, and how many of them ran, where a report does not tell them apart.
///
/// Counts alone cannot be united exactly: of two for one line the larger total holds, with the larger count.
package struct OutcomeCounts: Hashable, Sendable {
  private struct Entry: Hashable, Sendable {
    var line: UInt32
    var covered: UInt32
    var total: UInt32

    mutating func formMaximum(_ other: Entry) {
      covered = max(covered, other.covered)
      total = max(total, other.total)
    }
  }

  // An array and no dictionary: reports name their lines in ascending order, nearly always.
  private var entries: [Entry] = []
  private var isSettled = true
  private var settledCount = 0

  package init() {}

  package mutating func add(_ share: Share, line: UInt32) {
    add(Entry(line: line, covered: UInt32(clamping: share.covered), total: UInt32(clamping: share.total)))
  }

  private mutating func add(_ entry: Entry) {
    if let last = entries.last, last.line >= entry.line {
      if last.line == entry.line {
        entries[entries.count - 1].formMaximum(entry)
        return
      }
      isSettled = false
    }
    entries.append(entry)
    // Settling whenever the size has doubled keeps a hostile order of lines from costing more than n log n.
    if !isSettled, entries.count > 1024, entries.count / 2 > settledCount { settle() }
  }

  package mutating func merge(_ other: OutcomeCounts) {
    if entries.isEmpty {
      self = other
      return
    }
    for entry in other.entries { add(entry) }
  }

  /// Sorts the lines and unites the counts of one line.
  package mutating func settle() {
    if !isSettled {
      entries.sort { $0.line < $1.line }
      var kept = 0
      for entry in entries {
        if kept > 0, entries[kept - 1].line == entry.line {
          entries[kept - 1].formMaximum(entry)
        } else {
          entries[kept] = entry
          kept += 1
        }
      }
      entries.removeSubrange(kept...)
      isSettled = true
    }
    settledCount = entries.count
  }
}

extension OutcomeCounts {
  mutating func remove(where isOut: (UInt64) -> Bool) { entries.removeAll { isOut(UInt64($0.line)) } }

  package var isEmpty: Bool { entries.isEmpty }

  /// Of settled counts: all lines together.
  package var share: Share {
    assert(isSettled)
    return entries.reduce(Share(covered: 0, total: 0)) { $0 + Share(covered: Int($1.covered), total: Int($1.total)) }
  }

  /// Of settled counts: the lines of which not every outcome ran, ascending.
  package var missed: [(line: UInt32, share: Share)] {
    assert(isSettled)
    return entries.filter { $0.covered < $0.total }.map {
      ($0.line, Share(covered: Int($0.covered), total: Int($0.total)))
    }
  }
}
