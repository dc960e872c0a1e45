import Model
import Syntax

extension Reader {
  static let hlog = benchmarks(
    "hlog", usualNames: ["*.hlog"],
    source: "HdrHistogram, HistogramLogWriter; Interval_Max is in milliseconds and tells the unit of the values"
  ) { head in
    head.contains("Interval_Compressed_Histogram") || head.firstLine.hasPrefix("#[Histogram log format")
  } read: { source throws(ReadError) in
    var log = HdrLog()
    try source.forEachLine { line throws(ReadError) in try log.take(line) }
    return try log.benchmarks()
  }
}

/// The intervals of a log, put together by their tags.
private struct HdrLog {
  private var counts: [String: [HdrCounts.Step: Int]] = [:]
  /// The longest value of all, in the log's own unit and in milliseconds.
  private var longest: (value: HdrCounts.Step, milliseconds: Decimal)?

  mutating func take(_ line: String) throws(ReadError) {
    if line.isEmpty || line.hasPrefix("#") || line.hasPrefix("\"") { return }
    var fields = line.split(separator: ",", omittingEmptySubsequences: false)
    let tag = line.hasPrefix("Tag=") ? String(fields.removeFirst().dropFirst(4)) : ""
    guard fields.count == 4, Decimal(String(fields[0])) != nil, let milliseconds = Decimal(String(fields[2])) else {
      throw ReadError(met: ReadError.quoted(line.utf8), wanted: "START,LENGTH,MAX,HISTOGRAM")
    }
    let histogram = try HdrCounts(base64: fields[3])
    for (step, count) in histogram.counts {
      let known = counts[tag, default: [:]][step, default: 0]
      counts[tag, default: [:]][step] = known.addingReportingOverflow(count).overflow ? .max : known + count
    }
    guard let last = histogram.counts.last?.step, last.upper >= longest?.value.upper ?? 0 else { return }
    longest = (last, milliseconds)
  }

  func benchmarks() throws(ReadError) -> [Benchmark] {
    let unit = Unit(try unit)
    return counts.ordered { $0.key < $1.key }.map { tag, steps in
      let buckets = steps.map { step, count in
        Histogram.Bucket(unit.nanoseconds(step.lower), unit.nanoseconds(step.upper), count: count)
      }
      let latencies = Latencies.histogram(Histogram(buckets))
      return Benchmark(tool: "hdr", name: tag, readings: latencies.readings, latencies: latencies)
    }
  }

  /// The unit in which the longest value is so many milliseconds.
  private var unit: String {
    get throws(ReadError) {
      guard let (longest, milliseconds) = longest, milliseconds > 0 else { return "ns" }
      // Java's writer rounds to thousandths, Python's cuts to whole ones.
      let (one, thousandth) = (Decimal(1).units, Decimal(1).units / 1000)
      let least = milliseconds.units - thousandth
      let most = milliseconds.units + (milliseconds.units % one == 0 ? one : thousandth)
      let found = ["ns", "us", "ms"].first { word in
        let unit = Unit(word)
        return unit.nanoseconds(longest.lower).units / 1_000_000 <= most
          && unit.nanoseconds(longest.upper).units / 1_000_000 >= least
      }
      if let found { return found }
      throw ReadError(
        met: "the longest of \(milliseconds), which the histogram has as \(longest.upper)",
        wanted: "an Interval_Max in milliseconds, of values in ns, us or ms")
    }
  }
}

extension Unit {
  fileprivate func nanoseconds(_ value: UInt64) -> Decimal { quantity(Decimal(Int(clamping: value))).value }
}
