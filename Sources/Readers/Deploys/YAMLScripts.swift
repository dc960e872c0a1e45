import Model
import Syntax

extension ScriptReading {
  /// Reads the commands that stand below certain keys of a YAML file.
  mutating func readYAMLContainer() {
    if file.starts(with: "#!".utf8) {
      if isShell { read(PlacedText(file), Scene()) }
      return
    }
    var documents: [Node] = []
    do throws(ReadError) {
      try readYAML(file) { document throws(ReadError) in
        if let root = document.root { documents.append(root) }
      }
    } catch {
      trouble(error.message, at: Location(script.path, line: error.line, column: error.column))
    }
    let raw = RawYAML(file)
    for root in documents {
      notePipeline(root)
      templates = container.jobs == "*" ? JobTemplates(root, raw) : JobTemplates()
      if container.jobs == "*" { noteBorrowings(root, raw) }
      var scene = Scene()
      scene.hasPipefail = container.hasPipefail
      walk(root, raw, scene, isOutermost: true)
    }
  }

  private mutating func walk(_ node: Node, _ raw: RawYAML, _ scene: Scene, isOutermost: Bool = false) {
    if raw.isAlias(node), node.sequence == nil { return }
    if let nodes = node.sequence {
      for item in nodes { walk(item, raw, scene) }
    }
    guard let members = node.mapping else { return }
    var scene = scene
    enter(node, &scene)
    noteMoving(node)
    noteRetention(node)
    let isCalled = takeCall(node, raw, scene)
    for member in members {
      let key = member.key.text ?? ""
      if isCalled, container.exec.contains(key) { continue }
      if container.shell.contains(key) {
        takeShell(member.value, raw, key, scene)
      } else if container.exec.contains(key), let items = member.value.sequence {
        takeExec(items, raw, scene)
      } else if container.steps.contains(key), let action = member.value.text {
        takeAction(action, node, member.value, raw, scene)
      } else if key == container.jobs || (container.jobs == "*" && isOutermost && member.value.mapping != nil) {
        walkJobs(member, raw, scene)
      } else {
        walk(member.value, raw, scene)
      }
    }
  }

  private mutating func walkJobs(_ member: Node.Member, _ raw: RawYAML, _ scene: Scene) {
    var scene = scene
    guard container.jobs != "*" else { return walkTemplate(member, raw, scene) }
    for job in member.value.mapping ?? [] {
      // What one job starts is not there for another.
      hasLocalCluster = false
      scene.job = job.key.text
      walk(job.value, raw, scene)
    }
  }

  /// A job of GitLab, once for each that takes its commands.
  private mutating func walkTemplate(_ member: Node.Member, _ raw: RawYAML, _ scene: Scene) {
    hasLocalCluster = false
    let name = member.key.text ?? ""
    var scene = scene
    scene.job = name
    if templates.referenced.contains(name), !templates.hasHeirs(name), name.hasPrefix(".") { return }
    guard templates.hasHeirs(name) else { return walk(member.value, raw, scene) }
    for heir in templates.heirs(of: name, bringing: "script") {
      scene.job = heir.key.text
      scene.environment = nil
      inherited = heir.value
      walk(member.value, raw, scene)
      inherited = nil
    }
  }

  /// What a mapping says of all that is in it.
  private func enter(_ node: Node, _ scene: inout Scene) {
    scene.isAwaited = scene.isAwaited || isStartedByHand || isAwaited(node) || inherited.map(isAwaited) ?? false
    if let environment = node["environment"] ?? inherited?["environment"] {
      scene.environment = environment.text ?? environment["name"]?.text ?? scene.environment
    }
    if node["services"].map({ $0.mapping != nil || $0.sequence != nil }) ?? false { scene.hasServices = true }
    for key in ["continue-on-error", "allow_failure", "continueOnError", "ignore_errors", "soft_fail"] {
      if node[key]?.bool == true { scene.softened = "\(key) lets it pass whatever happens" }
    }
    let shell = node["shell"]?.text ?? node["defaults"]?["run"]?["shell"]?.text
    if let shell {
      scene.hasPipefail = shell == "bash" || shell.contains("pipefail")
      scene.isPowerShell = ["pwsh", "powershell"].contains(shell)
      scene.isLenient = scene.isPowerShell || shell == "cmd"
      if ["python", "python3", "node", "perl", "ruby"].contains(shell) { scene.depth = ScriptReading.deepest - 1 }
    }
  }

  /// Commands as a text or as lists of texts, which run in one shell.
  private mutating func takeShell(_ node: Node, _ raw: RawYAML, _ key: String, _ scene: Scene) {
    var scene = scene
    if key == "pwsh" || key == "powershell" { (scene.isPowerShell, scene.isLenient) = (true, true) }
    var text = PlacedText()
    gather(node, raw, scene, into: &text)
    guard !text.bytes.isEmpty, scene.depth < ScriptReading.deepest - 1 else { return }
    read(scene.isPowerShell ? text.withoutBackquotes : text, scene)
  }

  private mutating func gather(_ node: Node, _ raw: RawYAML, _ scene: Scene, into text: inout PlacedText) {
    switch node.value {
    case .scalar:
      guard let words = node.text else { return }
      let placed = raw.text(words, of: node)
      for offset in placed.bytes.indices { text.append(placed.bytes[offset], at: placed.place(of: offset)) }
      text.append(0x0A, at: placed.place(of: max(0, placed.bytes.count - 1)))
    case .sequence(let nodes) where raw.isReference(node):
      guard scene.depth < ScriptReading.deepest - 1, let other = templates.node(of: nodes) else { return }
      var scene = scene
      scene.depth += 1
      gather(other, raw, scene, into: &text)
    case .sequence(let nodes):
      let isExec = container.itemsAreCommands || !container.exec.isEmpty
      if isExec, !nodes.isEmpty, nodes.allSatisfy({ $0.text != nil }), !container.itemsAreCommands {
        return takeExec(nodes, raw, scene)
      }
      for item in nodes {
        if container.itemsAreCommands, let words = item.sequence {
          takeExec(words, raw, scene)
        } else {
          gather(item, raw, scene, into: &text)
        }
      }
    case .mapping: walk(node, raw, scene)
    }
  }

  /// A command as a list of its words.
  private mutating func takeExec(_ items: [Node], _ raw: RawYAML, _ scene: Scene) {
    var text = PlacedText()
    for item in items { text.append(word: item, raw) }
    if !text.bytes.isEmpty { read(text, scene) }
  }

  /// The words of a service: those of its entry point, or of the tool that its image is, and those of its command.
  /// - Returns: false where it has only one of them, which is a command by itself.
  private mutating func takeCall(_ node: Node, _ raw: RawYAML, _ scene: Scene) -> Bool {
    guard let key = container.entry,
      let command = container.exec.subtracting([key]).sorted().lazy.compactMap({ node[$0] }).first
    else { return false }
    var text = PlacedText()
    if let entry = node[key], !entry.isNull {
      for word in entry.entries { text.append(words: word, raw, isList: entry.sequence != nil) }
    } else if let image = container.image.flatMap({ node[$0] }), let name = image.text.map(imageName),
      index[name]?.tool != nil
    {
      text.append("\(name) ".utf8, at: raw.start(of: image))
    }
    guard !text.bytes.isEmpty else { return false }
    for word in command.entries { text.append(words: word, raw, isList: command.sequence != nil) }
    read(text, scene)
    return true
  }

  /// A step that is somebody else's.
  private mutating func takeAction(
    _ action: String, _ step: Node, _ node: Node, _ raw: RawYAML, _ scene: Scene
  ) {
    let name = String(action.prefix { $0 != "@" && $0 != ":" })
    noteStep(of: name, action, step, lines.location(raw.start(of: node)), scene)
    if table.localActions.contains(where: { $0.matches(text: name) }) { hasLocalCluster = true }
    guard let row = table.actions.first(where: { $0.names.contains { $0.matches(text: name) } }) else { return }
    var command = ScriptCommand(
      tool: name, subject: row.subject, deed: .changes, text: "uses: \(action)",
      location: lines.location(raw.start(of: node)))
    (command.job, command.environment) = (scene.job, scene.environment)
    command.isAwaited = scene.isAwaited || scene.environment != nil
    command.isLocal = row.subject == .cluster && hasLocalCluster
    take(command)
  }

  /// `pull_request_target` runs with the rights of the base: what it checks out must not be the head's.
  mutating func noteTriggers(_ root: Node) {
    guard container.jobs == "jobs", let on = root["on"] ?? root["true"] else { return }
    let isTarget =
      on.text == "pull_request_target" || on["pull_request_target"] != nil
      || on.sequence?.contains { $0.text == "pull_request_target" } ?? false
    guard isTarget else { return }
    for job in root["jobs"]?.mapping ?? [] {
      for step in job.value["steps"]?.sequence ?? [] {
        guard step["uses"]?.text?.utf8.starts(with: "actions/checkout".utf8) ?? false,
          let ref = step["with"]?["ref"], let text = ref.text, text.contains("head") || text.contains("merge")
        else { continue }
        doubt(
          .untrustedCheckout,
          "pull_request_target checks out \(text), which anybody can write, with the rights of the base",
          at: Location(script.path, line: ref.line, column: ref.column))
      }
    }
  }
}

extension PlacedText {
  /// A word of a list, in quotes.
  fileprivate mutating func append(word item: Node, _ raw: RawYAML) {
    guard let word = item.text else { return }
    let placed = raw.text(word, of: item)
    append(UInt8(ascii: "'"), at: placed.place(of: 0))
    for offset in placed.bytes.indices {
      let byte = placed.bytes[offset]
      let written = byte == UInt8(ascii: "'") ? Array("'\\''".utf8) : [byte]
      for part in written { append(part, at: placed.place(of: offset)) }
    }
    append("' ".utf8, at: placed.place(of: max(0, placed.bytes.count - 1)))
  }

  /// The same, or words as a shell would write them.
  fileprivate mutating func append(words item: Node, _ raw: RawYAML, isList: Bool) {
    if isList { return append(word: item, raw) }
    guard let words = item.text else { return }
    let placed = raw.text(words, of: item)
    for offset in placed.bytes.indices { append(placed.bytes[offset], at: placed.place(of: offset)) }
    append(0x20, at: placed.place(of: max(0, placed.bytes.count - 1)))
  }
}
