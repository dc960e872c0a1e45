import Gates
package import Model
import Readers
package import Syntax

/// Discovers, reads and judges: the main job.
///
/// - Throws: where the policy or the folder itself cannot be read, or git fails behind what it printed, which may not have
///   been all; everything else is in the report.
package func run(_ request: Request, version: String, in outside: World) throws(ReadError) -> Report {
  var world = outside.foreseeing()
  var errands = Errands(in: world)
  let depth = expectedDepth(request, in: world)
  let opening = Opening(namesOfChange(request, in: world), request.records ?? .usual, depth, in: world)
  // While git answers: who has nothing to do but wait reads it sooner than a thread that has to be begun.
  if opening.guess == nil { errands.begin(readLaw) } else { readLaw() }
  world.begins("repository")
  let repository = try Repository.find(in: &world, opening)
  let change = try begin(request, repository, depth, &errands, in: world)
  var (policy, findings) = try readPolicy(request, change, in: world)
  policy.classifier.overrides += readAttributes(change, repository, in: world)
  let components = try Components(policy.components, repository.tracked)
  var notices = policy.notices
  policy.take(kubernetes: request.kubernetesMinor, &notices)
  let owners = try readOwners(policy, change, &notices, in: world)
  var gathered = try gather(request, policy, change, repository, &notices, in: world)
  if request.gates.contains(.infrastructure) {
    gathered.matter.evidence.scripts = readScripts(gathered.matter, in: world)
  }
  gathered.matter.baseline = baseline(
    of: change, from: request.records, at: outside.directory, repository, &notices, in: world)
  let matter = gathered.matter
  var waivers = try Waivers(of: matter, in: world)
  var docket = Docket(matter)
  if policy.components.areDeclared {
    let partition = Partition(gathered.read, missing: gathered.missing, of: matter, among: components)
    docket = Docket(partition, of: matter, among: components)
    findings += partition.findings + matter.unmatched(among: components)
  }
  let verdicts = judge(request, &docket, &waivers, in: world)
  let (ofChange, approvals) = findingsOfChange(
    request, matter, judgedBy: gathered.reports, at: outside.directory, repository, in: world)
  findings += policy.findingsOfAdoption(at: world.now) + waivers.told(after: verdicts) + ofChange
  let report = Report(
    version: version, change: change, verdicts: verdicts, components: docket.reports, findings: findings,
    notices: notices + approvals
  ).owned(by: owners)
  defer { world.leave(matter) }
  try world.settle()
  return request.isRecorded ? try report.recorded(of: matter, docket, in: world) : report
}

@Sendable private func readLaw() { Policy.readBuiltIn(forReports: false) }

/// Finds the change, has git begin with what it will be asked of that, and waits for the law.
private func begin(
  _ request: Request, _ repository: Repository, _ depth: GitLog.Depth?, _ errands: inout Errands, in world: World
) throws(ReadError) -> Change {
  let change = findChange(request, repository, in: world, expecting: depth)
  try request.checkNames(of: change)
  foreseeBaseline(of: change, from: request.records, in: world)
  if let base = change.base { foreseeWaivers(at: base, in: world) }
  // Who comes for what is still being read holds a core while it waits, which git needs.
  errands.finish()
  if request.wantsFiles { errands.begin { Policy.readBuiltIn(forReports: true) } }
  return change
}

private func judge(
  _ request: Request, _ docket: inout Docket, _ waivers: inout Waivers, in world: World
) -> [Verdict] {
  var verdicts: [Verdict] = []
  for gate in Gate.all where request.gates.contains(gate.id) {
    if request.stopsAtFirstBlock, let blocking = verdicts.first(where: \.outcome.blocks) {
      verdicts.append(
        Verdict(gate: gate.id, outcome: .notApplicable, reason: "not judged after \(blocking.gate.rawValue) blocked"))
    } else {
      world.begins(gate.id.rawValue)
      verdicts.append(docket.judge(gate, &waivers, in: world))
    }
  }
  return verdicts
}

/// The law that a run would judge by.
package func effectivePolicy(_ request: Request, in outside: World) throws(ReadError) -> Policy {
  var world = outside
  let repository = try Repository.find(in: &world)
  let change = findChange(request, repository, in: world)
  try request.checkNames(of: change)
  return try readPolicy(request, change, in: world).policy
}

/// What a run has to judge by.
private struct Gathered {
  /// All of it as one.
  var matter: Case
  /// File by file, for who tells components apart; empty where there are none.
  var read: [ReadFile] = []
  var missing: [Input]
  /// The files that tell what tools found: no manifests, and nothing that people write.
  var reports: [Path] = []
}

private func gather(
  _ request: Request, _ policy: Policy, _ change: Change, _ repository: Repository, _ notices: inout [String],
  in world: World
) throws(ReadError) -> Gathered {
  world.begins("programs of the policy")
  let notMade = try runProducers(policy, request, repository, &notices, in: world)
  let walk = request.wantsFiles ? try Walk(world) : Walk()
  notices += walk.closed.map { "no evidence was looked for in \($0.folder): \($0.reason)" }
  var files = classify(repository.names, by: policy.classifier, in: world)
  // Gate 1 asks for them when git has told all commits: until then there is time.
  if request.gates.contains(.tdd) { files.roots = policy.classifier.layout.roots(among: files.names) }
  let kinds = request.wantsFiles ? files.kinds : [:]
  let candidates = request.wantsFiles ? discover(policy, repository, walk, kinds: kinds) : []
  notices += passedOver(policy, repository, walk, kinds: kinds, in: world)
  let (measuredBefore, inputsOfBefore) = readBaseline(policy, walk, in: world)
  var gathered = Gathered(
    matter: Case(evidence: Evidence(), files: files, change: change, policy: policy, instant: world.now),
    missing: (request.wantsFiles ? missing(policy, candidates) : []) + inputsOfBefore + notMade)
  world.begins("history")
  do throws(ReadError) {
    gathered.matter.evidence.history = try readHistory(change, policy, repository, in: world)
    try gathered.matter.evidence.history?.replay(change, policy, request, repository, &notices, in: world)
  } catch {
    gathered.matter.change.problem = change.problem ?? error.message
  }
  gathered.matter.measuredBefore = measuredBefore
  if policy.modes.values.contains(.adopt) { gathered.matter.changedLines = try? readChangedLines(change, in: world) }
  world.begins("reports")
  let reports = candidates.isEmpty ? [] : readAll(candidates, by: Reader.all(under: policy), in: world)
  notices += unread(reports, of: candidates)
  gathered.reports = reports.filter(\.tellsOfTools).map(\.input.path)
  let read = reports + runScripts(policy, request, repository, in: world)
  let migrations =
    request.gates.contains(.infrastructure) ? try readMigrations(policy, repository, walk, in: world) : []
  let needs = request.gates.contains(.security) ? try readDependencies(policy, files, in: world) : []
  let whole = runRenderers(
    readRendered(readCustomObjects(read, under: policy, in: world), in: world), policy, request, in: world)
  gathered.take(
    readImageCommits(whole, policy, change, repository, in: world) + migrations + needs
      + runTerraform(whole, policy, request, in: world))
  readForCoverage(&gathered.matter, draws: request.draws, in: world)
  readWhenCommitted(&gathered.matter, in: world)
  return gathered
}

extension Policy {
  /// Takes the version of Kubernetes that a run names, and says where that is not what the policy says or we know.
  fileprivate mutating func take(kubernetes minor: Int?, _ notices: inout [String]) {
    if let minor {
      if let own = infrastructure.kubernetesMinor, own != minor {
        notices.append("manifests are held against Kubernetes 1.\(minor), and the policy names 1.\(own)")
      }
      infrastructure.kubernetesMinor = minor
    }
    guard let minor = infrastructure.kubernetesMinor else { return }
    let known = Reader.kubernetesVersions
    guard !known.contains(minor) else { return }
    notices.append(
      "Kubernetes 1.\(minor) is not known: manifests are held against 1.\(min(max(minor, known.lowerBound), known.upperBound))"
    )
  }
}

extension ReadFile {
  fileprivate var tellsOfTools: Bool {
    !evidence.coverage.files.isEmpty || !evidence.scans.isEmpty || !evidence.tests.isEmpty
      || !evidence.benchmarks.isEmpty
  }
}

extension Gathered {
  /// Waivers ask manifests about namespaces, whoever's they are; all other evidence of components is theirs.
  mutating func take(_ files: consuming [ReadFile]) {
    if matter.policy.components.areDeclared {
      read = files
      for file in files { matter.evidence.manifests.merge(file.evidence.manifests) }
      return
    }
    matter.inputs = (files.map(\.input) + missing).sorted { $0.path < $1.path }
    files.reverse()
    // What two hold is copied by who changes it.
    while var file = files.popLast() {
      var evidence = Evidence()
      swap(&evidence, &file.evidence)
      matter.evidence.merge(consume evidence)
    }
    matter.evidence.coverage.settle()
  }
}
