package import Model
import Syntax

/// The table of commands, made to be asked for every command of every script.
package struct CommandIndex: Sendable {
  /// What a name stands for: places in the table.
  struct Entry: Sendable {
    /// Of this machine, and of others.
    var tool: Int?
    var remoteTool: Int?
    var wrappers: [Int] = []
    var steps: [Int] = []

    /// Whether it is more than a name on another machine.
    var isTool: Bool { tool != nil || !wrappers.isEmpty }
  }

  package let table: CommandTable
  private var entries: [ArraySlice<UInt8>: Entry] = [:]
  /// By the first byte of a name, the lengths that there are, a bit each: most commands fail by that alone.
  private var lengths = [UInt64](repeating: 0, count: 256)

  private let containers: GlobRows

  package init(_ table: CommandTable) {
    self.table = table
    containers = GlobRows(table.containers.map(\.files))
    for (place, tool) in table.tools.enumerated() {
      for name in tool.names {
        note(name) { entry in
          if !tool.isRemoteOnly || !tool.remoteOptions.isEmpty || !tool.always.isEmpty {
            entry.tool = entry.tool ?? place
          }
          if tool.isRemoteOnly { entry.remoteTool = entry.remoteTool ?? place }
        }
      }
    }
    for (place, wrapper) in table.wrappers.enumerated() {
      for name in wrapper.names { note(name) { $0.wrappers.append(place) } }
    }
    for (place, step) in table.steps.enumerated() { note(step.name) { $0.steps.append(place) } }
    note("set") { _ in }
  }

  private mutating func note(_ name: String, _ change: (inout Entry) -> Void) {
    let bytes = Array(name.utf8)
    guard let first = bytes.first else { return }
    lengths[Int(first)] |= 1 << UInt64(min(bytes.count, 63))
    change(&entries[bytes[...], default: Entry()])
  }

  subscript(name: ArraySlice<UInt8>) -> Entry? {
    guard let first = name.first, lengths[Int(first)] & (1 << UInt64(min(name.count, 63))) != 0 else { return nil }
    return entries[name]
  }

  /// The kind of a file that holds commands, by its name.
  package func container(of path: Path) -> ScriptContainer? {
    containers.first(matching: path).map { table.containers[$0] }
  }

  subscript(name: String) -> Entry? { self[Array(name.utf8)[...]] }
}

/// A word of a command that may matter.
struct CommandWord {
  var text: String
  var isDynamic: Bool
  /// Where it stands in its script.
  var range: Range<Int>

  init(_ text: String, isDynamic: Bool = false, at range: Range<Int>) {
    self.text = text
    self.isDynamic = isDynamic
    self.range = range
  }

  var isOption: Bool { text.utf8.first == UInt8(ascii: "-") && text.utf8.count > 1 }

  /// The last of some letters that are options together.
  var lastLetter: Character? {
    let letters = text.utf8.dropFirst()
    let isGroup = letters.count < 6 && letters.allSatisfy { (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) }
    return isGroup ? text.last : nil
  }

  /// `5`, `30s`.
  var isNumber: Bool {
    guard let first = text.utf8.first, (0x30...0x39).contains(first) else { return false }
    return text.utf8.dropFirst().allSatisfy { (0x30...0x39).contains($0) || "smhd.".utf8.contains($0) }
  }

  /// Whether it stands for options: a variable that is called after them.
  var namesOptions: Bool {
    let letters = text.utf8.map { (0x61...0x7A).contains($0) ? $0 - 32 : $0 }
    return isDynamic && ["OPT", "ARGS", "FLAGS"].contains { letters.firstIndex(of: Array($0.utf8)) != nil }
  }

  /// The option without what stands behind its `=`.
  var option: String { String(text.prefix { $0 != "=" }) }

  /// What stands behind the `=` of an option; `nil` where there is none.
  var value: String? {
    guard let mark = text.utf8.firstIndex(of: UInt8(ascii: "=")) else { return nil }
    return String(text[text.utf8.index(after: mark)...])
  }
}

extension [CommandWord] {
  init(_ command: ShellCommand) {
    self = command.words.indices.dropFirst(command.assignments).map { index in
      let word = command.words[index]
      return CommandWord(command.string(index), isDynamic: word.isDynamic, at: word.range)
    }
  }
}

/// The name of a command without its folder, a version or an ending.
func commandName(_ text: String) -> String {
  var name = text.utf8[...]
  if let slash = name.lastIndex(of: UInt8(ascii: "/")) { name = name[name.index(after: slash)...] }
  if let mark = name.dropFirst().firstIndex(of: UInt8(ascii: "@")) { name = name[..<mark] }
  return String(Substring(name))
}

/// What an image is called, without its registry and its tag: often the tool that it holds.
func imageName(_ image: String) -> String { String(commandName(image).prefix { $0 != ":" }) }
