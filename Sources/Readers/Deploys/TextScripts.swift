import Model
import Syntax

// Files whose lines are commands: justfile, Procfile, Markdown, PowerShell, batch.

extension ScriptReading {
  /// Reads the indented lines of a justfile's recipes.
  mutating func readJust() {
    var recipe = PlacedText()
    var isForeign = false
    for line in ranges {
      let content = file[line].drop { $0 == 0x20 || $0 == 0x09 }
      if content.isEmpty { continue }
      if content.startIndex == line.lowerBound {
        if !recipe.bytes.isEmpty { read(recipe, Scene()) }
        (recipe, isForeign) = (PlacedText(), false)
        continue
      }
      if recipe.bytes.isEmpty, content.starts(with: "#!".utf8) { isForeign = !ScriptReading.namesShell(content) }
      if isForeign { continue }
      let command = content.drop { $0 == UInt8(ascii: "@") || $0 == UInt8(ascii: "-") }
      recipe.append(command, at: command.startIndex)
      recipe.append(0x0A, at: line.upperBound)
    }
    if !recipe.bytes.isEmpty { read(recipe, Scene()) }
  }

  /// Reads what stands behind the names of a Procfile.
  mutating func readProcfile() {
    for line in ranges {
      guard let colon = file[line].firstIndex(of: UInt8(ascii: ":")) else { continue }
      read(placed(colon + 1..<line.upperBound), Scene())
    }
  }

  /// Reads the fenced blocks of a Markdown file that are a shell's.
  mutating func readMarkdown() {
    var block: PlacedText?
    var fence: ArraySlice<UInt8> = []
    for line in ranges {
      let content = file[line].drop { $0 == 0x20 || $0 == 0x09 || $0 == UInt8(ascii: ">") }
      if var text = block {
        if content.starts(with: fence), !fence.isEmpty, content.allSatisfy({ $0 == fence.first || $0 <= 0x20 }) {
          if !text.bytes.isEmpty { read(text, Scene()) }
          (block, fence) = (nil, [])
          continue
        }
        let prompt: [UInt8] = [UInt8(ascii: "$"), 0x20]
        let command = content.starts(with: prompt) ? content.dropFirst(2) : content
        text.append(command, at: command.startIndex)
        text.append(0x0A, at: line.upperBound)
        block = text
      } else if fence.isEmpty, let marks = fenceMarks(content) {
        let language = String(
          decoding: content.dropFirst(marks.count).drop { $0 <= 0x20 }.prefix { $0 > 0x20 && $0 != UInt8(ascii: "{") },
          as: UTF8.self)
        fence = marks
        let shells = ["sh", "bash", "shell", "zsh", "console", "shell-session", "terminal", "ksh", "shellscript"]
        if shells.contains(language) { block = PlacedText() }
      } else if !fence.isEmpty, content.starts(with: fence) {
        fence = []
      }
    }
  }

  private func fenceMarks(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    guard let first = line.first, first == UInt8(ascii: "`") || first == UInt8(ascii: "~") else { return nil }
    let marks = line.prefix { $0 == first }
    return marks.count >= 3 ? marks : nil
  }

  /// Reads PowerShell as far as its commands look like a shell's.
  mutating func readPowerShell() {
    var scene = Scene()
    scene.isLenient = true
    read(PlacedText(file).withoutBackquotes, scene)
  }

  /// Reads a batch file line by line: `^` goes on with the next one.
  mutating func readBatch() {
    var scene = Scene()
    scene.isLenient = true
    var text = PlacedText()
    for line in ranges {
      let content = file[line].drop { $0 <= 0x20 || $0 == UInt8(ascii: "@") }
      let start = String(decoding: content.prefix(4), as: UTF8.self)
      if content.starts(with: "::".utf8) || ["rem ", "REM ", "Rem ", "rem", "REM"].contains(start) { continue }
      if content.last == UInt8(ascii: "^") {
        text.append(content.dropLast(), at: content.startIndex)
        continue
      }
      text.append(content, at: content.startIndex)
      read(text, scene)
      text = PlacedText()
    }
    read(text, scene)
  }
}

extension PlacedText {
  /// PowerShell as a shell would have it: a backquote at the end of a line goes on with the next one.
  var withoutBackquotes: PlacedText {
    var text = PlacedText()
    for (offset, byte) in bytes.enumerated() {
      let behind = bytes[(offset + 1)...].prefix(2)
      if byte != UInt8(ascii: "`") {
        text.append(byte, at: place(of: offset))
      } else if behind.first == 0x0A || behind.elementsEqual([0x0D, 0x0A]) {
        text.append(UInt8(ascii: "\\"), at: place(of: offset))
      }
    }
    return text
  }
}
