import Model

/// What a gate has found so far.
struct Hearing {
  private let gate: GateID
  private let policy: Policy
  private let inputs: [Input]
  private var findings: [Finding] = []
  private var exhibits: [Exhibit] = []
  private var pictures: [Table] = []
  private var measured: [Measure] = []
  private var table: Table?
  private var distributions: [Distribution] = []
  private var reason = ""
  private var appliesNot = false
  /// What would be good to know before this counts.
  private(set) var wants: Set<Want> = []

  init(_ gate: GateID, _ matter: Case) {
    self.gate = gate
    policy = matter.policy
    inputs = matter.inputs.filter { $0.gates.contains(gate) }
  }

  /// Notes that a rule does not hold, in the effect and with the remedy that the law gives it.
  ///
  /// - Parameter remedy: one that fits better than the law's.
  mutating func find(
    _ id: RuleID, _ message: String, at location: Location? = nil, severity: Severity? = nil, effect: Effect? = nil,
    remedy: String? = nil, isOfChange: Bool = false, mark: String? = nil
  ) {
    guard policy.rules[id]?.isOff != true else { return }
    findings.append(
      policy.finding(
        id, message, at: location, severity: severity, effect: effect, remedy: remedy, isOfChange: isOfChange,
        mark: mark))
  }

  mutating func want(_ want: Want) { wants.insert(want) }

  mutating func show(_ exhibit: Exhibit) { exhibits.append(exhibit) }

  mutating func measure(_ name: String, required: String?, found: String) {
    measured.append(Measure(name, required: required, found: found))
  }

  mutating func show(_ table: Table) {
    if !table.rows.isEmpty { self.table = table }
  }

  /// Shows rows that are drawn as well; none where there is nothing to see.
  mutating func draw(_ table: Table) {
    if !table.rows.isEmpty { pictures.append(table) }
  }

  mutating func show(_ distribution: Distribution) { distributions.append(distribution) }

  /// Says in a few words what it comes to.
  mutating func conclude(_ reason: String) { self.reason = reason }

  /// Says why there is nothing to judge.
  mutating func appliesNot(because reason: String) {
    self.reason = reason
    appliesNot = true
  }

  /// Finds against inputs that were not read; those that are missing are missing evidence.
  mutating func findUnreadable(_ rule: RuleID) {
    for input in inputs where input.status != .read {
      let place = Location(input.path, line: input.error?.line)
      let missing = RuleID("\(gate.rawValue).no-evidence")
      find(input.status == .missing ? missing : rule, input.error?.message ?? "could not be read", at: place)
    }
  }

  /// Whether something was found that blocks.
  var blocks: Bool { findings.contains(where: \.blocks) }
  /// The files that something was found in.
  var places: Set<Path> { Set(findings.compactMap(\.location?.path)) }
  /// Whether nothing was found against so far.
  var foundNothing: Bool { findings.isEmpty }
  var hasInputs: Bool { !inputs.isEmpty }

  func verdict(_ mode: GateMode) -> Verdict {
    if appliesNot { return Verdict(gate: gate, outcome: .notApplicable, reason: reason, inputs: inputs) }
    var findings = findings
    var reason = reason
    if case .warn(let why) = mode {
      for index in findings.indices where findings[index].blocks { findings[index].effect = .warn }
      reason = [reason, "only warns: \(why)"].filter { !$0.isEmpty }.joined(separator: "; ")
    }
    var verdict = Verdict(
      gate: gate, outcome: Outcome(of: findings), reason: reason, measured: measured, findings: findings,
      inputs: inputs)
    verdict.table = table
    verdict.distributions = distributions
    verdict.exhibits = exhibits
    verdict.pictures = pictures
    return verdict
  }
}

extension Int {
  /// `1 line`, `2 lines`.
  func of(_ singular: String, _ plural: String? = nil) -> String {
    "\(self) \(self == 1 ? singular : plural ?? singular + "s")"
  }
}
