import Model
import Readers
import Syntax
import Testing

private func benchmark(end: String, _ rest: String = "") throws -> Benchmark {
  let iperf3 = try #require(Reader.all.first { $0.format == "iperf3" })
  let text = #"{"start": {"version": "iperf 3.12"}, "intervals": [], "end": {\#(end)}\#(rest)}"#
  var source = try ByteSource(ByteStream(Array(text.utf8), blockSize: 64))
  return try #require(try iperf3.read(&source, "iperf3.json").benchmarks.first)
}

struct Iperf3Tests {
  @Test func `what was received is the throughput`() throws {
    let run = try benchmark(
      end: #"""
        "streams": [], "sum_sent": {"bits_per_second": 9e9, "retransmits": 3, "sender": true},
        "sum_received": {"bits_per_second": 8000000000.5}, "sum_received_bidir_reverse": {"bits_per_second": 7}
        """#)
    #expect(
      run.readings.map(\.name) == [
        "sum_received.bits_per_second", "sum_sent.retransmits", "sum_received_bidir_reverse.bits_per_second",
      ])
    #expect(run.readings.map(\.metric) == [.throughput, nil, nil])
    #expect(run.readings.map(\.direction) == [.larger, .smaller, .larger])
    #expect(run.readings[0].quantity.value == Decimal("8000000000.5"))
    #expect(run.caveats.isEmpty)
    #expect(run.attempts == nil)
  }

  @Test func `loss is a ratio and jitter is seconds`() throws {
    let run = try benchmark(
      end: #""sum": {"bits_per_second": 1e8, "jitter_ms": 1.5, "lost_packets": 2, "packets": 80, "lost_percent": 2.5}"#)
    #expect(run.readings.map(\.quantity.value) == [100_000_000, 1_500_000, Decimal("0.025")].compactMap { $0 })
    #expect(run.readings.map(\.reported) == [100_000_000, Decimal("1.5"), Decimal("2.5")].compactMap { $0 })
    #expect(run.readings.map(\.metric) == [.throughput, nil, .errorRate])
    #expect(run.attempts == 80)
    #expect(run.failures == 2)
  }

  @Test func `the tenth of the intervals is told`() throws {
    let iperf3 = try #require(Reader.all.first { $0.format == "iperf3" })
    let intervals = (1...20).map { #"{"sum": {"bits_per_second": \#($0)}}"# }.joined(separator: ",")
    let text = #"""
      {"start": {"test_start": {"protocol": "TCP", "num_streams": 3}}, "intervals": [\#(intervals)],
       "end": {"sum_received": {"bits_per_second": 9}}}
      """#
    var source = try ByteSource(Array(text.utf8))
    let run = try #require(try iperf3.read(&source, "iperf3.json").benchmarks.first)
    #expect(run.readings.last?.quantity == Quantity(3, .bitRate))
    #expect(run.conditions == ["protocol": "TCP", "streams": "3"])
  }

  @Test func `a test that brought nothing over is doubted`() throws {
    #expect(try benchmark(end: #""sum_received": {"bits_per_second": 0}"#).caveats.map(\.kind) == [.nothingMeasured])
  }

  @Test(arguments: ["", #""sum_sent": {"bits_per_second": 1}"#, #""sum_received": {"bits_per_second": null}"#])
  func `a test without sums is refused`(_ end: String) {
    #expect(throws: ReadError.self) { try benchmark(end: end) }
  }

  @Test func `a test that failed is refused in its own words`() {
    let error = #expect(throws: ReadError.self) {
      try benchmark(end: #""sum_received": {"bits_per_second": 1}"#, #", "error": "interrupted""#)
    }
    #expect(error?.met == #"iperf3's error "interrupted""#)
  }
}

struct Iperf3TextTests {
  private let stream = "[  5]   0.00-3.00   sec  43.0 MBytes   120 Mbits/sec                  receiver\n"
  private let sum = "[SUM]   0.00-3.00   sec  86.0 MBytes   240 Mbits/sec                  receiver\n"

  @Test func `several streams are judged by their sum`() throws {
    let run = try #require(try evidence("iperf3-text", stream + stream + sum).benchmarks.first)
    #expect(run.readings.first?.reported == 240)
    #expect(run.conditions == ["streams": "2"])
  }

  @Test func `two tests in one file are refused at the second one's line`() throws {
    let error = try refusal("iperf3-text", stream + stream + sum + stream + stream + sum)
    #expect(error.line == 6)
    #expect(error.wanted == "one test a file")
    #expect(try refusal("iperf3-text", stream + stream).met == "the end of the file")
  }
}
