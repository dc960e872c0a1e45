import Model
import Syntax

extension Limit {
  /// Reads `< 50 ms`, `> 100 Mbit/s`, `<= 1 %`, `>= 200 /s`.
  init(_ node: Node, for metric: Metric) throws(ReadError) {
    let text = try node.string()
    guard
      let comparison = Comparison.allCases.filter({ text.hasPrefix($0.rawValue) }).max(by: {
        $0.rawValue.count < $1.rawValue.count
      })
    else { throw node.error("a limit that begins with <, <=, > or >=, as in \"< 50 ms\"") }
    let rest = text.dropFirst(comparison.rawValue.count).drop { $0 == " " }
    let digits = rest.prefix { $0.isNumber || $0 == "." }
    let unit = String(rest.dropFirst(digits.count).drop { $0 == " " })
    guard let number = Decimal(String(digits)) else { throw node.error("a number behind \(comparison.rawValue)") }
    let units = metric.units
    guard let factor = units[unit] else {
      throw node.error("one of the units \(units.keys.sorted().joined(separator: ", ")) behind the number")
    }
    self.init(comparison, number.scaled(by: factor), text: "\(comparison.rawValue) \(digits) \(unit)")
  }
}

extension Metric {
  /// The units a limit on it may be written in, each as a fraction of the base unit.
  fileprivate var units: [String: Factor] {
    switch self {
    case .p50, .p75, .p90, .p95, .p99, .p999, .mean, .max:
      ["ns": Factor(1, 1_000_000_000), "us": Factor(1, 1_000_000), "ms": Factor(1, 1000), "s": Factor(1)]
    case .throughput:
      [
        "/s": Factor(1), "bit/s": Factor(1), "kbit/s": Factor(1000), "Mbit/s": Factor(1_000_000),
        "Gbit/s": Factor(1_000_000_000), "Mbps": Factor(1_000_000), "Gbps": Factor(1_000_000_000),
      ]
    case .errorRate: ["%": Factor(1, 100)]
    }
  }
}

private struct Factor {
  let times: Int128
  let over: Int128

  init(_ times: Int128, _ over: Int128 = 1) {
    self.times = times
    self.over = over
  }
}

extension Decimal {
  fileprivate func scaled(by factor: Factor) -> Decimal { Decimal(units: units * factor.times / factor.over) }
}
