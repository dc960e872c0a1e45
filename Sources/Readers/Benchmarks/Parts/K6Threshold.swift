import Model

/// A limit as k6 writes it: `p(95)<200`, `avg <= 12.5`, `rate<0.01`, `count>100`.
///
/// - Source: k6, metrics/thresholds_parser.go
struct K6Threshold {
  /// As summaries name it: `p(95)`, `med`.
  let statistic: String
  let comparison: String
  let value: Decimal

  init?(_ expression: String) {
    let operators = ["===", "==", "!=", "<=", ">=", "<", ">"]
    guard let comparison = operators.first(where: { expression.contains($0) }),
      let range = expression.firstRange(of: comparison),
      let value = Decimal(String(expression[range.upperBound...].trimmed))
    else { return nil }
    statistic = String(expression[..<range.lowerBound].trimmed)
    self.comparison = comparison
    self.value = value
  }

  func holds(_ number: Decimal) -> Bool {
    switch comparison {
    case "<": number < value
    case "<=": number <= value
    case ">": number > value
    case ">=": number >= value
    case "!=": number != value
    default: number == value
    }
  }
}

extension Metric {
  /// What k6 calls `avg`, `med` or `p(95)`.
  init?(k6 statistic: String) {
    let known: [String: Metric] = ["avg": .mean, "min": .min, "med": .p50, "max": .max]
    guard let metric = known[statistic] ?? statistic.between("p(", ")").flatMap({ Metric(percent: $0) }) else {
      return nil
    }
    self = metric
  }
}
