import Model
import Syntax

extension Reader {
  static let iperf3Text = benchmarks(
    "iperf3-text", usualNames: ["*iperf3*.txt", "*iperf3*.log"], source: "What the client of iperf3(1) prints"
  ) { head in
    head.firstLine.hasPrefix("iperf3: ")
      || head.contains("Connecting to host ") && head.contains("] Interval   ")
  } read: { source throws(ReadError) in
    var report = Iperf3Text()
    try source.forEachLine { line throws(ReadError) in try report.take(line) }
    return [try report.benchmark(line: source.line)]
  }
}

/// What was taken of the lines so far: those at the end, that say what reached the other side.
private struct Iperf3Text {
  /// `[SUM]`, or the number of a stream; and whether it ran from the server to the client beside the others.
  private struct Sum {
    let stream: Substring
    let isReverse: Bool
    let rate: Reading
    let others: [Reading]
    let packets: (lost: Int, all: Int)?
  }

  private var sums: [Sum] = []

  mutating func take(_ line: String) throws(ReadError) {
    if line.hasPrefix("iperf3: ") {
      throw ReadError(met: ReadError.quoted(line.utf8), wanted: "a test that went to its end")
    }
    // `[  5][RX-C]   0.00-3.00   sec  43.0 MBytes   120 Mbits/sec  0.011 ms  0/4277 (0%)  receiver`
    guard line.first == "[", let end = line.firstIndex(of: "]") else { return }
    let words = line[line.index(after: end)...].words
    guard words.last == "receiver" else { return }
    guard let mark = words.firstIndex(of: "sec"), words.count > mark + 5, let rate = PrintedNumber(words[mark + 3])
    else { throw ReadError(met: ReadError.quoted(line.utf8), wanted: "seconds, bytes and a rate") }
    let rest = Array(words[(mark + 5)...])
    let stream = line[line.index(after: line.startIndex)..<end].trimmed
    let isReverse = words[0].hasPrefix("[RX")
    if stream == "SUM", sums.contains(where: { $0.stream == stream && $0.isReverse == isReverse }) {
      throw ReadError(met: "a second \(ReadError.quoted(line.utf8))", wanted: "one test a file")
    }
    sums.append(
      Sum(
        stream: stream, isReverse: isReverse,
        rate: Reading("receiver", rate, Iperf3Text.unit(String(words[mark + 4])), metric: .throughput),
        others: Iperf3Text.readings(rest), packets: Iperf3Text.packets(rest)))
  }

  /// Of bytes its prefixes are of 1024, of bits they are not.
  private static func unit(_ word: String) -> String {
    word.hasSuffix("Bytes/sec") && word.utf8.count > 9 ? word.replacing("Bytes", with: "iB") : word
  }

  /// Of UDP: `0.011 ms  0/4277 (0%)`
  private static func readings(_ words: [Substring]) -> [Reading] {
    guard words.count > 3, words[1] == "ms", let jitter = PrintedNumber(words[0]) else { return [] }
    let share = words[3].drop { $0 == "(" }
    let lost = PrintedNumber(share).map { Reading("lost", $0, "%", metric: .errorRate) }
    return [Reading("jitter", jitter, "ms")] + [lost].compactMap { $0 }
  }

  private static func packets(_ words: [Substring]) -> (lost: Int, all: Int)? {
    guard words.count > 3, words[1] == "ms" else { return nil }
    let counts = words[2].split(separator: "/").compactMap { Int($0) }
    return counts.count == 2 && counts.allSatisfy { $0 >= 0 } ? (counts[0], counts[1]) : nil
  }

  func benchmark(line: Int) throws(ReadError) -> Benchmark {
    let ahead = sums.filter { !$0.isReverse }
    let streams = ahead.filter { $0.stream != "SUM" }
    guard let sum = ahead.last(where: { $0.stream == "SUM" }) ?? (streams.count == 1 ? streams[0] : nil) else {
      throw ReadError(line: line, met: "the end of the file", wanted: "what the receiver got, in the last lines")
    }
    var benchmark = Benchmark(
      tool: "iperf3", conditions: ["streams": String(max(streams.count, 1))], readings: [sum.rate] + sum.others,
      attempts: sum.packets?.all, failures: sum.packets?.lost)
    if sum.rate.reported <= 0 { benchmark.caveats.append(Caveat(.nothingMeasured, "nothing was received")) }
    return benchmark
  }
}
