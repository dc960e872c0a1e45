import Model
import Readers
import Syntax
import Testing

private func benchmark(_ text: String, _ format: String) throws -> Benchmark {
  let reader = try #require(Reader.all.first { $0.format == format })
  var source = try ByteSource(ByteStream(Array(text.utf8), blockSize: 64))
  return try #require(try reader.read(&source, "hey").benchmarks.first)
}

extension Benchmark {
  fileprivate func value(of metric: Metric) -> Decimal? { reading(of: metric)?.quantity.value }
}

struct HeyTextTests {
  private func summary(
    average: String = "0.0200", rate: String = "10.0000", histogram: String = "  0.010 [8]\t|■■\n  0.030 [2]\t|\n",
    latencies: String = "  50% in 0.0200 secs\n  0% in 0.0000 secs\n",
    statuses: String = "  [200]\t7 responses\n  [503]\t3 responses\n", errors: String = ""
  ) -> String {
    """

    Summary:
      Total:\t1.0000 secs
      Slowest:\t0.0300 secs
      Fastest:\t0.0100 secs
      Average:\t\(average) secs
      Requests/sec:\t\(rate)
      
      Total data:\t96 bytes
      Size/request:\t3 bytes

    Response time histogram:
    \(histogram)

    Latency distribution:
    \(latencies)
    Details (average, fastest, slowest):
      DNS+dialup:\t0.0001 secs, 0.0040 secs, 0.0522 secs

    Status code distribution:
    \(statuses)
    \(errors)

    """
  }

  @Test func `answers that are all errors measure nothing`() throws {
    let summary = try benchmark(summary(statuses: "  [404]\t7 responses\n  [503]\t3 responses\n"), "hey")
    #expect(summary.caveats == [Caveat(.nothingMeasured, "every answer was an error (4xx or 5xx)")])
  }

  @Test func `responses of 5xx are failures`() throws {
    let run = try benchmark(summary(), "hey")
    #expect(run.attempts == 10)
    #expect(run.failures == 3)
    #expect(run.caveats.isEmpty)
    #expect(run.latencies == nil)
  }

  @Test func `requests without response are attempts and failures`() throws {
    let errors = "Error distribution:\n  [4]\tGet \"http://a\": EOF\n  [1]\tGet \"http://a\": timeout\n"
    let run = try benchmark(summary(rate: "15.0000", errors: errors), "hey")
    #expect(run.attempts == 15)
    #expect(run.failures == 8)
  }

  @Test func `numbers have the names that policies know`() throws {
    let run = try benchmark(summary(), "hey")
    #expect(run.value(of: .mean) == 20_000_000)
    #expect(run.value(of: .max) == 30_000_000)
    #expect(run.value(of: .p50) == 20_000_000)
    #expect(run.value(of: .throughput) == 10)
    #expect(run.value(of: .p95) == nil)
    #expect(run.readings.map(\.name) == ["Average", "Total", "Slowest", "Fastest", "Requests/sec", "50%"])
  }

  @Test func `a run without a response is doubted`() throws {
    let errors = "Error distribution:\n  [10]\tGet \"http://a\": refused\n"
    let run = try benchmark(summary(average: " NaN", histogram: "", latencies: "", statuses: "", errors: errors), "hey")
    #expect(run.caveats.map(\.kind) == [.nothingMeasured])
    #expect(run.attempts == 10)
    #expect(run.failures == 10)
  }

  @Test func `a run of more responses than hey counts is doubted`() throws {
    let run = try benchmark(
      summary(
        rate: "2500000", histogram: "  0.010 [1000000]\t|\n", statuses: "  [200]\t1000000 responses\n"), "hey")
    #expect(run.caveats.map(\.kind) == [.doubtful])
  }

  @Test func `counts that do not come together are refused`() {
    #expect(throws: ReadError.self) { try benchmark(summary(statuses: "  [200]\t7 responses\n"), "hey") }
    #expect(throws: ReadError.self) { try benchmark(summary(rate: "15.0000"), "hey") }
    #expect(throws: ReadError.self) { try benchmark(summary(rate: "9e27"), "hey") }
    #expect(throws: ReadError.self) { try benchmark(summary() + summary(), "hey") }
  }

  @Test(arguments: ["x", "-1", "", "0.1 ms"])
  func `what is no time is refused`(_ average: String) {
    #expect(throws: ReadError.self) {
      try benchmark(summary(average: average).replacing("0.1 ms secs", with: "0.1 ms"), "hey")
    }
  }
}

struct HeyCSVTests {
  @Test func `requests that nobody answered are left out, and that is known`() throws {
    let run = try benchmark(header + "0.1,0,0,200,0\n", "hey-csv")
    #expect(run.omitsFailures && run.isClosedLoop)
  }

  @Test func `a last row that is cut short is left out, and that is said`() throws {
    let run = try benchmark(header + "0.1,0,0,200,0\n0.2,0,0,20", "hey-csv")
    #expect(run.attempts == 1)
    #expect(run.caveats.map(\.kind) == [.cutShort])
  }

  private let header = "response-time,DNS+dialup,DNS,status-code,offset\n"

  @Test func `times are exact`() throws {
    let run = try benchmark(header + "0.0011,0,0,200,0.5\r\n2,0,0,404,0.25\n0.000000001,0,0,503,1.0", "hey-csv")
    #expect((1...4).map { run.latencies?.value(atRank: $0)?.lower } == [1, 1_100_000, 2_000_000_000, nil])
    #expect(run.attempts == 3)
    #expect(run.failures == 1)
    #expect(run.value(of: .p99) == 2_000_000_000)
    #expect(run.caveats.isEmpty)
  }

  @Test func `the rate is counted up to the last response`() throws {
    let run = try benchmark(header + "0.5,0,0,200,0\n0.5,0,0,200,3.5\n", "hey-csv")
    #expect(run.value(of: .throughput) == Decimal("0.5"))
  }

  @Test func `a run without a response is doubted`() throws {
    let run = try benchmark(header, "hey-csv")
    #expect(run.caveats.map(\.kind) == [.nothingMeasured])
    #expect(run.readings.isEmpty)
    #expect(run.attempts == 0)
  }

  @Test func `a million rows are as many as hey keeps`() throws {
    let rows = String(repeating: "0.1,0,0,200,0\n", count: 1_000_000)
    #expect(try benchmark(header + rows, "hey-csv").caveats.map(\.kind) == [.doubtful])
  }

  @Test func `what an older hey does not say is not known`() throws {
    let run = try benchmark("response-time,DNS+dialup,DNS\n0.1,0,0\n", "hey-csv")
    #expect(run.failures == nil)
    #expect(run.value(of: .throughput) == nil)
  }

  @Test(arguments: [
    "0.1,0,0,200", "0.1,0,0,200,0,0", "x,0,0,200,0", "-0.1,0,0,200,0", "0.,0,0,200,0", ".1,0,0,200,0", ",0,0,200,0",
    "0.1,0,0,20,0", "0.1,0,0,ok,0", "99999999999999,0,0,200,0", "1e3,0,0,200,0",
    "0.1,0,0,200,0 1",
  ])
  func `a broken row is refused at its line`(_ row: String) {
    let error = #expect(throws: ReadError.self) {
      try benchmark(header + "0.1,0,0,200,0\n\(row)\n0.1,0,0,200,0\n", "hey-csv")
    }
    #expect(error?.line == 3)
  }
}
