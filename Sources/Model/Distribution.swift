/// How many of all latencies are how long, in a few dozen steps: what a picture of them needs.
package struct Distribution: Hashable, Sendable {
  package struct Step: Hashable, Sendable {
    /// Nanoseconds; `nil` for what has no upper bound.
    package var upTo: Decimal?
    package var count: Int

    package init(upTo: Decimal?, count: Int) {
      self.upTo = upTo
      self.count = count
    }
  }

  package static let capacity = 64
  package var name: String
  /// Ascending, none empty, at most 64.
  package var steps: [Step]

  package init(name: String, steps: [Step]) {
    self.name = name
    self.steps = steps
  }
}

extension Latencies {
  /// Steps that grow with the latencies, as many as fit.
  package func distribution(named name: String) -> Distribution {
    let steps =
      switch self {
      case .samples(let samples): samples.steps
      case .histogram(let histogram): histogram.steps
      }
    return Distribution(name: name, steps: steps)
  }
}

extension Samples {
  /// Steps of a half, a quarter, an eighth of a power of two: the finest of which no more than fit are needed.
  fileprivate var steps: [Distribution.Step] {
    guard count > 0 else { return [] }
    let parts: [UInt64] = [8, 4, 2, 1]
    return parts.lazy.map { steps(ofParts: $0) }.first { $0.count <= Distribution.capacity } ?? []
  }

  private func steps(ofParts parts: UInt64) -> [Distribution.Step] {
    var steps: [Distribution.Step] = []
    var (seen, power): (Int, UInt64) = (0, 0)
    while seen < count, power < 64 {
      let size = UInt64(1) << power
      for part in 1...parts where seen < count {
        let (bound, overflows) = size.addingReportingOverflow(max(size / parts, 1) * part)
        let upTo = overflows || bound > greatest ? greatest : max(bound, 1)
        let below = count(upTo: upTo)
        if below > seen {
          steps.append(Distribution.Step(upTo: Decimal(units: Int128(upTo) * Decimal(1).units), count: below - seen))
        }
        seen = max(seen, below)
      }
      power += 1
    }
    return steps
  }
}

extension Histogram {
  /// Its own buckets, neighbours added up where there are too many.
  fileprivate var steps: [Distribution.Step] {
    let group = (buckets.count + Distribution.capacity - 1) / Distribution.capacity
    guard group > 0 else { return [] }
    return stride(from: 0, to: buckets.count, by: group).map { start in
      let part = buckets[start..<min(start + group, buckets.count)]
      return Distribution.Step(upTo: part.last?.upper, count: part.reduce(0) { $0 + $1.count })
    }
  }
}
