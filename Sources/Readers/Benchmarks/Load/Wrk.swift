import Model
import Syntax

extension Reader {
  static let wrk = benchmarks(
    "wrk", usualNames: ["*wrk*.txt"], source: "What wrk 4 and wrk2 print (github.com/wg/wrk, src/wrk.c; giltene/wrk2)"
  ) { head in
    head.contains("Thread Stats   Avg") || head.firstLine.hasPrefix("unable to connect to ")
  } read: { source throws(ReadError) in
    var report = WrkReport()
    try source.forEachLine { line throws(ReadError) in try report.take(line) }
    return [try report.benchmark(line: source.line)]
  }
}

/// What was taken of a report so far.
private struct WrkReport {
  private var conditions: [String: String] = [:]
  private var readings: [Reading] = []
  private var requests: Int?
  private var failures = 0
  private var unanswered = 0
  /// wrk2 tells how late requests began, and with -U another distribution that does not.
  private var isUncorrected = false
  private var spectrum = PercentileSpectrum(unit: "ms")
  private var isWrk2 = false

  mutating func take(_ line: String) throws(ReadError) {
    if line.hasPrefix("unable to connect to ") {
      throw ReadError(met: ReadError.quoted(line.utf8), wanted: "a server that answers")
    }
    if spectrum.take(line) { return isWrk2 = true }
    let words = line.words
    guard let first = words.first else { return }
    switch first {
    case "Running" where words.count >= 5: conditions["url"] = String(words[words.count - 1])
    case "Latency" where words.dropFirst().first == "Distribution": isUncorrected = line.contains("Uncorrected")
    case "Latency" where words.count == 5: try takeThreadStatistics(words, line)
    case "Socket": try takeErrors(words, line)
    case "Non-2xx": failures = failures.addingClamped(try count(words.last, line))
    case "Requests/sec:":
      readings.append(Reading("Requests/sec", try number(words.last, line), "requests/s", metric: .throughput))
    case "Transfer/sec:": try takeTransfer(words.last, line)
    default: try takeOther(words, line)
    }
  }

  private mutating func takeOther(_ words: [Substring], _ line: String) throws(ReadError) {
    if words.count == 5, words[1] == "threads", words[4] == "connections" {
      conditions["threads"] = String(words[0])
      conditions["connections"] = String(words[3])
    } else if words.count >= 4, words[1] == "requests", words[2] == "in" {
      requests = try count(words[0], line)
    } else if words.count == 2, words[0].last == "%" {
      let metric = isUncorrected ? nil : Metric(percent: words[0])
      let name = isUncorrected ? "uncorrected \(words[0])" : String(words[0])
      readings.append(Reading(name, try number(words[1], line), metric: metric))
    }
  }

  /// `Latency MEAN STDEV MAX SHARE`, of which the last is the share of answers within one standard deviation.
  private mutating func takeThreadStatistics(_ words: [Substring], _ line: String) throws(ReadError) {
    readings.append(Reading("Latency Avg", try number(words[1], line), metric: .mean))
    readings.append(Reading("Latency Max", try number(words[3], line), metric: .max))
  }

  private mutating func takeErrors(_ words: [Substring], _ line: String) throws(ReadError) {
    for (name, value) in zip(words, words.dropFirst()) where ["connect", "read", "write", "timeout"].contains(name) {
      unanswered = unanswered.addingClamped(try count(value.prefix { $0 != "," }, line))
      requests = (requests ?? 0).addingClamped(try count(value.prefix { $0 != "," }, line))
    }
  }

  /// Its `KB` and `MB` are 1024 and 1024 times 1024 bytes.
  private mutating func takeTransfer(_ word: Substring?, _ line: String) throws(ReadError) {
    let number = try number(word, line)
    let unit = number.unit == "B" ? "B/s" : number.unit.replacing("B", with: "iB/s")
    readings.append(Reading("Transfer/sec", number, unit))
  }

  private func number(_ word: Substring?, _ line: String) throws(ReadError) -> PrintedNumber {
    guard let number = PrintedNumber(word ?? ""), number.value >= 0 else {
      throw ReadError(met: ReadError.quoted(line.utf8), wanted: "a number with its unit, such as 68.13ms")
    }
    return number
  }

  private func count(_ word: Substring?, _ line: String) throws(ReadError) -> Int {
    guard let count = Int(word ?? ""), count >= 0 else {
      throw ReadError(met: ReadError.quoted(line.utf8), wanted: "a whole number")
    }
    return count
  }

  func benchmark(line: Int) throws(ReadError) -> Benchmark {
    guard let requests, readings.contains(where: { $0.metric == .throughput }) else {
      throw ReadError(line: line, met: "the end of the file", wanted: "a report that ends with Transfer/sec")
    }
    var benchmark = Benchmark(
      tool: isWrk2 ? "wrk2" : "wrk", conditions: conditions, readings: readings, latencies: spectrum.latencies,
      attempts: requests, failures: min(failures.addingClamped(unanswered), requests))
    benchmark.unanswered = unanswered
    // wrk2 counts from when a request should have begun.
    benchmark.isClosedLoop = !isWrk2
    benchmark.noteIfAllFailed()
    return benchmark
  }
}
