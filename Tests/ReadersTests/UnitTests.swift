import Model
import Testing

@testable import Readers

struct UnitTests {
  @Test(arguments: [
    ("ns", Quantity(7, .time)), ("ns/op", Quantity(7, .time)), ("ns/iter", Quantity(7, .time)),
    ("µs", Quantity(7000, .time)), ("us/op", Quantity(7000, .time)), ("ms", Quantity(7_000_000, .time)),
    ("secs", Quantity(7_000_000_000, .time)), ("s/op", Quantity(7_000_000_000, .time)),
    ("ops/s", Quantity(7, .rate)), ("requests/sec", Quantity(7, .rate)), ("ops/ms", Quantity(7000, .rate)),
    ("ops/us", Quantity(7_000_000, .rate)), ("Kelem/s", Quantity(7000, .rate)),
    ("ops/min", Quantity(Decimal(units: 116_666_666), .rate)),
    ("bit/s", Quantity(7, .bitRate)), ("Mbit/s", Quantity(7_000_000, .bitRate)),
    ("Mbps", Quantity(7_000_000, .bitRate)), ("MB/s", Quantity(56_000_000, .bitRate)),
    ("MiB/s", Quantity(58_720_256, .bitRate)), ("B/op", Quantity(7, .bytes)), ("KiB", Quantity(7168, .bytes)),
    ("%", Quantity(Decimal(units: 70_000_000), .ratio)), ("allocs/op", Quantity(7, .count)),
    ("widgets", Quantity(7, .count)), ("", Quantity(7, .count)),
  ])
  func `a unit is known by its word`(_ word: String, _ quantity: Quantity) {
    #expect(Unit(word).quantity(7) == quantity)
  }

  @Test func `a rate is better when larger, a time when smaller`() {
    #expect(Reading("x", 1, "ops/s").direction == .larger)
    #expect(Reading("x", 1, "MB/s").direction == .larger)
    #expect(Reading("x", 1, "ns/op").direction == .smaller)
    #expect(Reading("x", 1, "B/op").direction == .smaller)
    #expect(Reading("x", 1, "widgets", direction: .larger).direction == .larger)
  }

  @Test(arguments: [
    ("1,234.50", "1234.5", "0.005", ""), ("68.13ms", "68.13", "0.005", "ms"), ("39", "39", "0.5", ""),
    ("46.69k", "46.69", "0.005", "k"), ("13,967,756.30 ns", "13967756.3", "0.005", "ns"), ("-2", "-2", "0.5", ""),
  ])
  func `a printed number has its rounding and what stands behind it`(
    _ text: String, _ value: String, _ slack: String, _ unit: String
  ) throws {
    let number = try #require(PrintedNumber(text))
    #expect(number.value == Decimal(value))
    #expect(number.slack == Decimal(slack))
    #expect(number.unit == unit)
  }

  @Test(arguments: ["", "x", "1,23", "1.2,345", ".", "-", "NaN", "1.2.3", ",123"])
  func `what is no number is none`(_ text: String) { #expect(PrintedNumber(text) == nil) }

  @Test(arguments: [("95%", Metric.p95), ("99.9", .p999), ("p50", .p50), ("99.000", .p99)])
  func `percentiles are known by their texts`(_ text: String, _ metric: Metric) {
    #expect(Metric(percent: text) == metric)
  }

  @Test(arguments: ["98%", "", "x", "101", "-1", "99.99999999"])
  func `a percentile that no policy knows is none`(_ text: String) { #expect(Metric(percent: text) == nil) }
}
