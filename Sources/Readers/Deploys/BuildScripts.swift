import Model
import Syntax

// Dockerfiles and package.json.

extension ScriptReading {
  /// Reads what a Dockerfile runs.
  mutating func readDocker() {
    let all = ranges
    var place = 0
    var call = DockerCall()
    while place < all.count {
      let line = all[place]
      place += 1
      let content = file[line].drop { $0 <= 0x20 }
      guard let word = content.split(maxSplits: 1, whereSeparator: { $0 <= 0x20 }).first,
        let name = ["RUN", "CMD", "ENTRYPOINT", "FROM"].first(where: { word.isCalled($0) })
      else { continue }
      if name == "FROM" {
        takeDockerCall(&call)
        continue
      }
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
      if name == "RUN" || !isExecForm(text) {
        read(isExecForm(text) ? withoutBrackets(text) : text, Scene())
      } else if name == "CMD" {
        call.command = withoutBrackets(text)
      } else {
        call.entry = withoutBrackets(text)
      }
    }
    takeDockerCall(&call)
  }

  /// What a container runs: its entry point with the words of its command.
  private mutating func takeDockerCall(_ call: inout DockerCall) {
    var text = PlacedText()
    for part in [call.entry, call.command].compactMap(\.self) {
      let end = part.bytes.lastIndex { $0 > 0x20 }.map { $0 + 1 } ?? 0
      for offset in 0..<end { text.append(part.bytes[offset], at: part.place(of: offset)) }
      text.append(0x20, at: part.place(of: end))
    }
    call = DockerCall()
    if !text.bytes.isEmpty { read(text, Scene()) }
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

/// What the last lines of a stage say of what its container runs, both as lists.
private struct DockerCall {
  var entry: PlacedText?
  var command: PlacedText?
}

extension ArraySlice<UInt8> {
  /// Whether it is a word of capitals, in whatever letters.
  fileprivate func isCalled(_ word: String) -> Bool {
    count == word.utf8.count && zip(self, word.utf8).allSatisfy { $0 & 0xDF == $1 }
  }
}
