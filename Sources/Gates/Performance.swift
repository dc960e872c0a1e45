import Model

extension Gate {
  /// Gate 6: how fast it is, measured often enough to be believed.
  static let performance = Gate(
    .performance,
    rules: [
      .noEvidence, .unreadable, .notMeasured, .tooFewSamples, .undecided, .limit, .borderline, .omission, .warmUp,
      .failedRequests, .unmergeable, .otherCommit, .old,
    ]
      + Caveat.Kind.allCases.map(\.rule) + RuleID.ofBaseline
  ) { matter, hearing in
    if matter.changesDocumentationAlone {
      return hearing.appliesNot(because: "documentation alone changed")
    }
    let targets = matter.policy.performance.targets
    hearing.findUnreadable(.unreadable)
    let runs = matter.evidence.benchmarks
    if targets.isEmpty, runs.isEmpty, hearing.foundNothing {
      return hearing.appliesNot(because: "no target is declared and no measurement was found")
    }
    for run in runs {
      judgeCaveats(of: run, &hearing)
      judgeSanity(of: run, &hearing)
    }
    judgeProvenance(of: runs, matter, &hearing)
    judgeTargets(matter, &hearing)
    if let baseline = matter.measuredBefore {
      BaselineHearing(policy: matter.policy.performance, now: runs, baseline: baseline).judge(&hearing)
    } else if !matter.policy.performance.baseline.isEmpty {
      hearing.find(.noBaseline, "there is nothing yet to compare with")
    } else {
      for target in targets.ordered(by: { $0.name < $1.name }) where !target.growth.isEmpty {
        hearing.find(
          .noBaseline, "\(target.name) is to be held against a baseline, and performance.baseline names none")
      }
    }
    if targets.isEmpty, matter.measuredBefore == nil {
      hearing.conclude("\(runs.count.of("measurement")) and no target to hold against")
    }
  }
}

private func judgeCaveats(of run: Benchmark, _ hearing: inout Hearing) {
  for caveat in run.caveats {
    hearing.find(caveat.kind.rule, "\(run.title): \(caveat.message)", at: Location(run.origin))
  }
}

/// What the numbers themselves say of how they were measured.
private func judgeSanity(of run: Benchmark, _ hearing: inout Hearing) {
  let place = Location(run.origin)
  if let (usual, longest) = run.stall {
    let words =
      "an answer took \(Quantity(longest, .time)) where 99 in a hundred took no more than \(Quantity(usual, .time))"
    hearing.find(.omission, "\(run.title): \(words), and \(run.tool) sends nothing while it waits", at: place)
  }
  judgeWarmUp(of: run, &hearing)
  if let failures = run.failures, let attempts = run.attempts, failures > 0 {
    hearing.find(.failedRequests, "\(run.title): \(failures) of \(attempts.of("request")) failed", at: place)
  }
}

/// All that one report holds was measured of one commit, at one time.
private func judgeProvenance(of runs: [Benchmark], _ matter: Case, _ hearing: inout Hearing) {
  var seen: Set<Path> = []
  for run in runs where seen.insert(run.origin).inserted {
    if let words = matter.words(ofOther: run.commit) {
      hearing.find(.otherCommit, words, at: Location(run.origin))
    }
    if let words = run.instant?.words(ofAgeAt: matter.instant) { hearing.find(.old, words, at: Location(run.origin)) }
  }
}

extension Case {
  /// The limits that are missed, as gate 6 finds them; none where it is off.
  var missedLimits: [Finding] {
    if policy.isOff(.performance) { return [] }
    var hearing = Hearing(.performance, self)
    judgeTargets(self, &hearing)
    return hearing.verdict(.enforced).findings.filter { $0.rule == .limit }
  }
}

private func judgeTargets(_ matter: Case, _ hearing: inout Hearing) {
  for target in matter.policy.performance.targets.ordered(by: { $0.name < $1.name }) {
    judgeTarget(target, matter.evidence.benchmarks, &hearing)
  }
}

private func judgeTarget(_ target: Target, _ runs: [Benchmark], _ hearing: inout Hearing) {
  let files = Dictionary(grouping: runs.filter(target.isAbout), by: \.origin).ordered { $0.key < $1.key }
  guard !files.isEmpty else {
    let globs = target.evidence.map(\.pattern).joined(separator: ", ")
    return hearing.find(.noEvidence, "the target \(target.name) has no measurement at \(globs)")
  }
  if target.merges {
    return judgeMerged(
      target, files.flatMap(\.value).compactMap { leaveOutWarmUp(of: $0, target, &hearing) }, &hearing)
  }
  for (origin, runs) in files {
    // Of a report on all requests and on some of them, a target that names none is about all.
    let whole = target.names.isEmpty ? runs.filter(\.name.isEmpty) : []
    let measured = (whole.isEmpty ? runs : whole).compactMap { leaveOutWarmUp(of: $0, target, &hearing) }
    for run in measured where run.canBeBelieved {
      let name = run.name.isEmpty ? target.name : "\(target.name) \(run.name)"
      if let latencies = run.latencies { hearing.show(latencies.distribution(named: name)) }
    }
    for (metric, limit) in target.limits.ordered(by: { $0.key < $1.key }) {
      let telling = measured.filter { $0.canBeBelieved && $0.tells(metric) }
      for run in telling { TargetHearing(target: target, run: run, metric: metric, limit: limit).judge(&hearing) }
      if telling.isEmpty, let run = measured.first(where: \.canBeBelieved) {
        hearing.find(
          .notMeasured, "\(run.tool) does not tell \(target.name) \(metric.name)\(run.advice(for: metric))",
          at: Location(origin))
      }
    }
  }
}

/// Judges several measurements as one. Their percentiles cannot be put together, only their samples and counts.
private func judgeMerged(_ target: Target, _ runs: [Benchmark], _ hearing: inout Hearing) {
  let believed = runs.filter(\.canBeBelieved)
  guard let first = believed.first else { return }
  guard let merged = Benchmark(merging: believed) else {
    let without = believed.first { $0.latencies == nil } ?? first
    let words =
      "\(without.tool) tells percentiles of one part of \(target.name), and those of all cannot be made of them"
    return hearing.find(.unmergeable, words, at: Location(without.origin))
  }
  if let latencies = merged.latencies { hearing.show(latencies.distribution(named: target.name)) }
  for (metric, limit) in target.limits.ordered(by: { $0.key < $1.key }) {
    if merged.tells(metric) {
      TargetHearing(target: target, run: merged, metric: metric, limit: limit).judge(&hearing)
    } else {
      hearing.find(
        .notMeasured, "\(first.tool) does not tell \(target.name) \(metric.name)\(first.advice(for: metric))",
        at: Location(first.origin))
    }
  }
}

/// One limit of a target and one measurement that must keep it.
private struct TargetHearing {
  let target: Target
  let run: Benchmark
  let metric: Metric
  let limit: Limit

  private var name: String { "\(target.name) \(metric.name)" }
  private var place: Location { Location(run.origin) }

  func judge(_ hearing: inout Hearing) {
    if metric == .errorRate, let shared = SharedLimit(failuresOf: run, limit) {
      let found = Quantity(Decimal(shared.breaking.lowerBound).scaled(by: 1, over: Int128(shared.count)), .ratio)
      hearing.measure(name, required: limit.text, found: found.description)
      return judge(shared, "\(found)", &hearing)
    }
    guard let reading = run.number(for: metric) else { return }
    guard reading.quantity.dimension == limit.dimension else {
      let message = "\(run.title) tells \(name) as \(reading.quantity), which is no \(limit.dimension.rawValue)"
      return hearing.find(.notMeasured, message, at: place)
    }
    hearing.measure(name, required: limit.text, found: run.shown(reading) + run.population(of: reading))
    // Where a histogram is too coarse for the limit, the tool's own number may still tell.
    let isOpen = SharedLimit(metric, limit, run)?.standing.isOpen ?? true
    if let shared = SharedLimit(metric, limit, run), !(isOpen && reading.provenance == .native) {
      judge(shared, reading.quantity.description, &hearing)
    } else {
      judge(reading, &hearing)
    }
  }

  private func judge(_ shared: SharedLimit, _ found: String, _ hearing: inout Hearing) {
    if !shared.isEnough, !shared.isDecisivelyBroken {
      return tooFew(shared.count, shared.needed, found, &hearing)
    }
    switch shared.standing {
    case .broken: broken(found, &hearing)
    case .open where run.omitsFailures && metric == .errorRate:
      undecided("\(run.tool) leaves out requests that nobody answered, so that there may be more failures", &hearing)
    case .open(let why): undecided(why, &hearing)
    case .holds where shared.isBorderline || shared.count < shared.comfortable:
      let message =
        "\(name) is \(found), and of \(shared.count.of("sample")) chance alone can have brought it below \(limit.text)"
      if shared.isBorderline { hearing.find(.borderline, message, at: place) }
    case .holds: break
    }
  }

  private func judge(_ reading: Reading, _ hearing: inout Hearing) {
    if let basisPoints = metric.basisPoints,
      run.attempts ?? 0 < Statistics.samplesNeeded(for: Double(basisPoints) / 10_000)
    {
      let needed = Statistics.samplesNeeded(for: Double(basisPoints) / 10_000)
      return tooFew(run.attempts, needed, reading.quantity.description, &hearing)
    }
    switch reading.standing(to: limit) {
    case .holds: break
    case .broken: broken(reading.quantity.description, &hearing)
    case .open(let why): undecided(why, &hearing)
    }
  }

  private func broken(_ found: String, _ hearing: inout Hearing) {
    let message = "\(name) is \(found), required \(limit.text)"
    hearing.find(.limit, message, at: place, effect: target.softened)
  }

  private func undecided(_ why: String, _ hearing: inout Hearing) {
    hearing.find(
      .undecided, "whether \(name) is \(limit.text) cannot be told: \(why)", at: place, effect: target.softened)
  }

  private func tooFew(_ count: Int?, _ needed: Int, _ found: String, _ hearing: inout Hearing) {
    let samples = count.map { "\($0.of("sample"))" } ?? "an unknown number of samples"
    let message =
      "\(name) is \(found) of \(samples), at least \(needed) are needed to know it\(run.advice(for: needed))"
    hearing.find(.tooFewSamples, message, at: place, effect: target.softened)
  }
}

extension Target {
  func isAbout(_ run: Benchmark) -> Bool {
    evidence.matches(run.origin) && (names.isEmpty || names.matches(text: run.name))
  }

  /// What a missed limit means where the target says so; otherwise the law does.
  var softened: Effect? { effect == .fail ? nil : effect }
}

extension Caveat.Kind {
  var rule: RuleID { RuleID("performance.\(rawValue)") }
}

extension Benchmark {
  /// The tool, and what it measured if it says so.
  var title: String { name.isEmpty ? tool : "\(tool), \(name)" }

  /// Whether its numbers are worth judging.
  var canBeBelieved: Bool { !caveats.contains { $0.kind == .nothingMeasured || $0.kind == .doubtful } }

  /// The number for a metric: the one that policies call so, or the one that the report calls so.
  func number(for metric: Metric) -> Reading? { reading(of: metric) ?? readings.first { $0.name == metric.name } }

  func tells(_ metric: Metric) -> Bool {
    number(for: metric) != nil || metric == .errorRate && attempts ?? 0 > 0 && failures != nil
  }

  /// A number with the bounds between which it lies 95 times in 100, where its samples are known.
  func shown(_ reading: Reading) -> String {
    guard let basisPoints = reading.metric?.basisPoints, let latencies else { return reading.quantity.description }
    let ranks = Statistics.ranks(of: Double(basisPoints) / 10_000, in: latencies.count)
    guard let lower = latencies.value(atRank: ranks.lower)?.lower else { return reading.quantity.description }
    let upper = latencies.value(atRank: ranks.upper)?.upper.map { Quantity($0, .time).description }
    return "\(reading.quantity) (\(Quantity(lower, .time)) to \(upper ?? "unknown"))"
  }
}

extension RuleID {
  fileprivate static let noEvidence: RuleID = "performance.no-evidence"
  fileprivate static let unreadable: RuleID = "performance.unreadable"
  static let notMeasured: RuleID = "performance.not-measured"
  fileprivate static let tooFewSamples: RuleID = "performance.too-few-samples"
  fileprivate static let undecided: RuleID = "performance.undecided"
  fileprivate static let limit: RuleID = "performance.limit"
  fileprivate static let borderline: RuleID = "performance.borderline"
  fileprivate static let omission: RuleID = "performance.coordinated-omission"
  static let warmUp: RuleID = "performance.warm-up"
  fileprivate static let failedRequests: RuleID = "performance.failed-requests"
  fileprivate static let unmergeable: RuleID = "performance.unmergeable"
  fileprivate static let otherCommit: RuleID = "performance.other-commit"
  fileprivate static let old: RuleID = "performance.old"
}
