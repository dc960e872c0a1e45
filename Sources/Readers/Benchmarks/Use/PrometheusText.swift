import Model
import Syntax

extension Reader {
  static let prometheusText = benchmarks(
    "prometheus", usualNames: ["*.prom", "*metrics*.txt"],
    source: "Prometheus exposition formats, text format 0.0.4, and OpenMetrics 1.0"
  ) { head in
    head.firstLine.hasPrefix("# HELP ") || head.firstLine.hasPrefix("# TYPE ")
  } read: { source throws(ReadError) in
    var text = PrometheusFamilies()
    try source.forEachLine { line throws(ReadError) in try text.take(line) }
    return text.benchmarks
  }
}

/// What was taken of a text so far: histograms, whose series are added up, and single numbers.
private struct PrometheusFamilies {
  private var types: [String: String] = [:]
  private var families: [PrometheusFamily] = []
  private var singles: [Benchmark] = []

  mutating func take(_ line: String) throws(ReadError) {
    if line.isEmpty || line.hasPrefix("#") {
      let words = line.words
      if words.count == 4, words[1] == "TYPE" { types[String(words[2])] = String(words[3]) }
      return
    }
    guard let sample = PrometheusSample(line) else {
      throw ReadError(met: ReadError.quoted(line.utf8), wanted: "NAME{LABEL=\"VALUE\"} NUMBER")
    }
    if sample.name.hasSuffix("_created") { return }
    for ending in ["_bucket", "_sum", "_count"] where sample.name.hasSuffix(ending) {
      let name = String(sample.name.dropLast(ending.count))
      if types[name] == "histogram" { return take(sample, ending, of: name) }
    }
    if let value = sample.value { singles.append(Benchmark(prometheus: sample.series, name: sample.name, value)) }
  }

  private mutating func take(_ sample: PrometheusSample, _ ending: String, of name: String) {
    let index = families.firstIndex { $0.name == name } ?? families.count
    if index == families.count { families.append(PrometheusFamily(name: name)) }
    let whole = sample.value?.wholePart ?? 0
    switch ending {
    case "_bucket": families[index].add(whole, upTo: sample.labels["le"].flatMap { Decimal($0) })
    case "_count":
      families[index].count = families[index].count.addingClamped(whole)
      guard let status = ["code", "status", "status_code"].lazy.compactMap({ sample.labels[$0] }).first else { return }
      families[index].hasStatus = true
      if status.hasPrefix("5") { families[index].failures = families[index].failures.addingClamped(whole) }
    default: families[index].sum = Decimal(units: families[index].sum.units + (sample.value?.units ?? 0))
    }
  }

  var benchmarks: [Benchmark] { families.map(\.benchmark) + singles }
}

/// A histogram, all of its series added up.
private struct PrometheusFamily {
  var name: String
  /// Cumulative counts by upper bound, `nil` for infinity.
  var counts: [(bound: Decimal?, count: Int)] = []
  var sum = Decimal(0)
  var count = 0
  var failures = 0
  var hasStatus = false
}

extension PrometheusFamily {
  mutating func add(_ count: Int, upTo bound: Decimal?) {
    if let index = counts.firstIndex(where: { $0.bound == bound }) {
      counts[index].count = counts[index].count.addingClamped(count)
    } else {
      counts.append((bound, count))
    }
  }

  var benchmark: Benchmark {
    let unit = Unit(ofPrometheus: name)
    let sorted = counts.ordered { ($0.bound ?? Decimal(units: .max)) < ($1.bound ?? Decimal(units: .max)) }
    var buckets: [Histogram.Bucket] = []
    var before: (bound: Decimal, count: Int) = (0, 0)
    for row in sorted {
      let upper = row.bound.map { unit.quantity($0).value }
      buckets.append(Histogram.Bucket(before.bound, upper, count: max(0, row.count - before.count)))
      before = (upper ?? before.bound, row.count)
    }
    let latencies = Latencies.histogram(Histogram(buckets))
    let mean = count > 0 ? [Reading("mean", sum.scaled(by: 1, over: Int128(count)), unit.word, metric: .mean)] : []
    var benchmark = Benchmark(
      tool: "prometheus", name: name, readings: mean + latencies.readings.filter { $0.metric != .max },
      latencies: latencies, attempts: count, failures: hasStatus ? failures : nil)
    benchmark.noteIfAllFailed()
    // A scrape may fall between the two, not by more than a few.
    let difference = max(count, before.count) - min(count, before.count)
    if difference > max(count, before.count) / 100 + 1 {
      benchmark.caveats.append(Caveat(.doubtful, "its buckets hold \(before.count), and it counts \(count)"))
    }
    return benchmark
  }
}

/// One line: `NAME{LABEL="VALUE",…} NUMBER [TIME]`.
private struct PrometheusSample {
  let name: String
  let series: String
  var labels: [String: String] = [:]
  /// `nil` for NaN and infinities.
  let value: Decimal?

  init?(_ line: String) {
    let name = line.prefix { $0 != "{" && $0 != " " }
    var rest = line[name.endIndex...]
    if rest.first == "{" {
      guard let end = PrometheusSample.takeLabels(rest.dropFirst(), into: &labels) else { return nil }
      rest = rest[end...].dropFirst()
    }
    guard let number = rest.words.first, !name.isEmpty else { return nil }
    value = Decimal(String(number))
    guard value != nil || ["NaN", "+Inf", "-Inf", "Inf"].contains(String(number)) else { return nil }
    self.name = String(name)
    series = String(line[..<rest.startIndex])
  }

  /// - Returns: where the brace that closes the labels stands.
  private static func takeLabels(_ text: Substring, into labels: inout [String: String]) -> Substring.Index? {
    var rest = text
    while let first = rest.first, first != "}" {
      let name = rest.prefix { $0 != "=" }
      rest = rest[name.endIndex...].dropFirst()
      guard rest.first == "\"" else { return nil }
      rest = rest.dropFirst()
      var value = ""
      while let character = rest.popFirst(), character != "\"" {
        value.append(character == "\\" ? rest.popFirst() ?? "\\" : character)
      }
      labels[String(name.trimmed)] = value
      rest = rest.drop { $0 == "," || $0 == " " }
    }
    return rest.first == "}" ? rest.startIndex : nil
  }
}
