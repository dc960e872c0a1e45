/// The functions of a file, each called or never; one that is named twice is one, called when any naming says so.
package struct Functions: Hashable, Sendable {
  /// A function of several, whose names stand one behind the other.
  package struct Row: Hashable, Sendable {
    /// 0 where the report does not say.
    package let line: UInt32
    /// Where its name ends, which begins where that of the row before it ends.
    package let nameEnd: UInt32
    package var isHit: Bool

    package init(line: Int, nameEnd: Int, isHit: Bool) {
      self.line = UInt32(clamping: line)
      self.nameEnd = UInt32(clamping: nameEnd)
      self.isHit = isHit
    }
  }

  private var rows: [Row] = []
  /// As many as rows, to be told without a look at them.
  private var count = 0
  private var names: [UInt8] = []
  private var isSettled = true
  private var settledCount = 0
  private var hits = 0

  package init() {}

  package mutating func add(_ name: FunctionName, isHit: Bool) {
    add(name: Array(name.name.utf8)[...], line: name.line, isHit: isHit)
  }

  /// - Parameters:
  ///   - name: in UTF-8
  ///   - line: 0 where the report does not say.
  package mutating func add(name: ArraySlice<UInt8>, line: Int, isHit: Bool) {
    let row = Row(line: line, nameEnd: names.count + name.count, isHit: isHit)
    let line = row.line
    if let last = rows.last, line <= last.line {
      let lastName = self.name(rows.count - 1)
      if line == last.line, name == lastName {
        if isHit, !last.isHit {
          rows[rows.count - 1].isHit = true
          hits += 1
        }
        return
      }
      if line < last.line || name.lexicographicallyPrecedes(lastName) { isSettled = false }
    }
    names += name
    rows.append(row)
    count += 1
    hits += isHit ? 1 : 0
    // As with points: no order of functions may cost more than n log n.
    if !isSettled, rows.count > 1024, rows.count / 2 > settledCount { settle() }
  }

  /// Adds functions, given by their rows and all their names.
  @_optimize(speed)
  package mutating func add(_ added: [Row], names addedNames: [UInt8]) {
    guard rows.isEmpty, Functions.ascend(added) else {
      var nameStart = 0
      for row in added {
        add(name: addedNames[nameStart..<Int(row.nameEnd)], line: Int(row.line), isHit: row.isHit)
        nameStart = Int(row.nameEnd)
      }
      return
    }
    // All at once, in no more room than they need.
    rows.reserveCapacity(added.count)
    rows += added
    names.reserveCapacity(addedNames.count)
    names += addedNames
    count = added.count
    for row in added where row.isHit { hits += 1 }
  }

  private static func ascend(_ rows: [Row]) -> Bool {
    for place in rows.indices.dropFirst() where rows[place].line <= rows[place - 1].line { return false }
    return true
  }

  /// Sorts the functions and unites those of one name and line.
  package mutating func settle() {
    if !isSettled {
      let sorted = rows.indices.sorted { a, b in
        rows[a].line != rows[b].line ? rows[a].line < rows[b].line : name(a).lexicographicallyPrecedes(name(b))
      }
      var settled = Functions()
      for place in sorted { settled.add(name: name(place), line: Int(rows[place].line), isHit: rows[place].isHit) }
      self = settled
    }
    settledCount = count
  }

  package mutating func merge(_ other: Functions) {
    for (place, row) in other.rows.enumerated() {
      add(name: other.name(place), line: Int(row.line), isHit: row.isHit)
    }
  }

  private func name(_ place: Int) -> ArraySlice<UInt8> {
    names[Int(place > 0 ? rows[place - 1].nameEnd : 0)..<Int(rows[place].nameEnd)]
  }
}

extension Functions {
  mutating func remove(where isOut: (UInt64) -> Bool) {
    guard rows.contains(where: { isOut(UInt64($0.line)) }) else { return }
    var kept = Functions()
    for (place, row) in rows.enumerated() where !isOut(UInt64(row.line)) {
      kept.add(name: name(place), line: Int(row.line), isHit: row.isHit)
    }
    self = kept
  }

  package var isEmpty: Bool { rows.isEmpty }

  /// Of settled functions.
  package var share: Share {
    assert(isSettled)
    return Share(covered: hits, total: count)
  }

  /// Of settled functions: those that were never called, by line and name.
  package var missed: [FunctionName] {
    rows.indices.filter { !rows[$0].isHit }.map { place in
      FunctionName(String(decoding: name(place), as: UTF8.self), line: Int(rows[place].line))
    }
  }
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
