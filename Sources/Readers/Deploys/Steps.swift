import Model
import Syntax

// What a pipeline's commands are to its order, and what they tell.

extension ScriptReading {
  /// A command whose place among the others counts.
  mutating func noteStep(
    _ name: String, _ words: ArraySlice<CommandWord>, _ entry: CommandIndex.Entry, _ place: CommandPlace
  ) {
    guard script.pipeline != nil, !entry.steps.isEmpty, !place.scene.isRemote else { return }
    let texts = [name] + words.dropFirst().filter { !$0.isOption }.map(\.text)
    for step in entry.steps.map({ table.steps[$0] }) where step.verb.matches(texts) {
      guard step.options.isEmpty || words.contains(where: { step.options.contains($0.text) }) else { continue }
      return note(step.kind, isCheck: false, words, place)
    }
  }

  mutating func noteCheck(_ words: ArraySlice<CommandWord>, _ place: CommandPlace) {
    if script.pipeline != nil { note(nil, isCheck: true, words, place) }
  }

  private mutating func note(
    _ kind: PipelineStep.Kind?, isCheck: Bool, _ words: ArraySlice<CommandWord>, _ place: CommandPlace
  ) {
    let command = written(words, "", .check, .changes, place)
    var step = PipelinePlan.Step(kind: kind, isCheck: isCheck, text: command.text, location: command.location)
    (step.job, step.environment) = (place.scene.job, place.scene.environment)
    plan.note(step)
  }

  /// A step of somebody else's that judges or publishes.
  mutating func noteStep(of name: String, _ action: String, _ node: Node, _ location: Location, _ scene: Scene) {
    let isCheck = table.checkingActions.contains { $0.matches(text: name) }
    let publishes = table.publishingActions.contains { $0.matches(text: name) } && node["with"]?["push"]?.bool != false
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
