import Model

/// A command of the program: its words, from which help, parsing and docs come.
struct Command: Sendable {
  struct Option: Sendable {
    let name: String
    /// What its value is called; `nil` for a flag.
    let value: String?
    var about: String { words() }
    private let words: @Sendable () -> String
    /// Whether it may stand without its value, which then is given by `=` alone.
    var isComplete = false

    /// - Parameter about: made when somebody asks for help.
    init(_ name: String, _ value: String, _ about: @autoclosure @escaping @Sendable () -> String) {
      self.name = name
      self.value = value
      words = about
    }

    /// A flag.
    init(_ name: String, _ about: @autoclosure @escaping @Sendable () -> String) {
      self.name = name
      value = nil
      words = about
    }
  }

  let name: String
  /// What stands behind the options in a call: `FILE…`.
  let operands: String
  let about: String
  let options: [Option]
  let carryOut: @Sendable (Arguments) throws(UsageError) -> ExitStatus
}

/// Why a call cannot be carried out: status 2.
struct UsageError: Error {
  let message: String
  init(_ message: String) { self.message = message }
}

/// What the program answers its caller with.
enum ExitStatus: Int32 {
  case passed = 0
  case blocked = 1
  /// A mistake in the call, the configuration or the policy; or git failed behind what it had printed.
  case usage = 2
  /// A fault of sixgate itself.
  case fault = 3
}

/// The words of a call, sorted by the options of its command.
struct Arguments: Sendable {
  private(set) var values: [String: [String]] = [:]
  private(set) var operands: [String] = []

  /// - Throws: `UsageError` at an option that the command does not have, with the nearest that it has.
  init(_ words: some Sequence<String>, of command: Command) throws(UsageError) {
    var rest = Array(words)[...]
    while let word = rest.popFirst() {
      if word == "--" {
        operands += rest
        return
      }
      guard word.hasPrefix("-"), word != "-" else {
        operands.append(word)
        continue
      }
      let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      guard let option = command.options.first(where: { $0.name == parts[0] }) else {
        let names = command.options.map(\.name)
        throw UsageError(
          "sixgate \(command.name) has no option \(parts[0])\(names.hint(for: parts[0])); see sixgate \(command.name) --help"
        )
      }
      if option.value == nil, parts.count > 1 { throw UsageError("\(option.name) takes no value") }
      if option.value == nil || option.isComplete, parts.count == 1 {
        values[option.name, default: []].append("")
        continue
      }
      guard let value = parts.count > 1 ? parts[1] : rest.popFirst() else {
        throw UsageError("\(option.name) wants \(option.value ?? "a value")")
      }
      values[option.name, default: []].append(value)
    }
  }

  func has(_ name: String) -> Bool { values[name] != nil }

  /// The last value given, since a later one overrides.
  subscript(name: String) -> String? { values[name]?.last }

  func all(_ name: String) -> [String] { values[name] ?? [] }

  /// One of the words of an enumeration, or an error that names them.
  static func word<Word: RawRepresentable & CaseIterable>(
    _ text: String, _ type: Word.Type, for option: String
  ) throws(UsageError) -> Word where Word.RawValue == String {
    let words = Word.allCases.map(\.rawValue)
    guard let word = Word(rawValue: text) else {
      throw UsageError("\(option) \(text): wanted one of \(words.joined(separator: ", "))\(words.hint(for: text))")
    }
    return word
  }
}
