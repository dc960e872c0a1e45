/// Numbered points of a file (lines, outcomes of branches), each hit or missed; a point named twice is one point,
/// hit when any naming says so.
///
/// Reports name their points in ascending order, nearly always: then adding appends, and nothing is ever sorted.
package struct Points: Hashable, Sendable {
  /// `number << 1 | hit`.
  private var words: [UInt64] = []
  private var isSettled = true
  private var settledCount = 0

  package init() {}

  /// Numbers are below 2 to the power of 63.
  package mutating func add(_ number: UInt64, isHit: Bool) {
    let word = number << 1 | (isHit ? 1 : 0)
    if let last = words.last, last >> 1 >= number {
      if last >> 1 == number {
        words[words.count - 1] = last | word
        return
      }
      isSettled = false
    }
    words.append(word)
    // Settling whenever the size has doubled keeps a hostile order of points from costing more than n log n.
    if !isSettled, words.count > 1024, words.count / 2 > settledCount { settle() }
  }

  /// Sorts the points and unites those of one number.
  package mutating func settle() {
    if !isSettled {
      words.sort()
      var kept = 0
      for word in words {
        // The hit one of two equal numbers sorts last.
        if kept > 0, words[kept - 1] >> 1 == word >> 1 { kept -= 1 }
        words[kept] = word
        kept += 1
      }
      words.removeSubrange(kept...)
      isSettled = true
    }
    settledCount = words.count
  }

  package mutating func merge(_ other: Points) {
    if words.isEmpty {
      self = other
      return
    }
    for word in other.words { add(word >> 1, isHit: word & 1 == 1) }
  }
}

extension Points {
  /// Takes points out by their numbers.
  /// - Returns: how many.
  mutating func remove(where isOut: (UInt64) -> Bool) -> Int {
    let before = words.count
    words.removeAll { isOut($0 >> 1) }
    settledCount = min(settledCount, words.count)
    return before - words.count
  }

  package var isEmpty: Bool { words.isEmpty }

  /// Of settled points: how many there are and how many were hit.
  package var share: Share {
    assert(isSettled)
    return Share(covered: words.reduce(0) { $0 + Int($1 & 1) }, total: words.count)
  }

  /// Of settled points: the numbers that were missed, ascending.
  package var missed: [Int] {
    assert(isSettled)
    return words.filter { $0 & 1 == 0 }.map { Int($0 >> 1) }
  }

  /// Of settled points: the greatest number.
  package var last: UInt64? { words.last.map { $0 >> 1 } }

  /// Of settled points: number and whether it was hit, ascending.
  package var points: [(number: UInt64, isHit: Bool)] { words.map { ($0 >> 1, $0 & 1 == 1) } }
}
