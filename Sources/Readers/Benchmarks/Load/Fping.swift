import Model
import Syntax

extension Reader {
  static let fping = benchmarks(
    "fping", usualNames: ["*fping*.txt"], source: "fping(8), options -C and -c, which it writes to standard error"
  ) { head in
    head.contains(" : xmt/rcv/%loss = ") || FpingLine.times(head.firstLine) != nil
      || head.firstLine.contains(" : [0], ")
  } read: { source throws(ReadError) in
    var report = FpingReport()
    try source.forEachLine { line throws(ReadError) in try report.take(line) }
    return report.benchmarks
  }
}

private enum FpingLine {
  /// The host of a line, and what is said of it.
  static func parts(_ line: String) -> (host: String, rest: Substring)? {
    guard let mark = line.firstRange(of: " : ") else { return nil }
    return (String(line[..<mark.lowerBound].trimmed), line[mark.upperBound...].trimmed)
  }

  /// `HOST : 0.04 - 0.05`: a time a packet, `-` for one without answer.
  static func times(_ line: String) -> [Decimal?]? {
    guard let (_, rest) = parts(line), !rest.isEmpty else { return nil }
    var times: [Decimal?] = []
    for word in rest.words {
      let time = Decimal(String(word))
      guard time != nil || word == "-" else { return nil }
      times.append(time)
    }
    return times
  }
}

/// What was taken of all hosts so far, in their order.
private struct FpingReport {
  private struct Host {
    var name: String
    var times: [UInt64] = []
    var lost = 0
    /// Of the summary: packets sent and received, and readings.
    var counts: (sent: Int, received: Int)?
    var summary: [Reading] = []
  }

  private var hosts: [Host] = []

  mutating func take(_ line: String) throws(ReadError) {
    guard let (name, rest) = FpingLine.parts(line) else { return }
    let index = hosts.firstIndex { $0.name == name } ?? hosts.count
    if index == hosts.count { hosts.append(Host(name: name)) }
    if let times = FpingLine.times(line) {
      for time in times {
        if let time { hosts[index].times.append(time.nanoseconds(of: "ms")) } else { hosts[index].lost += 1 }
      }
    } else if rest.hasPrefix("xmt/rcv/%loss = ") {
      try takeSummary(rest, line, &hosts[index])
    } else if rest.first == "[" {
      // `[3], 64 bytes, 0.043 ms (0.039 avg, 0% loss)`, or `[3], timed out …`
      if let time = rest.between("bytes, ", " ms").flatMap({ Decimal(String($0)) }) {
        hosts[index].times.append(time.nanoseconds(of: "ms"))
      } else {
        hosts[index].lost += 1
      }
    }
  }

  /// `xmt/rcv/%loss = 10/10/0%, min/avg/max = 0.019/0.041/0.047`
  private func takeSummary(_ rest: Substring, _ line: String, _ host: inout Host) throws(ReadError) {
    let parts = rest.split(separator: ",")
    let counts = parts[0].split(separator: "=").last?.split(separator: "/").map { Int($0.trimmed) } ?? []
    guard counts.count >= 2, let sent = counts[0], let received = counts[1], sent >= 0, received >= 0 else {
      throw ReadError(met: ReadError.quoted(line.utf8), wanted: "packets sent and received, such as 10/10/0%")
    }
    host.counts = (sent, received)
    let times = parts.dropFirst().first?.split(separator: "=").last?.split(separator: "/") ?? []
    let metrics: [(String, Metric)] = [("min", .min), ("avg", .mean), ("max", .max)]
    host.summary = zip(times, metrics).compactMap { time, metric in
      PrintedNumber(time.trimmed).map { Reading(metric.0, $0, "ms", metric: metric.1) }
    }
  }

  var benchmarks: [Benchmark] {
    hosts.filter { !$0.times.isEmpty || $0.lost > 0 || $0.counts != nil }.map { host in
      let latencies = host.times.isEmpty ? nil : Latencies.samples(Samples(nanoseconds: host.times))
      let seen = (sent: host.times.count + host.lost, received: host.times.count)
      let counts = host.counts ?? seen
      var benchmark = Benchmark(
        tool: "fping", name: host.name, readings: latencies?.readings ?? host.summary, latencies: latencies,
        attempts: counts.sent, failures: max(0, counts.sent - counts.received))
      benchmark.unanswered = benchmark.failures
      benchmark.noteIfAllFailed()
      return benchmark
    }
  }
}
