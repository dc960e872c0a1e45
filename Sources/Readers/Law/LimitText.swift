import Model
import Syntax

extension Limit {
  /// Reads a number with its unit, without a comparison: `20 %`, `1 ms`.
  init(atMost node: Node, for metric: Metric) throws(ReadError) {
    try self.init(.atMost, try node.string()[...], node, "a number with its unit", for: metric)
  }

  /// Reads `< 50 ms`, `> 100 Mbit/s`, `<= 1 %`, `>= 200 /s`.
  init(_ node: Node, for metric: Metric) throws(ReadError) {
    let text = try node.string()
    guard
      let comparison = Comparison.allCases.filter({ text.hasPrefix($0.rawValue) }).max(by: {
        $0.rawValue.count < $1.rawValue.count
      })
    else { throw node.error("a limit that begins with <, <=, > or >=, as in \"< 50 ms\"") }
    let rest = text.dropFirst(comparison.rawValue.count).drop { $0 == " " }
    try self.init(comparison, rest, node, "a number behind \(comparison.rawValue)", for: metric)
  }

  private init(
    _ comparison: Comparison, _ text: Substring, _ node: Node, _ wanted: String, for metric: Metric
  ) throws(ReadError) {
    let digits = text.prefix { $0.isNumber || $0 == "." }
    let word = String(text.dropFirst(digits.count).drop { $0 == " " })
    guard let number = Decimal(String(digits)) else { throw node.error(wanted) }
    let units = metric.units
    guard units.contains(word) else {
      throw node.error("one of the units \(units.filter { !$0.isEmpty }.joined(separator: ", ")) behind the number")
    }
    let quantity = Unit(word).quantity(number)
    self.init(
      comparison, quantity.value, quantity.dimension,
      text: String("\(comparison.rawValue) \(digits) \(word)".trimmed))
  }
}

extension Metric {
  /// The units that a limit on it may be written in. `MB/s` is none: tools mean two things by it.
  fileprivate var units: [String] {
    let units: [Dimension: [String]] = [
      .time: ["ms", "ns", "s", "us"], .rate: ["/s"],
      .bitRate: ["bit/s", "kbit/s", "Mbit/s", "Gbit/s", "Mbps", "Gbps"], .ratio: ["%"],
      .bytes: ["B", "kB", "MB", "GB", "MiB", "GiB"], .count: [""],
    ]
    return (dimensions.isEmpty ? Dimension.allCases : dimensions).flatMap { units[$0] ?? [] }
  }
}
