import Model
import Syntax

// Makefiles, Dockerfiles and package.json.

extension ScriptReading {
  /// Reads the recipes of a Makefile; each runs with the file's simple variables.
  mutating func readMake() {
    var scene = Scene()
    var recipe = PlacedText()
    var isContinued = false
    for line in ranges {
      let isRecipe = !line.isEmpty && file[line.lowerBound] == 0x09
      if isRecipe || (isContinued && !recipe.bytes.isEmpty) {
        appendRecipe(line, to: &recipe, isContinued: isContinued)
      } else if !line.isEmpty {
        if !recipe.bytes.isEmpty { read(recipe, scene) }
        recipe = PlacedText()
        takeVariable(line, &scene)
      }
      isContinued = !line.isEmpty && file[line.upperBound - 1] == UInt8(ascii: "\\")
    }
    if !recipe.bytes.isEmpty { read(recipe, scene) }
  }

  /// A line of a recipe as the shell is given it.
  private func appendRecipe(_ line: Range<Int>, to text: inout PlacedText, isContinued: Bool) {
    var at = line.lowerBound
    let marks: [UInt8] = [0x09, 0x20, UInt8(ascii: "@"), UInt8(ascii: "-"), UInt8(ascii: "+")]
    if !isContinued { while at < line.upperBound, marks.contains(file[at]) { at += 1 } }
    while at < line.upperBound {
      guard file[at] == UInt8(ascii: "$"), at + 1 < line.upperBound else {
        text.append(file[at], at: at)
        at += 1
        continue
      }
      at = appendMakeVariable(at, line, to: &text)
    }
    text.append(0x0A, at: line.upperBound)
  }

  /// `$$` is the shell's dollar; `$(NAME)` is make's, and known or opaque.
  private func appendMakeVariable(_ at: Int, _ line: Range<Int>, to text: inout PlacedText) -> Int {
    let next = file[at + 1]
    text.append(UInt8(ascii: "$"), at: at)
    if next == UInt8(ascii: "$") { return at + 2 }
    guard next == UInt8(ascii: "(") || next == UInt8(ascii: "{") else { return at + 1 }
    let close = next == UInt8(ascii: "(") ? UInt8(ascii: ")") : UInt8(ascii: "}")
    var end = at + 2
    var open = 1
    while end < line.upperBound {
      if file[end] == next { open += 1 }
      if file[end] == close { open -= 1 }
      if open == 0 { break }
      end += 1
    }
    let name = file[(at + 2)..<end]
    text.append(UInt8(ascii: "{"), at: at + 1)
    // A function of make is known only to make.
    let isName = name.allSatisfy {
      $0 > 0x20 && $0 != UInt8(ascii: "$") && $0 != UInt8(ascii: "'") && $0 != UInt8(ascii: "\"")
    }
    text.append(isName ? Array(name) : Array("_".utf8), at: at + 2)
    text.append(UInt8(ascii: "}"), at: min(end, line.upperBound - 1))
    return min(end + 1, line.upperBound)
  }

  /// `NAME = value`, `:=`, `?=`, where the value names no other variable.
  private func takeVariable(_ line: Range<Int>, _ scene: inout Scene) {
    guard let mark = file[line].firstIndex(of: UInt8(ascii: "=")) else { return }
    let marks: [UInt8] = [0x20, 0x09, UInt8(ascii: ":"), UInt8(ascii: "?"), UInt8(ascii: "!")]
    var name = file[line.lowerBound..<mark]
    while let last = name.last, marks.contains(last) { name = name.dropLast() }
    if name.starts(with: "export ".utf8) { name = name.dropFirst("export ".utf8.count) }
    let value = file[(mark + 1)..<line.upperBound].drop { $0 <= 0x20 }
    guard !name.isEmpty, !name.contains(where: { $0 <= 0x20 || $0 == UInt8(ascii: "+") }), !value.isEmpty,
      !value.contains(UInt8(ascii: "$")), !value.contains(UInt8(ascii: "#"))
    else { return }
    scene.constants[Array(name)] = Array(value)
  }

  /// Reads what a Dockerfile runs.
  mutating func readDocker() {
    let all = ranges
    var place = 0
    while place < all.count {
      let line = all[place]
      place += 1
      let content = file[line].drop { $0 <= 0x20 }
      guard let word = content.split(maxSplits: 1, whereSeparator: { $0 <= 0x20 }).first,
        ["RUN", "CMD", "ENTRYPOINT", "run", "cmd", "entrypoint"].contains(where: { word.elementsEqual($0.utf8) })
      else { continue }
      var text = PlacedText()
      append(dockerArguments(word.endIndex..<line.upperBound), to: &text)
      var last = line
      while !last.isEmpty, file[last.upperBound - 1] == UInt8(ascii: "\\"), place < all.count {
        last = all[place]
        place += 1
        // Comments and empty lines within do not end it.
        while file[last].drop(while: { $0 <= 0x20 }).first.map({ $0 == UInt8(ascii: "#") }) ?? true, place < all.count {
          last = all[place]
          place += 1
        }
        append(last, to: &text)
      }
      if text.bytes.firstIndex(of: Array("<<".utf8)) != nil { takeDockerDocument(all, &place, into: &text) }
      read(isExecForm(text) ? withoutBrackets(text) : text, Scene())
    }
  }

  private func append(_ range: Range<Int>, to text: inout PlacedText) {
    text.append(file[range], at: range.lowerBound)
    text.append(0x0A, at: range.upperBound)
  }

  /// Behind options of the instruction such as `--mount`.
  private func dockerArguments(_ range: Range<Int>) -> Range<Int> {
    var at = range.lowerBound
    while true {
      while at < range.upperBound, file[at] <= 0x20 { at += 1 }
      guard file[at..<range.upperBound].starts(with: "--".utf8) else { return at..<range.upperBound }
      while at < range.upperBound, file[at] > 0x20 { at += 1 }
    }
  }

  /// The lines up to the word behind `<<`.
  private func takeDockerDocument(_ all: [Range<Int>], _ place: inout Int, into text: inout PlacedText) {
    guard let mark = text.bytes.firstIndex(of: Array("<<".utf8)) else { return }
    let marks: [UInt8] = [UInt8(ascii: "-"), UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "<")]
    let word = text.bytes[(mark + 2)...].drop { marks.contains($0) }.prefix { $0 > 0x20 && !marks.contains($0) }
    let delimiter = Array(word)
    while place < all.count, !delimiter.isEmpty {
      let line = all[place]
      place += 1
      append(line, to: &text)
      if file[line].drop(while: { $0 == 0x09 }).elementsEqual(delimiter) { return }
    }
  }

  private func isExecForm(_ text: PlacedText) -> Bool { text.bytes.first { $0 > 0x20 } == UInt8(ascii: "[") }

  /// A JSON list of texts as words in quotes.
  private func withoutBrackets(_ text: PlacedText) -> PlacedText {
    var words = PlacedText()
    var isQuoted = false
    for (offset, byte) in text.bytes.enumerated() {
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      let isMark = !isQuoted && [UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: ",")].contains(byte)
      words.append(isMark ? 0x20 : byte, at: text.place(of: offset))
    }
    return words
  }

  /// Reads the scripts of a package.json.
  mutating func readPackage() {
    do throws(ReadError) {
      var json = JSONReader(try ByteSource(file))
      let root = try json.document().root
      let raw = RawYAML(file)
      for member in root?["scripts"]?.mapping ?? [] {
        guard let text = member.value.text else { continue }
        var scene = Scene()
        scene.job = member.key.text
        read(raw.text(text, of: member.value), scene)
      }
    } catch {
      trouble(error.message, at: Location(script.path, line: error.line, column: error.column))
    }
  }
}
