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
  }

  package let table: CommandTable
  private var entries: [ArraySlice<UInt8>: Entry] = [:]
  /// By the first byte of a name, the lengths that there are, a bit each: most commands fail by that alone.
  private var lengths = [UInt64](repeating: 0, count: 256)

  package init(_ table: CommandTable) {
    self.table = table
    for (place, tool) in table.tools.enumerated() {
      for name in tool.names {
        note(name) { entry in
          if !tool.isRemoteOnly || !tool.remoteOptions.isEmpty { entry.tool = entry.tool ?? place }
          if tool.isRemoteOnly { entry.remoteTool = entry.remoteTool ?? place }
        }
      }
    }
    for (place, wrapper) in table.wrappers.enumerated() {
      for name in wrapper.names { note(name) { $0.wrappers.append(place) } }
    }
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
