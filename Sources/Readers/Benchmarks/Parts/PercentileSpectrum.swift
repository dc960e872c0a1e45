import Model

/// The table of an HdrHistogram: values, and how many samples do not exceed them.
///
/// - Source: HdrHistogram, AbstractHistogram.outputPercentileDistribution
struct PercentileSpectrum {
  /// The unit of its values, where its head does not say.
  private var unit: String
  private var isInside = false
  private var rows: [(value: Decimal, count: Int)] = []
  private(set) var mean: Reading?

  init(unit: String) { self.unit = unit }

  /// Takes a line, if it belongs to the table.
  mutating func take(_ line: String) -> Bool {
    let line = isInside || line.hasPrefix("\"Value") ? PercentileSpectrum.plain(line) : line
    let words = line.words
    if words.count >= 3, words[0].hasPrefix("Value"), words[1] == "Percentile", words[2] == "TotalCount" {
      if let unit = words[0].between("(", ")") { self.unit = String(unit) }
      // With -U wrk2 writes a second one, which leaves out how late requests began.
      isInside = rows.isEmpty
      return true
    }
    guard isInside else { return false }
    if line.hasPrefix("#[") {
      takeFoot(line)
      return true
    }
    guard words.count == 3 || words.count == 4, let value = Decimal(String(words[0])), value >= 0,
      let count = Int(words[2]), count >= 0, Decimal(String(words[1])) != nil
    else { return words.isEmpty }
    rows.append((value, count))
    return true
  }

  /// A row with blanks between its fields, where it has commas and quotation marks.
  static func plain(_ line: String) -> String {
    line.hasPrefix("#") || !line.utf8.contains(UInt8(ascii: ","))
      ? line : line.replacing("\"", with: "").replacing(",", with: " ")
  }

  private mutating func takeFoot(_ line: String) {
    if let text = line.between("Mean", ",")?.drop(while: { $0 == " " || $0 == "=" }), let number = PrintedNumber(text) {
      mean = Reading("mean", number, unit, metric: .mean)
    }
    if line.hasPrefix("#[Buckets") { isInside = false }
  }

  /// `nil` where there was no table.
  var latencies: Latencies? {
    guard !rows.isEmpty else { return nil }
    let known = Unit(unit)
    var buckets: [Histogram.Bucket] = []
    var before = (value: rows[0].value, count: 0)
    for row in rows where row.count > before.count {
      buckets.append(
        Histogram.Bucket(
          known.quantity(before.value).value, known.quantity(row.value).value, count: row.count - before.count))
      before = row
    }
    return buckets.isEmpty ? nil : .histogram(Histogram(buckets))
  }
}
