import Model
import Syntax

// Commands that stand in front of others, and scripts that stand in words.

extension ScriptReading {
  /// Looks through what stands in front of a command, and judges what it runs.
  /// - Returns: whether anything of it is known.
  @discardableResult
  mutating func judge(_ words: ArraySlice<CommandWord>, _ place: CommandPlace) -> Bool {
    guard let first = words.first, place.scene.depth < ScriptReading.deepest else { return false }
    if let run = functions.run(by: words, index) { return judgeCall(run, place) }
    guard let name = name(first) else { return judgeDynamic(words, place) }
    guard let entry = index[name] else {
      guard place.scene.isRemote else { return false }
      if changesRemotely(name, place) { takeRemote(words, place) }
      return true
    }
    noteStep(name, words, entry, place)
    for wrapper in entry.wrappers.map({ table.wrappers[$0] }) where unwrap(words, wrapper, place) { return true }
    guard let tool = place.scene.isRemote ? entry.remoteTool ?? entry.tool : entry.tool else {
      if place.scene.isRemote, changesRemotely(name, place) { takeRemote(words, place) }
      return place.scene.isRemote
    }
    judge(words, table.tools[tool], place)
    return true
  }

  /// What a function of the script runs, once.
  private mutating func judgeCall(_ words: ArraySlice<CommandWord>, _ place: CommandPlace) -> Bool {
    let outer = functions
    functions = ShellFunctions()
    defer { functions = outer }
    return !words.isEmpty && judge(words, place)
  }

  /// What reads on another machine may still write there.
  private func changesRemotely(_ name: String, _ place: CommandPlace) -> Bool {
    !table.remoteReads.contains(name) || place.command.isWriting
  }

  /// What a command is called: its own name, or the tool after which its variable is named.
  private func name(_ word: CommandWord) -> String? {
    guard word.isDynamic else { return commandName(word.text) }
    let asked = word.text.utf8
    for mark in ["$(which ", "$(command -v ", "$(type -p "] where asked.starts(with: mark.utf8) {
      return commandName(String(word.text.dropFirst(mark.count).prefix { $0 != ")" && $0 != " " }))
    }
    let isWholeName = asked.first == UInt8(ascii: "$")
    if let slash = asked.lastIndex(of: UInt8(ascii: "/")) {
      let behind = String(word.text[asked.index(after: slash)...])
      if index[behind] != nil { return behind }
    }
    guard isWholeName else { return nil }
    let letters = asked.filter { (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) || $0 == UInt8(ascii: "_") }
    let small = letters.map { (0x41...0x5A).contains($0) ? $0 + 32 : $0 }
    let name = String(decoding: small.prefix { $0 != UInt8(ascii: "_") }, as: UTF8.self)
    let all = String(decoding: small.map { $0 == UInt8(ascii: "_") ? UInt8(ascii: "-") : $0 }, as: UTF8.self)
    return [all, name].first { $0.utf8.count > 1 && index[$0]?.tool != nil }
  }

  /// A command that is not known, by what it is told to do.
  private mutating func judgeDynamic(_ words: ArraySlice<CommandWord>, _ place: CommandPlace) -> Bool {
    if place.scene.isRemote {
      takeRemote(words, place)
      return true
    }
    let operands = words.dropFirst().filter { !$0.isDynamic }.map(\.text)
    guard table.tellingVerbs.contains(where: { $0.matches(operands) }) else { return false }
    take(written(words, "a command that is not known", .infrastructure, .undecided, place))
    return true
  }

  private mutating func takeRemote(_ words: ArraySlice<CommandWord>, _ place: CommandPlace) {
    take(written(words, "ssh", .server, .changes, place))
  }

  /// A command as it is told.
  mutating func written(
    _ words: ArraySlice<CommandWord>, _ tool: String, _ subject: CommandSubject, _ deed: ScriptCommand.Deed,
    _ place: CommandPlace
  ) -> ScriptCommand {
    let start = words.first?.range.lowerBound ?? place.command.range.lowerBound
    let end = max(start, min(place.command.range.upperBound, place.text.bytes.count))
    let text = place.text.bytes[start..<end].prefix(400).withoutContinuations.split { $0 <= 0x20 }
    let line = Array(text.joined(separator: [0x20]).prefix(160))
    var command = ScriptCommand(
      tool: tool, subject: subject, deed: deed, text: String(decoding: line, as: UTF8.self),
      location: location(place.text, start))
    command.job = place.scene.job
    command.environment = place.scene.environment
    command.isAwaited = place.scene.isAwaited || place.scene.environment != nil
    return command
  }
}

extension ScriptReading {
  /// Judges what a command runs that stands in front of others.
  /// - Returns: false where it runs nothing that is known.
  private mutating func unwrap(
    _ words: ArraySlice<CommandWord>, _ wrapper: CommandWrapper, _ place: CommandPlace
  ) -> Bool {
    var rest = words.dropFirst()
    if !wrapper.verbs.isEmpty {
      guard wrapper.verbs.contains(where: { takeVerb($0, &rest, wrapper) }) else { return false }
    }
    var place = place
    if wrapper.isLocal, !place.scene.isRemote { place.scene.hasServices = true }
    if wrapper.isElsewhere { place.scene.isElsewhere = true }
    if wrapper.isJoined { return readJoined(wrapper.operands == 0 ? rest : rest.prefix(wrapper.operands), place) }
    if !wrapper.script.isEmpty, !wrapper.takesAssignments || rest.contains(where: { wrapper.script.contains($0.text) })
    {
      return readScript(rest, wrapper, place)
    }
    if !wrapper.after.isEmpty {
      guard let mark = rest.firstIndex(where: { wrapper.after.contains($0.text) }) else { return false }
      return judge(rest[(mark + 1)...], place)
    }
    if let option = rest.first, wrapper.asks.contains(option.text) { return true }
    let options = rest
    skipOptions(&rest, wrapper)
    while wrapper.takesAssignments, let word = rest.first, word.value != nil { rest = rest.dropFirst() }
    if wrapper.runsImage {
      return judgeImage(rest, entry: entryPoint(options[..<rest.startIndex]), place)
    }
    rest = rest.dropFirst(wrapper.operands)
    // No command is called by a number: how often, or for how long.
    while let word = rest.first, word.text == "--" || word.isNumber { rest = rest.dropFirst() }
    return judge(rest, place)
  }

  /// Words such as `compose run`, with options in front of each.
  private func takeVerb(_ verb: String, _ rest: inout ArraySlice<CommandWord>, _ wrapper: CommandWrapper) -> Bool {
    var words = rest
    for part in verb.split(separator: " ") {
      skipOptions(&words, wrapper)
      guard let word = words.first, word.text == part else { return false }
      words = words.dropFirst()
    }
    rest = words
    return true
  }

  private func skipOptions(_ rest: inout ArraySlice<CommandWord>, _ wrapper: CommandWrapper) {
    while let word = rest.first, word.isOption {
      rest = rest.dropFirst()
      if word.text == "--" { return }
      if wrapper.values.contains(word.text) { rest = rest.dropFirst() }
    }
  }

  /// `docker run IMAGE …`: the image is called as its tool, or the tool is the first word for it.
  private mutating func judgeImage(
    _ rest: ArraySlice<CommandWord>, entry: CommandWord?, _ place: CommandPlace
  ) -> Bool {
    guard let image = rest.first else { return false }
    if let entry, judge([entry] + rest.dropFirst(), place) { return true }
    if judge(rest.dropFirst(), place) { return true }
    let name = imageName(image.text)
    guard index[name]?.tool != nil else { return false }
    var called = rest
    called[called.startIndex].text = name
    called[called.startIndex].isDynamic = false
    return judge(called, place)
  }

  /// What is called in the place of the image's own tool.
  private func entryPoint(_ options: ArraySlice<CommandWord>) -> CommandWord? {
    guard let place = options.firstIndex(where: { $0.option == "--entrypoint" }) else { return nil }
    if let value = options[place].value { return CommandWord(value, at: options[place].range) }
    return options.indices.contains(place + 1) ? options[place + 1] : nil
  }

  /// `bash -c SCRIPT`, or a shell that is fed with one.
  private mutating func readScript(
    _ rest: ArraySlice<CommandWord>, _ wrapper: CommandWrapper, _ place: CommandPlace
  ) -> Bool {
    var rest = rest
    while let word = rest.first {
      rest = rest.dropFirst()
      if wrapper.script.contains(where: { word.text == $0 || isGrouped($0, in: word.text) }) {
        return rest.first.map { readJoined([$0], place) } ?? false
      }
      if wrapper.values.contains(word.text) {
        rest = rest.dropFirst()
      } else if !word.isOption, wrapper.operands == 0 {
        // `busybox sh -c`, or a file that is a script of its own.
        return judge([word] + rest, place)
      }
    }
    guard !place.command.documents.isEmpty else { return readFed(place) }
    readDocuments(of: place.command, in: place.text, place.scene)
    return true
  }

  /// The words that `echo` or `printf` gives to a shell through a pipe.
  mutating func readFed(_ place: CommandPlace) -> Bool {
    guard let words = place.feeding.map({ [CommandWord]($0) }), let first = words.first,
      ["echo", "printf"].contains(commandName(first.text))
    else { return false }
    return readJoined(words.dropFirst().drop { $0.isOption }, place)
  }

  /// Whether letters of options stand together and the one is among them, as `-c` in `-lc`.
  private func isGrouped(_ option: String, in word: String) -> Bool {
    guard option.utf8.count == 2, let letter = option.utf8.last, word.utf8.first == UInt8(ascii: "-") else {
      return false
    }
    let letters = word.utf8.dropFirst()
    return letters.count < 6 && letters.contains(letter) && !letters.contains(UInt8(ascii: "-"))
  }

  /// Reads words that are a script together.
  mutating func readJoined(_ words: ArraySlice<CommandWord>, _ place: CommandPlace) -> Bool {
    guard !words.isEmpty else { return false }
    var joined = PlacedText()
    for word in words {
      let text = PlacedText(word.text.utf8, writtenIn: place.text.bytes, word.range)
      if !joined.bytes.isEmpty { joined.append(0x20, at: word.range.lowerBound) }
      for offset in text.bytes.indices { joined.append(text.bytes[offset], at: text.place(of: offset)) }
    }
    var scene = place.scene
    scene.depth += 1
    // Half of what is not known may be a quote.
    scene.isLenient = scene.isLenient || words.contains(where: \.isDynamic)
    read(place.text.placed(joined), scene)
    return true
  }
}

extension ArraySlice<UInt8> {
  /// Without what only says that a line goes on.
  fileprivate var withoutContinuations: [UInt8] {
    var rest = self
    var result: [UInt8] = []
    while let mark = rest.firstIndex(of: UInt8(ascii: "\\")) {
      result += rest[..<mark]
      let behind = rest[(mark + 1)...].prefix(2)
      if behind.first == 0x0A {
        rest = rest[(mark + 2)...]
      } else if behind.elementsEqual([0x0D, 0x0A]) {
        rest = rest[(mark + 3)...]
      } else {
        result.append(rest[mark])
        rest = rest[(mark + 1)...]
      }
    }
    return result + rest
  }
}
