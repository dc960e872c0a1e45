import Model
import Syntax
import Testing

@testable import Gates
@testable import Readers

extension [Metric: String] {
  /// Limits as a policy has them.
  fileprivate var read: [Metric: Limit] {
    get throws {
      var limits: [Metric: Limit] = [:]
      for (metric, text) in self {
        limits[metric] = try Limit(Node(.scalar(text, isPlain: false), line: 1, column: 1), for: metric)
      }
      return limits
    }
  }
}

/// The rows of the table of edge cases for measurements, from the bytes of a report to the verdict.
struct MeasurementEdgeCaseTests {
  private typealias File = (name: Path, text: String)

  private func read(_ files: [File]) throws -> (runs: [Benchmark], unread: [Input]) {
    var runs: [Benchmark] = []
    var unread: [Input] = []
    for file in files {
      do throws(ReadError) {
        var source = try ByteSource(ByteStream(Array(file.text.utf8), blockSize: 4096))
        let head = try Head(&source)
        guard let reader = Reader.all.first(where: { $0.recognises(head) }) else {
          throw ReadError(met: "no known format", wanted: "one")
        }
        runs += try reader.read(&source, file.name).benchmarks
      } catch {
        let reason = InputError(message: error.message, line: error.line)
        unread.append(Input(path: file.name, format: nil, status: .unreadable, error: reason, gates: [.performance]))
      }
    }
    return (runs, unread)
  }

  /// What gate 6 says of such files, and of those that were measured before.
  private func judge(
    _ files: (name: Path, text: String)..., before: [(name: Path, text: String)] = [], under limits: [Metric: String],
    merged: Bool = false
  ) throws -> Verdict {
    let now = try read(files)
    var target = Target(name: "web", evidence: ["*"], limits: try limits.read)
    target.merges = merged
    var matter = try Case.of(benchmarks: now.runs, inputs: now.unread) { policy in
      policy.performance.targets = limits.isEmpty ? [] : [target]
    }
    if !before.isEmpty { matter.measuredBefore = Baseline(latest: try read(before).runs) }
    return Gate.performance.judge(matter)
  }

  private func csv(_ count: Int, _ milliseconds: Int, slow: Int = 0, status: Int = 200) -> String {
    let rows = (0..<count).map { "\($0),\($0 < slow ? 900 : milliseconds),\(status)" }
    return (["start_ms,latency_ms,status"] + rows).joined(separator: "\n") + "\n"
  }

  private func wrk(_ rest: String, percentiles: Bool = true) -> String {
    let rows = "     50%   11.00ms\n     75%   12.00ms\n     90%   14.00ms\n     99%   19.00ms"
    return """
      Running 2s test @ http://127.0.0.1:18080/
        1 threads and 4 connections
        Thread Stats   Avg      Stdev     Max   +/- Stdev
          Latency    12.00ms    2.00ms  20.00ms   70.00%
      \(percentiles ? "  Latency Distribution\n\(rows)" : "")
        1000 requests in 2.00s, 100.00KB read
      \(rest)Requests/sec:    500.00
      Transfer/sec:     50.00KB

      """
  }

  @Test func `absent: what a tool does not print cannot be judged, and how to get it is said`() throws {
    let p95 = try judge(("wrk.txt", wrk("")), under: [.p95: "< 50 ms"])
    #expect(p95.outcome == .cannotJudge)
    #expect(p95.words.contains("wrk does not tell web p95 (it prints 50, 75, 90 and 99 %"))
    let without = try judge(("wrk.txt", wrk("", percentiles: false)), under: [.p90: "< 50 ms"])
    #expect(without.words.contains("wrk --latency"))
    let k6 =
      #"{"root_group":{},"metrics":{"http_req_duration":{"avg":1,"p(90)":2,"p(95)":3},"http_reqs":{"count":900}}}"#
    #expect(try judge(("k6.json", k6), under: [.p99: "< 50 ms"]).words.contains(#"summaryTrendStats: ["p(99)"]"#))
  }

  @Test func `all failed: nothing that was measured then counts`() throws {
    let verdict = try judge(("a.csv", csv(400, 1, status: 503)), under: [.p95: "< 50 ms"])
    #expect(verdict.rules == ["performance.nothing-measured"])
    let none = "response-time,DNS+dialup,DNS,Request-write,Response-delay,Response-read,status-code,offset\n"
    #expect(try judge(("hey.csv", none), under: [.p95: "< 50 ms"]).rules == ["performance.nothing-measured"])
  }

  @Test func `absent in hey: 0% in 0.0000 secs is no percentile`() throws {
    let hey = """

      Summary:
        Total:\t0.1000 secs
        Slowest:\t0.0200 secs
        Fastest:\t0.0100 secs
        Average:\t0.0150 secs
        Requests/sec:\t50.0000


      Response time histogram:
        0.010 [3]\t|
        0.020 [2]\t|


      Latency distribution:
        10% in 0.0100 secs
        50% in 0.0150 secs
        0% in 0.0000 secs
        0% in 0.0000 secs


      Status code distribution:
        [200]\t5 responses

      """
    let verdict = try judge(("hey.txt", hey), under: [.p99: "< 50 ms"])
    #expect(verdict.outcome == .cannotJudge)
    #expect(verdict.words.contains("hey -o csv tells each"))
  }

  @Test func `errors: they count against attempts, and a time says of whom it is`() throws {
    let text = wrk("  Socket errors: connect 0, read 40, write 0, timeout 10\n")
    let verdict = try judge(("wrk.txt", text), under: [.p90: "< 50 ms", .errorRate: "< 1 %"])
    #expect(verdict.rules == ["performance.limit"])
    #expect(verdict.words.contains("4.76 %"))
    #expect(verdict.measured.contains { $0.found == "14.00 ms, of those that were answered; 50 were not" })
  }

  @Test func `units: a thousand times as much as before may be another unit`() throws {
    let seconds = "name,metric,value,unit\nwalk,p95,20,s\n"
    let milliseconds = "name,metric,value,unit\nwalk,p95,20,ms\n"
    let verdict = try judge(
      ("a.benchmarks.csv", seconds), before: [("b.benchmarks.csv", milliseconds)], under: [:])
    #expect(verdict.rules.contains("performance.unit-jump"))
    let none = "name,metric,value,unit\nwalk,p95,20,\n"
    #expect(try judge(("a.benchmarks.csv", none), under: [.p95: "< 50 ms"]).outcome.blocks)
  }

  @Test func `baseline missing: limits are judged all the same, and that it is missing warns`() throws {
    let target = Target(name: "web", evidence: ["*"], limits: try [.p95: "< 10 ms"].read)
    var matter = try Case.of(benchmarks: try read([("a.csv", csv(400, 20))]).runs) { policy in
      policy.performance.baseline = ["main/*.csv"]
      policy.performance.targets = [target]
    }
    #expect(Gate.performance.judge(matter).rules == ["performance.limit", "performance.no-baseline"])
    matter.policy.performance.targets = []
    #expect(Gate.performance.judge(matter).outcome == .warned)
    matter.policy.rules["performance.no-baseline"]?.effect = .fail
    #expect(Gate.performance.judge(matter).outcome == .failed)
  }

  @Test func `baseline zero: from no error on any share above the floor is too many`() throws {
    let clean = wrk("")
    let ill = wrk("  Non-2xx or 3xx responses: 30\n")
    #expect(try judge(("wrk.txt", ill), before: [("wrk.txt", clean)], under: [:]).outcome == .failed)
    #expect(try judge(("wrk.txt", clean), before: [("wrk.txt", clean)], under: [:]).outcome == .passed)
  }

  @Test func `removed: what was measured before and is not now is found`() throws {
    let two = "name,metric,value,unit\nwalk,p95,20,ms\nrun,p95,9,ms\n"
    let one = "name,metric,value,unit\nwalk,p95,20,ms\n"
    let verdict = try judge(("a.benchmarks.csv", one), before: [("a.benchmarks.csv", two)], under: [:])
    #expect(verdict.rules == ["performance.missing-benchmark"])
  }

  @Test func `shards: samples are put together, percentiles are refused`() throws {
    let (a, b) = (csv(500, 20, slow: 20), csv(500, 20, slow: 20))
    #expect(try judge(("1.csv", a), ("2.csv", b), under: [.p95: "< 50 ms"], merged: true).outcome == .passed)
    let refused = try judge(("1.txt", wrk("")), ("2.txt", wrk("")), under: [.p90: "< 50 ms"], merged: true)
    #expect(refused.rules == ["performance.unmergeable"])
    #expect(refused.outcome == .cannotJudge)
  }

  @Test func `warm-up: what came in it is left out where the target says so`() throws {
    let rows = (0..<2000).map { "\($0 * 10),\($0 < 200 ? 90 : 20)\n" }.joined()
    let run = try #require(try read([("a.csv", "start_ms,latency_ms\n\(rows)")]).runs.first)
    #expect(run.timeline?.answers(from: 2_000_000_000).answers.count == 1800)
    #expect(run.latencies?.count == 2000)
    var target = Target(name: "web", evidence: ["*"], limits: try [Metric.p95: "< 50 ms"].read)
    target.warmUp = 2_000_000_000
    let verdict = try Gate.performance.judge(.of(benchmarks: [run]) { $0.performance.targets = [target] })
    #expect(verdict.outcome == .passed)
    #expect(verdict.rules == ["performance.warm-up"])
  }

  @Test func `warm-up: a first tenth that is slower is said`() throws {
    let rows = (0..<1000).map { "\($0 * 100),\($0 < 100 ? 90 : 20),200" }
    let text = (["start_ms,latency_ms,status"] + rows).joined(separator: "\n") + "\n"
    #expect(try judge(("a.csv", text), under: [.p95: "< 100 ms"]).rules == ["performance.warm-up"])
  }

  @Test func `noise: a baseline that varies by more than a third of what is to be found warns`() throws {
    let before = [10, 14, 20, 26, 30].map { (name: Path("a.csv"), text: csv(400, $0)) }
    #expect(try judge(("a.csv", csv(400, 20)), before: before, under: [:]).rules.contains("performance.noisy"))
  }

  @Test func `equality: limits are strict as they are written, and rounded numbers pass over none`() throws {
    #expect(try judge(("a.csv", csv(400, 50)), under: [.p95: "< 50 ms"]).outcome == .failed)
    #expect(try judge(("a.csv", csv(400, 50)), under: [.p95: "<= 50 ms"]).outcome == .passed)
    #expect(try judge(("a.csv", csv(400, 50)), under: [.p95: "< 50.000001 ms"]).outcome == .passed)
    // 14.00ms stands for 13.995 to 14.005.
    let rounded = try judge(("wrk.txt", wrk("")), under: [.p90: "< 14.001 ms"])
    #expect(rounded.rules == ["performance.undecided"])
  }

  @Test func `cut short: half a last line is left out and said, garbage in the middle is refused`() throws {
    let whole = csv(400, 20)
    let cut = try judge(("a.csv", whole + "400,2"), under: [.p95: "< 50 ms"])
    #expect(cut.rules == ["performance.cut-short"])
    #expect(cut.outcome == .passed)
    let broken = try judge(("a.csv", csv(5, 20) + "x,y,z\n" + "6,20,200\n"), under: [.p95: "< 50 ms"])
    #expect(broken.rules.contains("performance.unreadable"))
    #expect(broken.findings.contains { $0.location?.line == 7 })
  }

  @Test func `bits: a megabit is a million of them, and a MB/s of wrk is of 1024 times 1024 bytes`() throws {
    let text = #"{"start":{"version":"iperf 3.12"},"end":{"sum_received":{"bits_per_second":100000000}}}"#
    #expect(try judge(("i.json", text), under: [.throughput: "> 100 Mbps"]).outcome == .failed)
    #expect(try judge(("i.json", text), under: [.throughput: ">= 100 Mbps"]).outcome == .passed)
    let readings = try read([("wrk.txt", wrk(""))]).runs.first?.readings
    #expect(readings?.first { $0.name == "Transfer/sec" }?.quantity == Quantity(409_600, .bitRate))
  }

  @Test func `stale: a measurement of another commit cannot be judged, an old one is noted`() throws {
    let text = #"""
      {"machine_info":{"python_version":"3.11"},"commit_info":{"id":"aaaaaaaaaaaaaaaaaaaa","dirty":false},
       "datetime":"2001-01-01T00:00:00+00:00",
       "benchmarks":[{"name":"a","fullname":"t.py::a","stats":{"ops":10,"median":0.1,"mean":0.1}}]}
      """#
    var matter = try Case.of(benchmarks: try read([("b.json", text)]).runs)
    #expect(Gate.performance.judge(matter).rules == ["performance.old"])
    matter.change.head = String(repeating: "b", count: 40)
    let verdict = Gate.performance.judge(matter)
    #expect(verdict.rules == ["performance.old", "performance.other-commit"])
    #expect(verdict.outcome == .cannotJudge)
  }
}

/// What tools are known to tell wrongly, each with what the gate makes of it.
struct LoadToolTrapTests {
  private func runs(_ text: String) throws -> [Benchmark] {
    var source = try ByteSource(ByteStream(Array(text.utf8), blockSize: 4096))
    let head = try Head(&source)
    let reader = try #require(Reader.all.first { $0.recognises(head) })
    return try reader.read(&source, "web.txt").benchmarks
  }

  private func rules(_ runs: [Benchmark], _ limits: [Metric: String] = [:]) throws -> Set<String> {
    let target = Target(name: "web", evidence: ["*"], limits: try limits.read)
    return Gate.performance.judge(
      try Case.of(benchmarks: runs) { $0.performance.targets = limits.isEmpty ? [] : [target] }
    ).rules
  }

  @Test func `a benchmark that was skipped has no time of zero`() throws {
    let text = #"""
      {"context":{"num_cpus":2},"benchmarks":[{"name":"BM_Gpu","run_type":"iteration","skipped":true,
       "skip_message":"no device","iterations":0,"real_time":0.0,"cpu_time":0.0,"time_unit":"ns"}]}
      """#
    #expect(try rules(runs(text), [.time: "< 1 ms"]) == ["performance.nothing-measured"])
  }

  @Test func `a threshold that k6 says was crossed is found, whichever way its file says so`() throws {
    func summary(_ threshold: String, _ average: String) -> String {
      #"{"root_group":{},"metrics":{"http_req_duration":{"avg":\#(average),"thresholds":\#(threshold)}}}"#
    }
    #expect(try rules(runs(summary(#"{"max<9":true}"#, "1"))) == ["performance.tool-limit"])
    #expect(try rules(runs(summary(#"{"max<9":false}"#, "1"))).isEmpty)
    #expect(try rules(runs(summary(#"{"max<9":{"ok":false}}"#, "1"))) == ["performance.tool-limit"])
    #expect(try rules(runs(summary(#"{"max<9":{"ok":true}}"#, "1"))).isEmpty)
    // The number decides, whatever the mark says.
    #expect(try rules(runs(summary(#"{"avg<9":true}"#, "1"))).isEmpty)
  }

  @Test func `a million answers of hey are not all that it saw`() throws {
    let run = Benchmark(tool: "hey", origin: "web.csv", caveats: [Caveat(.doubtful, "hey writes the first 1000000")])
    #expect(try rules([run], [.p95: "< 1 ms"]) == ["performance.doubtful"])
  }

  @Test func `what locust writes now and then may be stale`() throws {
    let text = """
      Type,Name,Request Count,Failure Count,Average Response Time,Requests/s,95%
      GET,/,900,0,10,90,20
      ,Aggregated,900,0,10,90,20

      """
    #expect(try rules(runs(text), [.p95: "< 50 ms"]) == ["performance.stale"])
  }

  @Test func `a clock that is coarser than the limit decides nothing`() throws {
    let siege = #"""
      {"transactions": 900, "successful_transactions": 900, "failed_transactions": 0, "response_time": 0.05,
       "longest_transaction": 0.06, "shortest_transaction": 0.01, "transaction_rate": 90.0}
      """#
    #expect(try rules(runs(siege), [.mean: "< 52 ms"]) == ["performance.undecided"])
    #expect(try rules(runs(siege), [.mean: "< 56 ms"]).isEmpty)
  }
}
