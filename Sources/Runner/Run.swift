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
  var notices: [String] = []
  let policy = try readPolicy(request, &notices, in: world)
  let change = findChange(request, repository, in: world)
  var matter = try gather(policy, change, repository, &notices, in: world)
  matter.baseline = baseline(
    of: change, from: request.records, at: outside.directory, repository, &notices, in: world)
  var verdicts: [Verdict] = []
  for gate in Gate.all where request.gates.contains(gate.id) {
    if request.stopsAtFirstBlock, let blocking = verdicts.first(where: \.outcome.blocks) {
      verdicts.append(
        Verdict(gate: gate.id, outcome: .notApplicable, reason: "not judged after \(blocking.gate.rawValue) blocked"))
    } else {
      verdicts.append(gate.judge(matter))
    }
  }
  var report = Report(version: version, change: change, verdicts: verdicts, notices: notices)
  if request.isRecorded { report.record = try Record(report, matter, in: world) }
  return report
}

/// The law as the repository's `sixgate.yaml` sets it, or as it is where there is none.
private func readPolicy(_ request: Request, _ notices: inout [String], in world: World) throws(ReadError) -> Policy {
  let usual: [Path] = ["sixgate.yaml", "sixgate.yml"]
  let found = request.configuration ?? usual.first { world.type(world.path($0)) != nil }
  guard let path = found else {
    notices.append("no sixgate.yaml: the policy six-gates holds as it is written")
    return try Policy.builtIn()
  }
  do throws(ReadError) {
    var source = try ByteSource(world.open(world.path(path)))
    return try Policy.file(try source.rest())
  } catch {
    throw error.of(path)
  }
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
  var inputs = missing(policy, candidates)
  for file in readAll(candidates, in: world) {
    inputs.append(file.input)
    evidence.merge(file.evidence)
  }
  evidence.coverage.settle()
  let files = repository.tracked.map { RepositoryFile(path: $0, kind: policy.classifier.kind(of: $0)) }
  return Case(
    evidence: evidence, files: files, change: change, inputs: inputs.sorted { $0.path < $1.path }, policy: policy,
    instant: world.now)
}
