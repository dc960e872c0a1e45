import Synchronization

/// Where other cores lay the parts that they have read, until the reader comes by.
///
/// They begin with the last part, and the reader with the first, until they meet: so nobody waits for more than one.
package final class AheadDesk: Sendable {
  package typealias Open = @Sendable (Range<Int>) throws(ReadError) -> ByteStream
  /// Begins some work beside this one; what comes back waits for its end.
  package typealias Spawn = @Sendable (@escaping @Sendable () -> Void) -> @Sendable () -> Void

  private struct Parts {
    /// Those that nobody has begun with.
    var untaken = 0..<0
    var read: [AheadPart?] = []
    /// Waits for the other cores.
    var ends: [@Sendable () -> Void] = []
  }

  private let parts = Mutex(Parts())
  let helpers: Int
  private let spawn: Spawn

  /// - Parameter helpers: how many others can work beside the reader.
  package init(helpers: Int, spawn: @escaping Spawn) {
    self.helpers = helpers
    self.spawn = spawn
  }

  /// Ends what was begun, of which nothing is wanted any more.
  package func close() {
    parts.withLock { $0.untaken = 0..<0 }
    wait()
  }

  func begin(_ plan: AheadPlan, at starts: [Int], _ size: Int, _ open: @escaping Open) {
    // Where nobody helps, the reader comes to all of them by itself.
    guard helpers > 0, !starts.isEmpty else { return }
    parts.withLock {
      $0.untaken = starts.indices
      $0.read = [AheadPart?](repeating: nil, count: starts.count)
    }
    for _ in 0..<helpers {
      let end = spawn { [self] in
        while let place = takeLast() {
          let next = place + 1 < starts.count ? starts[place + 1] : nil
          let part = plan.part(at: starts[place], upTo: next, size, open)
          parts.withLock { $0.read[place] = part }
        }
      }
      parts.withLock { $0.ends.append(end) }
    }
  }

  /// What was read of a part; `nil` where the reader is to read it itself.
  func part(_ place: Int) -> AheadPart? {
    let isUntaken = parts.withLock { parts in
      guard parts.untaken.upperBound > place else { return false }
      parts.untaken = place + 1..<parts.untaken.upperBound
      return true
    }
    if isUntaken { return nil }
    // Nobody has begun with any part before this one, so each of the others has one left at most.
    wait()
    return parts.withLock { $0.read.indices.contains(place) ? $0.read[place].take() : nil }
  }

  private func takeLast() -> Int? { parts.withLock { $0.untaken.popLast() } }

  private func wait() {
    let ends = parts.withLock { parts in
      defer { parts.ends = [] }
      return parts.ends
    }
    for wait in ends { wait() }
  }
}
