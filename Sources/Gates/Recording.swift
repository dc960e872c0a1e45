package import Model

extension Record.Part {
  /// What is kept of verdicts, and of the evidence behind them, for later runs to compare with.
  package init(_ verdicts: [Verdict], of matter: Case) {
    self.init(
      gates: Dictionary(verdicts.map { ($0.gate, Record.Judgement($0)) }, uniquingKeysWith: { first, _ in first }))
    if gates[.coverage] != nil { coverage = matter.shares }
    if gates[.integration] != nil { failedTests = matter.failedTests }
    if gates[.performance] != nil { benchmarks = matter.baselines }
  }
}

extension Record.Judgement {
  fileprivate init(_ verdict: Verdict) {
    self.init(
      outcome: verdict.outcome, measured: verdict.measured,
      findings: verdict.findings.map {
        Record.KnownFinding(rule: $0.rule, effect: $0.effect, fingerprint: $0.fingerprint)
      })
  }
}

extension Case {
  /// A file whose name is no text is left out: what nothing can name again is no measure for later runs.
  fileprivate var shares: [Path: [CoverageKind: Share]] {
    let files = coveredPaths.files(of: evidence.coverage).filter(\.path.isText)
    let shares = files.map { file in
      let kinds = CoverageKind.allCases.filter { file.coverage.carries.contains(CoverageKinds($0)) }
      let shares = file.coverage.shares
      return (file.path, Dictionary(uniqueKeysWithValues: kinds.map { ($0, shares[$0]) }))
    }
    return Dictionary(uniqueKeysWithValues: shares)
  }

  fileprivate var failedTests: [String] {
    let runs = evidence.tests
    let tests = settled(runs)
    let failed = tests.filter { $0.outcome == .failed || $0.outcome == .error }
    return Set(failed.map { $0.shown(in: runs).id }).sorted()
  }

  fileprivate var baselines: [Record.Baseline] {
    var baselines: [Record.Baseline] = []
    var places: [Record.Baseline: Int] = [:]
    for run in evidence.benchmarks where run.caveats.isEmpty {
      for reading in run.readings {
        let baseline = Record.Baseline(reading, of: run)
        if let place = places[baseline] {
          baselines[place].values.append(reading.reported)
        } else {
          places[baseline] = baselines.count
          baselines.append(baseline)
          baselines[baselines.count - 1].values = [reading.reported]
        }
      }
    }
    return baselines
  }
}

extension Record.Baseline {
  fileprivate init(_ reading: Reading, of run: Benchmark) {
    self.init(
      tool: run.tool, origin: run.origin, name: [run.name, reading.name].filter { !$0.isEmpty }.joined(separator: " "),
      unit: reading.unit, direction: reading.direction, conditions: run.conditions, values: [])
  }
}
