import Model
import Syntax

/// The functions of a script, as far as they run what they are given.
struct ShellFunctions {
  /// What their own words are, of those that give the rest to a tool.
  private var tools: [ArraySlice<UInt8>: [CommandWord]] = [:]
  /// Those that run their words.
  private var runners: Set<ArraySlice<UInt8>> = []
  private var names: Set<ArraySlice<UInt8>> = []
  /// Where commands begin that hand on what a function is given.
  private var handing: Set<Int> = []

  init() {}

  init(_ functions: [ShellFunction], _ commands: [ShellCommand], in text: [UInt8]) {
    names = Set(functions.map { $0.name[...] })
    for command in commands {
      guard let last = command.words.last, ShellFunctions.handsOn(text[last.range]) else { continue }
      if let function = functions.around(command.range.lowerBound) {
        take(command, of: function.name[...], in: text)
      }
    }
  }

  private mutating func take(_ command: ShellCommand, of name: ArraySlice<UInt8>, in text: [UInt8]) {
    guard command.words.count > command.assignments else { return }
    let first = command.words[command.assignments]
    if ShellFunctions.handsOn(text[first.range]) || command.text(command.assignments).elementsEqual("eval".utf8) {
      runners.insert(name)
    } else if tools[name] == nil {
      tools[name] = [CommandWord](command).dropLast()
      handing.insert(command.range.lowerBound)
    }
  }

  /// `"$@"` and its like.
  private static func handsOn(_ word: ArraySlice<UInt8>) -> Bool {
    let bare = word.filter { $0 != UInt8(ascii: "\"") }
    return ["$@", "$*", "${@}", "${*}"].contains { bare.elementsEqual($0.utf8) }
      || bare.starts(with: "${@:".utf8) || bare.starts(with: "${*:".utf8)
  }

  func contains(_ name: ArraySlice<UInt8>) -> Bool { !names.isEmpty && names.contains(name) }

  /// Whether a command only hands on what its function is given; what that is stands where the function is called.
  func handsOn(_ command: ShellCommand) -> Bool { handing.contains(command.range.lowerBound) }

  /// What a call runs; `nil` where it is no call of a function.
  func run(by words: ArraySlice<CommandWord>, _ index: CommandIndex) -> ArraySlice<CommandWord>? {
    guard !names.isEmpty, let first = words.first, !first.isDynamic else { return nil }
    let name = Array(first.text.utf8)[...]
    guard names.contains(name) else { return nil }
    if let tool = tools[name] {
      let own = tool.map { CommandWord($0.text, isDynamic: $0.isDynamic, at: first.range) }
      return (own + words.dropFirst())[...]
    }
    guard runners.contains(name) else { return [] }
    let start = words.dropFirst().firstIndex { !$0.isDynamic && index[commandName($0.text)]?.isTool == true }
    return start.map { words[$0...] } ?? []
  }
}

extension [ShellFunction] {
  /// The function in whose body a place stands, the inner one of several; they stand in the order of their bodies.
  fileprivate func around(_ place: Int) -> ShellFunction? {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if self[middle].body.lowerBound <= place { low = middle + 1 } else { high = middle }
    }
    // Those before it that have ended already are passed over, but not without a bound.
    return self[..<low].suffix(100).last { $0.body.contains(place) }
  }
}
