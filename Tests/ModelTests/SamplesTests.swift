import Model
import Testing

struct SamplesTests {
  @Test func `percentiles are values that were measured, by the nearest rank`() {
    let latencies = Latencies.samples(Samples(nanoseconds: (1...1000).reversed()))
    #expect(latencies.percentile(basisPoints: 5000)?.lower == 500)
    #expect(latencies.percentile(basisPoints: 9900)?.upper == 990)
    #expect(latencies.percentile(basisPoints: 9995)?.upper == 1000)
    #expect(latencies.percentile(basisPoints: 0)?.lower == 1)
  }

  @Test func `there is no percentile of nothing`() {
    #expect(Latencies.samples(Samples()).percentile(basisPoints: 5000) == nil)
    #expect(Latencies.histogram(Histogram([])).percentile(basisPoints: 5000) == nil)
    #expect(Samples().mean == nil)
  }

  @Test func `more samples than a run holds are sorted all the same`() {
    // A full cycle of a linear congruence: every number once, in no order.
    var state: UInt64 = 1
    let shuffled = (0..<(1 << 20)).map { _ in
      state = (state &* 1_664_525 &+ 1_013_904_223) & 0xF_FFFF
      return state
    }
    let samples = Samples(nanoseconds: shuffled)
    #expect(samples.count == 1 << 20)
    #expect(samples.value(atRank: 1) == 0)
    #expect(samples.value(atRank: 300_000) == 299_999)
    #expect(samples.count(upTo: 0xF_FFFE) == (1 << 20) - 1)
    #expect(samples.mean == Decimal("524287.5"))
  }

  @Test func `questions are answered before the samples are settled too`() {
    var samples = Samples()
    samples.add([5, 1, 3])
    #expect(samples.count(upTo: 3) == 2)
    #expect(samples.value(atRank: 2) == 3)
  }

  @Test func `merged samples are those of both`() {
    var samples = Samples(nanoseconds: [4, 2])
    samples.merge(Samples(nanoseconds: [3, 1]))
    #expect((1...4).map { samples.value(atRank: $0) } == [1, 2, 3, 4])
    #expect(samples.mean == Decimal("2.5"))
  }

  @Test(arguments: [
    (Limit.Comparison.below, "50", 3), (.atMost, "50", 2), (.above, "50", 2), (.atLeast, "50", 1),
    (.below, "50.5", 2), (.atMost, "49.5", 3), (.below, "0", 4), (.atMost, "1e30", 0),
  ])
  func `samples that break a limit are counted as it is written`(
    _ comparison: Limit.Comparison, _ value: String, _ breaking: Int
  ) throws {
    let limit = Limit(comparison, try #require(Decimal(value)), .time, text: "")
    let latencies = Latencies.samples(Samples(nanoseconds: [49, 50, 51, 60]))
    #expect(latencies.count(breaking: limit) == breaking...breaking)
  }

  @Test func `the largest number does not trap`() {
    let samples = Samples(nanoseconds: [.max, .max, 0])
    #expect(samples.value(atRank: 3) == .max)
    #expect(samples.count(upTo: .max) == 3)
  }
}

struct HistogramTests {
  private let histogram = Histogram([.init(50, 100, count: 4), .init(0, 50, count: 90), .init(100, nil, count: 6)])

  @Test func `a percentile lies between the bounds of its bucket`() {
    let latencies = Latencies.histogram(histogram)
    #expect(latencies.percentile(basisPoints: 9000)?.upper == 50)
    #expect(latencies.percentile(basisPoints: 9400)?.lower == 50)
    #expect(latencies.percentile(basisPoints: 9900)?.upper == nil)
    #expect(latencies.percentile(basisPoints: 9900)?.lower == 100)
  }

  @Test func `what breaks a limit is known at an edge and bounded between edges`() {
    let latencies = Latencies.histogram(histogram)
    #expect(latencies.count(breaking: Limit(.atMost, 100, .time, text: "")) == 0...6)
    #expect(latencies.count(breaking: Limit(.atMost, 80, .time, text: "")) == 6...10)
    #expect(latencies.count(breaking: Limit(.below, 40, .time, text: "")) == 10...100)
  }

  @Test func `counts that are not positive are left out`() {
    #expect(Histogram([.init(0, 1, count: -5), .init(1, 2, count: 0)]).count == 0)
  }
}

struct TimelineTests {
  @Test func `a run of any length fits, and no answer is lost`() {
    var timeline = Timeline()
    for second in 0..<10_000 { timeline.add(1_000_000, at: UInt64(second) * 1_000_000_000) }
    timeline.add(5, at: .max)
    #expect(timeline.windows.count <= Timeline.capacity)
    #expect(timeline.windows.reduce(0) { $0 + $1.count } == 10_001)
  }

  @Test(arguments: [1, 100, 3000]) func `two parts of a run are one, however long they were`(_ seconds: UInt64) {
    let offsets = (0..<4000).map { UInt64($0) * seconds * 250_000 }
    var (whole, earlier, later) = (Timeline(), Timeline(), Timeline())
    for (place, offset) in offsets.enumerated() {
      let latency = place == 7 ? UInt64.max : UInt64(place)
      whole.add(latency, at: offset)
      if place < 1000 { earlier.add(latency, at: offset) } else { later.add(latency, at: offset) }
    }
    for (first, second) in [(earlier, later), (later, earlier)] {
      var merged = first
      merged.merge(second)
      #expect(merged == whole)
    }
  }

  @Test func `the steps of two parts are those of the run`() {
    func timeline(_ steps: [[UInt64]]) -> Timeline {
      var timeline = Timeline()
      timeline.steps = steps.map { Samples(nanoseconds: $0) }
      return timeline
    }
    let (short, long): ([[UInt64]], [[UInt64]]) = ([[1], [2, 3]], [[], [9], [4]])
    for (first, second) in [(short, long), (long, short)] {
      var merged = timeline(first)
      merged.merge(timeline(second))
      #expect(merged.steps.map(\.count) == [1, 3, 1])
      #expect(merged.steps.map(\.greatest) == [1, 9, 4])
    }
  }
}

struct TimelineStepTests {
  private let second: UInt64 = 1_000_000_000

  @Test func `every offset lies in its step, and steps grow by a quarter at most`() {
    for step in 0..<140 {
      let (start, end) = (Timeline.start(ofStep: step), Timeline.start(ofStep: step + 1))
      guard end < .max else { continue }
      #expect(Timeline.step(of: start) == step)
      #expect(Timeline.step(of: end - 1) == step)
      #expect(step < 4 || end - start <= start / 4)
    }
    #expect(Timeline.step(of: .max) < 160)
    #expect(Timeline.start(ofStep: 1000) == .max)
    #expect([10, 20, 64].allSatisfy { Timeline.start(ofStep: Timeline.step(of: $0 * second)) == $0 * second })
  }

  @Test func `answers from a moment on are those of whole steps`() {
    var timeline = Timeline()
    timeline.steps = (0..<12).map { Samples(nanoseconds: [UInt64($0)]) }
    #expect(timeline.answers(from: 0).answers.count == 12)
    let rest = timeline.answers(from: second + 1)
    #expect(rest.start == second + second / 4)
    #expect(rest.answers.count == 7)
    #expect(rest.answers.least == 5)
    #expect(timeline.answers(from: 60 * second).answers.count == 0)
  }
}

struct QuantityTests {
  @Test(arguments: [
    (Quantity(12, .time), "12.00 ns"), (Quantity(48_200_000, .time), "48.20 ms"),
    (Quantity(1_500_000_000, .time), "1.50 s"),
    (Quantity(1_210_000_000, .bitRate), "1.21 Gbit/s"), (Quantity(300, .rate), "300.00 /s"),
    (Quantity(0, .ratio), "0.00 %"), (Quantity(1, .ratio), "100.00 %"), (Quantity(2_500_000, .bytes), "2.50 MB"),
    (Quantity(7, .count), "7.00"),
  ])
  func `a number is shown in a unit that people read`(_ quantity: Quantity, _ text: String) {
    #expect(quantity.description == text)
  }

  @Test func `the largest numbers are shown without a trap`() {
    for dimension in Dimension.allCases {
      #expect(!Quantity(Decimal(units: .max), dimension).description.isEmpty)
      #expect(!Quantity(Decimal(units: .min + 1), dimension).description.isEmpty)
    }
    #expect(Decimal(units: .max).scaled(by: .max) > 0)
  }
}
