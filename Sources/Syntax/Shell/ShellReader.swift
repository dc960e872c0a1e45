/// Reads a script of a POSIX shell or bash command by command, those within substitutions too.
///
/// Linear in the script, and no script is refused: what is not closed ends with the text and is told as a trouble.
/// - Source: POSIX.1-2024, Shell Command Language; Bash Reference Manual, 3.1 to 3.7
package struct ShellReader {
  enum Frame { case paren, casePattern, caseBody }

  /// A here-document that was announced and not met yet.
  struct Announced {
    var delimiter: [UInt8]
    var isQuoted: Bool
    var stripsTabs: Bool
    var owner: Int
  }

  /// What a variable holds as far as the script itself says it; `nil` where it may be one thing or another.
  typealias Constant = [[UInt8]]?

  static let deepest = 64

  let bytes: [UInt8]
  var at = 0
  var end: Int
  /// Words and their bytes of all commands that are open, the innermost last.
  var words: [ShellWord] = []
  var arena: [UInt8] = []
  var frames: [Frame] = []
  var announced: [Announced] = []
  var held: [ShellCommand] = []
  var constants: [[UInt8]: Constant]
  var aliases: [[UInt8]: [[UInt8]]] = [:]
  /// In the order in which they are defined.
  package internal(set) var functions: [ShellFunction] = []
  /// How many braces are open, and how many were where functions began that are.
  var braces = 0
  var openFunctions: [(function: Int, braces: Int)] = []
  var depth = 0
  /// How many subshells are open.
  var parens = 0
  var number = 0
  /// By the place of a parenthesis behind another one, where it is closed.
  var closing: [Int: Int] = [:]
  /// How many bytes were looked at for that.
  var paired = 0
  /// How many bytes constants have come to.
  var inserted = 0
  var lineEnd = ByteSeeker(0x0A)
  var parenEnd = ByteSeeker(UInt8(ascii: ")"))
  package private(set) var troubles: [ShellTrouble] = []
  private let body: (ShellCommand) -> Void

  /// What is known of the command that is being read.
  struct Open {
    let number: Int
    var firstWord: Int
    var firstByte: Int
    var start: Int
    var end: Int
    var assignments = 0
    var isCondition = false
    var isTest = false
    var isWriting = false
    var hasDocument = false
    var inputs: [[UInt8]] = []
    /// Where here-strings stand, without their quotes.
    var strings: [Range<Int>] = []
  }

  /// - Parameter constants: variables that are known from elsewhere.
  package init(
    _ bytes: [UInt8], constants: [[UInt8]: [UInt8]] = [:], _ body: @escaping (ShellCommand) -> Void
  ) {
    self.bytes = bytes
    self.constants = constants.mapValues { [$0] }
    self.body = body
    end = bytes.count
  }

  package mutating func read() {
    commands(isNested: false)
    finishDocuments()
  }

  mutating func trouble(_ met: String, wanted: String, at offset: Int) {
    if troubles.count < 20 { troubles.append(ShellTrouble(offset: offset, message: "met \(met), wanted \(wanted)")) }
  }

  /// The byte at a place, or 0 behind the end.
  func byte(_ index: Int) -> UInt8 { index < end ? bytes[index] : 0 }

  mutating func open() -> Open {
    number += 1
    return Open(number: number, firstWord: words.count, firstByte: arena.count, start: at, end: at)
  }

  mutating func tell(_ command: ShellCommand) {
    if announced.isEmpty { body(command) } else { held.append(command) }
  }

  /// Tells the commands that waited for their here-documents.
  mutating func tellHeld() {
    let waiting = held
    held = []
    for command in waiting { body(command) }
  }
}

extension ShellReader {
  /// Reads commands up to the end, or where nested up to the parenthesis that closes them.
  mutating func commands(isNested: Bool) {
    let outer = frames.count
    var command = open()
    while at < end {
      let byte = bytes[at]
      switch byte {
      case 0x20, 0x09, 0x0D, 0: at += 1
      case 0x0A:
        finish(&command, .end)
        at += 1
        readDocuments()
      case UInt8(ascii: "#"): skipLine()
      case UInt8(ascii: "\\") where isContinuation(at): skipContinuation()
      case UInt8(ascii: ";"): semicolon(&command)
      case UInt8(ascii: "&"): ampersand(&command)
      case UInt8(ascii: "|"): bar(&command)
      case UInt8(ascii: "("): openParen(&command)
      case UInt8(ascii: ")"):
        if closeParen(&command, outer: outer), isNested { return }
      case UInt8(ascii: "<"), UInt8(ascii: ">"): redirect(&command)
      default: word(&command)
      }
    }
    finish(&command, .end)
    if isNested { trouble("the end of the script", wanted: "the ) of a substitution", at: end) }
    guard frames.count > outer else { return }
    if frames[outer...].contains(where: { $0 != .paren }) {
      trouble("the end of the script", wanted: "esac", at: end)
    }
    parens -= frames[outer...].count { $0 == .paren }
    frames.removeLast(frames.count - outer)
  }

  private mutating func skipLine() {
    at = min(end, bytes.firstIndex(of: 0x0A, in: at..<end))
  }

  func isContinuation(_ index: Int) -> Bool {
    byte(index + 1) == 0x0A || (byte(index + 1) == 0x0D && byte(index + 2) == 0x0A)
  }

  mutating func skipContinuation() { at += byte(at + 1) == 0x0A ? 2 : 3 }

  private mutating func semicolon(_ command: inout Open) {
    if command.isTest { return word(&command) }
    finish(&command, .end)
    at += 1
    guard byte(at) == UInt8(ascii: ";") || byte(at) == UInt8(ascii: "&") else { return }
    while byte(at) == UInt8(ascii: ";") || byte(at) == UInt8(ascii: "&") { at += 1 }
    if frames.last == .caseBody { frames[frames.count - 1] = .casePattern }
  }

  private mutating func ampersand(_ command: inout Open) {
    if byte(at + 1) == UInt8(ascii: ">") { return redirect(&command) }
    let isDouble = byte(at + 1) == UInt8(ascii: "&")
    if !command.isTest { finish(&command, isDouble ? .and : .background) }
    at += isDouble ? 2 : 1
  }

  private mutating func bar(_ command: inout Open) {
    let isDouble = byte(at + 1) == UInt8(ascii: "|")
    if !command.isTest, frames.last != .casePattern { finish(&command, isDouble ? .or : .pipe) }
    at += isDouble || byte(at + 1) == UInt8(ascii: "&") ? 2 : 1
  }

  private mutating func openParen(_ command: inout Open) {
    if command.isTest || frames.last == .casePattern {
      at += 1
    } else if isLoop(command) {
      drop(&command)
      openParen(&command)
    } else if words.count > command.firstWord {
      defineFunction(&command)
    } else if byte(at + 1) == UInt8(ascii: "("), let stop = arithmeticEnd(at + 1) {
      at += 2
      arithmetic(upTo: stop)
    } else {
      at += 1
      parens += 1
      frames.append(.paren)
    }
  }

  /// `for ((`
  private func isLoop(_ command: Open) -> Bool {
    guard byte(at + 1) == UInt8(ascii: "("), words.count == command.firstWord + 1, let word = words.last else {
      return false
    }
    return arena[word.text].elementsEqual("for".utf8)
  }

  /// `name()` before a body: what was taken for a command is none.
  private mutating func defineFunction(_ command: inout Open) {
    at += 1
    while byte(at) == 0x20 || byte(at) == 0x09 { at += 1 }
    if byte(at) == UInt8(ascii: ")") { at += 1 }
    if let name = words.last { beginFunction(Array(arena[name.text])) }
    drop(&command)
  }

  /// - Returns: whether it closes what the caller reads.
  private mutating func closeParen(_ command: inout Open, outer: Int) -> Bool {
    if command.isTest {
      at += 1
      return false
    }
    if frames.count > outer, frames.last == .casePattern {
      drop(&command)
      at += 1
      frames[frames.count - 1] = .caseBody
      return false
    }
    finish(&command, .end)
    at += 1
    guard frames.count > outer else { return true }
    if frames.last == .paren {
      frames.removeLast()
      parens -= 1
    }
    return false
  }
}

extension ShellReader {
  /// Forgets the words of the command.
  mutating func drop(_ command: inout Open) {
    words.removeLast(words.count - command.firstWord)
    arena.removeLast(arena.count - command.firstByte)
    let isCondition = command.isCondition
    command = open()
    command.isCondition = isCondition
  }

  /// Ends a command; there may be none.
  mutating func finish(_ command: inout Open, _ link: ShellCommand.Link) {
    if words.count > command.firstWord || command.hasDocument, frames.last != .casePattern {
      let shift = command.firstByte
      var own = Array(words[command.firstWord...])
      for index in own.indices {
        let text = own[index].text
        own[index].text = text.lowerBound - shift..<text.upperBound - shift
      }
      var told = ShellCommand(
        bytes: Array(arena[shift...]), words: own, assignments: command.assignments,
        range: command.start..<max(command.start, command.end), link: link)
      told.inputs = command.inputs
      told.documents = command.strings.map { ShellCommand.Document(range: $0, isQuoted: true, stripsTabs: false) }
      told.isWriting = command.isWriting
      told.isCondition = command.isCondition
      told.depth = depth + parens
      told.number = command.number
      remember(told)
      tell(told)
    }
    drop(&command)
    command.isCondition = false
  }
}
