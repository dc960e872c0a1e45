import Model

extension Unit {
  /// The unit that the name of a metric ends with, by Prometheus's conventions; base units are the rule.
  ///
  /// - Source: Prometheus, Metric and label naming, section Base units
  init(ofPrometheus name: String) {
    self.init(Unit.prometheusWord(of: name))
  }

  static func prometheusWord(of name: String) -> String {
    let bare = name.hasSuffix("_total") ? String(name.dropLast("_total".count)) : name
    let words = ["_seconds": "s", "_milliseconds": "ms", "_bytes": "B", "_ratio": "ratio", "_percent": "%"]
    return words.first { bare.hasSuffix($0.key) }?.value ?? ""
  }

  /// The word for it in readings of such metrics.
  var word: String {
    switch dimension {
    case .time: times == 1_000_000 ? "ms" : "s"
    case .bytes: "B"
    case .ratio: over == 100 ? "%" : "ratio"
    default: ""
    }
  }
}

extension Metric {
  /// What the use of a resource is called by policies.
  init?(ofPrometheus name: String) {
    let dimension = Unit(ofPrometheus: name).dimension
    if name.contains("cpu"), dimension == .ratio {
      self = .cpu
    } else if name.contains("memory"), dimension == .ratio || dimension == .bytes {
      self = .memory
    } else {
      return nil
    }
  }
}

extension Benchmark {
  /// One number that a service tells of itself.
  init(prometheus series: String, name: String, _ value: Decimal) {
    let reading = Reading(
      "value", value, Unit.prometheusWord(of: name), metric: Metric(ofPrometheus: name), direction: .smaller)
    self.init(tool: "prometheus", name: series, readings: [reading])
  }
}
