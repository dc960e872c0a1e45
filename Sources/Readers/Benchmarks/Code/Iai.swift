import Model
import Syntax

extension Reader {
  static let iai = benchmarks(
    "iai", usualNames: ["*bench*.txt", "*iai*.txt"], source: "What iai, iai-callgrind and gungraun print"
  ) { head in
    head.contains("\n  Instructions:")
  } read: { source throws(ReadError) in
    var benchmarks: [Benchmark] = []
    var name = ""
    try source.forEachLine { line throws(ReadError) in
      guard line.hasPrefix("  "), let colon = line.firstIndex(of: ":") else {
        if let first = line.first, first != " " { name = String(line.trimmed) }
        return
      }
      let label = String(line[..<colon].trimmed)
      // `1735`, or `1735|1800` of this run and the one before, and what has changed.
      let value = line[line.index(after: colon)...].trimmed.prefix { $0.isNumber || $0 == "." || $0 == "," }
      guard let number = PrintedNumber(value), number.value >= 0 else {
        if label != "Instructions" { return }
        throw ReadError(met: ReadError.quoted(line.utf8), wanted: "Instructions: NUMBER")
      }
      if label == "Instructions" { benchmarks.append(Benchmark(tool: "iai", name: name)) }
      guard let last = benchmarks.indices.last, benchmarks[last].name == name else { return }
      benchmarks[last].readings.append(Reading(label, number.value, ""))
    }
    return benchmarks
  }
}
