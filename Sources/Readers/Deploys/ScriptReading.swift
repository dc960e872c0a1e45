import Model
import Syntax

/// Where commands run, as far as their container says it.
struct Scene {
  var job: String?
  var environment: String?
  /// What keeps a failure from counting, in words.
  var softened: String?
  /// Whether the job starts servers of its own.
  var hasServices = false
  /// Whether they run where nothing is of this machine: in a cluster.
  var isElsewhere = false
  /// Whether they run on another machine.
  var isRemote = false
  /// Whether it waits for somebody to start or to approve it.
  var isAwaited = false
  /// Whether it is no POSIX shell that reads them, and what does not parse is no trouble.
  var isLenient = false
  var isPowerShell = false
  /// Whether a failure within a pipe counts from the start.
  var hasPipefail = false
  var depth = 0
  var constants: [[UInt8]: [UInt8]] = [:]
}

/// What is read of one file of commands.
struct ScriptReading {
  static let mostCommands = 1000
  static let deepest = 8

  let index: CommandIndex
  let container: ScriptContainer
  /// The file as it is.
  let file: [UInt8]
  var lines: FileLines
  var script: Script
  /// Whether a cluster of its own was made in it.
  var hasLocalCluster = false
  /// The workspace of Terraform that was chosen last.
  var workspace: String?
  var functions = ShellFunctions()
  /// Whether texts stand in the file, of those that were asked for.
  var isMet: [String: Bool] = [:]
  var plan = PipelinePlan()
  var templates = JobTemplates()
  /// The job that takes the place of the template that is read.
  var inherited: Node?
  var isStartedByHand = false
  /// Whether secrets are named in it at all.
  private let tellsSecrets: Bool

  init(_ path: Path, _ container: ScriptContainer, _ file: [UInt8], by index: CommandIndex) {
    self.index = index
    self.container = container
    self.file = file
    lines = FileLines(path, file)
    script = Script(path: path, container: container.name, isRunbook: container.form == .markdown)
    tellsSecrets = container.isPipeline && file.firstIndex(of: Array("secrets.".utf8)) != nil
    if container.isPipeline { script.pipeline = Pipeline() }
  }

  var table: CommandTable { index.table }

  mutating func location(_ text: PlacedText, _ offset: Int) -> Location { lines.location(text.place(of: offset)) }

  mutating func trouble(_ message: String, at location: Location) {
    if script.troubles.count < 20 { script.troubles.append(ScriptTrouble(message, at: location)) }
  }

  mutating func doubt(_ kind: PipelineDoubt.Kind, _ message: String, at location: Location) {
    guard !script.isRunbook, script.doubts.count < ScriptReading.mostCommands else { return }
    let doubt = PipelineDoubt(kind, message, at: location)
    if !script.doubts.contains(doubt) { script.doubts.append(doubt) }
  }

  mutating func take(_ command: ScriptCommand) {
    if script.commands.last == command { return }
    if command.deed == .changes, !command.isLocal { plan.noteDeploy(command) }
    guard script.commands.count < ScriptReading.mostCommands else {
      if script.commands.count == ScriptReading.mostCommands, script.troubles.isEmpty {
        trouble("met more than \(ScriptReading.mostCommands) commands that matter, wanted fewer", at: command.location)
      }
      return
    }
    script.commands.append(command)
  }
}

extension ScriptReading {
  /// Reads the commands of a shell's text.
  mutating func read(_ text: PlacedText, _ scene: Scene) {
    guard scene.depth < ScriptReading.deepest else {
      return trouble(
        "met more than \(ScriptReading.deepest) scripts in one another, wanted fewer", at: location(text, 0))
    }
    var commands: [ShellCommand] = []
    var reader = ShellReader(text.bytes, constants: scene.constants) { commands.append($0) }
    reader.read()
    script.commandCount += commands.count { $0.words.count > $0.assignments }
    let outer = functions
    if !reader.functions.isEmpty { functions = ShellFunctions(reader.functions, commands, in: text.bytes) }
    defer { functions = outer }
    if !scene.isLenient, !script.isRunbook {
      for found in reader.troubles { trouble(found.message, at: location(text, found.offset)) }
    }
    var place = CommandPlace(commands: commands, text: text, scene: scene)
    for at in commands.indices {
      place.at = at
      take(&place)
    }
  }

  private mutating func take(_ place: inout CommandPlace) {
    let command = place.command
    guard command.words.count > command.assignments else {
      // A here-document that no command takes is the script of a Dockerfile.
      if container.form == .docker { readDocuments(of: command, in: place.text, place.scene) }
      return
    }
    let first = command.text(command.assignments)
    let name = first.lastIndex(of: UInt8(ascii: "/")).map { first[($0 + 1)...] } ?? first
    let isRemote = place.scene.isRemote
    if tellsSecrets { noteTelling(command, name, place.text) }
    guard
      command.words[command.assignments].isDynamic || isRemote || index[name] != nil || name.contains(0x40)
        || functions.contains(name)
    else { return }
    let isSet = name.elementsEqual("set".utf8)
    if isSet { return place.shell.take([CommandWord](command)) }
    if functions.handsOn(command) { return }
    judge([CommandWord](command)[...], place)
  }

  mutating func readDocuments(of command: ShellCommand, in text: PlacedText, _ scene: Scene) {
    for document in command.documents {
      var inner = scene
      inner.depth += 1
      read(text.placed(PlacedText(Array(text.bytes[document.range]), at: document.range.lowerBound)), inner)
    }
  }
}

/// What `set` has said so far.
struct ShellState {
  var hasPipefail = false
  var ignoresErrors = false

  mutating func take(_ words: [CommandWord]) {
    for (place, word) in words.enumerated() {
      if word.text == "pipefail" { hasPipefail = words[place - 1].text.utf8.first == UInt8(ascii: "-") }
      if word.text == "+e" { ignoresErrors = true }
      if Script.stopsAtFailure(word.text.utf8) || word.text == "errexit" && place > 0 {
        ignoresErrors = words[max(0, place - 1)].text.hasPrefix("+")
      }
    }
  }
}

/// A command among its like.
struct CommandPlace {
  var commands: [ShellCommand]
  var at = 0
  var text: PlacedText
  var scene: Scene
  var shell: ShellState

  init(commands: [ShellCommand], text: PlacedText, scene: Scene) {
    (self.commands, self.text, self.scene) = (commands, text, scene)
    shell = ShellState(hasPipefail: scene.hasPipefail)
  }

  var command: ShellCommand { commands[at] }
  var next: ShellCommand? { at + 1 < commands.count ? commands[at + 1] : nil }
  var following: ArraySlice<ShellCommand> { commands[(at + 1)...] }
  /// What feeds it through a pipe.
  var feeding: ShellCommand? { at > 0 && commands[at - 1].link == .pipe ? commands[at - 1] : nil }
}

/// The lines of a file, for places that are asked for in any order.
struct FileLines {
  private struct Mark {
    var offset = 0
    var line = 1
    var column = 1
  }

  /// A place is known for every so many bytes that were looked at: none is counted again from the start.
  private static let step = 4096

  private let path: Path
  private let bytes: [UInt8]
  private var marks = [Mark()]

  init(_ path: Path, _ bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }

  mutating func location(_ wanted: Int) -> Location {
    let wanted = max(0, min(wanted, bytes.count))
    var mark = marks[min(wanted / FileLines.step, marks.count - 1)]
    while mark.offset < wanted {
      if bytes[mark.offset] == 0x0A {
        mark.line += 1
        mark.column = 1
      } else if bytes[mark.offset] & 0xC0 != 0x80 {
        mark.column += 1
      }
      mark.offset += 1
      if mark.offset == marks.count * FileLines.step { marks.append(mark) }
    }
    return Location(path, line: mark.line, column: mark.column)
  }
}
