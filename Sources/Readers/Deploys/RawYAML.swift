import Syntax

/// A YAML file as it is written, to tell where the bytes of a scalar stand.
struct RawYAML {
  private static let step = 1024

  private let bytes: [UInt8]
  private let lineStarts: [Int]
  /// Of lines that are long, where every so many characters end: none is counted from the start of its line.
  private var columns: [Int: [Int]] = [:]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    var starts = [0]
    var at = 0
    while at < bytes.count {
      at = bytes.firstIndex(of: 0x0A, in: at..<bytes.count) + 1
      starts.append(at)
    }
    lineStarts = starts
    for (line, start) in starts.enumerated() {
      let end = line + 1 < starts.count ? starts[line + 1] : bytes.count
      if end - start > RawYAML.step {
        columns[line] = RawYAML.steps(of: bytes[start..<max(start, min(end, bytes.count))])
      }
    }
  }

  private static func steps(of line: ArraySlice<UInt8>) -> [Int] {
    var steps = [line.startIndex]
    var count = 0
    for at in line.indices.dropFirst() where line[at] & 0xC0 != 0x80 {
      count += 1
      if count % step == 0 { steps.append(at) }
    }
    return steps
  }

  /// Where a node begins; `nil` where that is not in the file.
  private func place(of node: Node) -> Int? {
    guard node.line >= 1, node.line <= lineStarts.count else { return nil }
    var at = lineStarts[node.line - 1]
    var column = 1
    if node.column > RawYAML.step, let steps = columns[node.line - 1] {
      let step = min((node.column - 1) / RawYAML.step, steps.count - 1)
      (at, column) = (steps[step], 1 + step * RawYAML.step)
    }
    while at < bytes.count, column < node.column {
      at += 1
      if at < bytes.count, bytes[at] & 0xC0 != 0x80 { column += 1 }
    }
    return at
  }

  /// Where a node begins, its anchor and tag left out.
  func start(of node: Node) -> Int {
    guard var at = place(of: node) else { return 0 }
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
    guard node.sequence != nil, let at = place(of: node) else { return false }
    return bytes[at...].prefix { $0 > 0x20 && $0 != UInt8(ascii: "[") }.elementsEqual("!reference".utf8)
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
