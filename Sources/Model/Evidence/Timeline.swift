/// How many answers came when, and how long they took: a run in windows of time, at most 256 of them.
package struct Timeline: Hashable, Sendable {
  package struct Window: Hashable, Sendable {
    package var count = 0
    /// Nanoseconds, of all of its answers together, saturating.
    package var sum: UInt64 = 0
    package init() {}
  }

  package static let capacity = 256
  /// The width of a window is two to the power of this, in nanoseconds.
  private var power: UInt64 = 20
  package private(set) var windows: [Window] = []

  package init() {}

  /// Nanoseconds.
  package var width: UInt64 { 1 << power }

  /// Notes an answer that came so long after the run began.
  @_optimize(speed)
  package mutating func add(_ latency: UInt64, at offset: UInt64) {
    while offset >> power >= UInt64(Timeline.capacity) { widen() }
    let index = Int(truncatingIfNeeded: offset >> power)
    while windows.count <= index { windows.append(Window()) }
    windows[index].count += 1
    let (sum, overflows) = windows[index].sum.addingReportingOverflow(latency)
    windows[index].sum = overflows ? .max : sum
  }

  /// Makes one window of every two.
  private mutating func widen() {
    power += 1
    for index in 0..<(windows.count + 1) / 2 {
      let (first, second) = (windows[2 * index], 2 * index + 1 < windows.count ? windows[2 * index + 1] : Window())
      let (sum, overflows) = first.sum.addingReportingOverflow(second.sum)
      windows[index].count = first.count + second.count
      windows[index].sum = overflows ? .max : sum
    }
    windows.removeSubrange((windows.count + 1) / 2..<windows.count)
  }
}
