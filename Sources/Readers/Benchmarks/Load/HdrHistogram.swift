import Model
import Syntax

extension Reader {
  static let hgrm = benchmarks(
    "hgrm", usualNames: ["*.hgrm", "*.hdr"],
    source:
      "HdrHistogram, outputPercentileDistribution; vegeta report -type=hdrplot; milliseconds where it does not say"
  ) { head in
    let words = PercentileSpectrum.plain(head.firstLine).words
    return words.count >= 3 && words[0].hasPrefix("Value") && words[1] == "Percentile" && words[2] == "TotalCount"
  } read: { source throws(ReadError) in
    var spectrum = PercentileSpectrum(unit: "ms")
    try source.forEachLine { line throws(ReadError) in
      if !spectrum.take(line), !line.words.isEmpty {
        throw ReadError(met: ReadError.quoted(line.utf8), wanted: "VALUE PERCENTILE COUNT, or a line of the foot")
      }
    }
    guard let latencies = spectrum.latencies else { return [] }
    let readings = [spectrum.mean].compactMap { $0 } + latencies.readings
    return [Benchmark(tool: "hdr", readings: readings, latencies: latencies)]
  }
}
