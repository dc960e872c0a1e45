import Model
import Syntax

/// What objectives ask of one tier: limits, and how much worse than the baseline a number may be.
struct Objectives {
  var limits: [Metric: Limit] = [:]
  var growth: [Metric: Decimal] = [:]

  fileprivate mutating func add(_ criterion: Criterion, of node: Node) throws(ReadError) {
    let metric = criterion.metric
    let isNew =
      switch criterion.kind {
      case .limit(let limit): limits.updateValue(limit, forKey: metric) == nil
      case .growth(let share): growth.updateValue(share, forKey: metric) == nil
      }
    guard isNew else { throw node.error("one criterion of a kind for \(metric.name)") }
  }
}

extension Node {
  /// Objectives as a `slo.yaml` of Keptn has them: what fails where it is not met, and what warns.
  ///
  /// All of them must be met, whatever they weigh. One without `pass` is there to be looked at.
  /// - Source: Keptn 1.4, Quality gates, Service-Level Objectives (SLOs) file
  func objectivesOfKeptn() throws(ReadError) -> (failing: Objectives, warning: Objectives) {
    var (failing, warning) = (Objectives(), Objectives())
    for objective in sequence ?? [self] {
      try objective.check(
        "an objective", keys: ["sli", "displayName", "pass", "warning", "weight", "key_sli"])
      guard let sli = objective["sli"], let metric = Metric(keptn: try sli.string()) else {
        throw (objective["sli"] ?? objective).error("one of the indicators \(Metric.keptnNames)")
      }
      let pass = try objective["pass"]?.criteria(of: metric) ?? []
      let least = try objective["warning"]?.criteria(of: metric) ?? []
      for criterion in least.isEmpty ? pass : least { try failing.add(criterion, of: objective) }
      for criterion in least.isEmpty ? [] : pass { try warning.add(criterion, of: objective) }
    }
    return (failing, warning)
  }

  /// `[{ criteria: ["<=+10%", "<600"] }]`; of several such blocks one would have to hold, which no limit can say.
  private func criteria(of metric: Metric) throws(ReadError) -> [Criterion] {
    let blocks = sequence ?? [self]
    guard blocks.count == 1, let list = blocks[0]["criteria"] else { throw error("one list of criteria") }
    try blocks[0].check("criteria", keys: ["criteria"])
    var criteria: [Criterion] = []
    for entry in list.sequence ?? [list] { criteria.append(try Criterion(entry, for: metric)) }
    return criteria
  }
}

/// `<600`: a limit. `<=+10%`: how much worse than the baseline it may be.
private struct Criterion {
  enum Kind {
    case limit(Limit)
    case growth(Decimal)
  }

  let metric: Metric
  let kind: Kind

  init(_ node: Node, for metric: Metric) throws(ReadError) {
    self.metric = metric
    let text = String(try node.string().filter { $0 != " " })
    let mark = text.prefix { "<=>".contains($0) }
    let rest = text.dropFirst(mark.count)
    guard let comparison = Limit.Comparison(rawValue: String(mark)) else {
      throw node.error("a criterion that begins with <, <=, > or >=, as in <600")
    }
    let isRelative = rest.first == "+" || rest.first == "-"
    let amount = isRelative ? rest.dropFirst() : rest
    guard amount.first?.isWholeNumber == true,
      let number = Decimal(String(amount.last == "%" ? amount.dropLast() : amount))
    else {
      throw node.error("a number behind \(mark)")
    }
    if isRelative {
      let isLoss = metric == .throughput
      let isUpper = comparison == .below || comparison == .atMost
      guard isUpper != isLoss, rest.first == (isLoss ? "-" : "+"), rest.last == "%", number > 0,
        number < 100 || !isLoss
      else { throw node.error("how much worse it may be, as in \(isLoss ? ">=-10%" : "<=+10%")") }
      kind = .growth(Criterion.growth(number, isLoss: isLoss))
    } else {
      guard rest.last != "%" else { throw node.error("a number without %, as in <600") }
      let quantity = Unit(metric.keptnUnit).quantity(number)
      let words = "\(comparison.rawValue) \(number) \(metric.keptnUnit)"
      kind = .limit(Limit(comparison, quantity.value, quantity.dimension, text: words))
    }
  }

  /// What is a tenth less is a ninth less than what it was before: shares are of the better number.
  private static func growth(_ percent: Decimal, isLoss: Bool) -> Decimal {
    let hundred = Decimal(100)
    return isLoss
      ? percent.scaled(by: Decimal(1).units, over: hundred.units - percent.units) : percent.scaled(by: 1, over: 100)
  }
}

extension Metric {
  fileprivate static let keptnNames =
    "response_time_p50, response_time_p90, response_time_p95, response_time_p99, throughput and error_rate"

  /// By the names that Keptn's indicators usually have.
  fileprivate init?(keptn name: String) {
    switch name {
    case "throughput": self = .throughput
    case "error_rate": self = .errorRate
    default:
      guard let percent = name.dropping(prefix: "response_time_p"), let metric = Metric(percent: percent) else {
        return nil
      }
      self = metric
    }
  }

  /// What Keptn's indicators are usually in.
  fileprivate var keptnUnit: String {
    switch self {
    case .throughput: "/s"
    case .errorRate: "%"
    default: "ms"
    }
  }
}

extension String {
  fileprivate func dropping(prefix: String) -> Substring? { hasPrefix(prefix) ? dropFirst(prefix.count) : nil }
}
