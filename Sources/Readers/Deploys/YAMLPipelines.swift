import Model
import Syntax

// What a pipeline's file says of its jobs: what starts them, what they wait for, whom they run.

extension ScriptReading {
  /// Reads what stands outside the commands.
  mutating func notePipeline(_ root: Node) {
    guard script.pipeline != nil else { return }
    switch container.jobs {
    case "jobs":
      noteStart(root)
      noteTriggers(root)
      for job in root["jobs"]?.mapping ?? [] { noteJob(job) }
    case "*":
      script.pipeline?.pushes = []
      plan.stages = root["stages"]?.sequence?.compactMap(\.text) ?? ["build", "test", "deploy"]
      for job in root.mapping ?? [] where job.value.mapping != nil {
        plan.stageOf[job.key.text ?? ""] = job.value["stage"]?.text ?? "test"
        noteJob(job)
      }
    default: return
    }
  }

  private mutating func noteJob(_ member: Node.Member) {
    let node = member.value
    var job = PipelinePlan.Job()
    let needs = node["needs"].map { [$0] + ($0.sequence ?? []) } ?? []
    job.needs = needs.compactMap { $0.text ?? $0["job"]?.text }
    if let text = node["if"]?.text, text.contains("always()") || text.contains("!cancelled()") {
      job.isForced = "if: \(text)"
    }
    if node["when"]?.text == "always" { job.isForced = "when: always" }
    job.location = Location(script.path, line: member.key.line, column: member.key.column)
    plan.jobs[member.key.text ?? ""] = job
    let condition = condition(of: node)
    script.pipeline?.conditions[member.key.text ?? ""] = condition
  }

  /// When a job starts by itself, as it is written; `nil` where nothing is said of it.
  private func condition(of job: Node) -> String? {
    if job["when"]?.text == "manual" { return "when: manual" }
    let rules = job["rules"]?.sequence?.filter { !["manual", "never"].contains($0["when"]?.text ?? "") }
    let only = job["only"]?["refs"] ?? job["only"]
    let words = [job["if"]?.text] + (rules ?? []).map { $0["if"]?.text } + (only?.entries ?? []).map(\.text)
    let told = words.compactMap(\.self)
    return told.isEmpty && rules?.isEmpty != true ? nil : told.joined(separator: " || ")
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
    let isOfTags = on["push"].map { $0["branches"] == nil && $0["tags"] != nil } ?? false
    script.pipeline?.pushes =
      isNamed && !isOfTags ? (on["push"]?["branches"]?.entries ?? []).compactMap(\.text).map { Glob($0) } : nil
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
    guard let kept = inputs?["retention-days"] ?? artifacts?["expire_in"], let text = kept.text else { return }
    // A bare number is of days for GitHub, and of seconds for GitLab.
    let isBare = Int(text) != nil
    let unit = artifacts == nil ? "days" : "seconds"
    guard let time = ScriptReading.seconds(isBare ? "\(text) \(unit)" : text) else { return }
    let names = [inputs?["name"], inputs?["path"], artifacts?["name"]] + (artifacts?["paths"]?.sequence ?? [])
    let isRecord = names.compactMap { $0?.text?.lowercased() }.contains { name in
      table.recordNames.contains { $0.matches(text: name) }
    }
    guard isRecord else { return }
    var found = PipelineDoubt(
      .shortRetention, "a record of the pipeline is kept for \(isBare ? "\(text) \(unit)" : text)",
      at: Location(script.path, line: kept.line, column: kept.column))
    found.days = time / 86_400
    if !script.isRunbook, !script.doubts.contains(found) { script.doubts.append(found) }
  }

  /// `2 weeks`, `3 mins 4 sec`, `2h20min`, `47 yrs 6 mos and 4d`; `nil` for what never ends, or is no time.
  /// - Source: GitLab, CI/CD YAML syntax reference, artifacts:expire_in
  private static func seconds(_ text: String) -> Int? {
    var rest = text.utf8.filter { $0 > 0x20 }[...]
    if rest.isEmpty { return nil }
    var total = 0
    while !rest.isEmpty {
      if rest.starts(with: "and".utf8) { rest = rest.dropFirst(3) }
      let digits = rest.prefix { (0x30...0x39).contains($0) }
      let unit = rest.dropFirst(digits.count).prefix { (0x41...0x5A).contains($0 & 0xDF) }
      rest = rest.dropFirst(digits.count + unit.count)
      guard let count = Int(String(decoding: digits, as: UTF8.self)), count < 1_000_000,
        let length = length(of: String(decoding: unit, as: UTF8.self).lowercased())
      else { return nil }
      total = min(total + count * length, 1 << 40)
    }
    return total
  }

  private static func length(of unit: String) -> Int? {
    let unit = unit.hasSuffix("and") ? String(unit.dropLast(3)) : unit
    return switch unit {
    case "s", "sec", "secs", "second", "seconds": 1
    case "m", "min", "mins", "minute", "minutes": 60
    case "h", "hr", "hrs", "hour", "hours": 3600
    case "d", "day", "days": 86_400
    case "w", "wk", "wks", "week", "weeks": 7 * 86_400
    case "mo", "mos", "mon", "mons", "month", "months": 30 * 86_400
    case "y", "yr", "yrs", "year", "years": 365 * 86_400
    default: nil
    }
  }
}
