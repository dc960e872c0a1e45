import Model
import Syntax

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
        if let behind = ruleCommand(line) {
          appendRecipe(behind..<line.upperBound, to: &recipe, isContinued: false)
        } else {
          takeVariable(line, &scene)
        }
      }
      isContinued = !line.isEmpty && file[line.upperBound - 1] == UInt8(ascii: "\\")
    }
    if !recipe.bytes.isEmpty { read(recipe, scene) }
  }

  /// Where a command begins on the line of its rule: `target: needed ; command`.
  private func ruleCommand(_ line: Range<Int>) -> Int? {
    guard let colon = file[line].firstIndex(of: UInt8(ascii: ":")), colon + 1 < line.upperBound,
      file[colon + 1] != UInt8(ascii: "="), file[line.lowerBound] != UInt8(ascii: "#"),
      let mark = file[(colon + 1)..<line.upperBound].firstIndex(of: UInt8(ascii: ";")),
      !file[line.lowerBound..<mark].contains(UInt8(ascii: "="))
    else { return nil }
    return mark + 1
  }

  private static let marks: [UInt8] = [0x09, 0x20, UInt8(ascii: "@"), UInt8(ascii: "-"), UInt8(ascii: "+")]

  /// Whether make goes on though the command at a place of the file fails: its line begins with a dash.
  func isDashed(_ place: Int) -> Bool {
    guard container.form == .make, place < file.count else { return false }
    let start = file.lastIndex(of: 0x0A, in: 0..<place).map { $0 + 1 } ?? 0
    return file[start..<place].prefix { ScriptReading.marks.contains($0) }.contains(UInt8(ascii: "-"))
  }

  /// A line of a recipe as the shell is given it.
  private func appendRecipe(_ line: Range<Int>, to text: inout PlacedText, isContinued: Bool) {
    var at = line.lowerBound
    if !isContinued { while at < line.upperBound, ScriptReading.marks.contains(file[at]) { at += 1 } }
    append(at..<line.upperBound, to: &text)
    text.append(0x0A, at: line.upperBound)
  }

  private func append(_ range: Range<Int>, to text: inout PlacedText, depth: Int = 0) {
    var at = range.lowerBound
    while at < range.upperBound {
      guard file[at] == UInt8(ascii: "$"), at + 1 < range.upperBound else {
        text.append(file[at], at: at)
        at += 1
        continue
      }
      at = appendMakeVariable(at, range, to: &text, depth: depth)
    }
  }

  /// `$$` is the shell's dollar; `$(NAME)` is make's, and known or opaque.
  private func appendMakeVariable(_ at: Int, _ line: Range<Int>, to text: inout PlacedText, depth: Int) -> Int {
    let next = file[at + 1]
    if next == UInt8(ascii: "$") {
      text.append(UInt8(ascii: "$"), at: at)
      return at + 2
    }
    guard next == UInt8(ascii: "(") || next == UInt8(ascii: "{") else {
      text.append(UInt8(ascii: "$"), at: at)
      return at + 1
    }
    let end = closing(at, line)
    let inner = at + 2..<end
    if depth < 8, let start = branches(of: inner) {
      // Each way that a function of make may go is a command of its own.
      text.append(0x3B, at: start)
      for part in split(start..<end) {
        append(part, to: &text, depth: depth + 1)
        text.append(0x3B, at: max(start, part.upperBound - 1))
      }
      return min(end + 1, line.upperBound)
    }
    // Another function of make is known only to make.
    let name = file[inner]
    let isName = name.allSatisfy {
      $0 > 0x20 && $0 != UInt8(ascii: "$") && $0 != UInt8(ascii: "'") && $0 != UInt8(ascii: "\"")
    }
    text.append("${".utf8, at: at)
    text.append(isName ? Array(name) : Array("_".utf8), at: at + 2)
    text.append(UInt8(ascii: "}"), at: min(end, line.upperBound - 1))
    return min(end + 1, line.upperBound)
  }

  /// Where the bracket that opens behind a dollar is closed.
  private func closing(_ dollar: Int, _ line: Range<Int>) -> Int {
    let open = file[dollar + 1]
    let close = open == UInt8(ascii: "(") ? UInt8(ascii: ")") : UInt8(ascii: "}")
    var end = dollar + 2
    var count = 1
    while end < line.upperBound {
      if file[end] == open { count += 1 }
      if file[end] == close { count -= 1 }
      if count == 0 { break }
      end += 1
    }
    return end
  }

  /// Where the ways of `foreach` and `if` begin, behind what they go by.
  private func branches(of inner: Range<Int>) -> Int? {
    for (name, skipped) in [("foreach ", 2), ("if ", 1)] where file[inner].starts(with: name.utf8) {
      let parts = split(inner)
      return parts.count > skipped ? parts[skipped].lowerBound : nil
    }
    return nil
  }

  /// The parts between commas that stand in no bracket.
  private func split(_ range: Range<Int>) -> [Range<Int>] {
    var parts: [Range<Int>] = []
    var (start, open) = (range.lowerBound, 0)
    for at in range {
      switch file[at] {
      case UInt8(ascii: "("), UInt8(ascii: "{"): open += 1
      case UInt8(ascii: ")"), UInt8(ascii: "}"): open -= 1
      case UInt8(ascii: ",") where open == 0:
        parts.append(start..<at)
        start = at + 1
      default: break
      }
    }
    return parts + [start..<range.upperBound]
  }

  /// `NAME = value`, `:=`, `?=`; what the value names is put in as far as it is known.
  private func takeVariable(_ line: Range<Int>, _ scene: inout Scene) {
    guard let mark = file[line].firstIndex(of: UInt8(ascii: "=")) else { return }
    let marks: [UInt8] = [0x20, 0x09, UInt8(ascii: ":"), UInt8(ascii: "?"), UInt8(ascii: "!")]
    var name = file[line.lowerBound..<mark]
    while let last = name.last, marks.contains(last) { name = name.dropLast() }
    if name.starts(with: "export ".utf8) { name = name.dropFirst("export ".utf8.count) }
    let value = file[(mark + 1)..<line.upperBound].drop { $0 <= 0x20 }
    guard !name.isEmpty, !name.contains(where: { $0 <= 0x20 || $0 == UInt8(ascii: "+") }), !value.isEmpty,
      !value.contains(UInt8(ascii: "#")), let known = expanded(value, scene.constants)
    else { return }
    scene.constants[Array(name)] = known
  }

  /// A value with known variables put in and others as a shell's; `nil` where it begins with one.
  private func expanded(_ value: ArraySlice<UInt8>, _ known: [[UInt8]: [UInt8]]) -> [UInt8]? {
    guard value.contains(UInt8(ascii: "$")) else { return Array(value) }
    var text = PlacedText()
    append(value.startIndex..<value.endIndex, to: &text)
    var result: [UInt8] = []
    var rest = text.bytes[...]
    while let dollar = rest.firstIndex(of: UInt8(ascii: "$")) {
      result += rest[..<dollar]
      rest = rest[dollar...]
      guard rest.starts(with: "${".utf8), let end = rest.firstIndex(of: UInt8(ascii: "}")) else {
        result.append(UInt8(ascii: "$"))
        rest = rest.dropFirst()
        continue
      }
      result += known[Array(rest[(dollar + 2)..<end])] ?? Array(rest[dollar...end])
      rest = rest[(end + 1)...]
    }
    result += rest
    return result.first == UInt8(ascii: "$") || result.count > 2000 ? nil : result
  }
}
