/// The functions of a file, each called or never; one that is named twice is one, called when any naming says so.
package struct Functions: Hashable, Sendable {
  private var entries: [Entry] = []
  private var isSettled = true
  private var settledCount = 0

  private struct Entry: Hashable, Sendable {
    let name: FunctionName
    var isHit: Bool
  }

  package init() {}

  package mutating func add(_ name: FunctionName, isHit: Bool) {
    if let last = entries.last, !(last.name < name) { isSettled = false }
    entries.append(Entry(name: name, isHit: isHit))
    // As with lines and branches: no order of functions may cost more than n log n.
    if !isSettled, entries.count > 1024, entries.count / 2 > settledCount { settle() }
  }

  /// Sorts the functions and unites those of one name and line.
  package mutating func settle() {
    if !isSettled {
      entries.sort { $0.name < $1.name }
      var kept: [Entry] = []
      for entry in entries {
        if let last = kept.last, last.name == entry.name {
          kept[kept.count - 1].isHit = last.isHit || entry.isHit
        } else {
          kept.append(entry)
        }
      }
      entries = kept
      isSettled = true
    }
    settledCount = entries.count
  }

  package mutating func merge(_ other: Functions) {
    for entry in other.entries { add(entry.name, isHit: entry.isHit) }
  }
}

extension Functions {
  mutating func remove(where isOut: (UInt64) -> Bool) { entries.removeAll { isOut(UInt64(clamping: $0.name.line)) } }

  /// Of settled functions.
  package var share: Share {
    assert(isSettled)
    return Share(covered: entries.count(where: \.isHit), total: entries.count)
  }

  /// Of settled functions: those that were never called, by line and name.
  package var missed: [FunctionName] { entries.filter { !$0.isHit }.map(\.name) }
}

/// A function within its file: anonymous ones and overloads share names, so the line belongs to it.
package struct FunctionName: Hashable, Sendable {
  package var name: String
  /// 0 where the report does not say.
  package var line: Int

  package init(_ name: String, line: Int) {
    self.name = name
    self.line = line
  }
}

extension FunctionName: Comparable {
  package static func < (a: FunctionName, b: FunctionName) -> Bool {
    a.line != b.line ? a.line < b.line : a.name < b.name
  }
}
