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
  if !walk.cycles.all.isEmpty { hearing.show(Exhibit("Cycles", walk.cycles.all.map(\.view))) }
}

extension Cycle {
  /// `RED 5de2b57 → GREEN 8a1b2c3 (12 min) → REFACTOR e5f6a7b: tests/test_pay.py → pay.py`
  fileprivate var view: String {
    var view = ""
    // As long as most become: a text that grows is copied over and over.
    view.reserveCapacity(128)
    if !reds.isEmpty {
      Cycle.tell("RED", reds, in: &view)
      view += " → "
    }
    if greens.isEmpty { view += "GREEN missing" } else { Cycle.tell("GREEN", greens, in: &view) }
    view += duration
    if !refactorings.isEmpty {
      view += " → "
      Cycle.tell("REFACTOR", refactorings, in: &view)
    }
    let tests = Cycle.names(reds.flatMap { $0.tests.map(\.path) })
    let files = Cycle.names(greens.flatMap { $0.production.map(\.path) })
    if !tests.isEmpty || !files.isEmpty { view += ": " }
    view += tests
    if !tests.isEmpty, !files.isEmpty { view += " → " }
    view += files
    return view
  }

  private static func tell(_ name: String, _ commits: [TDDCommit], in view: inout String) {
    view += name
    for (place, commit) in commits.enumerated() {
      view += place == 0 ? " " : ", "
      view.append(contentsOf: Substring(commit.commit.id.utf8.prefix(7)))
    }
  }

  private static func names(_ all: [Path]) -> String {
    if all.count == 1 { return all[0].description }
    var seen: Set<Path> = []
    let paths = all.filter { seen.insert($0).inserted }
    let rest = paths.count > 3 ? " and \((paths.count - 3).of("more file"))" : ""
    return paths.prefix(3).map(\.description).joined(separator: ", ") + rest
  }

  /// From the last red to the first green, as the authors' clocks have it; nothing where they run backwards.
  private var duration: String {
    guard let red = reds.last?.commit.time, let green = greens.first?.commit.time, red < green else { return "" }
    let (minutes, _) = green.seconds.subtractingReportingOverflow(red.seconds).partialValue.quotientAndRemainder(
      dividingBy: 60)
    if minutes < 120 { return " (\(minutes) min)" }
    return minutes < 2880 ? " (\(minutes / 60) h)" : " (\(minutes / 1440) days)"
  }
}
