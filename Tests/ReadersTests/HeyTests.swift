import Model
import Syntax
import Testing

@testable import Readers

struct HeyTextTests {
  /// A summary such as hey prints, of so many requests in two seconds.
  private func summary(
    rate: String = "5.0000", total: String = "2.0000", average: String = "0.1000",
    histogram: String = "  0.100 [10]\t|■■",
    latencies: String = "  50% in 0.1000 secs\n  95% in 0.2000 secs", statuses: String = "  [200]\t10 responses",
    errors: String = ""
  ) -> String {
    """

    Summary:
      Total:\t\(total) secs
      Slowest:\t0.3000 secs
      Fastest:\t0.0500 secs
      Average:\t\(average) secs
      Requests/sec:\t\(rate)
      
      Total data:\t60 bytes
      Size/request:\t12 bytes

    Response time histogram:
    \(histogram)


    Latency distribution:
    \(latencies)

    Details (average, fastest, slowest):
      DNS+dialup:\t0.0001 secs, 0.0091 secs, 0.0472 secs

    Status code distribution:
    \(statuses)

    \(errors)

    """
  }

  private func benchmark(_ text: String) throws -> Benchmark {
    #expect(try format(of: text) == "hey")
    return try #require(try evidence("hey", text).benchmarks.first)
  }

  @Test func `its numbers are told in its order, and by the names of policies`() throws {
    let found = try benchmark(summary())
    #expect(
      found.readings == [
        Reading("Slowest", unit: "s", reported: Decimal("0.3") ?? 0, direction: .smaller, metric: .max),
        Reading("Fastest", unit: "s", reported: Decimal("0.05") ?? 0, direction: .smaller),
        Reading("Average", unit: "s", reported: Decimal("0.1") ?? 0, direction: .smaller, metric: .mean),
        Reading("Requests/sec", unit: "1/s", reported: 5, direction: .larger, metric: .throughput),
        Reading("50%", unit: "s", reported: Decimal("0.1") ?? 0, direction: .smaller, metric: .p50),
        Reading("95%", unit: "s", reported: Decimal("0.2") ?? 0, direction: .smaller, metric: .p95),
      ])
    #expect(found.attempts == 10 && found.failures == 0 && found.doubt == nil)
  }

  @Test func `a percentile that hey could not tell is none`() throws {
    let found = try benchmark(summary(latencies: "  10% in 0.0500 secs\n  0% in 0.0000 secs\n  0% in 0.0000 secs"))
    #expect(found.readings.map(\.name) == ["Slowest", "Fastest", "Average", "Requests/sec", "10%"])
  }

  @Test func `errors of the server and requests without an answer are failures`() throws {
    let found = try benchmark(
      summary(
        rate: "6.5000",
        statuses: "  [200]\t5 responses\n  [404]\t2 responses\n  [500]\t1 responses\n  [503]\t2 responses",
        errors: "Error distribution:\n  [2]\tGet \"http://x\": EOF\n  [1]\tGet \"http://x\":\nof two lines"))
    #expect(found.attempts == 13)
    #expect(found.failures == 6)
    #expect(found.doubt == nil)
  }

  @Test func `where no request succeeded there is no time`() throws {
    let found = try benchmark(
      summary(
        average: " NaN", histogram: "", latencies: "", statuses: "", errors: "Error distribution:\n  [10]\trefused"))
    #expect(found.readings.map(\.name) == ["Requests/sec"])
    #expect(found.doubt == "no request succeeded")
    #expect(found.failures == 10)
  }

  @Test func `where every answer is an error the times are those of errors`() throws {
    #expect(try benchmark(summary(statuses: "  [500]\t10 responses")).doubt == "every request failed")
  }

  @Test func `beyond a million answers hey keeps none`() throws {
    let found = try benchmark(
      summary(rate: "900000.0", histogram: "  0.1 [1000000]\t|■", statuses: "  [200]\t1000000 responses"))
    #expect(found.doubt == "hey keeps only the first 1,000,000 answers")
  }

  @Test func `summaries behind each other are told apart`() throws {
    let found = try evidence("hey", summary() + summary(rate: "10.0000", total: "1.0000")).benchmarks
    #expect(found.map(\.attempts) == [10, 10])
  }

  @Test(arguments: [
    "Summary:\n", "Summary:\n  Total:\t2.0000 secs\n  Requests/sec:\t5.0000\n", "Requests/sec:\t5",
  ])
  func `a summary that is not whole is refused`(_ text: String) throws {
    #expect(try !refusal("hey", text).wanted.isEmpty)
  }

  @Test func `parts that contradict each other are refused`() throws {
    for text in [
      summary(statuses: "  [200]\t9 responses"), summary(histogram: "  0.1 [9]\t|"), summary(rate: "7.0000"),
      summary(rate: "6.0000", errors: ""), summary(statuses: "  [200]\tten responses"), summary(statuses: "  200\t10"),
      summary(statuses: "  [200]\t-10 responses"), summary(latencies: "  95% of 0.2"), summary(average: "fast"),
      summary(statuses: "  [200]\t99999999999999999999 responses"),
    ] {
      #expect(try !refusal("hey", text).met.isEmpty)
    }
  }

  @Test func `the like of other tools is not taken for hey's`() throws {
    #expect(try format(of: "Summary:\n  Success rate:\t100.00%\n  Requests/sec:\t5.0\n") != "hey")
    #expect(try format(of: "Summary:\n  Latency: 5\n") != "hey")
  }
}

struct HeyCSVTests {
  private static let header =
    "response-time,DNS+dialup,DNS,Request-write,Response-delay,Response-read,status-code,offset"

  private func benchmark(_ rows: String) throws -> Benchmark {
    let text = HeyCSVTests.header + "\n" + rows
    #expect(try format(of: text) == "hey-csv")
    return try #require(try evidence("hey-csv", text).benchmarks.first)
  }

  private func row(_ time: String, _ status: String = "200") -> String { "\(time),0,0,0,0,0,\(status),0.5\n" }

  @Test func `each row is a time in whole nanoseconds`() throws {
    let times = ["0.0012", "0", "1", "2.5", "0.123456789", "999999999.0"]
    let found = try benchmark(times.map { row($0) }.joined())
    #expect(
      found.latencies
        == Samples(nanoseconds: [1_200_000, 0, 1_000_000_000, 2_500_000_000, 123_456_789, 999_999_999_000_000_000]))
    #expect(found.attempts == 6 && found.failures == 0 && found.doubt == nil && found.readings.isEmpty)
  }

  @Test func `answers of 500 and more are failures`() throws {
    let found = try benchmark(["200", "404", "499", "500", "503"].map { row("0.1", $0) }.joined())
    #expect(found.attempts == 5 && found.failures == 2)
    #expect(try benchmark(row("0.1", "502")).doubt == "every request failed")
  }

  @Test func `a table without rows says that nothing succeeded`() throws {
    let found = try benchmark("")
    #expect(found.latencies == Samples() && found.attempts == 0 && found.doubt == "no request succeeded")
  }

  @Test func `tables behind each other, returns and empty lines are read`() throws {
    let found = try benchmark("\(row("0.1"))\n\(HeyCSVTests.header)\r\n0.2,0,0,0,0,0,200,0.5\r\n0.3,0,0,0,0,0,200,1")
    #expect(found.latencies == Samples(nanoseconds: [100_000_000, 200_000_000, 300_000_000]))
  }

  @Test func `columns are found by their names`() throws {
    let text = "response-time,status-code\n0.25,500\n"
    #expect(try evidence("hey-csv", text).benchmarks.first?.failures == 1)
  }

  @Test(arguments: [
    "0.1,0,0", "0.1,0,0,0,0,0,200", "0.1,0,0,0,0,0,200,1,2", "-0.1,0,0,0,0,0,200,1", ",0,0,0,0,0,200,1",
    "1e3,0,0,0,0,0,200,1", "0.1.2,0,0,0,0,0,200,1", ".5,0,0,0,0,0,200,1", "1.,0,0,0,0,0,200,1", "NaN,0,0,0,0,0,200,1",
    "0.1,0,0,0,0,0,,1", "0.1,0,0,0,0,0,abc,1", "1234567890,0,0,0,0,0,200,1", "0.1234567891,0,0,0,0,0,200,1", "x",
  ])
  func `a row that is none is refused, with its line`(_ row: String) throws {
    let text = HeyCSVTests.header + "\n0.1,0,0,0,0,0,200,1\n" + row + "\n"
    #expect(try refusal("hey-csv", text).line == 3)
  }
}
