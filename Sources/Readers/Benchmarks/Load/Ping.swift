import Model
import Syntax

extension Reader {
  static let ping = benchmarks(
    "ping", usualNames: ["*ping*.txt"], source: "ping(8) of iputils, BSD and busybox"
  ) { head in
    head.firstLine.hasPrefix("PING ") && (head.contains("icmp_seq") || head.contains(" ping statistics ---"))
  } read: { source throws(ReadError) in
    var hosts: [PingReport] = []
    try source.forEachLine { line throws(ReadError) in
      if line.hasPrefix("PING ") { hosts.append(PingReport(host: String(line.words.dropFirst().first ?? ""))) }
      if !hosts.isEmpty { try hosts[hosts.count - 1].take(line) }
    }
    let line = source.line
    var benchmarks: [Benchmark] = []
    for host in hosts { benchmarks.append(try host.benchmark(line: line)) }
    return benchmarks
  }
}

/// What was taken of the answers of one host so far.
private struct PingReport {
  let host: String
  private var times: [UInt64] = []
  private var sent: Int?
  private var received = 0
  private var summary: [Reading] = []

  init(host: String) { self.host = host }

  mutating func take(_ line: String) throws(ReadError) {
    if line.contains("icmp_seq") || line.contains("seq=") {
      return try takeAnswer(line)
    }
    if line.contains(" packets transmitted, ") { return try takeCounts(line) }
    // `rtt min/avg/max/mdev = 0.036/0.056/0.148/0.035 ms`, elsewhere `round-trip min/avg/max/stddev`.
    guard line.contains(" min/avg/max"), let values = line.between(" = ", " ms") else { return }
    let metrics: [(String, Metric)] = [("min", .min), ("avg", .mean), ("max", .max)]
    for (value, (name, metric)) in zip(values.split(separator: "/"), metrics) {
      guard let number = PrintedNumber(value), number.value >= 0 else {
        throw ReadError(met: ReadError.quoted(line.utf8), wanted: "milliseconds, such as 0.036/0.056/0.148")
      }
      summary.append(Reading(name, number, "ms", metric: metric))
    }
  }

  private mutating func takeAnswer(_ line: String) throws(ReadError) {
    guard !line.contains("DUP!"), let text = line.between("time=", " ms") else { return }
    guard let milliseconds = Decimal(String(text)), milliseconds >= 0 else {
      throw ReadError(met: ReadError.quoted(line.utf8), wanted: "milliseconds, such as time=0.042 ms")
    }
    times.append(milliseconds.nanoseconds(of: "ms"))
  }

  private mutating func takeCounts(_ line: String) throws(ReadError) {
    let counts = line.split(separator: ",").compactMap { $0.words.first.flatMap { Int($0) } }
    guard counts.count >= 2, counts[0] >= 0, counts[1] >= 0 else {
      throw ReadError(met: ReadError.quoted(line.utf8), wanted: "packets transmitted and received")
    }
    (sent, received) = (counts[0], counts[1])
  }

  func benchmark(line: Int) throws(ReadError) -> Benchmark {
    guard let sent else {
      throw ReadError(line: line, met: "the end of the file", wanted: "ping statistics with packets transmitted")
    }
    let latencies = times.isEmpty ? nil : Latencies.samples(Samples(nanoseconds: times))
    var benchmark = Benchmark(
      tool: "ping", name: host, readings: latencies?.readings ?? summary, latencies: latencies, attempts: sent,
      failures: max(0, sent - received))
    benchmark.unanswered = benchmark.failures
    benchmark.noteIfAllFailed()
    return benchmark
  }
}
