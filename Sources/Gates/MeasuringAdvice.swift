import Model

/// What to do where a measurement does not tell what is asked for.
extension Benchmark {
  /// What to run to get so many samples.
  func advice(for needed: Int) -> String {
    let options = [
      "hey": "hey -n \(needed)", "ab": "ab -n \(needed)", "wrk": "wrk -d 60s", "siege": "siege -r \(needed)",
      "k6": "k6 run --iterations \(needed)", "ping": "ping -i 0.2 -c \(needed)", "fping": "fping -C \(needed)",
      "vegeta": "vegeta attack -rate 50 -duration \((needed + 49) / 50)s", "hyperfine": "hyperfine --runs \(needed)",
    ]
    return options[tool].map { " (\($0))" } ?? ""
  }

  /// What to run, or to look at, to be told a number that the tool can tell.
  func advice(for metric: Metric) -> String {
    guard let basisPoints = metric.basisPoints else { return "" }
    let percent = Decimal(basisPoints).scaled(by: 1, over: 100)
    let words: [String: String] = [
      "hey": "of so few answers; hey -o csv tells each", "ab": "ab -e FILE tells every percent",
      "wrk": tellsPercentiles
        ? "it prints 50, 75, 90 and 99 %; hey -o csv tells every answer" : "wrk --latency prints 50, 75, 90 and 99 %",
      "siege": "it has none; hey -o csv tells every answer",
      "k6": "set summaryTrendStats: [\"p(\(percent))\"], or use --out json",
      "vegeta": "vegeta encode --to json tells every answer", "locust": "locust --json has a histogram",
      "ping": "without -q it tells every answer", "fping": "fping -C tells every answer",
      "jmeter": "its dashboard does not say which percentiles it has; the file of jmeter -l tells every answer",
      "gatling": "its report does not say which percentiles it has", "hyperfine": "--export-json tells every run",
    ]
    return words[tool].map { " (\($0))" } ?? ""
  }

  private var tellsPercentiles: Bool { readings.contains { $0.metric?.basisPoints != nil } }

  /// Of whom a time is, where some got no answer: a time of them cannot be told.
  func population(of reading: Reading) -> String {
    guard let unanswered, unanswered > 0, reading.quantity.dimension == .time else { return "" }
    return ", of those that were answered; \(unanswered) were not"
  }
}
