import Model
import Testing

struct HistogramCapTests {
  @Test func `counts that no number holds are cut, and every question has an answer`() {
    let buckets = (1...4).map { Histogram.Bucket(Decimal($0), Decimal($0), count: $0 == 1 ? 5 : .max) }
    let histogram = Histogram(buckets)
    #expect(histogram.count == .max)
    #expect(histogram.buckets.map(\.count) == [5, .max - 5])
    let latencies = Latencies.histogram(histogram)
    #expect(latencies.value(atRank: .max)?.upper == 2)
    #expect(latencies.count(breaking: Limit(.below, 2, .time, text: "")) == .max - 5 ... .max - 5)
    #expect(latencies.distribution(named: "web").steps.map(\.count) == [5, .max - 5])
  }
}
