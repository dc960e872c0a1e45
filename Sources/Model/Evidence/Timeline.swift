/// How many answers came when, and how long they took: a run in windows of time, at most 256 of them.
package struct Timeline: Hashable, Sendable {
  package struct Window: Hashable, Sendable {
    package var count = 0
    /// Nanoseconds, of all of its answers together, saturating.
    package var sum: UInt64 = 0
    package init() {}

    mutating func merge(_ other: Window) {
      count += other.count
      let (total, overflows) = sum.addingReportingOverflow(other.sum)
      sum = overflows ? .max : total
    }
  }

  package static let capacity = 256
  /// The width of a window is two to the power of this, in nanoseconds.
  private var power: UInt64 = 20
  package private(set) var windows: [Window] = []
  /// Every answer, by the step of time in which its request was sent.
  package var steps: [Samples] = []

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
      windows[index] = windows[2 * index]
      if 2 * index + 1 < windows.count { windows[index].merge(windows[2 * index + 1]) }
    }
    windows.removeSubrange((windows.count + 1) / 2..<windows.count)
  }

  /// Takes the answers of another part of the run, noted from the same beginning on.
  package mutating func merge(_ other: Timeline) {
    var other = other
    while power < other.power { widen() }
    while other.power < power { other.widen() }
    for (index, window) in other.windows.enumerated() {
      if index < windows.count { windows[index].merge(window) } else { windows.append(window) }
    }
    for (index, samples) in other.steps.enumerated() {
      if index < steps.count { steps[index].merge(samples) } else { steps.append(samples) }
    }
  }
}

extension Timeline {
  /// Nanoseconds: a quarter of a second.
  private static let tick: UInt64 = 250_000_000

  /// The step in which an offset lies. Four are as long as a tick each, then four twice as long as the four before.
  package static func step(of offset: UInt64) -> Int {
    let ticks = offset / tick
    guard ticks >= 4 else { return Int(ticks) }
    let octave = UInt64.bitWidth - 3 - ticks.leadingZeroBitCount
    return 4 * octave + Int(ticks >> UInt64(octave))
  }

  /// When a step begins, in nanoseconds, saturating: 1 s, 1.25 s, … 2 s, 2.5 s, … 10 s, 12 s, … 56 s, 64 s.
  package static func start(ofStep step: Int) -> UInt64 {
    guard step >= 4 else { return UInt64(step) * tick }
    let octave = UInt64(step / 4 - 1)
    let (ticks, overflows) = (4 + UInt64(step % 4)).multipliedReportingOverflow(by: 1 << min(octave, 60))
    let (start, overflowsToo) = ticks.multipliedReportingOverflow(by: tick)
    return overflows || overflowsToo ? .max : start
  }

  /// The answers to requests that were sent from then on, up to the next step; and when that step begins.
  package func answers(from offset: UInt64) -> (answers: Samples, start: UInt64) {
    let first = (0..<steps.count).first { Timeline.start(ofStep: $0) >= offset } ?? steps.count
    return (steps.dropFirst(first).reduce(into: Samples()) { $0.merge($1) }, Timeline.start(ofStep: first))
  }
}
