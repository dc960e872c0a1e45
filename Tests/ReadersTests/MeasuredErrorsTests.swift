import Model
import Testing

@testable import Readers

/// Measurements of what failed: their numbers say nothing of how fast a service is.
struct MeasuredErrorsTests {
  private func caveats(_ format: String, _ text: String) throws -> [Caveat] {
    try evidence(format, text).benchmarks.flatMap(\.caveats)
  }

  private func hey(_ statuses: Int...) -> String {
    "response-time,DNS+dialup,status-code,offset\n" + statuses.map { "0.01,0.0,\($0),0.5\n" }.joined()
  }

  @Test(arguments: [(404, 1), (429, 1), (200, 0), (301, 0)])
  func `answers that are all errors measure nothing`(_ status: Int, _ count: Int) throws {
    let wanted = Array(repeating: Caveat.onlyErrors, count: count)
    #expect(try caveats("hey-csv", hey(status, status)) == wanted)
    #expect(try caveats("latency-csv", "latency_ms,status\n5,\(status)\n") == wanted)
    let sample = #"{"attack":"","seq":0,"code":\#(status),"timestamp":"2026-11-21T02:00:00Z","latency":5}"#
    #expect(try caveats("vegeta-json", sample + "\n") == wanted)
  }

  @Test func `one answer that is none counts`() throws {
    #expect(try caveats("hey-csv", hey(404, 200)) == [])
    #expect(try caveats("hey-csv", hey(404, 503)) == [.onlyErrors])
    #expect(try caveats("hey-csv", hey(503, 503)).map(\.message) == ["every request failed"])
  }

  @Test func `a summary of vegeta without a success measured nothing`() throws {
    func report(_ success: String) -> String {
      #"{"latencies":{"mean":5},"bytes_in":{},"earliest":"","requests":9,"success":\#(success),"status_codes":{"404":9}}"#
    }
    #expect(try caveats("vegeta", report("0")) == [.onlyErrors])
    #expect(try caveats("vegeta", report("0.5")) == [])
  }

  @Test func `runs of hyperfine that failed are doubtful beside others`() throws {
    func report(_ codes: String) -> String {
      #"{"results":[{"command":"a","mean":1,"times":[1,1,1],"exit_codes":\#(codes)}]}"#
    }
    #expect(try caveats("hyperfine", report("[0,0,0]")) == [])
    let doubt = Caveat(.doubtful, "1 of 3 runs failed, and count as others do")
    #expect(try caveats("hyperfine", report("[0,1,0]")) == [doubt])
    #expect(try caveats("hyperfine", report("[1,1,1]")).map(\.kind) == [.nothingMeasured])
  }

  @Test(arguments: [("1000", 0), ("1009", 0), ("5000", 1), ("10", 1)])
  func `a histogram holds as many as it counts`(_ count: String, _ doubts: Int) throws {
    let text = """
      # TYPE d_seconds histogram
      d_seconds_bucket{le="0.1"} 900
      d_seconds_bucket{le="+Inf"} 1000
      d_seconds_sum 9
      d_seconds_count \(count)

      """
    #expect(try caveats("prometheus", text).map(\.kind) == Array(repeating: .doubtful, count: doubts))
  }

  @Test(arguments: [
    ("--- FAIL: TestSum (0.00s)\nFAIL\nFAIL\tshop/cart\t0.1s\n", ["it failed"]),
    ("FAIL\tshop/cart\t0.1s\nFAIL\n", ["its run failed"]), ("PASS\nok\tshop/cart\t0.1s\n", []),
  ])
  func `a run of benchmarks that failed is told`(_ end: String, _ messages: [String]) throws {
    let text = "pkg: shop/cart\nBenchmarkSum-2 \t 100 \t 12 ns/op\n\(end)"
    #expect(try caveats("go-bench", text).map(\.message) == messages)
  }

  @Test func `a summary of k6 is known by its requests`() throws {
    let text = #"{"metrics":{"http_req_duration":{"avg":1,"p(95)":2},"http_reqs":{"count":10,"rate":1}}}"#
    #expect(try evidence("k6", text).benchmarks.first?.reading(of: .p95)?.quantity == Quantity(2_000_000, .time))
    #expect(try format(of: text) == "k6")
  }
}
