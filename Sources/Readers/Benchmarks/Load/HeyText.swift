import Model
import Syntax

extension Reader {
  static let heyText = benchmarks(
    "hey", usualNames: ["*hey*.txt"],
    source: "The summary that hey 0.1 prints (github.com/rakyll/hey, requester/print.go)"
  ) { head in
    head.contains("Summary:\n  Total:") || head.contains("Summary:\r\n  Total:")
  } read: { source throws(ReadError) in
    var summary = HeySummary()
    try source.forEachLine { line throws(ReadError) in try summary.take(line) }
    return [try summary.benchmark(line: source.line)]
  }
}

/// What was taken of a summary so far.
private struct HeySummary {
  /// The part of the summary that a line stands in, by the header above it.
  private enum Part: String {
    case summary = "Summary"
    case histogram = "Response time histogram"
    case latencies = "Latency distribution"
    case details = "Details (average, fastest, slowest)"
    case statuses = "Status code distribution"
    case errors = "Error distribution"
  }

  /// hey keeps latencies and status codes of so many responses and forgets the rest.
  static let cap = 1_000_000

  private var part: Part?
  private var seen: Set<Part> = []
  private var readings: [Reading] = []
  /// Responses as the histogram and as the status codes count them, those of them with 4xx and with 5xx, and requests
  /// without one.
  private var (measured, responses, errors): (Int128, Int128, Int128) = (0, 0, 0)
  private var (refusals, serverErrors): (Int128, Int128) = (0, 0)

  mutating func take(_ text: String) throws(ReadError) {
    guard text.hasPrefix("  ") else { return try takeHeader(text) }
    let words = text.words
    guard !words.isEmpty else { return }
    switch part {
    case .summary: try takeTotal(words, text)
    case .latencies: try takePercentile(words, text)
    case .histogram: measured += Int128(try HeySummary.count(words.dropFirst().first, of: text))
    case .statuses:
      guard words.count == 3, words[2] == "responses", let count = Int(words[1]), count >= 0 else {
        throw wrong(text, "[STATUS] COUNT responses")
      }
      responses += Int128(count)
      let status = try HeySummary.count(words.first, of: text)
      if (500..<600).contains(status) { serverErrors += Int128(count) }
      if status.isRefusal { refusals += Int128(count) }
    case .errors where text.hasPrefix("  ["): errors += Int128(try HeySummary.count(words.first, of: text))
    case .details, .errors, nil: break
    }
  }

  private mutating func takeHeader(_ text: String) throws(ReadError) {
    // What stands under an unknown header, or behind the summary, is not hey's.
    guard text.contains(where: { $0 != " " && $0 != "\t" }) else { return }
    part = text.last == ":" ? Part(rawValue: String(text.dropLast())) : nil
    guard let part else { return }
    guard seen.insert(part).inserted else {
      throw ReadError(met: "\(part.rawValue) a second time", wanted: "the summary of one run")
    }
  }

  /// `NAME: NUMBER [secs]`
  private mutating func takeTotal(_ words: [Substring], _ text: String) throws(ReadError) {
    guard words.count >= 2, words[0].last == ":" else {
      if words[0] == "Total" || words[0] == "Size/request:" { return }
      throw wrong(text, "NAME: NUMBER")
    }
    let name = String(words[0].dropLast())
    let metrics: [String: Metric] = ["Average": .mean, "Slowest": .max, "Requests/sec": .throughput]
    guard ["Total", "Slowest", "Fastest", "Average", "Requests/sec"].contains(name) else { return }
    if words[1] == "NaN" { return }
    let isRate = name == "Requests/sec"
    guard let number = PrintedNumber(words[1]), number.value >= 0, number.unit.isEmpty, isRate || words.last == "secs"
    else { throw wrong(text, isRate ? "a number of requests" : "a number of secs") }
    readings.append(Reading(name, number, isRate ? "requests/s" : "secs", metric: metrics[name]))
  }

  /// `P% in NUMBER secs`; `0% in 0.0000 secs` stands for a percentile of too few responses.
  private mutating func takePercentile(_ words: [Substring], _ text: String) throws(ReadError) {
    guard words.count == 4, words[0].last == "%", words[1] == "in", words[3] == "secs",
      let number = PrintedNumber(words[2]), number.value >= 0, number.unit.isEmpty
    else { throw wrong(text, "P% in NUMBER secs") }
    if words[0] == "0%" { return }
    readings.append(Reading(String(words[0]), number, "secs", metric: Metric(percent: words[0])))
  }

  /// The number in `[NUMBER]`.
  private static func count(_ word: Substring?, of text: String) throws(ReadError) -> Int {
    guard let word, word.first == "[", word.last == "]", let count = Int(word.dropFirst().dropLast()), count >= 0
    else { throw ReadError(met: ReadError.quoted(text.utf8), wanted: "[NUMBER]") }
    return count
  }

  private func wrong(_ text: String, _ wanted: String) -> ReadError {
    ReadError(met: ReadError.quoted(text.utf8), wanted: wanted)
  }
}

extension HeySummary {
  func benchmark(line: Int) throws(ReadError) -> Benchmark {
    guard seen.isSuperset(of: [.summary, .histogram, .statuses]), number("Total") != nil else {
      throw ReadError(line: line, met: "the end of the file", wanted: "a summary with its status code distribution")
    }
    guard measured == responses else {
      throw ReadError(
        line: line, met: "\(responses) responses by status and \(measured) in the histogram", wanted: "the same number")
    }
    let attempts = responses + errors
    guard attempts + slack >= sent || responses >= HeySummary.cap else {
      throw ReadError(
        line: line, met: "\(attempts) requests told of about \(sent)", wanted: "responses and errors of all of them")
    }
    let average = readings.filter { $0.metric == .mean }
    var benchmark = Benchmark(
      tool: "hey", readings: average + readings.filter { $0.metric != .mean }, attempts: Int(clamping: attempts),
      failures: Int(clamping: serverErrors + errors), caveats: [caveat].compactMap { $0 })
    benchmark.unanswered = Int(clamping: errors)
    benchmark.isClosedLoop = true
    return benchmark
  }

  private var caveat: Caveat? {
    if responses == 0 || number("Average") == nil { return Caveat(.nothingMeasured, "no request was answered") }
    if refusals + serverErrors >= responses { return .onlyErrors }
    guard responses >= HeySummary.cap else { return nil }
    return Caveat(.doubtful, "hey measures the first \(HeySummary.cap) answers and no more")
  }

  /// How many requests were sent, by rate and time; as exact as four places are.
  private var sent: Int128 {
    guard let rate = number("Requests/sec"), let total = number("Total") else { return 0 }
    let (product, overflows) = rate.units.multipliedReportingOverflow(by: total.units)
    return overflows ? .max : product / Decimal(1_000_000_000).units
  }

  private var slack: Int128 { 1 + (number("Requests/sec").map { $0.units / Decimal(10_000).units } ?? 0) }

  private func number(_ name: String) -> Decimal? { readings.first { $0.name == name }?.reported }
}
