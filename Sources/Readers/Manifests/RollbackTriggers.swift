import Model
import Syntax

extension AlertRule {
  /// What takes a new version back by itself, each as an alert of severity `rollback`: what analyses of Argo Rollouts
  /// and canaries of Flagger measure, and pods that do not get ready in time.
  ///
  /// - Source: argo-rollouts, features/analysis and features/specification; Flagger, usage/how-it-works and usage/metrics
  static func rollbacks(of object: Int, kind: String, in tape: Tape, at origin: Path) -> [AlertRule] {
    switch kind {
    case "AnalysisTemplate", "ClusterAnalysisTemplate":
      let name = tape.node(at: ["metadata", "name"], of: object).flatMap(tape.string) ?? ""
      return metrics(at: ["spec", "metrics"], of: object, in: tape, at: origin).map { metric in
        var metric = metric
        metric.analysis = name
        return metric
      }
    case "AnalysisRun": return metrics(at: ["spec", "metrics"], of: object, in: tape, at: origin)
    case "Canary":
      // Flagger takes back a canary whose pods are not ready within progressDeadlineSeconds, always.
      return [unready(object, tape, origin)]
        + metrics(at: ["spec", "analysis", "metrics"], of: object, in: tape, at: origin)
    case "Rollout":
      let aborts = tape.node(at: ["spec", "progressDeadlineAbort"], of: object)
      return aborts.flatMap(tape.string) == "true" ? [unready(object, tape, origin)] : []
    default: return []
    }
  }

  private static func unready(_ object: Int, _ tape: Tape, _ origin: Path) -> AlertRule {
    AlertRule(
      name: "progressDeadlineSeconds", expression: "ready", severity: "rollback", runbook: nil,
      at: Location(origin, line: tape.line(object)))
  }

  private static func metrics(at path: [String], of object: Int, in tape: Tape, at origin: Path) -> [AlertRule] {
    guard let list = tape.node(at: path, of: object) else { return [] }
    var alerts: [AlertRule] = []
    tape.forEachElement(of: list) { metric in
      var (texts, visits) = ([String](), 0)
      tape.takeTexts(of: metric, into: &texts, &visits)
      var alert = AlertRule(
        name: tape.text("name", of: metric) ?? "", expression: texts.joined(separator: " "), severity: "rollback",
        runbook: nil, at: Location(origin, line: tape.line(metric)))
      let arePercents = ["* 100", "*100"].contains(where: alert.expression.contains)
      alert.share = tape.share(beyondWhich: metric, arePercents)
      alerts.append(alert)
    }
    return alerts
  }
}

extension Manifests {
  /// Takes the templates of analyses that an object names.
  ///
  /// - Source: argo-rollouts, features/analysis: templateName in rollouts, experiments and templates of templates
  mutating func takeAnalyses(of object: Int, kind: String, in tape: Tape) {
    guard ["Rollout", "Experiment", "AnalysisTemplate", "ClusterAnalysisTemplate"].contains(kind),
      let spec = tape.member("spec", of: object)
    else { return }
    var visits = 0
    tape.takeTexts(of: "templateName", below: spec, into: &analyses, &visits)
  }
}

extension AlertRule {
  /// Of a rule of Prometheus, whose expression holds where the alert is raised.
  var shareOfExpression: Decimal? {
    guard let bound = Bound(expression) else { return nil }
    let share = bound.number.share(["* 100", "*100"].contains(where: expression.contains))
    return bound.isUpper ? share : share.rest
  }
}

extension Tape {
  /// The texts that a node holds, as far as so many visits lead: aliases can make more of a few than memory holds.
  fileprivate func takeTexts(of node: Int, into texts: inout [String], _ visits: inout Int) {
    visits += 1
    guard visits < 256 else { return }
    switch kind(node) {
    case .mapping: forEachMember(of: node) { _, value in takeTexts(of: value, into: &texts, &visits) }
    case .sequence: forEachElement(of: node) { takeTexts(of: $0, into: &texts, &visits) }
    default: texts.append(string(node) ?? "")
    }
  }

  /// The texts of such members, wherever they stand below a node, as far as so many visits lead.
  fileprivate func takeTexts(
    of key: StaticString, below node: Int, into texts: inout Set<String>, _ visits: inout Int
  ) {
    visits += 1
    guard visits < 4096 else { return }
    switch kind(node) {
    case .mapping:
      if let text = text(key, of: node) { texts.insert(text) }
      forEachMember(of: node) { _, value in takeTexts(of: key, below: value, into: &texts, &visits) }
    case .sequence: forEachElement(of: node) { takeTexts(of: key, below: $0, into: &texts, &visits) }
    default: break
    }
  }

  /// The share of requests, or of a resource, beyond which a metric fails: as it is written, or what is left of all
  /// where the metric is a share of successes. `nil` where it does not say.
  fileprivate func share(beyondWhich metric: Int, _ arePercents: Bool) -> Decimal? {
    if let range = member("thresholdRange", of: metric) {
      if let most = text("max", of: range).flatMap({ Decimal($0) }) { return most.share(arePercents) }
      return text("min", of: range).flatMap { Decimal($0) }?.share(arePercents).rest
    }
    if let bound = text("failureCondition", of: metric).flatMap({ Bound($0) }) {
      return bound.isUpper ? bound.number.share(arePercents) : bound.number.share(arePercents).rest
    }
    guard let bound = text("successCondition", of: metric).flatMap({ Bound($0) }) else { return nil }
    return bound.isUpper ? bound.number.share(arePercents).rest : bound.number.share(arePercents)
  }
}

/// What the result is compared with, in an expression such as `result[0] >= 0.95` or `len(result) > 0 && result[0] < 1`.
private struct Bound {
  /// Whether what is larger fulfils it.
  let isUpper: Bool
  let number: Decimal

  /// The last comparison with a number; `nil` for an expression without one.
  init?(_ expression: String) {
    let parts = expression.split(whereSeparator: { $0 == "&" || $0 == "|" }).filter { !$0.contains("len(") }
    for part in parts.reversed() {
      guard let mark = part.lastIndex(where: { $0 == "<" || $0 == ">" }) else { continue }
      // Prometheus may have `> bool 0.01`.
      let digits = part[mark...].dropFirst().drop { "= bol".contains($0) }.prefix { $0.isNumber || $0 == "." }
      guard let number = Decimal(String(digits)) else { continue }
      (isUpper, self.number) = (part[mark] == ">", number)
      return
    }
    return nil
  }
}

extension Decimal {
  /// As a share: where it stands for percents, or is as much as all and more, a hundredth.
  fileprivate func share(_ arePercents: Bool) -> Decimal { self >= 1 || arePercents ? scaled(by: 1, over: 100) : self }
  /// What is left of all.
  fileprivate var rest: Decimal { Decimal(units: Decimal(1).units - units) }
}
