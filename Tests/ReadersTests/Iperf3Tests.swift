import Model
import Syntax
import Testing

@testable import Readers

struct Iperf3Tests {
  private func benchmark(_ end: String, more: String = "") throws -> Benchmark {
    let report =
      "{\"start\":{\"version\":\"iperf 3.12\"},\"intervals\":[{\"sum\":{\"bits_per_second\":1}}],\"end\":{\(end)}\(more)}"
    #expect(try format(of: report) == "iperf3")
    return try #require(try evidence("iperf3", report).benchmarks.first)
  }

  @Test func `throughput is what the receiver got`() throws {
    let found = try benchmark(
      """
      "streams": [{"sender": {"bits_per_second": 9e9}}], "sum_sent": {"bits_per_second": 2.5e9, "sender": true},
      "sum_received": {"bytes": 1, "bits_per_second": 2400000000.5}, "cpu_utilization_percent": {"host_total": 1}
      """)
    #expect(
      found.readings == [
        Reading("sum_sent.bits_per_second", unit: "bit/s", reported: 2_500_000_000, direction: .larger),
        Reading(
          "sum_received.bits_per_second", unit: "bit/s", reported: Decimal("2400000000.5") ?? 0, direction: .larger,
          metric: .throughput),
      ])
    #expect(found.doubt == nil && found.attempts == nil)
  }

  @Test func `both directions are throughput`() throws {
    let found = try benchmark(
      "\"sum_received\":{\"bits_per_second\":2},\"sum_received_bidir_reverse\":{\"bits_per_second\":1}")
    #expect(found.readings.map(\.metric) == [.throughput, .throughput])
  }

  @Test func `loss and jitter are told by who sees them`() throws {
    let sum = "{\"bits_per_second\":1000,\"jitter_ms\":0.5,\"lost_percent\":2.5}"
    let found = try benchmark("\"sum_sent\":\(sum),\"sum_received\":\(sum)")
    #expect(
      found.readings.map(\.name) == [
        "sum_sent.bits_per_second", "sum_received.bits_per_second", "sum_received.jitter_ms",
        "sum_received.lost_percent",
      ])
    #expect(found.readings.map(\.unit) == ["bit/s", "bit/s", "ms", "%"])
    #expect(found.readings.suffix(2).map(\.value) == [Decimal("0.0005"), Decimal("0.025")])
  }

  @Test func `a run with an error does not count, whatever it measured`() throws {
    let received = "\"sum_received\":{\"bits_per_second\":2}"
    let found = try benchmark(received, more: ",\"error\":\"interrupt - the client has terminated\"")
    #expect(found.doubt == "iperf3 reports the error: interrupt - the client has terminated")
    #expect(found.readings.count == 1)
  }

  @Test(arguments: [
    "", "\"sum\":{\"bits_per_second\":1}", "\"sum_received\":null", "\"sum_received\":{\"bits_per_second\":null}",
  ])
  func `without what the receiver got there is no throughput`(_ end: String) throws {
    #expect(try benchmark(end).doubt == "what the receiver got is not stated")
  }

  @Test(arguments: [
    "\"sum_received\":{\"bits_per_second\":-nan}", "\"sum_received\":{\"bits_per_second\":\"fast\"}",
    "\"sum_received\":{\"bits_per_second\":true}", "\"sum_received\":[]",
  ])
  func `a rate that is no number is refused`(_ end: String) throws {
    #expect(try !refusal("iperf3", "{\"start\":{},\"intervals\":[],\"end\":{\(end)}}").wanted.isEmpty)
  }
}
