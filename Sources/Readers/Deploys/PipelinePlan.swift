import Model
import Syntax

/// What a pipeline does, step by step, and which of its jobs wait for which.
struct PipelinePlan {
  struct Step {
    var kind: PipelineStep.Kind?
    /// Whether it judges the change; a scan does as well.
    var isCheck = false
    var job: String?
    var environment: String?
    var text: String
    var location: Location
  }

  struct Job {
    var needs: [String] = []
    /// What makes it run though what it needs has failed.
    var isForced: String?
    var location: Location?
  }

  private(set) var steps: [Step] = []
  var jobs: [String: Job] = [:]
  /// Names of stages, in their order; jobs of a stage wait for all of those before.
  var stages: [String] = []
  var stageOf: [String: String] = [:]
  /// By job, those that have ended when it begins.
  private var ended: [String: Set<String>] = [:]

  mutating func note(_ step: Step) {
    if steps.count < 1000 { steps.append(step) }
  }

  mutating func noteDeploy(_ command: ScriptCommand) {
    var step = Step(text: command.text, location: command.location)
    (step.job, step.environment) = (command.job, command.environment)
    note(step)
  }
}

extension PipelinePlan {
  /// Learns which of the jobs that have steps have ended when another of them begins.
  mutating func settle() {
    let places = Dictionary(stages.enumerated().map { ($1, $0) }) { first, _ in first }
    let byStage = Dictionary(grouping: stageOf.keys) { stageOf[$0].flatMap { places[$0] } ?? stages.count }
    let named = Set(steps.compactMap(\.job))
    for job in named { ended[job] = before(job, places, byStage).intersection(named) }
  }

  private func before(_ job: String, _ places: [String: Int], _ byStage: [Int: [String]]) -> Set<String> {
    var seen: Set<String> = []
    var open = [job]
    // Of the stages before one nothing new stands before another.
    var covered = 0
    while let next = open.popLast() {
      let needs = jobs[next]?.needs ?? []
      for other in needs where seen.insert(other).inserted { open.append(other) }
      guard needs.isEmpty, let place = stageOf[next].flatMap({ places[$0] }), place > covered else { continue }
      for stage in covered..<place { seen.formUnion(byStage[stage] ?? []) }
      covered = place
    }
    return seen
  }

  /// Whether a job waits for another.
  private func waits(_ job: String) -> Bool {
    if let needs = jobs[job]?.needs, !needs.isEmpty { return true }
    return stageOf[job].flatMap { stages.firstIndex(of: $0) } ?? 0 > 0
  }

  /// Whether a step has ended when another begins; `nil` where the file does not say.
  private func isBefore(_ a: Int, _ b: Int) -> Bool? {
    guard let first = steps[a].job, let second = steps[b].job, first != second else { return a < b }
    return ended[second]?.contains(first) ?? false
  }
}

extension ScriptReading {
  /// What is wrong with the order of a pipeline's steps.
  mutating func judgePlan() {
    guard script.pipeline != nil else { return }
    let tells = table.noticeMarks.contains { meets($0) }
    if tells { script.pipeline?.tells = true }
    plan.settle()
    script.pipeline?.checks = plan.steps.contains { $0.isCheck || $0.kind == .scan }
    let found = plan.earlyPublishes + plan.unbackedMigrations + plan.untriedMigrations + plan.forcedDeploys
    for (kind, message, location) in found { doubt(kind, message, at: location) }
  }
}

extension PipelinePlan {
  fileprivate typealias Doubt = (PipelineDoubt.Kind, String, Location)

  /// Steps that publish what has not been judged, though the same pipeline judges it.
  fileprivate var earlyPublishes: [Doubt] {
    steps.indices.filter { steps[$0].kind == .publish }.compactMap { place in
      let late = steps.indices.first { other in
        guard steps[other].isCheck || steps[other].kind == .scan, isBefore(other, place) == false else { return false }
        // What needs the publishing job looks at what it published: tests of a system that runs.
        return steps[other].kind == .scan || !(isBefore(place, other) ?? false) || steps[other].job == steps[place].job
      }
      guard let late else { return nil }
      let job = steps[late].job.map { steps[late].job == steps[place].job ? "" : " of \($0)" } ?? ""
      return (
        .earlyPublish, "\(steps[place].text): it does not wait for \(steps[late].text)\(job)", steps[place].location
      )
    }
  }

  /// Migrations of production before which nothing is saved.
  fileprivate var unbackedMigrations: [Doubt] {
    steps.indices.filter { steps[$0].kind == .migration && isProduction(steps[$0]) }.compactMap { place in
      let isSaved = steps.indices.contains { steps[$0].kind == .backup && isBefore($0, place) != false }
      return isSaved
        ? nil : (.unbackedMigration, "\(steps[place].text): no backup goes before it", steps[place].location)
    }
  }

  /// Migrations of production that nothing applied, undid and applied again before.
  fileprivate var untriedMigrations: [Doubt] {
    steps.indices.filter { steps[$0].kind == .migration && isProduction(steps[$0]) }.compactMap { place in
      let isTried = tries.contains { again in isBefore(again, place) != false }
      return isTried
        ? nil
        : (
          .untriedMigration, "\(steps[place].text): nothing applies, undoes and applies it again before",
          steps[place].location
        )
    }
  }

  /// Migrations outside of production that go on where another was taken back.
  private var tries: [Int] {
    let undone = steps.indices.filter { steps[$0].kind == .undo && !isProduction(steps[$0]) }
    return steps.indices.filter { again in
      steps[again].kind == .migration && !isProduction(steps[again])
        && undone.contains { undo in
          isBefore(undo, again) != false
            && steps.indices.contains { steps[$0].kind == .migration && $0 < undo && isBefore($0, undo) != false }
        }
    }
  }

  private func isProduction(_ step: Step) -> Bool {
    [step.environment, step.job].compactMap { $0?.lowercased() }.contains { $0.contains("prod") && !$0.contains("non") }
  }

  /// Jobs that deploy or publish even where what they wait for has failed.
  fileprivate var forcedDeploys: [Doubt] {
    jobs.ordered { $0.key < $1.key }.compactMap { name, job in
      guard let force = job.isForced, waits(name),
        let step = steps.first(where: { $0.job == name && !$0.isCheck && $0.kind != .scan && $0.kind != .backup }),
        steps.contains(where: { other in
          (other.isCheck || other.kind == .scan) && other.job.map { ended[name]?.contains($0) ?? false } ?? false
        })
      else { return nil }
      return (
        .optionalGate, "\(name) runs by \(force) where its gates failed: \(step.text)", job.location ?? step.location
      )
    }
  }
}
