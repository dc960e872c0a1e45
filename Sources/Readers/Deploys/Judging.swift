import Model
import Syntax

/// What of a tool's words says what it does, and where.
struct Call {
  var operands: [CommandWord] = []
  var scope: [String] = []
  var options: [CommandWord] = []
  /// The values of options, by their names.
  var values: [(option: String, word: CommandWord)] = []

  init(_ words: ArraySlice<CommandWord>, of tool: CommandTool) {
    var rest = words.dropFirst()
    while let word = rest.first {
      rest = rest.dropFirst()
      guard word.isOption else {
        if tool.runsRemotely, word.namesOptions { continue }
        operands.append(word)
        // Behind the host, and options of its own, stands what runs there.
        if tool.runsRemotely {
          takeOptions(&rest, of: tool)
          operands += rest
          return
        }
        continue
      }
      options.append(word)
      if let value = word.value {
        take(word.option, CommandWord(value, isDynamic: word.isDynamic, at: word.range), of: tool)
      } else if tool.values.contains(word.text), let value = rest.first {
        rest = rest.dropFirst()
        take(word.text, value, of: tool)
      } else if !word.text.utf8.starts(with: "--".utf8), word.text.utf8.count > 2 {
        let short = String(word.text.prefix(2))
        if tool.values.contains(short) {
          take(short, CommandWord(String(word.text.dropFirst(2)), at: word.range), of: tool)
        } else if let last = word.lastLetter, tool.values.contains("-\(last)"), let value = rest.first {
          // Letters together, of which the last one takes a word: psql -tAc QUERY.
          rest = rest.dropFirst()
          take("-\(last)", value, of: tool)
        }
      }
    }
  }

  private mutating func takeOptions(_ rest: inout ArraySlice<CommandWord>, of tool: CommandTool) {
    while let word = rest.first, word.isOption {
      rest = rest.dropFirst()
      if word.text == "--" { return }
      options.append(word)
      if tool.values.contains(word.text) { rest = rest.dropFirst() }
    }
  }

  private mutating func take(_ option: String, _ value: CommandWord, of tool: CommandTool) {
    values.append((option, value))
    if tool.scope.contains(option) { scope.append(value.text) }
  }

  func holds(_ wanted: [String]) -> Bool {
    wanted.contains { name in
      options.contains { $0.text == name } || values.contains { "\($0.option)=\($0.word.text)" == name }
    }
  }
}

extension ScriptReading {
  /// Judges a tool with its words.
  mutating func judge(_ words: ArraySlice<CommandWord>, _ tool: CommandTool, _ place: CommandPlace) {
    let call = Call(words, of: tool)
    if tool.subject == .check || !tool.checks.isEmpty { return judgeCheck(words, call, tool, place) }
    if tool.isRemoteOnly, !place.scene.isRemote, !isElsewhere(call, tool) { return }
    noteTerraform(words, call, tool, place)
    if makesLocalCluster(words) { hasLocalCluster = true }
    guard !isHarmless(call, tool) else { return }
    if tool.runsRemotely { return judgeRemote(words, call, tool, place) }
    if tool.subject == .database, !tool.query.words.isEmpty { return judgeQuery(words, call, tool, place) }
    guard let deed = deed(call, tool) else { return }
    var command = written(words, tool.names[0], subject(call, tool), deed, place)
    command.scope = call.scope
    if tool.copies.contains(where: { $0.matches(call.operands.map(\.text)) }), let last = call.operands.last {
      command.scope.append(last.text)
    }
    command.isLocal = isLocal(call, tool, place)
    command.isEmergency = tool.emergencies.contains { $0.matches(call.operands.map(\.text)) }
    if !command.isLocal, !isCleaning(call), isSwallowed(place) { noteSwallowed(words, place) }
    take(command)
  }

  /// Whether a tool that is of this machine works on another one, or for all.
  private mutating func isElsewhere(_ call: Call, _ tool: CommandTool) -> Bool {
    call.options.contains { tool.remoteOptions.contains($0.option) }
      || tool.always.contains { $0.matches(call.operands.map(\.text)) }
      || tool.remoteVariables.contains { meets($0) }
  }

  /// Whether a text stands in the file.
  mutating func meets(_ text: String) -> Bool {
    if let known = isMet[text] { return known }
    let isThere = file.firstIndex(of: Array(text.utf8)) != nil
    isMet[text] = isThere
    return isThere
  }

  /// What removes something may find nothing.
  private func isCleaning(_ call: Call) -> Bool {
    call.operands.prefix(3).contains { word in
      ["delete", "rm", "del", "uninstall", "destroy", "remove", "rb", "undeploy", "down"].contains(word.text)
        || word.text.hasPrefix("delete-") || word.text.hasPrefix("remove-")
    }
  }

  func isHarmless(_ call: Call, _ tool: CommandTool) -> Bool {
    let all = call.options + call.operands.filter { $0.text == "help" }
    if all.contains(where: { word in tool.harmful.contains { $0.matches(text: word.text) } }) { return false }
    return all.contains { word in tool.harmless.contains { $0.matches(text: word.text) } }
      || call.values.contains { pair in tool.harmless.contains { $0.matches(text: "\(pair.option)=\(pair.word.text)") }
      }
  }

  private func makesLocalCluster(_ words: ArraySlice<CommandWord>) -> Bool {
    var texts = words.map(\.text)
    texts[0] = commandName(texts[0])
    return table.localClusters.contains { $0.matches(texts) }
  }

  private func subject(_ call: Call, _ tool: CommandTool) -> CommandSubject {
    let operands = call.operands.map(\.text)
    return tool.subjects.first { $0.verb.matches(operands) }?.subject ?? tool.subject
  }

  private mutating func isLocal(_ call: Call, _ tool: CommandTool, _ place: CommandPlace) -> Bool {
    if call.scope.contains(where: { name in (table.localNames + tool.local).contains { $0.matches(text: name) } }) {
      return true
    }
    if tool.subject == .cluster, hasLocalCluster { return true }
    guard tool.subject == .database else { return commandName(place.command) == "awslocal" }
    return isOwnServer(call, tool, place)
  }

  /// Whether a client of a database talks to one of this machine or job.
  mutating func isOwnServer(_ call: Call, _ tool: CommandTool, _ place: CommandPlace) -> Bool {
    if place.scene.isElsewhere { return hasLocalCluster }
    if place.scene.hasServices { return true }
    let isNamed =
      call.values.contains { tool.query.hosts.contains($0.option) }
      || call.operands.contains { ($0.isDynamic && !tool.query.words.isEmpty) || $0.text.contains("://") }
    // Without a name it is the server of this machine, but for what variables say.
    if !isNamed, !place.scene.isRemote, !call.operands.contains(where: { $0.text.contains(".") }) {
      return !tool.query.variables.contains { meets($0) }
    }
    return call.values.contains { pair in
      tool.query.hosts.contains(pair.option) && table.localHosts.contains { $0.matches(text: pair.word.text) }
    } || call.operands.contains { word in table.localHosts.contains { $0.matches(text: word.text) } }
  }
}

private func commandName(_ command: ShellCommand) -> String {
  command.words.count > command.assignments ? commandName(command.string(command.assignments)) : ""
}

extension ScriptReading {
  /// What a call does; `nil` for what changes nothing.
  private func deed(_ call: Call, _ tool: CommandTool) -> ScriptCommand.Deed? {
    let operands = call.operands.map(\.text)
    if let asking = tool.asks.first(where: { $0.verb.matches(operands) }) {
      if call.holds(asking.options) { return .changes }
      let change = best(tool.changes, operands)
      if !asking.verb.words.isEmpty, change.map({ outweighs(asking.verb, $0) }) ?? true { return nil }
    }
    for upload in tool.uploads
    where call.holds(upload.options)
      || call.values.contains(where: { upload.options.contains($0.option) || upload.options.contains($0.word.text) })
    {
      if operands.contains(where: { operand in upload.places.contains { $0.matches(text: operand) } }) {
        return .changes
      }
    }
    if let copy = tool.copies.first(where: { $0.matches(operands) }) { return copied(call, copy, tool) }
    let verbs = tool.isAnywhere ? verdictAnywhere(call.operands, tool) : verdict(call.operands, tool)
    if let changes = verbs { return changes ? .changes : nil }
    guard let first = call.operands.first else { return tool.otherwise == .changes ? .changes : nil }
    // The whole of its work is verbs that change nothing.
    if tool.changes.isEmpty, tool.otherwise != .changes { return nil }
    if first.isDynamic, tool.otherwise != .changes { return .undecided }
    switch tool.otherwise {
    case .changes: return .changes
    case .unknown: return .unknown
    case .reads, .check: return nil
    }
  }

  private func copied(_ call: Call, _ verb: VerbPattern, _ tool: CommandTool) -> ScriptCommand.Deed? {
    let isBare = verb.words.count == 1 && verb.words[0].pattern == "*"
    let places = call.operands.dropFirst(isBare ? 0 : verb.words.count)
    guard let target = places.last, let remote = tool.remote else { return nil }
    if remote.matches(text: target.text) { return isDrive(target.text) ? nil : .changes }
    let isMove = verb.words.last.map { $0.matches(text: "mv") || $0.matches(text: "move") } ?? false
    let isFromThere = places.dropLast().contains { remote.matches(text: $0.text) }
    if isFromThere { return isMove && !isBare ? .changes : nil }
    return target.isDynamic && tool.subject != .server && places.count > 1 ? .undecided : nil
  }

  /// `C:\folder` names no host.
  private func isDrive(_ text: String) -> Bool {
    text.utf8.dropFirst().starts(with: ":\\".utf8) || text.utf8.dropFirst().starts(with: ":/".utf8)
  }

  /// Whether the first words change something; `nil` where the table does not say.
  private func verdict(_ operands: [CommandWord], _ tool: CommandTool) -> Bool? {
    var rest = operands[...]
    while true {
      let texts = rest.map(\.text)
      let change = best(tool.changes, texts)
      let read = best(tool.reads, texts)
      if let change { return read.map { !outweighs($0, change) } ?? true }
      if read != nil { return false }
      // Words that are not known may be options.
      guard let first = rest.first, first.isDynamic else { return nil }
      rest = rest.dropFirst()
    }
  }

  private func verdictAnywhere(_ operands: [CommandWord], _ tool: CommandTool) -> Bool? {
    for start in operands.indices {
      let texts = operands[start...].map(\.text)
      let change = best(tool.changes, texts, isFirst: start == operands.startIndex)
      let read = best(tool.reads, texts, isFirst: start == operands.startIndex)
      if let change { return read.map { !outweighs($0, change) } ?? true }
      if read != nil { return false }
    }
    return nil
  }

  private func best(_ patterns: [VerbPattern], _ texts: [String], isFirst: Bool = true) -> VerbPattern? {
    patterns.filter { (isFirst || !$0.isFirst) && $0.matches(texts) }.max {
      ($0.words.count, $0.exactness) < ($1.words.count, $1.exactness)
    }
  }

  private func outweighs(_ a: VerbPattern, _ b: VerbPattern) -> Bool {
    (a.words.count, a.exactness) >= (b.words.count, b.exactness)
  }
}
