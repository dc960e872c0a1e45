import Syntax

/// The tokens of Groovy, as far as they matter to find the texts that steps are given.
struct Groovy {
  struct Step {
    var text: PlacedText
    /// Whether it is for no POSIX shell.
    var isLenient: Bool
    /// What keeps its failure from counting, in words.
    var softened: String?
  }

  /// What a file says from its first to its last line.
  struct Learned {
    /// What variables hold; nothing of those that may hold one thing or another.
    var values: [String: PlacedText?] = [:]
    /// The texts that a variable is given, one after the other.
    var texts: [String: [PlacedText]] = [:]
    /// How often a name stands there.
    var uses: [String: Int] = [:]
    /// By the brace that opens a block, what keeps failures in it from counting.
    var softened: [Int: String] = [:]

    func value(of name: String) -> PlacedText? {
      let bare = name.hasPrefix("env.") ? String(name.dropFirst("env.".utf8.count)) : name
      return values[bare] ?? nil
    }

    /// The same as variables of a shell.
    var constants: [[UInt8]: [UInt8]] {
      values.reduce(into: [:]) { known, pair in pair.value.map { known[Array(pair.key.utf8)] = $0.bytes } }
    }
  }

  let bytes: [UInt8]
  var at = 0
  private(set) var unclosed: Int?
  /// What was known before.
  let known: Learned
  /// What was met so far.
  var learned = Learned()
  var blocks = GroovyBlocks()
  /// Steps that were met and not told yet: one for each text that a variable may hold.
  private var waiting: [Step] = []

  init(_ bytes: [UInt8], knowing known: Learned = Learned()) {
    self.bytes = bytes
    self.known = known
  }

  func byte(_ index: Int) -> UInt8 { index < bytes.count ? bytes[index] : 0 }

  /// The next step that runs a script.
  mutating func nextStep() -> Step? {
    if let step = waiting.popLast() { return step }
    while at < bytes.count {
      if skipComment() { continue }
      let byte = bytes[at]
      if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") {
        _ = text()
      } else if byte.isGroovyName {
        if let step = step() { return step }
      } else {
        noteBlock(byte)
        at += 1
      }
    }
    return nil
  }

  /// Reads a name, and what it is given where it runs a script.
  private mutating func step() -> Step? {
    let start = at
    let name = name()
    learned.uses[name, default: 0] += 1
    guard ["sh", "bat", "powershell", "pwsh"].contains(name), at == bytes.count || !isMember(before: name) else {
      noteName(name)
      return nil
    }
    guard let (texts, returnsStatus) = argument() else { return nil }
    let lost = returnsStatus && isLost(from: start) ? "returnStatus gives its status to nobody" : nil
    waiting = texts.reversed().map { Step(text: $0, isLenient: name != "sh", softened: lost ?? blocks.softened) }
    return waiting.popLast()
  }

  /// Whether the name that was read last belongs to something else, as in `x.sh`.
  private func isMember(before name: String) -> Bool {
    let start = at - name.utf8.count
    guard start > 0, bytes[start - 1] == UInt8(ascii: ".") else { return false }
    // A shared library may say steps.sh or script.sh.
    return ![Array("steps.".utf8), Array("script.".utf8), Array("this.".utf8), Array("ctx.".utf8)].contains { owner in
      start >= owner.count && bytes[(start - owner.count)..<start].elementsEqual(owner)
    }
  }

  private mutating func skipComment() -> Bool {
    guard bytes[at] == UInt8(ascii: "/") else { return false }
    if byte(at + 1) == UInt8(ascii: "/") {
      at = bytes.firstIndex(of: 0x0A, in: at..<bytes.count)
      return true
    }
    guard byte(at + 1) == UInt8(ascii: "*") else { return false }
    at += 2
    while at < bytes.count, !(bytes[at] == UInt8(ascii: "*") && byte(at + 1) == UInt8(ascii: "/")) { at += 1 }
    at = min(bytes.count, at + 2)
    return true
  }

  mutating func name() -> String {
    let start = at
    while at < bytes.count, bytes[at].isGroovyName { at += 1 }
    return String(decoding: bytes[start..<at], as: UTF8.self)
  }

  /// What a step is given: its text, or that of `script:`, or those of a variable; and whether it gives its status back.
  private mutating func argument() -> (texts: [PlacedText], returnsStatus: Bool)? {
    skipBlanks()
    let isCalled = byte(at) == UInt8(ascii: "(") || byte(at) == UInt8(ascii: "[")
    if isCalled { at += 1 }
    var found: [PlacedText] = []
    var label = "script"
    var returnsStatus = false
    while at < bytes.count {
      skipBlanks(lines: isCalled)
      guard at < bytes.count else { break }
      let byte = bytes[at]
      if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") {
        let text = concatenated()
        if label == "script" { found = [text] }
        label = ""
      } else if byte.isGroovyName {
        let word = name()
        skipBlanks()
        if self.byte(at) == UInt8(ascii: ":") {
          label = word
          at += 1
        } else if label == "script" || label.isEmpty {
          if label == "script", ![UInt8(ascii: "."), UInt8(ascii: "(")].contains(self.byte(at)) {
            found = known.texts[word] ?? []
          }
          guard !found.isEmpty, self.byte(at) == UInt8(ascii: ",") else { break }
          label = ""
        } else {
          if label == "returnStatus" { returnsStatus = word == "true" }
          // What another name is given: true, a variable.
          label = "script"
        }
      } else if byte == UInt8(ascii: ",") {
        at += 1
      } else {
        break
      }
    }
    return found.isEmpty ? nil : (found, returnsStatus)
  }

  /// Texts with `+` between them; what is between them and no text is known or not.
  mutating func concatenated() -> PlacedText {
    var whole = text()
    while true {
      let before = at
      skipBlanks(lines: true)
      guard byte(at) == UInt8(ascii: "+") else {
        at = before
        return whole
      }
      at += 1
      skipBlanks(lines: true)
      if byte(at) == UInt8(ascii: "'") || byte(at) == UInt8(ascii: "\"") {
        let next = text()
        for offset in next.bytes.indices { whole.append(next.bytes[offset], at: next.place(of: offset)) }
      } else {
        let start = at
        while at < bytes.count, bytes[at].isGroovyName || bytes[at] == UInt8(ascii: ".") { at += 1 }
        let name = String(decoding: bytes[start..<at], as: UTF8.self)
        for byte in known.value(of: name)?.bytes ?? Array("${_}".utf8) { whole.append(byte, at: start) }
      }
    }
  }

  mutating func skipBlanks(lines: Bool = false) {
    while at < bytes.count,
      bytes[at] == 0x20 || bytes[at] == 0x09 || (lines && (bytes[at] == 0x0A || bytes[at] == 0x0D))
    {
      at += 1
    }
  }

  /// What `$name`, `${name}` or `${env.name}` stands for, where that is known; goes behind it then.
  private mutating func interpolated() -> PlacedText? {
    let isBraced = byte(at + 1) == UInt8(ascii: "{")
    var end = at + (isBraced ? 2 : 1)
    let start = end
    while end < bytes.count, bytes[end] != UInt8(ascii: "$"),
      bytes[end].isGroovyName || (isBraced && bytes[end] == UInt8(ascii: "."))
    { end += 1 }
    guard let value = known.value(of: String(decoding: bytes[start..<end], as: UTF8.self)),
      !isBraced || byte(end) == UInt8(ascii: "}")
    else { return nil }
    at = isBraced ? end + 1 : end
    return value
  }

  /// A text in one or three quotes, its escapes resolved.
  private mutating func text() -> PlacedText {
    let start = at
    let quote = bytes[at]
    let isLong = byte(at + 1) == quote && byte(at + 2) == quote
    at += isLong ? 3 : 1
    var text = PlacedText()
    while at < bytes.count {
      let byte = bytes[at]
      if byte == quote, !isLong || (self.byte(at + 1) == quote && self.byte(at + 2) == quote) {
        at += isLong ? 3 : 1
        return text
      }
      if byte == 0x0A, !isLong { break }
      if byte == UInt8(ascii: "$"), quote == UInt8(ascii: "\""), let value = interpolated() {
        for byte in value.bytes { text.append(byte, at: at) }
        continue
      }
      guard byte == UInt8(ascii: "\\"), at + 1 < bytes.count else {
        text.append(byte, at: at)
        at += 1
        continue
      }
      switch bytes[at + 1] {
      case 0x0A: break
      case UInt8(ascii: "n"): text.append(0x0A, at: at)
      case UInt8(ascii: "t"): text.append(0x09, at: at)
      case let letter: text.append(letter, at: at)
      }
      at += 2
    }
    unclosed = unclosed ?? start
    return text
  }
}

extension UInt8 {
  var isGroovyName: Bool {
    switch self {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "_"), UInt8(ascii: "$"): true
    default: false
    }
  }
}
