import Model
import Readers
import Syntax

/// Reads the measurements that the policy says are to be compared with.
///
/// - Returns: the baseline, `nil` where no such file is there, and what became of each of its files.
func readBaseline(_ policy: Policy, _ walk: Walk, in world: World) -> (baseline: Baseline?, inputs: [Input]) {
  let globs = policy.performance.baseline
  guard !globs.isEmpty else { return (nil, []) }
  let candidates = walk.files.filter { path in globs.contains { $0.matches(path) } }
    .map { Candidate(path: $0, gates: [.performance], isNamed: true) }
  let files = readAll(candidates, by: Reader.all(under: policy), in: world)
  let runs = files.flatMap(\.evidence.benchmarks)
  return (runs.isEmpty ? nil : Baseline(latest: runs), files.map(\.input))
}
