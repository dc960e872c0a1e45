import Model

extension Gate {
  /// Gate 6: how fast it is, measured often enough to be believed.
  static let performance = Gate(
    .performance, rules: [.noEvidence, .unreadable, .doubtful, .notMeasured, .tooFewSamples, .limit]
  ) { matter, hearing in
    if matter.changesDocumentationAlone {
      return hearing.appliesNot(because: "documentation alone changed")
    }
    let targets = matter.policy.performance.targets
    hearing.findUnreadable(.unreadable)
    if targets.isEmpty, matter.evidence.benchmarks.isEmpty, hearing.foundNothing {
      return hearing.appliesNot(because: "no target is declared and no measurement was found")
    }
    for target in targets.sorted(by: { $0.name < $1.name }) { judgeTarget(target, matter, &hearing) }
    if targets.isEmpty {
      hearing.conclude("\(matter.evidence.benchmarks.count.of("measurement")) and no target to hold against")
    }
  }
}

private func judgeTarget(_ target: Target, _ matter: Case, _ hearing: inout Hearing) {
  let runs = matter.evidence.benchmarks.filter { run in target.evidence.contains { $0.matches(run.origin) } }
  guard !runs.isEmpty else {
    let globs = target.evidence.map(\.pattern).joined(separator: ", ")
    return hearing.find(.noEvidence, "the target \(target.name) has no measurement at \(globs)")
  }
  for run in runs {
    if let doubt = run.doubt {
      hearing.find(.doubtful, "\(run.tool) for \(target.name): \(doubt)", at: Location(run.origin))
      continue
    }
    for (metric, limit) in target.limits.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      judgeMetric(metric, limit, target, run, &hearing)
    }
  }
}

private func judgeMetric(
  _ metric: Metric, _ limit: Limit, _ target: Target, _ run: Benchmark, _ hearing: inout Hearing
) {
  let name = "\(target.name) \(metric.rawValue)"
  let place = Location(run.origin)
  if run.isAllFailures, metric != .errorRate {
    return hearing.find(.doubtful, "every request failed, so that \(name) says nothing", at: place)
  }
  guard let found = run.value(of: metric) else {
    return hearing.find(.notMeasured, "\(run.tool) does not tell \(name)", at: place)
  }
  hearing.measure(name, required: limit.text, found: metric.text(found))
  let sufficiency = Sufficiency(of: metric, limit, run)
  if !limit.holds(found), sufficiency.isEnough || sufficiency.isDecisivelyBad {
    let message = "\(name) is \(metric.text(found)), required \(limit.text)"
    hearing.find(.limit, message, at: place, effect: target.effect == .fail ? nil : target.effect)
  } else if !sufficiency.isEnough {
    let message =
      "\(name) is \(metric.text(found)) of \(sufficiency.count.of("sample")), at least \(sufficiency.needed) are needed to know it"
    hearing.find(.tooFewSamples, message, at: place)
  }
}

extension Benchmark {
  /// Latencies of failures are no latencies.
  fileprivate var isAllFailures: Bool {
    guard let attempts, attempts > 0, let failures else { return false }
    return failures >= attempts
  }

  /// In the metric's base unit; measured samples go before the tool's own number.
  fileprivate func value(of metric: Metric) -> Decimal? {
    if let permille = metric.permille, let latencies { return latencies.percentile(permille: permille) }
    switch metric {
    case .mean where latencies != nil: return latencies?.mean
    case .max where latencies != nil: return latencies?.percentile(permille: 1000)
    case .errorRate:
      guard let attempts, let failures, attempts > 0 else { return reading(of: metric) }
      return Decimal(units: Decimal(failures).units / Int128(attempts))
    default: return reading(of: metric)
    }
  }

  private func reading(of metric: Metric) -> Decimal? { readings.first { $0.metric == metric }?.value }
}

extension Metric {
  fileprivate func text(_ value: Decimal) -> String {
    switch self {
    case .throughput:
      let mega = Decimal(1_000_000)
      return value < mega
        ? "\(value.text(places: 1)) /s" : "\(Decimal(units: value.units / 1_000_000).text(places: 2)) M/s"
    case .errorRate: return "\(Decimal(units: value.units * 100).text(places: 2)) %"
    default: return "\(Decimal(units: value.units * 1000).text(places: 2)) ms"
    }
  }
}

extension RuleID {
  fileprivate static let noEvidence: RuleID = "performance.no-evidence"
  fileprivate static let unreadable: RuleID = "performance.unreadable"
  fileprivate static let doubtful: RuleID = "performance.doubtful"
  fileprivate static let notMeasured: RuleID = "performance.not-measured"
  fileprivate static let tooFewSamples: RuleID = "performance.too-few-samples"
  fileprivate static let limit: RuleID = "performance.limit"
}
