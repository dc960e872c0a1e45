import Model

/// Finds cycles that are not finished, and counts those that are.
func hearCycles(_ walk: TDDWalk, _ hearing: inout Hearing) {
  for cycle in walk.cycles.all where !cycle.isComplete {
    for red in cycle.reds {
      hearing.find(
        "tdd.unfinished", "\(red.name) has no code behind it that makes it pass",
        at: red.tests.first.map { Location($0.path) })
    }
  }
  let complete = walk.cycles.all.filter(\.isComplete)
  let refactored = complete.filter { !$0.refactorings.isEmpty }
  if walk.policy.requiresRefactoring {
    for cycle in complete where cycle.refactorings.isEmpty {
      let last = cycle.greens.last.map(\.name) ?? ""
      hearing.find("tdd.no-refactoring", "no refactoring follows \(last)")
    }
  }
  let required = walk.policy.requiresRefactoring ? "each refactored" : nil
  let refactorings = refactored.isEmpty ? "" : ", \(refactored.count) refactored"
  hearing.measure("cycles", required: required, found: "\(complete.count)\(refactorings)")
}
