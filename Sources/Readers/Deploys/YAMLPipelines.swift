import Model
import Syntax

// What a pipeline's file says of its jobs: what starts them, what they wait for, whom they run.

extension ScriptReading {
  /// Reads what stands outside the commands.
  mutating func notePipeline(_ root: Node, _ raw: RawYAML) {
    guard script.pipeline != nil else { return }
    switch container.jobs {
    case "jobs":
      noteStart(root)
      noteTriggers(root)
      for job in root["jobs"]?.mapping ?? [] { noteJob(job, named: "needs", raw) }
    case "*":
      plan.stages = root["stages"]?.sequence?.compactMap(\.text) ?? ["build", "test", "deploy"]
      for job in root.mapping ?? [] where job.value.mapping != nil {
        plan.stageOf[job.key.text ?? ""] = job.value["stage"]?.text ?? "test"
        noteJob(job, named: "needs", raw)
      }
    default: return
    }
  }

  private mutating func noteJob(_ member: Node.Member, named key: String, _ raw: RawYAML) {
    let node = member.value
    var job = PipelinePlan.Job()
    let needs = node[key].map { [$0] + ($0.sequence ?? []) } ?? []
    job.needs = needs.compactMap { $0.text ?? $0["job"]?.text }
    if let text = node["if"]?.text, text.contains("always()") || text.contains("!cancelled()") {
      job.isForced = "if: \(text)"
    }
    if node["when"]?.text == "always" { job.isForced = "when: always" }
    job.location = Location(script.path, line: member.key.line, column: member.key.column)
    plan.jobs[member.key.text ?? ""] = job
  }

  /// Whether each push starts it.
  private mutating func noteStart(_ root: Node) {
    guard let on = root["on"] ?? root["true"] else { return }
    let names = on.text.map { [$0] } ?? on.sequence?.compactMap(\.text) ?? []
    let filters = on["push"].map { push in
      ["branches", "branches-ignore", "tags", "paths", "paths-ignore"].contains { key in
        guard let value = push[key] else { return false }
        return !(value.sequence?.contains { $0.text == "**" } ?? false)
      }
    }
    let isNamed = names.contains("push") || on.mapping?.contains { $0.key.text == "push" } ?? false
    script.pipeline?.runsOnEveryPush = isNamed && !(filters ?? false)
    let starters = names + (on.mapping?.compactMap(\.key.text) ?? [])
    isStartedByHand = starters == ["workflow_dispatch"]
  }

  /// Whether a job waits for somebody.
  func isAwaited(_ node: Node) -> Bool {
    node["when"]?.text == "manual" || node["rules"]?.sequence?.contains { $0["when"]?.text == "manual" } ?? false
  }

  /// An image or a step of somebody else's that is another thing tomorrow.
  mutating func noteMoving(_ node: Node) {
    guard script.pipeline != nil else { return }
    if let uses = node["uses"], let text = uses.text, !text.hasPrefix("./"), !text.contains("$") {
      let image = text.hasPrefix("docker://") ? String(text.dropFirst("docker://".utf8.count)) : nil
      let ref = text.split(separator: "@", maxSplits: 1).dropFirst().first.map(String.init)
      let moves = image.map(movesImage) ?? ref.map { isMovingName($0) } ?? true
      if moves { noteMoving(text, uses) }
    }
    for key in ["image", "container"] {
      guard let value = node[key], let text = value.text ?? value["name"]?.text ?? value["image"]?.text,
        !text.contains("$"), !text.contains("{{"), movesImage(text)
      else { continue }
      noteMoving(text, value)
    }
  }

  private mutating func noteMoving(_ text: String, _ node: Node) {
    doubt(
      .movingStep, "\(text) is another thing tomorrow: it names no release",
      at: Location(script.path, line: node.line, column: node.column))
  }

  private func movesImage(_ image: String) -> Bool {
    if image.contains("@sha256:") || image.isEmpty { return false }
    let name = image.split(separator: "/").last.map(String.init) ?? image
    guard let tag = name.split(separator: ":", maxSplits: 1).dropFirst().first else { return true }
    return isMovingName(String(tag))
  }

  private func isMovingName(_ name: String) -> Bool { table.movingNames.contains(name) }

  /// How long records are kept that a step or a job uploads.
  mutating func noteRetention(_ node: Node) {
    let inputs = node["with"]
    let artifacts = node["artifacts"]
    guard let days = inputs?["retention-days"] ?? artifacts?["expire_in"], let text = days.text,
      let count = ScriptReading.days(text)
    else { return }
    let names = [inputs?["name"], inputs?["path"], artifacts?["name"]] + (artifacts?["paths"]?.sequence ?? [])
    let isRecord = names.compactMap { $0?.text?.lowercased() }.contains { name in
      table.recordNames.contains { $0.matches(text: name) }
    }
    guard isRecord else { return }
    var found = PipelineDoubt(
      .shortRetention, "a record of the pipeline is kept for \(text.first?.isNumber == true ? text : "\(count)") days",
      at: Location(script.path, line: days.line, column: days.column))
    if text.contains(" ") { found.message = "a record of the pipeline is kept for \(text)" }
    found.days = count
    if !script.isRunbook, !script.doubts.contains(found) { script.doubts.append(found) }
  }

  /// `30`, `2 weeks`, `3 mos`.
  private static func days(_ text: String) -> Int? {
    let parts = text.split(separator: " ")
    guard let first = parts.first, let count = Int(first), count >= 0, count < 100_000 else { return nil }
    guard let unit = parts.dropFirst().first else { return count }
    switch unit.utf8.first {
    case UInt8(ascii: "d"): return count
    case UInt8(ascii: "w"): return count * 7
    case UInt8(ascii: "m"): return unit.hasPrefix("mo") ? count * 30 : 0
    case UInt8(ascii: "y"): return count * 365
    default: return 0
    }
  }
}
