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
  /// The jobs that have ended when one begins.
  func before(_ job: String) -> Set<String> {
    var seen: Set<String> = []
    var open = [job]
    while let next = open.popLast() {
      let needs = jobs[next]?.needs ?? []
      for other in needs.isEmpty ? earlier(next) : needs where seen.insert(other).inserted { open.append(other) }
    }
    return seen
  }

  private func earlier(_ job: String) -> [String] {
    guard let stage = stageOf[job], let place = stages.firstIndex(of: stage) else { return [] }
    let before = Set(stages[..<place])
    return stageOf.filter { before.contains($0.value) }.map(\.key)
  }

  /// Whether a step has ended when another begins; `nil` where the file does not say.
  private func isBefore(_ a: Int, _ b: Int) -> Bool? {
    guard let first = steps[a].job, let second = steps[b].job, first != second else { return a < b }
    return before(second).contains(first)
  }
}

extension ScriptReading {
  /// What is wrong with the order of a pipeline's steps.
  mutating func judgePlan() {
    guard script.pipeline != nil else { return }
    let tells = table.noticeMarks.contains { meets($0) }
    if tells { script.pipeline?.tells = true }
    script.pipeline?.checks = plan.steps.contains { $0.isCheck || $0.kind == .scan }
    let found = plan.earlyPublishes + plan.unbackedMigrations + plan.forcedDeploys
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

  private func isProduction(_ step: Step) -> Bool {
    [step.environment, step.job].compactMap { $0?.lowercased() }.contains { $0.contains("prod") && !$0.contains("non") }
  }

  /// Jobs that deploy or publish even where what they wait for has failed.
  fileprivate var forcedDeploys: [Doubt] {
    jobs.sorted { $0.key < $1.key }.compactMap { name, job in
      guard let force = job.isForced, !job.needs.isEmpty || !earlier(name).isEmpty,
        let step = steps.first(where: { $0.job == name && !$0.isCheck && $0.kind != .scan && $0.kind != .backup }),
        before(name).contains(where: { other in steps.contains { $0.job == other && ($0.isCheck || $0.kind == .scan) } }
        )
      else { return nil }
      return (
        .optionalGate, "\(name) runs by \(force) where its gates failed: \(step.text)", job.location ?? step.location
      )
    }
  }
}
