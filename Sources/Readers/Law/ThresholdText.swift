import Model
import Syntax

extension Node {
  /// Limits as the options of k6 have them: `http_req_duration: ["p(95)<200"]`.
  ///
  /// - Source: k6, Options, thresholds
  func limitsOfK6() throws(ReadError) -> [Metric: Limit] {
    try check("thresholds", keys: K6Subject.allCases.map(\.rawValue))
    var limits: [Metric: Limit] = [:]
    for subject in K6Subject.allCases {
      guard let value = self[subject.rawValue] else { continue }
      for entry in value.sequence ?? [value] {
        let expression = entry["threshold"] ?? entry
        let (metric, limit) = try subject.limit(expression)
        guard limits.updateValue(limit, forKey: metric) == nil else {
          throw expression.error("one threshold for \(metric.name)")
        }
      }
    }
    return limits
  }
}

/// The metrics of k6 that limits can be put on.
private enum K6Subject: String, CaseIterable {
  case duration = "http_req_duration"
  case failed = "http_req_failed"
  case requests = "http_reqs"

  func limit(_ node: Node) throws(ReadError) -> (Metric, Limit) {
    guard let threshold = K6Threshold(try node.string()), let metric = metric(threshold.statistic),
      let comparison = Limit.Comparison(rawValue: threshold.comparison)
    else { throw node.error("a threshold of \(rawValue), as in \(example)") }
    let quantity = Unit(unit).quantity(threshold.value)
    let text = "\(comparison.rawValue) \(threshold.value) \(unit)"
    return (metric, Limit(comparison, quantity.value, quantity.dimension, text: text))
  }

  private func metric(_ statistic: String) -> Metric? {
    switch self {
    case .duration: Metric(k6: statistic)
    case .failed: statistic == "rate" ? .errorRate : nil
    case .requests: statistic == "rate" ? .throughput : nil
    }
  }

  private var unit: String {
    switch self {
    case .duration: "ms"
    case .failed: "ratio"
    case .requests: "/s"
    }
  }

  private var example: String {
    switch self {
    case .duration: "p(95)<200"
    case .failed: "rate<0.01"
    case .requests: "rate>100"
    }
  }
}
