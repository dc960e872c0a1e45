/// What one run measured of one thing: a load test of a service, a benchmark of a function.
package struct Benchmark: Hashable, Sendable {
  package var tool: String
  package var origin: Path
  /// What was measured, as the tool names it; empty where it names nothing.
  package var name: String
  /// How and where it was measured: what must be equal before two runs are compared.
  package var conditions: [String: String]
  /// The tool's own numbers, the one that stands for all of them first.
  package var readings: [Reading]
  /// Every latency that was measured, where the report has them.
  package var latencies: Latencies?
  /// Its number once a repetition, in the order in which they were made, where the tool repeats the whole run.
  package var repetitions: [Decimal]
  /// Requests sent, and those of them that failed or were answered 5xx.
  package var attempts: Int?
  package var failures: Int?
  /// How many of those that failed have no latency, for nobody answered them; `nil` where the report does not say.
  package var unanswered: Int?
  /// Whether the report leaves out requests that nobody answered, so that there may be more failures than it tells.
  package var omitsFailures = false
  /// Whether a new request waited for the answer to the one before: a server that stalls is asked less often then.
  package var isClosedLoop = false
  /// When how many answers came, where the report tells.
  package var timeline: Timeline?
  /// The commit that was measured, where the report names it.
  package var commit: String?
  /// When it was measured, where the report says so.
  package var instant: Instant?
  package var caveats: [Caveat]

  package init(
    tool: String, origin: Path = "", name: String = "", conditions: [String: String] = [:], readings: [Reading] = [],
    latencies: Latencies? = nil, repetitions: [Decimal] = [], attempts: Int? = nil, failures: Int? = nil,
    caveats: [Caveat] = []
  ) {
    self.tool = tool
    self.origin = origin
    self.name = name
    self.conditions = conditions
    self.readings = readings
    self.latencies = latencies
    self.repetitions = repetitions
    self.attempts = attempts
    self.failures = failures
    self.caveats = caveats
  }

  package func reading(of metric: Metric) -> Reading? { readings.first { $0.metric == metric } }

  /// The number that stands for all of them: the first.
  package var headline: Reading? { readings.first }
}

/// What is to be known before the numbers of a measurement are believed.
package struct Caveat: Hashable, Sendable {
  /// Each is a rule of the gate.
  package enum Kind: String, CaseIterable, Sendable {
    /// Nothing was measured: there are numbers only because the tool prints some.
    case nothingMeasured = "nothing-measured"
    /// The tool forgot some of what it saw, or tells numbers that cannot be right.
    case doubtful
    /// The report was written before the run was over.
    case stale
    /// What ran is not what is deployed: a debug build.
    case debugBuild = "debug-build"
    /// A limit that was given to the tool itself was not kept.
    case toolLimit = "tool-limit"
    /// The report was cut short in its last line, which is left out.
    case cutShort = "cut-short"
  }

  package var kind: Kind
  /// A clause in the present.
  package var message: String

  package init(_ kind: Kind, _ message: String) {
    self.kind = kind
    self.message = message
  }
}

/// One number as the tool prints it.
package struct Reading: Hashable, Sendable {
  package enum Direction: String, CaseIterable, Sendable {
    case smaller = "smaller-is-better"
    case larger = "larger-is-better"
  }

  /// How a number came about.
  package enum Provenance: String, Sendable {
    /// Computed here from every sample.
    case exact
    /// Computed from counts between bounds; the number is the upper one.
    case histogram
    /// As the tool prints it, by whatever definition it has.
    case native
  }

  package var name: String
  /// The tool's word for it: `secs`, `ms`, `ns/op`.
  package var unit: String
  package var reported: Decimal
  package var direction: Direction
  /// What policies call it: `p95`, `throughput`; `nil` for a number that no policy asks for.
  package var metric: Metric?
  package var quantity: Quantity
  /// How far the true number may lie from the printed one, for it was rounded; in the unit of its dimension.
  package var slack: Decimal
  package var provenance: Provenance

  package init(
    _ name: String, unit: String, reported: Decimal, direction: Direction, metric: Metric? = nil,
    quantity: Quantity, slack: Decimal = 0, provenance: Provenance = .native
  ) {
    self.name = name
    self.unit = unit
    self.reported = reported
    self.direction = direction
    self.metric = metric
    self.quantity = quantity
    self.slack = slack
    self.provenance = provenance
  }
}
