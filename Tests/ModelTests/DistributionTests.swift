import Model
import Testing

struct DistributionTests {
  @Test(arguments: [
    [1], [0], [0, 1, .max], Array(1...100), Array(stride(from: 1_000_000, through: 900_000_000, by: 997_001)),
    (0..<64).map { UInt64(1) << $0 },
  ])
  func `every sample is in one of few steps`(_ values: [UInt64]) {
    let distribution = Latencies.samples(Samples(nanoseconds: values)).distribution(named: "x")
    #expect(distribution.steps.reduce(0) { $0 + $1.count } == values.count)
    #expect(distribution.steps.count <= Distribution.capacity)
    #expect(zip(distribution.steps, distribution.steps.dropFirst()).allSatisfy { ($0.upTo ?? 0) < ($1.upTo ?? 0) })
  }

  @Test func `nothing has no steps`() {
    #expect(Latencies.samples(Samples()).distribution(named: "x").steps.isEmpty)
    #expect(Latencies.histogram(Histogram([])).distribution(named: "x").steps.isEmpty)
  }

  @Test func `many buckets are added up`() {
    let buckets = (0..<1000).map { Histogram.Bucket(Decimal($0), Decimal($0 + 1), count: 3) }
    let steps = Latencies.histogram(Histogram(buckets)).distribution(named: "x").steps
    #expect(steps.count <= Distribution.capacity)
    #expect(steps.reduce(0) { $0 + $1.count } == 3000)
    #expect(steps.last?.upTo == 1000)
  }
}
