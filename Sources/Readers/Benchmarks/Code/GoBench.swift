import Model
import Syntax

extension Reader {
  static let goBench = benchmarks(
    "go-bench", usualNames: ["*bench*.txt"], source: "go test -bench (golang.org/design/14313-benchmark-format)"
  ) { head in
    (head.contains("\nBenchmark") || head.firstLine.hasPrefix("Benchmark")) && head.contains("/op")
  } read: { source throws(ReadError) in
    var output = GoBenchOutput()
    try source.forEachLine { line throws(ReadError) in try output.take(line) }
    return output.benchmarks
  }

  static let goBenchJSON = benchmarks(
    "go-bench-json", usualNames: ["*bench*.json", "*bench*.jsonl"], source: "go test -bench -json (cmd/test2json)"
  ) { head in
    // Where tests ran too, the report is theirs.
    head.hasKeys("Action", "Package") && head.contains("\"Output\":\"Benchmark")
      && !head.contains("\"Test\":\"Test")
  } read: { source throws(ReadError) in
    let keys = Keys<GoEventKey>()
    // A line of a benchmark comes in two events, and those of several packages are mixed.
    var outputs: [(package: String, output: GoBenchOutput, line: String)] = []
    var json = JSONReader(&source)
    let isWhole = try json.forEachLineOfJSON { json throws(ReadError) in
      var (package, text) = ("", "")
      try json.beginObject()
      while let key = try json.nextKey(of: keys) {
        switch key {
        case .package: package = try json.string()
        case .output: text = try json.string()
        }
      }
      let index = outputs.firstIndex { $0.package == package } ?? outputs.count
      if index == outputs.count { outputs.append((package, GoBenchOutput(), "")) }
      outputs[index].line += text
      while let end = outputs[index].line.firstIndex(of: "\n") {
        try outputs[index].output.take(String(outputs[index].line[..<end]))
        outputs[index].line = String(outputs[index].line[end...].dropFirst())
      }
    }
    var benchmarks = outputs.flatMap(\.output.benchmarks)
    if !isWhole, !benchmarks.isEmpty {
      benchmarks[benchmarks.count - 1].caveats.append(Caveat(.cutShort, "the last line is cut short and left out"))
    }
    return benchmarks
  }
}

private enum GoEventKey: String, CaseIterable {
  case package = "Package"
  case output = "Output"
}

/// What was taken of the output of one package, or of several one after the other.
struct GoBenchOutput {
  private(set) var benchmarks: [Benchmark] = []
  private var conditions: [String: String] = [:]

  mutating func take(_ line: String) throws(ReadError) {
    let words = line.words
    guard let first = words.first else { return }
    if ["goos:", "goarch:", "pkg:", "cpu:"].contains(first), line.hasPrefix(first) {
      conditions[String(first.dropLast())] = words.dropFirst().joined(separator: " ")
    } else if first == "---", words.count >= 3, words[1] == "FAIL:" {
      add(String(words[2]), [], Caveat(.nothingMeasured, "it failed"))
    } else if first == "FAIL", words.count >= 3, words[2].hasPrefix("[") {
      add(String(words[1]), [], Caveat(.nothingMeasured, words[2...].joined(separator: " ")))
    } else if first == "FAIL", words.count >= 3, !benchmarks.contains(where: { !$0.caveats.isEmpty }) {
      add(String(words[1]), [], Caveat(.nothingMeasured, "its run failed"))
    } else if first.hasPrefix("Benchmark"), words.count >= 4, Int(words[1]) != nil {
      try takeResult(words, line)
    }
  }

  /// `NAME COUNT VALUE UNIT VALUE UNIT …`
  private mutating func takeResult(_ words: [Substring], _ line: String) throws(ReadError) {
    var readings: [Reading] = []
    for (value, unit) in zip(
      words[2...].enumerated().filter { $0.offset % 2 == 0 }.map(\.element),
      words[3...].enumerated().filter { $0.offset % 2 == 0 }.map(\.element))
    {
      guard let number = Decimal(String(value)) else {
        throw ReadError(met: ReadError.quoted(line.utf8), wanted: "BenchmarkNAME COUNT VALUE UNIT, such as 55.76 ns/op")
      }
      readings.append(Reading(String(unit), number, String(unit), metric: GoBenchOutput.metric(of: String(unit))))
    }
    add(String(words[0]), readings, nil)
  }

  private static func metric(of unit: String) -> Metric? {
    switch unit {
    case "ns/op": .time
    case "MB/s": .throughput
    default: nil
    }
  }

  private mutating func add(_ name: String, _ readings: [Reading], _ caveat: Caveat?) {
    benchmarks.append(
      Benchmark(
        tool: "go", name: name, conditions: conditions, readings: readings, caveats: [caveat].compactMap { $0 }))
  }
}
