import Model
import Syntax

extension Reader {
  static let criterion = benchmarks(
    "criterion", usualNames: ["*bench*.txt", "*criterion*.txt"],
    source: "What criterion.rs prints (criterion, report.rs)"
  ) { head in
    head.contains("time:   [") || head.contains(" time: [")
  } read: { source throws(ReadError) in
    var output = CriterionOutput()
    try source.forEachLine { line throws(ReadError) in try output.take(line) }
    return output.benchmarks
  }

  static let criterionEstimates = json(
    "criterion-json", usualNames: ["target/criterion/**/new/estimates.json"],
    source: "criterion.rs, estimates.json of a benchmark (criterion, estimate.rs)"
  ) { head in
    head.hasKeys("mean", "median", "std_dev") && head.contains("\"point_estimate\"")
  } read: { json throws(ReadError) in
    let record = try json.record()
    let numbers: [(String, Metric?)] = [
      ("slope", nil), ("mean", .time), ("median", .p50), ("std_dev", nil), ("median_abs_dev", nil),
    ]
    let readings = numbers.compactMap { name, metric in
      record.number("\(name).point_estimate").map { Reading(name, $0, "ns", metric: metric) }
    }
    guard readings.contains(where: { $0.metric == .time }) else { return [] }
    return [Benchmark(tool: "criterion", readings: readings)]
  }

  static let cargoCriterion = benchmarks(
    "cargo-criterion", usualNames: ["*criterion*.json", "*criterion*.jsonl"],
    source: "cargo criterion --message-format=json (cargo-criterion, External Tools)"
  ) { head in
    head.hasKeys("reason") && head.contains("\"benchmark-complete\"")
  } read: { source throws(ReadError) in
    var benchmarks: [Benchmark] = []
    var json = JSONReader(&source)
    let isWhole = try json.forEachLineOfJSON { json throws(ReadError) in
      let record = try json.record()
      guard record.text("reason") == "benchmark-complete" else { return }
      guard let name = record.text("id"), let number = record.number("typical.estimate") else {
        throw ReadError(line: record.line, met: "a benchmark without id or estimate", wanted: "both")
      }
      let unit = record.text("typical.unit") ?? "ns"
      let others = ["mean", "median", "slope"].compactMap { name in
        record.number("\(name).estimate").map { Reading(name, $0, record.text("\(name).unit") ?? "ns") }
      }
      benchmarks.append(
        Benchmark(
          tool: "criterion", name: name, readings: [Reading("typical", number, unit, metric: .time)] + others))
    }
    if !isWhole, let last = benchmarks.indices.last {
      benchmarks[last].caveats.append(Caveat(.cutShort, "the last line is cut short and left out"))
    }
    return benchmarks
  }
}

/// What was taken of an output so far.
private struct CriterionOutput {
  private(set) var benchmarks: [Benchmark] = []
  /// The last line that may be the name of a benchmark, which stands alone where it is long.
  private var name = ""

  /// `NAME  time:   [LOW TYPICAL HIGH]`, and `thrpt:` in the same way below it.
  mutating func take(_ line: String) throws(ReadError) {
    guard let (label, bracket) = CriterionOutput.parts(of: line) else {
      if let first = line.first, first != " ", !line.hasPrefix("Benchmarking ") { name = String(line.trimmed) }
      return
    }
    let words = bracket.words
    // Changes since the last run are percentages, without a unit apart.
    guard words.count == 6 else { return }
    let numbers = stride(from: 0, to: 6, by: 2).compactMap { Decimal(String(words[$0])) }
    guard numbers.count == 3 else {
      throw ReadError(met: ReadError.quoted(line.utf8), wanted: "[LOW UNIT TYPICAL UNIT HIGH UNIT]")
    }
    let unit = String(words[3])
    if label.hasSuffix("time") {
      let own = label.dropLast(4).trimmed
      let readings = zip(["time", "low", "high"], [1, 0, 2]).map { name, place in
        Reading(name, numbers[place], String(words[2 * place + 1]), metric: place == 1 ? .time : nil)
      }
      benchmarks.append(Benchmark(tool: "criterion", name: own.isEmpty ? name : String(own), readings: readings))
    } else if label.hasSuffix("thrpt"), let last = benchmarks.indices.last {
      benchmarks[last].readings.append(Reading("thrpt", numbers[1], unit, metric: .throughput))
    }
  }

  /// What stands before the last `: [`, and what is in the brackets.
  private static func parts(of line: String) -> (label: Substring, bracket: Substring)? {
    guard let open = line.ranges(of: " [").last, let colon = line[..<open.lowerBound].ranges(of: ":").last,
      line[colon.upperBound..<open.lowerBound].trimmed.isEmpty,
      let close = line[open.upperBound...].firstIndex(of: "]")
    else { return nil }
    return (line[..<colon.lowerBound], line[open.upperBound..<close])
  }
}
