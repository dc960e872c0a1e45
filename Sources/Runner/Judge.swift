import Gates
import Model
import Syntax

/// Lets a gate judge, finds out what it would like to know, and lets it judge again.
func judge(_ gate: Gate, _ matter: inout Case, in world: World) -> Verdict {
  // What was found out may raise one question more, and no gate asks without end.
  let mostRounds = 4
  var asked: Set<Want> = []
  var (verdict, wants) = gate.consider(matter)
  for _ in 0..<mostRounds {
    let new = wants.subtracting(asked)
    guard !new.isEmpty else { break }
    asked.formUnion(new)
    do throws(ReadError) {
      try findOut(new, &matter, in: world)
    } catch {
      // What is not known counts as it stood.
      break
    }
    (verdict, wants) = gate.consider(matter)
  }
  return verdict
}

private func findOut(_ wants: Set<Want>, _ matter: inout Case, in world: World) throws(ReadError) {
  let places = wants.compactMap { want in if case .wholeFile(let place) = want { place } else { nil } }
  guard !places.isEmpty, var history = matter.evidence.history else { return }
  try readWholeFiles(&history, places, matter.policy, in: world)
  matter.evidence.history = history
}
