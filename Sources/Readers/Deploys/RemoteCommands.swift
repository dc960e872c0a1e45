import Model
import Syntax

// Commands on other machines, and queries of databases.

extension ScriptReading {
  /// `ssh HOST COMMAND`: what the command does there.
  mutating func judgeRemote(
    _ words: ArraySlice<CommandWord>, _ call: Call, _ tool: CommandTool, _ place: CommandPlace
  ) {
    guard let host = call.operands.first, !tool.noHosts.contains(where: { $0.matches(text: host.text) }) else { return }
    var remote = self
    remote.script.commands = []
    remote.script.doubts = []
    var inner = place
    inner.scene.isRemote = true
    let isTold =
      remote.readJoined(call.operands.dropFirst(), inner)
      || place.command.documents.isEmpty && remote.readFed(inner)
    remote.readDocuments(of: place.command, in: place.text, inner.scene)
    lines = remote.lines
    for trouble in remote.script.troubles where !script.troubles.contains(trouble) { script.troubles.append(trouble) }
    let others = remote.script.commands.filter { $0.subject != .server }
    for var command in others {
      command.scope.append(host.text)
      take(command)
    }
    let isSession = !isTold && place.command.documents.isEmpty
    guard others.isEmpty, isSession || !remote.script.commands.isEmpty else { return }
    var command = written(words, tool.names[0], .server, .changes, place)
    command.scope = [host.text]
    command.isLocal = table.localNames.contains { $0.matches(text: host.text) }
    take(command)
  }

  /// A client of a database, by what it is told to do.
  mutating func judgeQuery(
    _ words: ArraySlice<CommandWord>, _ call: Call, _ tool: CommandTool, _ place: CommandPlace
  ) {
    let query = tool.query
    var deed: ScriptCommand.Deed?
    for (option, word) in call.values where query.options.contains(option) {
      if changes(Array(word.text.utf8), query) { deed = .changes } else if word.isDynamic { deed = deed ?? .undecided }
    }
    for document in place.command.documents where changes(Array(place.text.bytes[document.range]), query) {
      deed = .changes
    }
    let isFed = place.command.inputs.contains { input in
      input.starts(with: "<<<".utf8)
        ? changes(Array(input.dropFirst(3).filter { $0 != 0x22 && $0 != 0x27 }), query) : true
    }
    if isFed || call.values.contains(where: { query.files.contains($0.option) }) { deed = .changes }
    if deed == nil, !call.values.contains(where: { query.options.contains($0.option) }), let feeding = place.feeding {
      deed = fed(by: feeding, query)
    }
    guard let deed else { return }
    var command = written(words, tool.names[0], .database, deed, place)
    command.scope = call.values.filter { query.hosts.contains($0.option) }.map(\.word.text)
    command.isLocal = isOwnServer(call, tool, place)
    take(command)
  }

  /// What a pipe gives to a client: words that are seen, or a file's.
  private func fed(by command: ShellCommand, _ query: CommandTool.Query) -> ScriptCommand.Deed? {
    guard command.words.count > command.assignments else { return nil }
    let name = commandName(command.string(command.assignments))
    guard name == "echo" || name == "printf" else {
      return table.dumpingTools.contains(name) || !command.documents.isEmpty ? .changes : .undecided
    }
    let told = command.words.indices.dropFirst(command.assignments + 1)
    if told.contains(where: { changes(Array(command.text($0)), query) }) { return .changes }
    return told.contains { command.words[$0].isDynamic } ? .undecided : nil
  }

  /// Whether a query holds a statement that changes something.
  private func changes(_ text: [UInt8], _ query: CommandTool.Query) -> Bool {
    let small = text.map { (0x41...0x5A).contains($0) ? $0 + 32 : $0 }
    if query.isInside {
      let parts = small.split { !$0.isWordByte }
      return parts.contains { part in isChange(part, query) }
    }
    return small.split(separator: UInt8(ascii: ";")).contains { statement in
      let lines = statement.split(separator: 0x0A).filter { !$0.drop { $0 <= 0x20 }.starts(with: "--".utf8) }
      let words = lines.joined(separator: [0x20]).split { !$0.isWordByte && $0 != UInt8(ascii: "\\") }
      guard let first = words.first else { return false }
      if isCopyOut(first, statement) { return false }
      if isChange(first[...], query) { return true }
      return first.elementsEqual("with".utf8) && words.contains { isChange($0[...], query) }
    }
  }

  /// `COPY (SELECT …) TO`, `\copy table TO`.
  private func isCopyOut(_ word: ArraySlice<UInt8>, _ statement: ArraySlice<UInt8>) -> Bool {
    guard word.elementsEqual("copy".utf8) || word.elementsEqual("\\copy".utf8) else { return false }
    let rest = statement.drop { $0 <= 0x20 }.dropFirst(word.count).drop { $0 <= 0x20 }
    if rest.first == UInt8(ascii: "(") { return true }
    let words = rest.split { $0 <= 0x20 }
    return words.dropFirst().first { $0.elementsEqual("to".utf8) || $0.elementsEqual("from".utf8) }?.count == 2
  }

  private func isChange(_ word: some Collection<UInt8>, _ query: CommandTool.Query) -> Bool {
    let text = String(decoding: word, as: UTF8.self)
    return query.words.contains { $0.matches(text: text) }
  }
}

extension UInt8 {
  fileprivate var isWordByte: Bool {
    switch self {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "_"): true
    default: false
    }
  }
}
