import Model
import Syntax

/// Runs the commands that make evidence, gate by gate.
///
/// - Returns: what keeps a gate from being judged: commands that were not run, that did not come to their end, or that
///   failed and wrote nothing.
func runProducers(
  _ policy: Policy, _ request: Request, _ repository: Repository, _ notices: inout [String], in world: World
) throws(ReadError) -> [Input] {
  var problems: [Input] = []
  world.signals.hold()
  defer { world.signals.release() }
  for gate in request.gates where !policy.isOff(gate) {
    let producers = policy.everywhere { $0.producers[gate] ?? [] }
    if producers.isEmpty { continue }
    guard request.executes else {
      let met = "\(producers.count == 1 ? "a command" : "\(producers.count) commands") of produce that did not run"
      problems.append(policy.problem(of: gate, ReadError(met: met, wanted: "--exec, which runs what the policy names")))
      continue
    }
    let before = try Stamps(of: gate, policy, repository, in: world)
    var failures: [ReadError] = []
    for producer in producers where !world.signals.wereSent() {
      let (failure, isFatal) = run(producer, policy, in: world)
      guard let failure else { continue }
      if isFatal { problems.append(policy.problem(of: gate, failure)) } else { failures.append(failure) }
    }
    if failures.isEmpty { continue }
    if try Stamps(of: gate, policy, repository, in: world) == before {
      problems += failures.map { policy.problem(of: gate, $0) }
    } else {
      notices += failures.map { "\(gate.rawValue).produce: \($0.met); what it wrote is judged" }
    }
  }
  return problems
}

/// - Returns: what is wrong with how it ended, and whether that is more than a status of its own.
private func run(_ producer: Producer, _ policy: Policy, in world: World) -> (ReadError?, isFatal: Bool) {
  let execution = Execution(command: producer.command, seconds: producer.seconds, under: policy, in: world)
  let result = world.execute(execution)
  if result.end == .exited(0) { return (nil, false) }
  let said = result.lastWords.split(separator: "\n").joined(separator: " / ")
  let met = "\(ReadError.quoted(producer.command.utf8)), which \(result.words(of: execution))"
  return (
    ReadError(met: said.isEmpty ? met : "\(met) (\(said))", wanted: "reports that are newly written"), !result.isWhole
  )
}

/// When the files were written that may be evidence of a gate.
private struct Stamps: Equatable {
  private var times: [Path: Int64] = [:]

  init(of gate: GateID, _ policy: Policy, _ repository: Repository, in world: World) throws(ReadError) {
    for candidate in discover(policy, repository, try Walk(world)) where candidate.gates.contains(gate) {
      times[candidate.path] = world.modified(world.path(candidate.path))
    }
  }
}

extension Policy {
  /// Of the commands of a gate, told where the policy names them.
  fileprivate func problem(of gate: GateID, _ error: ReadError) -> Input {
    let origin = origins["\(gate.rawValue).produce"]
    return Input(
      path: Path(origin?.layer ?? "sixgate.yaml"), format: nil, status: .missing,
      error: InputError(message: error.message, line: origin?.line), gates: [gate])
  }
}
