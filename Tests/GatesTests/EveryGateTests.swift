import Gates
import Model
import Testing

/// What holds for all six, whatever they judge.
struct EveryGateTests {
  private static let missing: [(GateID, String)] = [
    (.coverage, "coverage.no-evidence"), (.security, "security.no-evidence"),
    (.infrastructure, "infrastructure.no-evidence"), (.integration, "integration.no-evidence"),
    (.performance, "performance.no-evidence"),
  ]
  private static let unreadable: [(GateID, String)] = [
    (.coverage, "coverage.unreadable"), (.security, "security.unreadable"),
    (.infrastructure, "infrastructure.unreadable"), (.integration, "integration.unreadable"),
    (.performance, "performance.unreadable"),
  ]

  /// Something good and something bad for every gate, its evidence in one order or another.
  private func mixed(isReversed: Bool = false, mode: GateMode = .enforced) throws -> Case {
    func ordered<Element>(_ elements: Element...) -> [Element] { isReversed ? elements.reversed() : elements }
    var manifests = Manifests(documents: 2)
    manifests.objects = ordered(.of("Deployment", images: ["nginx"]), .of("Job", images: ["${IMAGE}"]))
    manifests.plans = ordered(true, false).map {
      TerraformPlan(origin: "plan", isErrored: $0, isComplete: nil, changes: [])
    }
    let files = ordered(
      ("src/a.py", FileCoverage.of(hit: [1], missed: [3, 2])), ("src/b.py", .of(hit: [1], carries: .lines)))
    var matter = try Case.of(
      commits: .line(.of("feat: x", changing: "src/a.py"), .of("oops", changing: "src/b.py")),
      files: ["src/a.py", "src/b.py", "tests/test_a.py"], manifests: manifests,
      tests: ordered(.of(.of(.failed), .of(.passed), origin: "a.xml"), .of(.of(.failed, "refunds"), origin: "b.xml")),
      benchmarks: ordered(.of((100, 60)), .of((3, 20))),
      inputs: ordered(.unread(for: .coverage), .unread(.unknownFormat, for: .security))
    ) { policy in
      for gate in GateID.allCases { policy.modes[gate] = mode }
      policy.performance.targets = ordered(.of(.p95, .below, Decimal(units: 50_000_000)), .of(.max, .below, 1))
    }
    matter.evidence.scans = ordered(.of(.of(.high)), .of(.of(.unrated), state: .partial("half")))
    for (path, file) in files { matter.evidence.coverage.add(file, at: Path(path)) }
    matter.inputs.append(.read(for: .coverage))
    return matter
  }

  @Test(arguments: GateID.allCases)
  func `a finding that blocks makes a verdict that blocks`(_ gate: GateID) throws {
    let verdict = try gate.judge(mixed())
    let blocking = verdict.findings.filter(\.blocks)
    #expect(!blocking.isEmpty && verdict.outcome.blocks)
  }

  @Test(arguments: GateID.allCases)
  func `a gate that only warns shows all it found, and why it does not block`(_ gate: GateID) throws {
    let verdict = try gate.judge(mixed(mode: .warn(reason: "until May")))
    #expect(verdict.outcome == .warned)
    #expect(verdict.reason.contains("only warns: until May"))
    #expect(try verdict.findings.count == gate.judge(mixed()).findings.count)
  }

  @Test(arguments: GateID.allCases)
  func `a gate that is off does not apply, and why`(_ gate: GateID) throws {
    let verdict = try gate.judge(mixed(mode: .off(reason: "no evidence yet")))
    #expect(verdict == Verdict(gate: gate, outcome: .notApplicable, reason: "off: no evidence yet"))
  }

  @Test(arguments: GateID.allCases)
  func `judging twice gives the same verdict`(_ gate: GateID) throws {
    #expect(try gate.judge(mixed()) == gate.judge(mixed()))
  }

  @Test(arguments: GateID.allCases)
  func `the order in which evidence was found changes no verdict`(_ gate: GateID) throws {
    let verdict = try gate.judge(mixed())
    let reversed = try gate.judge(mixed(isReversed: true))
    #expect(verdict.findings == reversed.findings)
    #expect(Set(verdict.measured) == Set(reversed.measured))
    #expect(verdict.outcome == reversed.outcome)
  }

  @Test(arguments: unreadable)
  func `an input that was not read cannot be judged, with its place`(_ gate: GateID, _ rule: String) throws {
    for status in [Input.Status.unreadable, .unknownFormat] {
      let verdict = try gate.judge(.of(inputs: [.unread(status, for: gate)]))
      #expect(verdict.outcome == .cannotJudge)
      #expect(verdict.rules.contains(rule))
      #expect(verdict.findings.contains { $0.location == Location("broken", line: 7) })
    }
  }

  @Test(arguments: missing)
  func `a report that the policy names and is not there is missing evidence`(_ gate: GateID, _ rule: String) throws {
    let verdict = try gate.judge(.of(inputs: [.unread(.missing, for: gate)]))
    #expect(verdict.outcome == .cannotJudge)
    #expect(verdict.rules.contains(rule))
  }

  @Test(arguments: GateID.allCases)
  func `an input of another gate is nobody else's concern`(_ gate: GateID) throws {
    for other in GateID.allCases where other != gate {
      #expect(try gate.judge(.of(inputs: [.unread(for: other)])).inputs.isEmpty)
      #expect(try gate.judge(.of(commits: [], inputs: [.unread(for: other)])).outcome == .notApplicable)
    }
  }

  @Test(arguments: GateID.allCases)
  func `inputs that were read and hold nothing are no pass`(_ gate: GateID) throws {
    #expect(try gate.judge(.of(files: ["src/a.py"], inputs: [.read(for: gate)])).outcome != .passed)
  }

  @Test(arguments: [GateID.tdd, .coverage, .integration, .performance])
  func `a change to documentation alone is not judged`(_ gate: GateID) throws {
    var matter = try mixed()
    matter.evidence.history = History(commits: .documentation)
    let verdict = gate.judge(matter)
    #expect(verdict.outcome == .notApplicable)
    #expect(!verdict.reason.isEmpty)
  }

  @Test(arguments: [GateID.tdd, .coverage, .integration, .performance])
  func `a history that is cut off excuses no gate`(_ gate: GateID) throws {
    var matter = try mixed()
    matter.evidence.history = History(commits: .documentation, isCutOff: true)
    #expect(gate.judge(matter).outcome.blocks)
  }

  @Test(arguments: [GateID.integration, .performance])
  func `a change without commits is not one to documentation alone`(_ gate: GateID) throws {
    var matter = try mixed()
    matter.evidence.history = History(commits: [])
    #expect(gate.judge(matter).outcome == .failed)
  }

  @Test(arguments: GateID.allCases)
  func `every finding has the law's remedy and requirements`(_ gate: GateID) throws {
    for finding in try gate.judge(mixed()).findings {
      #expect(!finding.remedy.isEmpty && !finding.requirements.isEmpty, "\(finding.rule)")
    }
  }
}
