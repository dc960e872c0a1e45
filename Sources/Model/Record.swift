/// What a run found of a commit, kept so that later runs can compare with it.
package struct Record: Hashable, Sendable {
  /// The commit that was judged, as a full object name.
  package var commit: String
  /// Its tree, as a full object name.
  package var tree: String
  /// What the change's own commits do, whatever they are called after a rebase: ancestors first, merges left out.
  package var patchIDs: [String]
  package var instant: Instant
  package var platform: Platform
  /// Of sixgate.
  package var version: String
  /// Of the repository as one.
  package var whole: Part
  /// Of the components of a monorepo, by their names.
  package var components: [String: Part]

  package init(
    commit: String, tree: String, patchIDs: [String] = [], instant: Instant, platform: Platform = .none,
    version: String, whole: Part, components: [String: Part] = [:]
  ) {
    self.commit = commit
    self.tree = tree
    self.patchIDs = patchIDs
    self.instant = instant
    self.platform = platform
    self.version = version
    self.whole = whole
    self.components = components
  }
}

extension Record {
  /// What was found of a repository, or of one of its components.
  package struct Part: Hashable, Sendable {
    package var gates: [GateID: Judgement]
    /// What ran of each file, as far as its report tells; of settled coverage.
    package var coverage: [Path: [CoverageKind: Share]]
    /// The ids of the tests that did not pass; ascending, each once.
    package var failedTests: [String]
    package var benchmarks: [Baseline]

    package init(
      gates: [GateID: Judgement] = [:], coverage: [Path: [CoverageKind: Share]] = [:], failedTests: [String] = [],
      benchmarks: [Baseline] = []
    ) {
      self.gates = gates
      self.coverage = coverage
      self.failedTests = failedTests
      self.benchmarks = benchmarks
    }
  }

  /// How a gate came out.
  package struct Judgement: Hashable, Sendable {
    package var outcome: Outcome
    package var measured: [Measure]
    /// A finding that stood twice stands twice.
    package var findings: [KnownFinding]

    package init(outcome: Outcome, measured: [Measure] = [], findings: [KnownFinding] = []) {
      self.outcome = outcome
      self.measured = measured
      self.findings = findings
    }
  }

  /// A finding by what stays the same when lines move.
  package struct KnownFinding: Hashable, Sendable {
    package var rule: RuleID
    package var effect: Effect
    package var fingerprint: String

    package init(rule: RuleID, effect: Effect, fingerprint: String) {
      self.rule = rule
      self.effect = effect
      self.fingerprint = fingerprint
    }
  }

  /// A number that a benchmark gave, to hold later ones against.
  package struct Baseline: Hashable, Sendable {
    package var tool: String
    /// The report that told it.
    package var origin: Path
    package var name: String
    /// As the tool writes it.
    package var unit: String
    package var direction: Reading.Direction
    /// Where and how it was measured: what must be the same for two numbers to be compared.
    package var conditions: [String: String]
    /// One a run, in `unit`.
    package var values: [Decimal]

    package init(
      tool: String, origin: Path, name: String, unit: String, direction: Reading.Direction,
      conditions: [String: String] = [:], values: [Decimal]
    ) {
      self.tool = tool
      self.origin = origin
      self.name = name
      self.unit = unit
      self.direction = direction
      self.conditions = conditions
      self.values = values
    }
  }
}

// MARK: Several records of one commit

extension Record {
  /// This record, with what a later one of the same commit says besides or instead: jobs may judge a gate each.
  package func updated(by later: Record) -> Record {
    var record = later
    if later.patchIDs.isEmpty { record.patchIDs = patchIDs }
    record.whole = whole.updated(by: later.whole)
    record.components = components.merging(later.components) { $0.updated(by: $1) }
    return record
  }
}

extension Record.Part {
  fileprivate func updated(by later: Record.Part) -> Record.Part {
    func judges(_ gate: GateID) -> Bool { later.gates[gate] != nil }
    return Record.Part(
      gates: gates.merging(later.gates) { $1 }, coverage: judges(.coverage) ? later.coverage : coverage,
      failedTests: judges(.integration) ? later.failedTests : failedTests,
      benchmarks: judges(.performance) ? later.benchmarks : benchmarks)
  }
}
