import Gates
import Model

/// The cases that a run judges: the repository as one, or one a component.
struct Docket {
  fileprivate struct Entry {
    let name: String
    var matter: Case
    /// Why it is not judged in this run; `nil` where it is.
    var leftOut: String?
    var verdicts: [Verdict] = []
  }

  private var entries: [Entry]
  private let isOfComponents: Bool
  private let carried: Record?

  /// The whole repository.
  init(_ matter: Case) {
    entries = [Entry(name: ".", matter: matter)]
    isOfComponents = false
    carried = nil
  }

  /// The components, of which those that the change does not reach may be left out.
  init(_ partition: Partition, of matter: Case, among components: Components) {
    let judged = judgedPlaces(matter, components)
    isOfComponents = true
    carried = matter.baseline
    let places = partition.cases.indices.filter { $0 != components.rest || partition.hasRest }
    entries = places.map { place in
      let isJudged = judged?.contains(place) ?? true
      return Entry(
        name: components.name(place), matter: partition.cases[place],
        leftOut: isJudged ? nil : "not reached by the change")
    }
  }

  /// How the gate comes out over all cases.
  mutating func judge(_ gate: Gate, _ waivers: inout Waivers, in world: World) -> Verdict {
    for index in entries.indices {
      var verdict = entries[index].verdict(gate, from: carried?.components[entries[index].name], in: world)
      if entries[index].leftOut == nil { verdict = waivers.pardon(verdict) }
      entries[index].verdicts.append(verdict)
    }
    guard isOfComponents else { return entries[0].verdicts.last ?? Verdict(gate: gate.id, outcome: .cannotJudge) }
    return whole(gate.id)
  }

  /// What a record keeps of the components; of those that were left out, what the earlier one kept.
  var parts: [String: Record.Part] {
    guard isOfComponents else { return [:] }
    var parts: [String: Record.Part] = [:]
    for entry in entries {
      parts[entry.name] =
        entry.leftOut == nil ? Record.Part(entry.verdicts, of: entry.matter) : carried?.components[entry.name]
    }
    return parts
  }

  /// How the components came out; empty where the repository was judged as one.
  var reports: [ComponentReport] {
    guard isOfComponents else { return [] }
    return entries.map { entry in
      let isCarried = entry.leftOut != nil && carried?.components[entry.name] != nil
      return ComponentReport(name: entry.name, verdicts: entry.verdicts, carriedFrom: isCarried ? carried?.commit : nil)
    }
  }
}

/// The components that a run judges: `nil` for all. Where there is no change at all, as on the branch that changes are
/// merged into, all are meant.
private func judgedPlaces(_ matter: Case, _ components: Components) -> Set<Int>? {
  if let base = matter.change.base, base == matter.change.head { return nil }
  guard matter.policy.components.evaluated == .changed, let history = matter.evidence.history, !history.isCutOff else {
    return nil
  }
  let touched = matter.touched.flatMap(\.paths)
  if touched.contains(where: components.isShared) { return nil }
  return components.needing(Set(touched.map(components.home)))
}

extension Docket.Entry {
  fileprivate mutating func verdict(_ gate: Gate, from part: Record.Part?, in world: World) -> Verdict {
    guard let leftOut else { return Runner.judge(gate, &matter, in: world) }
    guard let earlier = part?.gates[gate.id] else {
      return Verdict(gate: gate.id, outcome: .notApplicable, reason: "\(leftOut), and no record of its base")
    }
    return Verdict(
      gate: gate.id, outcome: earlier.outcome, reason: "\(leftOut), and as its base was", measured: earlier.measured)
  }
}

// MARK: One verdict of many

extension Docket {
  /// The worst of the components that were judged; what was carried over is shown and blocks nobody who left it alone.
  private func whole(_ gate: GateID) -> Verdict {
    let judged = entries.filter { $0.leftOut == nil }
    let verdicts = judged.compactMap { entry in entry.verdicts.last.map { (name: entry.name, verdict: $0) } }
    let outcomes = Set(verdicts.map(\.verdict.outcome))
    let outcome = Outcome.worstFirst.first(where: outcomes.contains) ?? .notApplicable
    var seen: Set<Path> = []
    let inputs = verdicts.flatMap(\.verdict.inputs).filter { seen.insert($0.path).inserted }
    return Verdict(
      gate: gate, outcome: outcome, reason: reason(outcome, verdicts), findings: findings(verdicts),
      inputs: inputs.sorted { $0.path < $1.path })
  }

  private func reason(_ outcome: Outcome, _ verdicts: [(name: String, verdict: Verdict)]) -> String {
    let names = verdicts.filter { $0.verdict.outcome == outcome }.map(\.name)
    let all = "\(entries.count) \(entries.count == 1 ? "component" : "components")"
    if verdicts.isEmpty { return "none of \(all) is reached by the change" }
    if outcome == .passed || outcome == .notApplicable { return "\(names.count) of \(all)" }
    let shown = names.prefix(names.count > 3 ? 2 : 3)
    let more = names.count > shown.count ? " and \(names.count - shown.count) more" : ""
    return "\(names.count) of \(all): \(shown.joined(separator: ", "))\(more)"
  }

  /// What is found of several components, in the same words at the same place, is told once and of none.
  private func findings(_ verdicts: [(name: String, verdict: Verdict)]) -> [Finding] {
    var findings: [Finding] = []
    var places: [Finding: Int] = [:]
    for (name, verdict) in verdicts {
      for finding in verdict.findings {
        var owned = finding
        owned.component = name
        if finding.location == nil {
          findings.append(owned)
        } else if let place = places[finding] {
          findings[place].component = findings[place].component == name ? name : nil
        } else {
          places[finding] = findings.count
          findings.append(owned)
        }
      }
    }
    return findings
  }
}
