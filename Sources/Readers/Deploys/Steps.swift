import Model
import Syntax

// What a pipeline's commands are to its order, and what they tell.

extension ScriptReading {
  /// A command whose place among the others counts.
  mutating func noteStep(
    _ name: String, _ words: ArraySlice<CommandWord>, _ entry: CommandIndex.Entry, _ place: CommandPlace
  ) {
    guard script.pipeline != nil, !place.scene.isRemote else { return }
    if table.noticeClients.contains(name), isNotice(words) { script.pipeline?.tells = true }
    guard !entry.steps.isEmpty else { return }
    let texts = [name] + words.dropFirst().filter { !$0.isOption }.map(\.text)
    for step in entry.steps.map({ table.steps[$0] }) where step.verb.matches(texts) {
      guard step.options.isEmpty || words.contains(where: { step.options.contains($0.option) && $0.value != "false" })
      else { continue }
      return note(step.kind, isCheck: false, words, place)
    }
  }

  /// Whether a client of the web is told to send words to people.
  private func isNotice(_ words: ArraySlice<CommandWord>) -> Bool {
    words.dropFirst().contains { word in table.noticePlaces.contains { $0.matches(text: word.text) } }
  }

  mutating func noteCheck(_ words: ArraySlice<CommandWord>, _ place: CommandPlace) {
    if script.pipeline != nil { note(nil, isCheck: true, words, place) }
  }

  private mutating func note(
    _ kind: PipelineStep.Kind?, isCheck: Bool, _ words: ArraySlice<CommandWord>, _ place: CommandPlace
  ) {
    let command = written(words, "", .check, .changes, place)
    note(kind, at: command.location)
    // These say nothing of the order of the others.
    if kind == .build || kind == .notice || kind == .manifest || kind == .commit { return }
    var step = PipelinePlan.Step(kind: kind, isCheck: isCheck, text: command.text, location: command.location)
    (step.job, step.environment) = (place.scene.job, place.scene.environment)
    plan.note(step)
  }

  private mutating func note(_ kind: PipelineStep.Kind?, at location: Location) {
    switch kind {
    case .build: if script.pipeline?.builds == nil { script.pipeline?.builds = location }
    case .publish: script.pipeline?.publishes = true
    case .notice: script.pipeline?.tells = true
    case .manifest: script.pipeline?.writesManifests = true
    case .commit: script.pipeline?.commits = true
    default: break
    }
  }

  /// A step of somebody else's that judges or publishes.
  mutating func noteStep(of name: String, _ action: String, _ node: Node, _ location: Location, _ scene: Scene) {
    let isCheck = table.checkingActions.contains { $0.matches(text: name) }
    let publishes = table.publishingActions.contains { $0.matches(text: name) } && node["with"]?["push"]?.bool != false
    if table.buildingActions.contains(where: { $0.matches(text: name) }) { note(.build, at: location) }
    if table.noticingActions.contains(where: { $0.matches(text: name) }) { note(.notice, at: location) }
    if table.committingActions.contains(where: { $0.matches(text: name) }) { note(.commit, at: location) }
    if publishes { note(.publish, at: location) }
    guard script.pipeline != nil, isCheck || publishes else { return }
    if isCheck, let reason = scene.softened { doubt(.optionalGate, "uses: \(action): \(reason)", at: location) }
    let kind: PipelineStep.Kind = isCheck ? .scan : .publish
    var step = PipelinePlan.Step(kind: kind, isCheck: isCheck, text: "uses: \(action)", location: location)
    (step.job, step.environment) = (scene.job, scene.environment)
    plan.note(step)
  }

  /// `echo` of a secret to where everybody reads it.
  mutating func noteTelling(_ command: ShellCommand, _ name: ArraySlice<UInt8>, _ text: PlacedText) {
    guard name.elementsEqual("echo".utf8) || name.elementsEqual("printf".utf8), !command.isWriting,
      command.link != .pipe, command.depth == 0, script.pipeline != nil,
      let mark = command.bytes.firstIndex(of: Array("secrets.".utf8)),
      command.bytes[..<mark].suffix(8).contains(UInt8(ascii: "{"))
    else { return }
    let secret = command.bytes[mark...].prefix { $0 > 0x20 && $0 != UInt8(ascii: "}") }.prefix(80)
    doubt(
      .toldSecret,
      "\(String(decoding: name, as: UTF8.self)) tells \(String(decoding: secret, as: UTF8.self)) to the log",
      at: location(text, command.range.lowerBound))
  }
}
