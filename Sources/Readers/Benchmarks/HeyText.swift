import Model
import Syntax

extension Reader {
  static let heyText = Reader(
    "hey", gates: [.performance], usualNames: ["hey*.txt", "*.hey.txt"],
    source: "hey, requester/print.go and report.go; checked against hey 0.1.4"
  ) { head in
    // Others print the same headings, with a rate of success before them.
    head.firstLine == "Summary:" && head.contains("Requests/sec:") && !head.contains("Success rate:")
  } read: { source, origin throws(ReadError) in
    var evidence = Evidence()
    var summary: HeySummary?
    while let line = try source.nextLine() {
      let text = source.text(line)
      do throws(ReadError) {
        if text == "Summary:" {
          if let summary { evidence.benchmarks.append(try summary.benchmark(origin)) }
          summary = HeySummary()
        } else {
          try summary?.take(text)
        }
      } catch {
        throw ReadError(line: source.line(at: line.lowerBound), met: error.met, wanted: error.wanted)
      }
    }
    guard let summary else { throw ReadError(met: "no summary", wanted: "one of hey") }
    evidence.benchmarks.append(try summary.benchmark(origin))
    return evidence
  }
}

/// What was taken of one summary.
struct HeySummary {
  private enum Section: String {
    case summary = "Summary:"
    case histogram = "Response time histogram:"
    case latencies = "Latency distribution:"
    case details = "Details (average, fastest, slowest):"
    case statuses = "Status code distribution:"
    case errors = "Error distribution:"
  }

  /// As many answers as hey keeps, whatever their number.
  static let cap = 1_000_000

  private var section = Section.summary
  private var sections: Set<Section> = [.summary]
  private var readings: [Reading] = []
  private var seconds: Double?
  private var rate: Double?
  /// Answers by the histogram, by their status, and requests without an answer.
  private var counted = 0
  private var answered = 0
  private var failed = 0
  private var unanswered = 0

  mutating func take(_ line: String) throws(ReadError) {
    if let next = Section(rawValue: line) {
      section = next
      sections.insert(next)
      return
    }
    let words = line.split { $0 == " " || $0 == "\t" }
    guard line.hasPrefix("  "), let first = words.first else { return }
    switch section {
    case .summary: try takeSummary(words)
    case .histogram: counted = try sum(counted, HeySummary.bracketed(words.dropFirst().first), line)
    case .latencies: try takePercentile(words, line)
    case .details: break
    case .statuses:
      guard let code = HeySummary.bracketed(first), words.last == "responses" else {
        throw strange(line, "[CODE] N responses")
      }
      let count = words.dropFirst().first.flatMap { Int($0) }
      answered = try sum(answered, count, line)
      if code >= 500 { failed = try sum(failed, count, line) }
    case .errors:
      // The text of an error may go over several lines.
      if first.hasPrefix("[") { unanswered = try sum(unanswered, HeySummary.bracketed(first), line) }
    }
  }

  /// `Slowest: 0.0444 secs`
  private mutating func takeSummary(_ words: [Substring]) throws(ReadError) {
    guard words.count > 1 else { return }
    let name = String(words[0].dropLast())
    switch name {
    case "Total": if words.last?.hasPrefix("secs") == true { seconds = Double(words[1]) }
    case "Requests/sec":
      rate = Double(words[1])
      try takeReading(name, words[1], unit: "1/s", .larger, .throughput)
    case "Slowest": try takeReading(name, words[1], unit: "s", .smaller, .max)
    case "Fastest": try takeReading(name, words[1], unit: "s", .smaller, nil)
    case "Average": if words[1] != "NaN" { try takeReading(name, words[1], unit: "s", .smaller, .mean) }
    default: break
    }
  }

  /// `95% in 0.0442 secs`; hey writes `0% in 0.0000 secs` where it had too few answers.
  private mutating func takePercentile(_ words: [Substring], _ line: String) throws(ReadError) {
    guard words.count == 4, words[0].hasSuffix("%"), words[1] == "in" else { throw strange(line, "N% in TIME secs") }
    if words[0] == "0%" { return }
    try takeReading(String(words[0]), words[2], unit: "s", .smaller, Metric(rawValue: "p\(words[0].dropLast())"))
  }

  private mutating func takeReading(
    _ name: String, _ number: Substring, unit: String, _ direction: Reading.Direction, _ metric: Metric?
  ) throws(ReadError) {
    guard let reported = Decimal(String(number)) else { throw strange(String(number), "a number") }
    readings.append(Reading(name, unit: unit, reported: reported, direction: direction, metric: metric))
  }

  /// `[200]`
  private static func bracketed(_ word: Substring?) -> Int? {
    guard let word, word.hasPrefix("["), word.hasSuffix("]") else { return nil }
    return Int(word.dropFirst().dropLast())
  }

  private func sum(_ sum: Int, _ count: Int?, _ line: String) throws(ReadError) -> Int {
    guard let count, count >= 0, count < 1 << 40, sum < 1 << 50 else { throw strange(line, "a count in its place") }
    return sum + count
  }

  private func strange(_ line: String, _ wanted: String) -> ReadError {
    ReadError(met: ReadError.quoted(line.utf8), wanted: wanted)
  }
}

extension HeySummary {
  /// The whole of it, its parts held against each other: a summary that is cut short is not whole.
  func benchmark(_ origin: Path) throws(ReadError) -> Benchmark {
    guard let seconds, let rate, sections.contains(.statuses) else {
      throw ReadError(met: "the end of the summary", wanted: "a total, a rate and \"\(Section.statuses.rawValue)\"")
    }
    guard counted == answered else {
      throw ReadError(met: "\(answered) answers by their status", wanted: "the \(counted) of the histogram")
    }
    let attempts = answered + unanswered
    // The rate counts every request; the time is rounded to a tenth of a millisecond.
    let wanted = rate * seconds
    if answered < HeySummary.cap, wanted.isFinite, abs(Double(attempts) - wanted) > 1 + rate * 0.0001 {
      throw ReadError(met: "\(attempts) answers and errors", wanted: "the requests that rate and time come to")
    }
    return Benchmark(
      // Without an answer the slowest took no time at all, hey says.
      tool: "hey", origin: origin, readings: readings.filter { answered > 0 || $0.metric == .throughput },
      attempts: attempts, failures: failed + unanswered,
      doubt: HeySummary.doubt(answers: answered, failures: failed + unanswered, attempts: attempts))
  }

  /// Why measurements of hey cannot be relied on.
  static func doubt(answers: Int, failures: Int, attempts: Int) -> String? {
    if answers == 0 { return "no request succeeded" }
    if failures == attempts { return "every request failed" }
    return answers >= cap ? "hey keeps only the first 1,000,000 answers" : nil
  }
}
