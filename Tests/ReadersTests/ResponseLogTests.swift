import Model
import Syntax
import Testing

@testable import Readers

/// Answers in two logs, the later of them continued, are told like those in one.
struct ResponseLogTests {
  private typealias Answer = (latency: UInt64, start: UInt64?)

  private func log(_ answers: [Answer], after log: ResponseLog? = nil) -> ResponseLog {
    var log = log ?? ResponseLog()
    for (place, answer) in answers.enumerated() {
      log.add(answer.latency, from: answer.start, isFailure: place % 7 == 0, isRefusal: place % 3 == 0)
    }
    return log
  }

  private func told(_ log: ResponseLog) -> [String] {
    var log = log
    return log.benchmark(tool: "t").told
  }

  /// Answers of so many seconds, some of which come before others that were sent first.
  private func answers(_ count: Int, seconds: UInt64) -> [Answer] {
    (0..<UInt64(count)).map { place in
      let latency = 1_000_000 + (place * 7919) % 1000 * 100_000
      return (latency, 5_000_000_000 + place * seconds * 1_000_000_000 / UInt64(count) + latency / 2)
    }
  }

  @Test(arguments: [0, 1, 5000, 12_000, 20_000])
  func `a log that goes on in another is told like one`(_ cut: Int) {
    let answers = answers(20_000, seconds: 300)
    var earlier = log(Array(answers[..<cut]))
    var later = earlier.fresh
    for (place, answer) in answers.enumerated().dropFirst(cut) {
      later.add(answer.latency, from: answer.start, isFailure: place % 7 == 0, isRefusal: place % 3 == 0)
    }
    let isOne = earlier.append(later)
    #expect(isOne)
    #expect(told(earlier) == told(log(answers)))
  }

  @Test func `answers of unknown times go on in another log`() {
    let answers = answers(100, seconds: 1).map { Answer($0.latency, nil) }
    var earlier = log(answers)
    let isOne = earlier.append(log(answers, after: earlier.fresh))
    #expect(isOne)
    #expect(earlier.attempts == 200)
    let timeline = earlier.benchmark(tool: "t").timeline
    #expect(timeline == nil)
  }

  @Test func `a log that began at another time does not go on`() {
    let answers = answers(100, seconds: 10)
    var earlier = log(Array(answers[..<50]))
    let isOne = earlier.append(log(Array(answers[50...])))
    #expect(!isOne)
    #expect(earlier.attempts == 50)
  }

  @Test func `where some times are known and others not, nothing goes on`() {
    let timed = answers(100, seconds: 10)
    let timeless = timed.map { Answer($0.latency, nil) }
    for (first, second) in [(timed, timeless), (timeless, timed)] {
      var earlier = log(first)
      let isOne = earlier.append(log(second, after: earlier.fresh))
      #expect(!isOne)
      #expect(earlier.attempts == 100)
    }
  }

  @Test func `all answers are placed from the first one on, which need not be the one that was sent first`() {
    var log = log([(5, 3_000_000_000), (9, 1_000_000_000), (9, 4_000_000_000)])
    let steps = log.benchmark(tool: "t").timeline?.steps.map(\.count)
    #expect(steps == [2, 0, 0, 0, 1])
  }
}

/// Reports of load tests are read in two parts like in one.
struct LoadReportTests {
  private func rows(_ header: String, _ count: Int, end: String = "\n", _ row: (Int) -> String) -> String {
    ([header] + (0..<count).map(row)).joined(separator: end) + end
  }

  private func hey(_ count: Int, end: String = "\n") -> String {
    let header = "response-time,DNS+dialup,DNS,Request-write,Response-delay,Response-read,status-code,offset"
    return rows(header, count, end: end) {
      "0.0\($0 % 90 + 10),0.0001,0,0,0.01,0,\($0 % 9 == 0 ? 503 : 200),\($0 / 10).\($0 % 10)"
    }
  }

  private func k6CSV(_ count: Int) -> String {
    rows("metric_name,timestamp,metric_value,url", count) { place in
      place % 2 == 0
        ? "http_req_duration,\(1_700_000_000 + place / 10),\(place % 70).25,\"a\nb\""
        : "http_req_failed,\(1_700_000_000 + place / 10),\(place % 3),x"
    }
  }

  private func k6JSON(_ count: Int, end: String = "\n") -> String {
    let head = #"{"type":"Metric","data":{"name":"http_reqs","type":"counter"},"metric":"http_reqs"}"#
    return rows(head, count, end: end) { place in
      let name = ["http_reqs", "http_req_duration", "http_req_failed"][place % 3]
      let time = "2026-01-02T03:\(10 + place / 60 % 50):\(10 + place % 50).5Z"
      let data = #"{"time":"\#(time)","value":\#(place % 5),"tags":{"a":"\n{"}}"#
      return #"{"metric":"\#(name)","type":"Point","data":\#(data)}"#
    }
  }

  private func jtl(_ count: Int) -> String {
    rows("timeStamp;elapsed;label;success", count) {
      "\(1_700_000_000_000 + $0 * 31);\($0 % 77);\"a;\n\";\($0 % 5 != 0)"
    }
  }

  private func vegetaJSON(_ count: Int) -> String {
    (0..<count).map {
      #"{"attack":"","seq":\#($0),"code":\#($0 % 4 == 0 ? 0 : 200),"timestamp":"2026-01-02T03:04:\#($0 % 50 + 10)Z","#
        + #""latency":\#($0 * 1000),"error":"}\n{"}"# + "\n"
    }.joined()
  }

  private func vegetaCSV(_ count: Int) -> String {
    (0..<count).map { "17000000000000\(10_000 + $0),200,\($0 * 999),1,2,\"\n\",b,a,\($0),GET,u,h\n" }.joined()
  }

  private func own(_ count: Int) -> String {
    rows("latency_ms,status", count) { "\($0 % 50).5,\($0 % 6 == 0 ? 404 : 200)" }
  }

  private func expectLikeOne(_ format: String, _ report: String) throws {
    let wanted = try #require(try evidence(format, report).benchmarks.first)
    let (evidence, counted) = try evidenceReadAhead(format, report)
    let found = try #require(evidence.benchmarks.first)
    #expect(found.told == wanted.told, "\(format)")
    #expect(counted, "\(format)")
  }

  @Test(arguments: [400, 401, 402, 403]) func `every format of a row or an object an answer`(_ count: Int) throws {
    try expectLikeOne("hey-csv", hey(count))
    try expectLikeOne("hey-csv", hey(count, end: "\r\n"))
    try expectLikeOne("k6-json", k6JSON(count))
    try expectLikeOne("k6-json", k6JSON(count, end: "\r\n"))
    try expectLikeOne("vegeta-json", vegetaJSON(count))
    try expectLikeOne("latency-csv", own(count))
  }

  private func k6CSV(between first: String, and last: String) -> String {
    "metric_name,timestamp,metric_value\n"
      + [first, last].map { "http_req_duration,\($0),1000.5\nhttp_req_failed,\($0),0\n" }.joined()
  }

  @Test(arguments: [
    ("1700000001", "1700000003"), ("1700000001000", "1700000003000"), ("1700000001000000", "1700000003000000"),
    ("1700000001000000000", "1700000003000000000"), ("2023-11-14T22:13:21Z", "2023-11-14T22:13:23Z"),
    ("2023-11-14T23:13:21.000000000+01:00", "2023-11-14T23:13:23.000000000+01:00"),
  ])
  func `the times of k6 are read in each K6_CSV_TIME_FORMAT`(_ first: String, _ last: String) throws {
    let benchmark = try #require(try evidence("k6-csv", k6CSV(between: first, and: last)).benchmarks.first)
    // Two answers in 3.0005 seconds.
    #expect(benchmark.readings.first { $0.metric == .throughput }?.quantity.value == Decimal("0.666555574"))
  }

  @Test(arguments: ["31906511204", "99999999999", "soon", "2023-11-14"])
  func `a time of k6 that is none, or beyond all, is refused at its line`(_ time: String) {
    let error = #expect(throws: ReadError.self) { try evidence("k6-csv", k6CSV(between: "1700000001", and: time)) }
    #expect(error?.line == 4 && error?.wanted == "a name, a time and a number")
  }

  @Test(arguments: 40..<60) func `rows with line ends in their fields, wherever another core begins`(
    _ count: Int
  ) throws {
    for (format, report) in [("k6-csv", k6CSV(count)), ("jtl-csv", jtl(count)), ("vegeta-csv", vegetaCSV(count))] {
      let wanted = try #require(try evidence(format, report).benchmarks.first)
      #expect(try evidenceReadAhead(format, report).evidence.benchmarks.first?.told == wanted.told)
    }
  }

  @Test(arguments: 1...60) func `a report that is cut off is told of or refused as on one core`(
    _ left: Int
  ) throws {
    for (format, report) in [("hey-csv", hey(200)), ("k6-json", k6JSON(200)), ("vegeta-json", vegetaJSON(200))] {
      let text = String(report.dropLast(left))
      let wanted = Result { try evidence(format, text).benchmarks.first?.told }
      let found = Result { try evidenceReadAhead(format, text).evidence.benchmarks.first?.told }
      #expect("\(found)" == "\(wanted)")
    }
  }

  @Test(arguments: [3, 100, 299]) func `a header again, and what else is wrong, is refused at its line`(
    _ place: Int
  ) throws {
    var lines = hey(300).split(separator: "\n").map(String.init)
    lines[place] = lines[0]
    let error = #expect(throws: ReadError.self) {
      _ = try evidenceReadAhead("hey-csv", lines.joined(separator: "\n") + "\n")
    }
    #expect(error?.line == place + 1)
    #expect(try refusal("hey-csv", lines.joined(separator: "\n") + "\n") == error)
  }
}
