internal import Model

extension Reporter {
  /// - Source: OpenMetrics 1.0, text format
  static let openMetrics = Reporter("openmetrics", about: "numbers as OpenMetrics text, for dashboards and GitLab") {
    report, _ in
    let blocks = Family(
      "sixgate_blocked", "Whether the change may not be merged", [Sample([], report.blocks ? "1" : "0")])
    let gates = Family(
      "sixgate_gate", "How each gate came out",
      report.verdicts.flatMap { verdict in
        Outcome.allCases.map { outcome in
          Sample(
            [("gate", verdict.gate.rawValue), ("verdict", outcome.rawValue)], verdict.outcome == outcome ? "1" : "0")
        }
      })
    let findings = Family(
      "sixgate_findings", "Findings of each gate by what they mean for it",
      report.verdicts.flatMap { verdict in
        Effect.allCases.map { effect in
          let count = verdict.findings.count { $0.effect == effect && $0.pardon == nil }
          return Sample([("gate", verdict.gate.rawValue), ("effect", effect.rawValue)], String(count))
        }
      })
    let measured = Family("sixgate_measured", "Numbers that a gate found", report.verdicts.flatMap(measured))
    return [blocks, gates, findings, measured].map(\.text).joined() + "# EOF\n"
  }
}

private struct Sample {
  let labels: String
  let value: String

  init(_ labels: [(String, String)], _ value: String) {
    let words = labels.map { "\($0.0)=\"\(Escaping.label($0.1.cut(to: 200)))\"" }
    self.labels = words.isEmpty ? "" : "{\(words.joined(separator: ","))}"
    self.value = value
  }
}

private struct Family {
  let name: String
  let about: String
  let samples: [Sample]

  init(_ name: String, _ about: String, _ samples: [Sample]) {
    self.name = name
    self.about = about
    self.samples = samples
  }

  /// No two samples of a family have the same labels.
  var text: String {
    var seen: Set<String> = []
    let lines = samples.filter { seen.insert($0.labels).inserted }.map { "\(name)\($0.labels) \($0.value)\n" }
    return "# TYPE \(name) gauge\n# HELP \(name) \(about)\n" + lines.joined()
  }
}

/// The numbers that what was found begins with: `98.71 %`, `31.2 ms (30.9 ms to 31.4 ms)`, `0 of 31`.
private func measured(_ verdict: Verdict) -> [Sample] {
  verdict.measured.prefix(1000).compactMap { measure in
    let words = measure.found.utf8.split(separator: UInt8(ascii: " "), maxSplits: 2)
    guard let number = words.first, isNumber(number) else { return nil }
    let unit = words.dropFirst().first.flatMap { isUnit($0) ? String(Substring($0)) : nil } ?? ""
    return Sample(
      [("gate", verdict.gate.rawValue), ("name", measure.name), ("unit", unit)], String(Substring(number)))
  }
}

private func isNumber(_ word: Substring.UTF8View.SubSequence) -> Bool {
  let parts = word.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
  let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
  return parts.count <= 2 && word.count <= 30 && parts.allSatisfy { !$0.isEmpty && $0.allSatisfy(digits.contains) }
}

private func isUnit(_ word: Substring.UTF8View.SubSequence) -> Bool {
  ["%", "ns", "µs", "us", "ms", "s", "B", "KiB", "MiB", "GiB", "bit/s", "kbit/s", "Mbit/s", "Gbit/s", "/s"].contains {
    $0.utf8.elementsEqual(word)
  }
}
