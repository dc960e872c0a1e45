import Gates
import Model
import Readers

extension Case {
  private static let law = Result<Policy, any Error> { try Policy.builtIn() }

  /// A case under the law as it is built in; every drawer that is filled was read from one input.
  static func of(
    commits: [Commit]? = nil, isCutOff: Bool = false, files: [Path] = [], coverage: [Path: FileCoverage] = [:],
    roots: [Path] = [], scans: [Scan] = [], manifests: Manifests = Manifests(), tests: [TestRun] = [],
    benchmarks: [Benchmark] = [], inputs: [Input] = [], problem: String? = nil,
    under amend: (inout Policy) -> Void = { _ in }
  ) throws -> Case {
    var policy = try law.get()
    amend(&policy)
    var evidence = Evidence()
    evidence.history = commits.map { History(commits: $0, isCutOff: isCutOff) }
    for (path, file) in coverage { evidence.coverage.add(file, at: path) }
    for root in roots { evidence.coverage.add(root: root) }
    (evidence.scans, evidence.manifests) = (scans, manifests)
    (evidence.tests, evidence.benchmarks) = (tests, benchmarks)
    let filled: [(GateID, Bool)] = [
      (.coverage, !coverage.isEmpty), (.security, !scans.isEmpty), (.infrastructure, manifests != Manifests()),
      (.integration, !tests.isEmpty), (.performance, !benchmarks.isEmpty),
    ]
    return Case(
      evidence: evidence,
      files: RepositoryFiles(files.sorted().map { RepositoryFile(path: $0, kind: policy.classifier.kind(of: $0)) }),
      change: Change(problem: problem), inputs: inputs + filled.filter(\.1).map { .read(for: $0.0) }, policy: policy,
      instant: Instant(seconds: 0))
  }
}

extension Verdict {
  /// The names of the rules that were found against, each once.
  var rules: Set<String> { Set(findings.map(\.rule.text)) }

  var words: String { findings.map(\.message).joined(separator: "\n") }
}

extension Input {
  static func read(for gate: GateID) -> Input {
    Input(path: Path("\(gate).report"), format: "a format", status: .read, gates: [gate])
  }

  static func unread(_ status: Status = .unreadable, for gate: GateID) -> Input {
    let error = InputError(message: "met the end, wanted more", line: 7)
    return Input(path: "broken", format: nil, status: status, error: error, gates: [gate])
  }
}

extension Commit {
  /// A commit whose id is its subject.
  static func of(_ subject: String, changing paths: Path..., after parents: [String] = []) -> Commit {
    .of(subject, paths.map { FileChange(.modified, $0) }, after: parents)
  }

  static func of(_ subject: String, _ changes: [FileChange], after parents: [String] = []) -> Commit {
    Commit(id: subject, parents: parents, author: "Ann <ann@example.com>", subject: subject, changes: changes)
  }
}

extension [Commit] {
  /// Each commit the child of the one before it.
  static func line(_ commits: Commit...) -> [Commit] {
    var line: [Commit] = []
    for var commit in commits {
      commit.parents = line.last.map { [$0.id] } ?? ["base"]
      line.append(commit)
    }
    return line
  }

  static let documentation: [Commit] = .line(.of("docs: x", changing: "README.md"))
}

extension FileCoverage {
  static func of(
    hit: some Sequence<UInt64> = [], missed: [UInt64] = [], arms: [(line: UInt64, isHit: Bool)] = [],
    functions: [String: Bool] = [:], carries: CoverageKinds = [.lines, .branches, .functions]
  ) -> FileCoverage {
    var file = FileCoverage()
    for line in hit { file.lines.add(line, isHit: true) }
    for line in missed { file.lines.add(line, isHit: false) }
    for (number, arm) in arms.enumerated() { file.arms.add(arm.line << 32 | UInt64(number), isHit: arm.isHit) }
    for (name, isHit) in functions { file.functions.add(FunctionName(name, line: 1), isHit: isHit) }
    file.carries = carries
    return file
  }
}

extension Scan {
  static func of(_ findings: ScanFinding..., by tool: String = "trivy", state: State = .complete) -> Scan {
    Scan(tool: tool, origin: Path("\(tool).json"), state: state, findings: ScanFindings(findings))
  }
}

extension ScanFinding {
  static func of(
    _ severity: Severity, id: String = "CVE-1", aliases: [String] = [], kind: Kind = .vulnerability,
    score: String? = nil, component: Component? = Component("left-pad", version: "1.0"), fixedIn: String? = nil,
    location: Location? = nil, suppression: String? = nil
  ) -> ScanFinding {
    ScanFinding(
      id: id, aliases: aliases, kind: kind, severity: severity,
      ratedBy: severity == .unrated ? "no label" : "its label",
      score: score.flatMap { Score($0) }, title: "a hole", component: component, fixedIn: fixedIn, location: location,
      suppression: suppression)
  }
}

extension Manifests {
  static func of(_ objects: ManifestObject...) -> Manifests {
    Manifests(objects: objects, documents: objects.count)
  }

  static func of(images: String...) -> Manifests { .of(.of("Deployment", images: images)) }
}

extension ManifestObject {
  static func of(
    _ kind: String, images: [String] = [], hasSchema: Bool = true, problems: [ManifestProblem] = []
  ) -> ManifestObject {
    let place = Location("deploy.yaml", line: 1)
    return ManifestObject(
      location: place, apiVersion: "v1", kind: kind, name: "web", hasSchema: hasSchema, problems: problems,
      images: images.map { ImageUse($0, at: place) })
  }
}

extension TestRun {
  static func of(_ cases: TestCase..., origin: Path = "junit.xml", troubles: [TestTrouble] = []) -> TestRun {
    var run = TestRun(origin: origin, cases: cases)
    run.troubles = troubles
    return run
  }
}

extension TestCase {
  static func of(
    _ outcome: Outcome, _ name: String = "pays", isFlaky: Bool = false, at location: Location? = nil,
    seconds: UInt64? = nil, saying message: String = ""
  ) -> TestCase {
    TestCase(
      className: "Checkout", name: name, outcome: outcome, isFlaky: isFlaky, location: location,
      nanoseconds: seconds.map { $0 * 1_000_000_000 }, message: message)
  }
}

extension Benchmark {
  /// So many samples of so many milliseconds.
  static func of(_ samples: (count: Int, milliseconds: UInt64)..., caveats: [Caveat] = []) -> Benchmark {
    let latencies = Latencies.samples(
      Samples(nanoseconds: samples.flatMap { Array(repeating: $0.milliseconds * 1_000_000, count: $0.count) }))
    let readings = Metric.known.compactMap { metric in
      metric.basisPoints.flatMap(latencies.percentile).map { Reading.of(metric, Quantity($0.lower, .time)) }
    }
    return Benchmark(tool: "hey", origin: "web.csv", readings: readings, latencies: latencies, caveats: caveats)
  }

  static func of(attempts: Int, failures: Int, readings: Reading...) -> Benchmark {
    Benchmark(tool: "hey", origin: "web.csv", readings: readings, attempts: attempts, failures: failures)
  }
}

extension Reading {
  static func of(_ metric: Metric, _ quantity: Quantity, slack: Decimal = 0) -> Reading {
    Reading(
      metric.name, unit: "", reported: quantity.value, direction: .smaller, metric: metric, quantity: quantity,
      slack: slack)
  }

  static func of(_ metric: Metric, milliseconds: Decimal, slack: Decimal = 0) -> Reading {
    .of(metric, .milliseconds(milliseconds), slack: slack.scaled(by: 1_000_000))
  }
}

extension Quantity {
  static func milliseconds(_ value: Decimal) -> Quantity { Quantity(value.scaled(by: 1_000_000), .time) }
}

extension Target {
  static func of(
    _ metric: Metric, _ comparison: Limit.Comparison, _ quantity: Quantity, effect: Effect = .fail
  ) -> Target {
    let limit = Limit(
      comparison, quantity.value, quantity.dimension, text: "\(comparison.rawValue) \(quantity)")
    return Target(name: "web", evidence: ["web.*"], limits: [metric: limit], effect: effect)
  }
}

extension GateID {
  func judge(_ matter: Case) -> Verdict { Gate.all[order - 1].judge(matter) }
}
