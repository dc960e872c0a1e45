import Model

/// Holds what was measured now against what was measured before.
struct BaselineHearing {
  let policy: Policy.Performance
  let now: [Benchmark]
  let baseline: Baseline
  /// By tool: the target that all its measurements without a name are of now.
  private let ofTools: [String: String]

  init(policy: Policy.Performance, now: [Benchmark], baseline: Baseline) {
    (self.policy, self.now, self.baseline) = (policy, now, baseline)
    let unnamed = Dictionary(grouping: now.filter(\.name.isEmpty), by: \.tool)
    ofTools = unnamed.compactMapValues { runs in
      let names = Set(runs.map { run in policy.targets.first { $0.isAbout(run) }?.name })
      return names.count == 1 ? names.first ?? nil : nil
    }
  }

  /// What a measurement is about: its name, or where it names nothing its target or its file. Those of the baseline may
  /// lie where no target looks: then they are of the only one that there is for their tool.
  private struct Subject: Hashable, Comparable {
    let text: String
    static func < (a: Subject, b: Subject) -> Bool { a.text < b.text }
  }

  private func subject(of run: Benchmark) -> Subject {
    if !run.name.isEmpty { return Subject(text: run.name) }
    let target = policy.targets.first { $0.isAbout(run) }?.name ?? ofTools[run.tool]
    return Subject(text: target ?? run.origin.basename.description)
  }

  func judge(_ hearing: inout Hearing) {
    let before = Dictionary(grouping: baseline.latest.filter(\.canBeBelieved), by: subject)
    let after = Dictionary(grouping: now, by: subject)
    var comparisons: [Comparison] = []
    for (subject, old) in before.sorted(by: { $0.key < $1.key }) {
      guard let new = after[subject] else {
        hearing.find(.missing, "\(subject.text) was measured before and is not now", at: Location(old[0].origin))
        continue
      }
      let believed = new.filter(\.canBeBelieved)
      if let why = difference(between: old, and: believed) {
        hearing.find(.incomparable, "\(subject.text) cannot be compared: \(why)", at: Location(new[0].origin))
      } else if !believed.isEmpty {
        comparisons += compare(subject.text, old, believed)
        for aim in policy.aims(for: believed) where Comparison(aim, old, believed) == nil {
          hearing.find(.notMeasured, "\(aim.name) is not told both before and now", at: Location(new[0].origin))
        }
      }
    }
    judge(comparisons, &hearing)
    judgeDrift(&hearing)
  }

  /// How old and new were measured in other ways; `nil` where they were not.
  private func difference(between old: [Benchmark], and new: [Benchmark]) -> String? {
    guard let first = old.first else { return nil }
    for run in old.dropFirst() + new {
      if run.tool != first.tool { return "it was measured with \(first.tool) and with \(run.tool)" }
      let keys = Set(run.conditions.keys).union(first.conditions.keys).sorted()
      for key in keys where run.conditions[key] != first.conditions[key] {
        let (a, b) = (first.conditions[key] ?? "unknown", run.conditions[key] ?? "unknown")
        return "\(key) was \(a) and is \(b)"
      }
    }
    return nil
  }

  /// What targets hold against the baseline themselves; else the one number that stands for how fast it is, and the
  /// share of errors where both tell it.
  private func compare(_ name: String, _ old: [Benchmark], _ new: [Benchmark]) -> [Comparison] {
    let aims = policy.aims(for: new)
    var comparisons = aims.compactMap { Comparison($0, old, new) }
    let usual: [Metric] = [.time, .p95, .mean, .throughput]
    if !aims.contains(where: { $0.metric != .errorRate }) {
      let aims = usual.map { Aim(name: "\(name) \($0.name)", metric: $0, tolerance: policy.slowdown) }
      comparisons += aims.lazy.compactMap { Comparison($0, old, new) }.prefix(1)
    }
    if !aims.contains(where: { $0.metric == .errorRate }) {
      let aim = Aim(name: "\(name) error-rate", metric: .errorRate, tolerance: policy.errors)
      comparisons += [Comparison(aim, old, new)].compactMap { $0 }
    }
    return comparisons
  }

  private func judge(_ comparisons: [Comparison], _ hearing: inout Hearing) {
    let significant = BaselineHearing.significant(comparisons)
    for (index, comparison) in comparisons.enumerated() {
      let allowed = Quantity(comparison.tolerance.regression, .ratio)
      hearing.measure(comparison.name, required: "<= +\(allowed) of the baseline", found: comparison.text)
      judgeNoise(of: comparison, &hearing)
      judgeUnit(of: comparison, &hearing)
      guard comparison.isWorse(than: comparison.tolerance.regression) else { continue }
      func isEvident(beyond share: Decimal) -> Bool {
        guard comparison.isWorse(than: share) else { return false }
        return comparison.isEnough ? significant.contains(index) : comparison.isEvident(beyond: share)
      }
      let message = "\(comparison.name) is \(comparison.text) against the baseline, allowed are \(allowed)"
      if isEvident(beyond: comparison.tolerance.rollback) {
        hearing.find(.rollback, "\(message): roll it back", at: comparison.place, effect: comparison.effect)
      } else if isEvident(beyond: comparison.tolerance.regression) {
        hearing.find(.regression, message, at: comparison.place, effect: comparison.effect)
      } else {
        hearing.find(.possible, "\(message); that may be noise", at: comparison.place)
      }
    }
  }

  /// Those that chance alone does not explain, where so many are looked at (Holm): the smallest of n chances must be
  /// below a twentieth of one n-th, the next below that of one (n-1)-th.
  private static func significant(_ comparisons: [Comparison]) -> Set<Int> {
    let suspects = comparisons.indices.filter {
      comparisons[$0].isEnough && comparisons[$0].isWorse(than: comparisons[$0].tolerance.regression)
    }
    let ordered = suspects.map { (index: $0, chance: comparisons[$0].chance) }.sorted { $0.chance < $1.chance }
    var found: Set<Int> = []
    for (place, suspect) in ordered.enumerated() {
      guard suspect.chance * Double(ordered.count - place) < Statistics.alpha else { break }
      found.insert(suspect.index)
    }
    return found
  }

  /// A third of what is to be found is as much as noise may be.
  private func judgeNoise(of comparison: Comparison, _ hearing: inout Hearing) {
    guard let noise = comparison.noise, comparison.metric != .errorRate,
      noise > comparison.tolerance.regression.approximation / 3
    else { return }
    let words = "runs of the baseline of \(comparison.name) differ by \(Comparison.percent(noise).dropFirst())"
    hearing.find(.noisy, "\(words), too much to find what is asked for", at: comparison.place)
  }

  private func judgeUnit(of comparison: Comparison, _ hearing: inout Hearing) {
    guard let medians = comparison.medians, medians.before > 0, medians.after > 0 else { return }
    let factor = medians.after.approximation / medians.before.approximation
    let isJump = [1e3, 1e6, 1e9].contains { step in [step, 1 / step].contains { abs(factor / $0 - 1) < 0.2 } }
    guard isJump else { return }
    hearing.find(.unitJump, "\(comparison.name) is \(comparison.text): is the unit the same?", at: comparison.place)
  }

  /// What many changes made worse, each by less than is allowed.
  private func judgeDrift(_ hearing: inout Hearing) {
    let first = Dictionary(grouping: baseline.first.filter(\.canBeBelieved), by: subject)
    let after = Dictionary(grouping: now.filter(\.canBeBelieved), by: subject)
    for (subject, old) in first.sorted(by: { $0.key < $1.key }) {
      guard let new = after[subject], difference(between: old, and: new) == nil else { continue }
      for comparison in compare(subject.text, old, new) where comparison.isWorse(than: comparison.tolerance.regression)
      {
        hearing.find(
          .drift, "\(comparison.name) is \(comparison.text) since the first baseline", at: comparison.place)
      }
    }
  }
}

extension RuleID {
  static let regression: RuleID = "performance.regression"
  static let rollback: RuleID = "performance.rollback"
  static let possible: RuleID = "performance.possible-regression"
  static let noisy: RuleID = "performance.noisy"
  static let incomparable: RuleID = "performance.incomparable"
  static let missing: RuleID = "performance.missing-benchmark"
  static let drift: RuleID = "performance.drift"
  static let unitJump: RuleID = "performance.unit-jump"
  static let noBaseline: RuleID = "performance.no-baseline"

  /// What comparing with a baseline can find.
  static let ofBaseline: [RuleID] = [
    .regression, .rollback, .possible, .noisy, .incomparable, .missing, .drift, .unitJump, .noBaseline,
  ]
}
