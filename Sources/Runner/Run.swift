import Gates
package import Model
import Readers
package import Syntax

/// Discovers, reads and judges: the main job.
///
/// - Throws: where the policy or the folder itself cannot be read; everything else is in the report.
package func run(_ request: Request, version: String, in outside: World) throws(ReadError) -> Report {
  var world = outside
  let repository = try Repository.find(in: &world)
  let change = findChange(request, repository, in: world)
  var (policy, findings) = try readPolicy(request, change, in: world)
  policy.classifier.overrides += readAttributes(change, repository, in: world)
  var notices = policy.notices
  var matter = try gather(policy, change, repository, &notices, in: world)
  matter.baseline = baseline(
    of: change, from: request.records, at: outside.directory, repository, &notices, in: world)
  var waivers = try Waivers(of: matter, in: world)
  var verdicts: [Verdict] = []
  for gate in Gate.all where request.gates.contains(gate.id) {
    if request.stopsAtFirstBlock, let blocking = verdicts.first(where: \.outcome.blocks) {
      verdicts.append(
        Verdict(gate: gate.id, outcome: .notApplicable, reason: "not judged after \(blocking.gate.rawValue) blocked"))
    } else {
      verdicts.append(waivers.pardon(judge(gate, &matter, in: world)))
    }
  }
  var report = Report(
    version: version, change: change, verdicts: verdicts,
    findings: findings + policy.findingsOfAdoption(at: world.now) + waivers.told(after: verdicts),
    notices: notices)
  if request.isRecorded { report.record = try Record(report, matter, in: world) }
  return report
}

/// The law that a run would judge by.
package func effectivePolicy(_ request: Request, in outside: World) throws(ReadError) -> Policy {
  var world = outside
  let repository = try Repository.find(in: &world)
  return try readPolicy(request, findChange(request, repository, in: world), in: world).policy
}

private func gather(
  _ policy: Policy, _ change: Change, _ repository: Repository, _ notices: inout [String], in world: World
) throws(ReadError) -> Case {
  var change = change
  var evidence = Evidence()
  do throws(ReadError) {
    evidence.history = try readHistory(change, policy, repository, in: world)
  } catch {
    change.problem = change.problem ?? error.message
  }
  let walk = try Walk(world)
  notices += walk.closed.map { "no evidence was looked for in \($0.folder): \($0.reason)" }
  let candidates = discover(policy, repository, walk)
  let (measuredBefore, inputsOfBefore) = readBaseline(policy, walk, in: world)
  var inputs = missing(policy, candidates) + inputsOfBefore
  for file in readAll(candidates, by: Reader.all(under: policy), in: world) {
    inputs.append(file.input)
    evidence.merge(file.evidence)
  }
  evidence.coverage.settle()
  let files = repository.tracked.map { RepositoryFile(path: $0, kind: policy.classifier.kind(of: $0)) }
  var matter = Case(
    evidence: evidence, files: files, change: change, inputs: inputs.sorted { $0.path < $1.path }, policy: policy,
    instant: world.now)
  matter.measuredBefore = measuredBefore
  if policy.modes.values.contains(.adopt) { matter.changedLines = try? readChangedLines(change, in: world) }
  readForCoverage(&matter, in: world)
  return matter
}
