/// Numbered points of a file (lines, outcomes of branches), each hit or missed; a point named twice is one point,
/// hit when any naming says so.
///
/// Reports name their points in ascending order, nearly always. Such points are kept by how far each is from the one
/// before, which takes a byte where a number takes eight; those that come out of order wait until they are settled.
package struct Points: Hashable, Sendable {
  /// `distance << 1 | hit` of each point, in groups of seven bits from the lowest; all but the last have a mark.
  private var distances: [UInt8] = []
  private var count = 0
  private var hits = 0
  /// The highest number, and where its distance begins.
  private var highest: UInt64 = 0
  private var lastStart = 0
  /// `number << 1 | hit`
  private var waiting: [UInt64] = []

  private static let mark: UInt8 = 0x80
  /// How many bytes a distance takes at most.
  private static let mostBytes = 10

  package init() {}

  /// Numbers are below 2 to the power of 63.
  package mutating func add(_ number: UInt64, isHit: Bool) {
    if number > highest || count == 0 {
      append(number, isHit)
    } else if number < highest {
      wait(number << 1 | (isHit ? 1 : 0))
    } else if isHit, distances[lastStart] & 1 == 0 {
      distances[lastStart] |= 1
      hits += 1
    }
  }

  /// Adds points that are given as `number << 1 | hit`, the first so many of a list.
  package mutating func add(words: [UInt64], _ count: Int) {
    var place = 0
    while place < count {
      add(words[place] >> 1, isHit: words[place] & 1 == 1)
      place = appendHigher(words, from: place + 1, to: count)
    }
  }

  package mutating func add(words: [UInt64]) { add(words: words, words.count) }

  /// Appends points for as long as each stands behind the one before.
  /// - Returns: the place of the first that does not.
  @_optimize(speed)
  private mutating func appendHigher(_ words: [UInt64], from start: Int, to end: Int) -> Int {
    var place = start
    while place < end {
      let (first, stop, base) = (place, min(place + 64, end), distances.count)
      var (last, lastStart, hits) = (highest << 1, 0, 0)
      distances.append(addingCapacity: (stop - first) * Points.mostBytes) { bytes in
        while place < stop, words[place] > last | 1 {
          lastStart = bytes.count
          var rest = words[place] - last
          while rest >= UInt64(Points.mark) {
            bytes.append(UInt8(truncatingIfNeeded: rest) | Points.mark)
            rest >>= 7
          }
          bytes.append(UInt8(truncatingIfNeeded: rest))
          hits += Int(words[place] & 1)
          last = words[place] & ~1
          place += 1
        }
      }
      if place == first { break }
      self.lastStart = base + lastStart
      highest = last >> 1
      count += place - first
      self.hits += hits
    }
    return place
  }

  private mutating func append(_ number: UInt64, _ isHit: Bool) {
    var rest = (number - highest) << 1 | (isHit ? 1 : 0)
    lastStart = distances.count
    while rest >= UInt64(Points.mark) {
      distances.append(UInt8(truncatingIfNeeded: rest) | Points.mark)
      rest >>= 7
    }
    distances.append(UInt8(truncatingIfNeeded: rest))
    highest = number
    count += 1
    hits += isHit ? 1 : 0
  }

  private mutating func wait(_ word: UInt64) {
    waiting.append(word)
    // Settling whenever the size has doubled keeps a hostile order of points from costing more than n log n.
    if waiting.count > max(count, 1024) { settle() }
  }

  /// Puts the points that wait among the others.
  package mutating func settle() {
    if waiting.isEmpty { return }
    let all = (words + waiting).sorted()
    self = Points()
    add(words: all)
  }

  /// Takes all points out, settled, in no more room than they need; the next ones are put where these were.
  package mutating func drawOff() -> Points {
    settle()
    var drawn = self
    drawn.distances = []
    drawn.distances.reserveCapacity(distances.count)
    drawn.distances += distances
    distances.removeAll(keepingCapacity: true)
    (count, hits, highest, lastStart) = (0, 0, 0, 0)
    return drawn
  }

  package mutating func merge(_ other: Points) {
    if isEmpty {
      self = other
    } else {
      add(words: other.words + other.waiting)
    }
  }

  /// `number << 1 | hit` of those that do not wait, ascending.
  private var words: [UInt64] {
    var words: [UInt64] = []
    words.reserveCapacity(count)
    var (number, distance, shift) = (UInt64(0), UInt64(0), UInt64(0))
    for byte in distances {
      distance |= UInt64(byte & ~Points.mark) << shift
      shift += 7
      if byte & Points.mark != 0 { continue }
      number += distance >> 1
      words.append(number << 1 | distance & 1)
      (distance, shift) = (0, 0)
    }
    return words
  }
}

extension Points {
  /// Takes points out by their numbers.
  /// - Returns: how many.
  mutating func remove(where isOut: (UInt64) -> Bool) -> Int {
    settle()
    let before = count
    let kept = words.filter { !isOut($0 >> 1) }
    if kept.count < before {
      self = Points()
      add(words: kept)
    }
    return before - kept.count
  }

  package var isEmpty: Bool { count == 0 }

  /// Of settled points: how many there are and how many were hit.
  package var share: Share {
    assert(waiting.isEmpty)
    return Share(covered: hits, total: count)
  }

  /// Of settled points: the numbers that were missed, ascending.
  package var missed: [Int] {
    assert(waiting.isEmpty)
    return words.filter { $0 & 1 == 0 }.map { Int($0 >> 1) }
  }

  /// Of settled points: the greatest number.
  package var last: UInt64? { isEmpty ? nil : highest }

  /// Of settled points: number and whether it was hit, ascending.
  package var points: [(number: UInt64, isHit: Bool)] { words.map { ($0 >> 1, $0 & 1 == 1) } }
}
