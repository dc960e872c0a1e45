import Model
import Syntax

extension ScriptReading {
  /// Reads the scripts that a Jenkinsfile hands to `sh`, `bat` and `powershell`.
  mutating func readJenkins() {
    var groovy = Groovy(file)
    while let step = groovy.nextStep() {
      var scene = Scene()
      scene.isLenient = step.isLenient
      scene.isAwaited = meets("input ") || meets("input(")
      read(step.text, scene)
    }
    if let open = groovy.unclosed {
      trouble("met the end of the file, wanted the quotes that close a text", at: lines.location(open))
    }
  }
}

/// The tokens of Groovy, as far as they matter to find the texts that steps are given.
private struct Groovy {
  struct Step {
    var text: PlacedText
    /// Whether it is for no POSIX shell.
    var isLenient: Bool
  }

  private let bytes: [UInt8]
  private var at = 0
  private(set) var unclosed: Int?

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  private func byte(_ index: Int) -> UInt8 { index < bytes.count ? bytes[index] : 0 }

  /// The next step that runs a script.
  mutating func nextStep() -> Step? {
    while at < bytes.count {
      if skipComment() { continue }
      let byte = bytes[at]
      if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") {
        _ = text()
      } else if byte.isGroovyName {
        let name = name()
        guard ["sh", "bat", "powershell", "pwsh"].contains(name), at == bytes.count || !isMember(before: name) else {
          continue
        }
        if let text = argument() { return Step(text: text, isLenient: name != "sh") }
      } else {
        at += 1
      }
    }
    return nil
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

  private mutating func name() -> String {
    let start = at
    while at < bytes.count, bytes[at].isGroovyName { at += 1 }
    return String(decoding: bytes[start..<at], as: UTF8.self)
  }

  /// What a step is given: its text, or that of `script:`.
  private mutating func argument() -> PlacedText? {
    skipBlanks()
    let isCalled = byte(at) == UInt8(ascii: "(") || byte(at) == UInt8(ascii: "[")
    if isCalled { at += 1 }
    var found: PlacedText?
    var label = "script"
    while at < bytes.count {
      skipBlanks(lines: isCalled)
      guard at < bytes.count else { break }
      let byte = bytes[at]
      if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") {
        let text = concatenated()
        if label == "script" { found = text }
        label = ""
      } else if byte.isGroovyName {
        let word = name()
        skipBlanks()
        if self.byte(at) == UInt8(ascii: ":") {
          label = word
          at += 1
        } else if label == "script" || label.isEmpty {
          break
        } else {
          // What another name is given: true, a variable.
          label = "script"
        }
      } else if byte == UInt8(ascii: ",") {
        at += 1
      } else {
        break
      }
    }
    return found
  }

  /// Texts with `+` between them; what is between them and no text is not known.
  private mutating func concatenated() -> PlacedText {
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
        whole.append("${_}".utf8, at: at)
        while at < bytes.count, bytes[at].isGroovyName || bytes[at] == UInt8(ascii: ".") { at += 1 }
      }
    }
  }

  private mutating func skipBlanks(lines: Bool = false) {
    while at < bytes.count,
      bytes[at] == 0x20 || bytes[at] == 0x09 || (lines && (bytes[at] == 0x0A || bytes[at] == 0x0D))
    {
      at += 1
    }
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
  fileprivate var isGroovyName: Bool {
    switch self {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "_"), UInt8(ascii: "$"): true
    default: false
    }
  }
}
