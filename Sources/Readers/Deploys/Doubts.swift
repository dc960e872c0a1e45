import Model
import Syntax

// What lets a pipeline pass that has not.

extension ScriptReading {
  /// A command whose status judges the change.
  mutating func judgeCheck(
    _ words: ArraySlice<CommandWord>, _ call: Call, _ tool: CommandTool, _ place: CommandPlace
  ) {
    let operands = call.operands.map(\.text)
    guard tool.otherwise == .check || tool.checks.contains(where: { $0.matches(operands) }) else { return }
    let asks = call.options.contains { word in table.askingOptions.contains { $0.matches(text: word.text) } }
    guard !asks, !tool.reads.contains(where: { $0.matches(operands) }) else { return }
    noteCheck(words, place)
    if isSwallowed(place) { return noteSwallowed(words, place) }
    if let option = call.options.first(where: {
      ["--exit-zero", "--no-fail", "--soft-fail", "--passWithNoTests"].contains($0.text)
    }) {
      return note(.swallowedFailure, words, "\(option.text) lets it pass whatever it finds", place)
    }
    if let option = call.options.first(where: {
      ["-DskipTests", "--skip-tests", "-Dmaven.test.skip", "-DskipITs"].contains($0.option)
    }) {
      return note(.swallowedFailure, words, "\(option.text) leaves the tests out", place)
    }
    if isDashed(place.text.place(of: place.command.range.lowerBound)) {
      return note(.swallowedFailure, words, "make goes on behind it, for its line begins with -", place)
    }
    if let reason = place.scene.softened { return note(.optionalGate, words, reason, place) }
    if link(behind: place) == .pipe, !place.shell.hasPipefail, !place.command.isCondition, !isAsked(place) {
      return note(.swallowedFailure, words, "its status is lost in a pipe, for there is no pipefail", place)
    }
    if place.shell.ignoresErrors, !place.command.isCondition, place.command.link == .end, !isAsked(place) {
      note(.swallowedFailure, words, "set +e goes before it and nobody asks for its status", place)
    }
  }

  /// Whether what stands behind `||` lets the command pass.
  func isSwallowed(_ place: CommandPlace) -> Bool {
    guard link(behind: place) == .or, let next = place.next, next.words.count > next.assignments else { return false }
    guard let last = isGroup(before: next, place) ? lastOfGroup(place) : next else { return false }
    guard last.words.count > last.assignments, last.link == .end || last.link == .background else { return false }
    let words = last.words.indices.dropFirst(last.assignments).map { last.string($0) }
    return ["true", ":", "echo", "printf"].contains(words[0]) || words == ["exit", "0"] || words == ["return", "0"]
  }

  /// What decides on the next command: what stands behind this one, or behind the group that it is the last of.
  private func link(behind place: CommandPlace) -> ShellCommand.Link {
    guard place.command.link == .end, place.command.documents.isEmpty, let next = place.next else {
      return place.command.link
    }
    let gap = between(place.command, next, place).prefix { $0 != UInt8(ascii: "#") }
    guard let mark = gap.indices.first(where: { gap.isLink($0) }) else { return .end }
    let isDouble = mark + 1 < gap.endIndex && gap[mark + 1] == gap[mark]
    return gap[mark] == UInt8(ascii: "|") ? (isDouble ? .or : .pipe) : isDouble ? .and : .background
  }

  /// Whether what stands behind `||` is more than one command.
  private func isGroup(before next: ShellCommand, _ place: CommandPlace) -> Bool {
    between(place.command, next, place).contains(UInt8(ascii: "{"))
      || between(place.command, next, place).contains(UInt8(ascii: "("))
  }

  /// The command whose status is that of a group; `nil` where one before it ends the script.
  private func lastOfGroup(_ place: CommandPlace) -> ShellCommand? {
    var last: ShellCommand?
    for at in place.following.indices.prefix(50) {
      let command = place.commands[at]
      let next = at + 1 < place.commands.count ? place.commands[at + 1] : nil
      last = command
      let name = command.words.count > command.assignments ? command.string(command.assignments) : ""
      if ["exit", "return", "false", "break", "continue"].contains(name) { break }
      let gap = next.map { between(command, $0, place) } ?? []
      if next == nil || gap.contains(UInt8(ascii: "}")) || gap.contains(UInt8(ascii: ")")) { break }
    }
    return last
  }

  private func between(_ a: ShellCommand, _ b: ShellCommand, _ place: CommandPlace) -> ArraySlice<UInt8> {
    let (start, end) = (a.range.upperBound, b.range.lowerBound)
    return start <= end && end <= place.text.bytes.count ? place.text.bytes[start..<end] : []
  }

  private func isAsked(_ place: CommandPlace) -> Bool {
    place.following.prefix(3).contains { command in
      command.bytes.firstIndex(of: Array("$?".utf8)) != nil
        || command.bytes.firstIndex(of: Array("PIPESTATUS".utf8)) != nil
    }
  }

  mutating func noteSwallowed(_ words: ArraySlice<CommandWord>, _ place: CommandPlace) {
    let other = place.next.map { next in next.string(next.assignments) } ?? "true"
    note(.swallowedFailure, words, "|| \(other) lets it pass whatever happens", place)
  }

  private mutating func note(
    _ kind: PipelineDoubt.Kind, _ words: ArraySlice<CommandWord>, _ reason: String, _ place: CommandPlace
  ) {
    let command = written(words, "", .check, .changes, place)
    doubt(kind, "\(command.text): \(reason)", at: command.location)
  }

  /// How Terraform is told to apply, and for which environment.
  mutating func noteTerraform(
    _ words: ArraySlice<CommandWord>, _ call: Call, _ tool: CommandTool, _ place: CommandPlace
  ) {
    guard tool.names[0] == "terraform" else { return }
    let operands = call.operands.map(\.text)
    if operands.starts(with: ["workspace", "select"]) || operands.starts(with: ["workspace", "new"]) {
      workspace = call.operands.last.flatMap { $0.isDynamic ? nil : $0.text }
    }
    noteEnvironment(words, call, place)
    guard operands.first == "apply", !isHelp(call) else { return }
    if operands.count == 1 {
      note(.unsavedPlan, words, "it applies what nobody has seen planned", place)
    }
  }

  private func isHelp(_ call: Call) -> Bool { call.options.contains { ["-help", "--help", "-h"].contains($0.text) } }

  private mutating func noteEnvironment(_ words: ArraySlice<CommandWord>, _ call: Call, _ place: CommandPlace) {
    guard let workspace, let file = call.options.first(where: { $0.option == "-var-file" && !$0.isDynamic })?.value,
      file.utf8.contains(UInt8(ascii: "/"))
    else { return }
    let parts = file.split { $0 == "/" || $0 == "." || $0 == "-" || $0 == "_" }.map(String.init)
    let known = ["dev", "development", "staging", "stage", "prod", "production", "test", "qa"]
    guard let other = parts.first(where: known.contains), known.contains(workspace), !isSame(other, workspace) else {
      return
    }
    note(.mixedEnvironments, words, "its variables are of \(other), and the workspace is \(workspace)", place)
  }

  private func isSame(_ a: String, _ b: String) -> Bool { a.hasPrefix(b) || b.hasPrefix(a) }
}

extension ArraySlice<UInt8> {
  /// Whether a bar or an ampersand stands there that is no part of a redirection.
  fileprivate func isLink(_ place: Int) -> Bool {
    guard self[place] == UInt8(ascii: "|") || self[place] == UInt8(ascii: "&") else { return false }
    let marks = [UInt8(ascii: ">"), UInt8(ascii: "<")]
    if place > startIndex, marks.contains(self[place - 1]) { return false }
    return !(self[place] == UInt8(ascii: "&") && place + 1 < endIndex && marks.contains(self[place + 1]))
  }
}
