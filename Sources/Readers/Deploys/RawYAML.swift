import Syntax

/// A YAML file as it is written, to tell where the bytes of a scalar stand.
struct RawYAML {
  private let bytes: [UInt8]
  private let lineStarts: [Int]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    var starts = [0]
    var at = 0
    while at < bytes.count {
      at = bytes.firstIndex(of: 0x0A, in: at..<bytes.count) + 1
      starts.append(at)
    }
    lineStarts = starts
  }

  /// Where a node begins, its anchor and tag left out.
  func start(of node: Node) -> Int {
    guard node.line >= 1, node.line <= lineStarts.count else { return 0 }
    var at = lineStarts[node.line - 1]
    var column = 1
    while at < bytes.count, column < node.column {
      at += 1
      if at < bytes.count, bytes[at] & 0xC0 != 0x80 { column += 1 }
    }
    while at < bytes.count, bytes[at] == UInt8(ascii: "&") || bytes[at] == UInt8(ascii: "!") {
      while at < bytes.count, bytes[at] > 0x20 { at += 1 }
      while at < bytes.count, bytes[at] <= 0x20 { at += 1 }
    }
    return at
  }

  /// Whether what stands there is a name for something that stands elsewhere.
  func isAlias(_ node: Node) -> Bool {
    let at = start(of: node)
    return at < bytes.count && bytes[at] == UInt8(ascii: "*")
  }

  /// Whether it stands for the value of another job's key.
  func isReference(_ node: Node) -> Bool {
    guard node.sequence != nil, node.line >= 1, node.line <= lineStarts.count else { return false }
    let line = bytes[lineStarts[node.line - 1]...].prefix { $0 != 0x0A }
    let before = line.prefix(node.column + "!reference".utf8.count)
    return Array(before).firstIndex(of: Array("!reference".utf8)) != nil
  }

  /// The text of a scalar, placed.
  func text(_ text: String, of node: Node) -> PlacedText {
    let start = start(of: node)
    guard start < bytes.count else { return PlacedText(Array(text.utf8), at: 0) }
    let isBlock = bytes[start] == UInt8(ascii: "|") || bytes[start] == UInt8(ascii: ">")
    guard isBlock else { return PlacedText(text.utf8, writtenIn: bytes, start..<end(of: text, from: start)) }
    let content = min(bytes.count, bytes.firstIndex(of: 0x0A, in: start..<bytes.count) + 1)
    if bytes[start] == UInt8(ascii: "|"), let literal = literal(text, from: content) { return literal }
    return PlacedText(text.utf8, writtenIn: bytes, content..<end(of: text, from: content))
  }

  /// An end behind which a scalar does not reach: escapes at most sextuple a text, and lines are indented.
  private func end(of text: String, from start: Int) -> Int {
    let (size, isOver) = text.utf8.count.multipliedReportingOverflow(by: 6)
    let lines = text.utf8.count { $0 == 0x0A || $0 == 0x20 } + 2
    let (blanks, isTooMany) = lines.multipliedReportingOverflow(by: 256)
    guard !isOver, !isTooMany else { return bytes.count }
    return min(bytes.count, start + size + blanks)
  }

  /// A block whose lines stand as they are, but for their indentation.
  private func literal(_ text: String, from content: Int) -> PlacedText? {
    let wanted = Array(text.utf8)
    var placed = PlacedText()
    var at = content
    var indent: Int?
    while placed.bytes.count < wanted.count, at < bytes.count {
      let end = bytes.firstIndex(of: 0x0A, in: at..<bytes.count)
      let blanks = bytes[at..<end].prefix { $0 == 0x20 }.count
      let isFilled = bytes[at..<end].contains { $0 > 0x20 }
      if indent == nil, isFilled { indent = wanted.first == 0x20 ? nil : blanks }
      if isFilled, indent == nil { return nil }
      let skipped = min(blanks, indent ?? blanks)
      var line = bytes[(at + skipped)..<end]
      if line.last == 0x0D { line = line.dropLast() }
      placed.append(line, at: at + skipped)
      placed.append(0x0A, at: end)
      at = end + 1
    }
    return placed.bytes.starts(with: wanted) || wanted.starts(with: placed.bytes) ? placed : nil
  }
}
