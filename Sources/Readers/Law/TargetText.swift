import Model
import Syntax

extension Target {
  /// Reads what `performance.targets` says under one name: what fails where it is not met, and what only warns then.
  static func all(_ name: String, _ node: Node) throws(ReadError) -> [Target] {
    let (failing, warning) = try node["objectives"]?.objectivesOfKeptn() ?? (Objectives(), Objectives())
    let target = try Target(name, node, failing)
    guard !warning.limits.isEmpty || !warning.growth.isEmpty else { return [target] }
    var lenient = target
    (lenient.name, lenient.effect) = (Target.lenientName(of: name), .warn)
    (lenient.limits, lenient.growth) = (warning.limits, warning.growth)
    return [target, lenient]
  }

  /// What it is called of which it only warns that it is not met.
  static func lenientName(of name: String) -> String { "\(name) (pass)" }

  private init(_ name: String, _ node: Node, _ objectives: Objectives) throws(ReadError) {
    let keys = ["evidence", "benchmarks", "effect", "metrics", "merge", "warm-up", "thresholds", "objectives"]
    try node.check("the target", name, keys: keys + Metric.known.map(\.name))
    var limits: [Metric: Limit] = [:]
    for metric in Metric.known {
      if let limit = node[metric.name] { limits[metric] = try Limit(limit, for: metric) }
    }
    for (metric, limit) in try node["metrics"]?.members("metrics") ?? [] {
      limits[Metric(metric)] = try Limit(limit, for: Metric(metric))
    }
    for (metric, limit) in try node["thresholds"]?.limitsOfK6() ?? [:] {
      guard limits.updateValue(limit, forKey: metric) == nil else { throw node.error("one limit for \(metric.name)") }
    }
    for (metric, limit) in objectives.limits {
      guard limits.updateValue(limit, forKey: metric) == nil else { throw node.error("one limit for \(metric.name)") }
    }
    guard !limits.isEmpty || !objectives.growth.isEmpty else {
      throw node.error("a target with at least one limit, as in p95: \"< 50 ms\"")
    }
    self.init(
      name: name, evidence: try node["evidence"]?.globs() ?? [Glob("*\(name)*")],
      names: try node["benchmarks"]?.globs() ?? [], limits: limits,
      effect: try node["effect"]?.word(Effect.self) ?? .fail)
    growth = objectives.growth
    warmUp = try node["warm-up"].map { node throws(ReadError) in try Limit(atMost: node, for: .time).value }
    if let merge = node["merge"] {
      guard let merges = merge.bool else { throw merge.error("true or false") }
      self.merges = merges
    }
  }
}
