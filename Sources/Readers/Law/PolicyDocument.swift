package import Model
package import Syntax

/// Reads what a policy in Markdown says of itself: its fields, the rows of its change log, and what it links to.
///
/// - Throws: where it is longer than any document that people read.
package func readPolicyDocument(_ source: inout ByteSource, at path: Path) throws(ReadError) -> PolicyDocument {
  var document = PolicyDocument(path)
  var isCode = false
  var number = 0
  while let range = try source.nextLine() {
    number += 1
    let line = source.text(range).trimmed
    if line.hasPrefix("```") || line.hasPrefix("~~~") { isCode.toggle() }
    if !isCode { document.take(line, number) }
  }
  return document
}

extension ByteCap {
  /// Of a document that people read.
  package static let ofDocument: ByteCap = {
    var cap = ByteCap()
    cap.stored = 1 << 20
    return cap
  }()
}

extension PolicyDocument {
  fileprivate mutating func take(_ line: Substring, _ number: Int) {
    takeLinks(line, number)
    let plain = line.filter { !"*`\"'".contains($0) }
    if plain.hasPrefix("|") {
      let cells = plain.split(separator: "|").map { String($0.trimmed) }
      entries.insert(cells.first ?? "")
      if cells.count == 2 { take(field: cells[0], cells[1], number) }
    } else if plain.hasPrefix("#") {
      // That of the document may name the version that it is of, and is no entry for it.
      let title = plain.hasPrefix("##") ? plain.drop { $0 == "#" || $0 == " " } : ""
      entries.formUnion(title.split { !$0.isLetter && !$0.isNumber && $0 != "." }.map(String.init))
    } else if let colon = plain.firstIndex(of: ":") {
      let name = plain[..<colon].drop { "-+>_ ".contains($0) }
      take(field: String(name), String(plain[plain.index(after: colon)...].trimmed), number)
    }
  }

  /// The first of a name is the document's own.
  private mutating func take(field name: String, _ value: String, _ number: Int) {
    let name = name.lowercased().filter { $0 != "_" }
    guard name.utf8.count <= 40, fields[name] == nil else { return }
    fields[name] = Text(value.bounded, line: number)
  }

  /// `[title](target)`, `[title]: target`, and a path to a document between backticks.
  private mutating func takeLinks(_ line: Substring, _ number: Int) {
    for start in line.ranges(of: "](") { takeLink(line[start.upperBound...].prefix { $0 != ")" }, number) }
    if line.hasPrefix("["), !line.hasPrefix("[^"), let colon = line.firstRange(of: "]:") {
      let words = line[colon.upperBound...].trimmed
      // Behind the target only a title may stand, or it is a sentence.
      let title = words.hasPrefix("<") ? "" : words.drop { $0 != " " }.trimmed
      if title.first.map("\"'(".contains) ?? true { takeLink(words, number) }
    }
    for (index, span) in line.split(separator: "`", omittingEmptySubsequences: false).enumerated() {
      let isPath = span.hasSuffix(".md") && span.contains("/") && !span.contains { " *<{".contains($0) }
      if !index.isMultiple(of: 2), isPath { links.append(Text("/" + span.drop { $0 == "/" }, line: number)) }
    }
  }

  /// - Parameter words: `../a.md#part "title"` or `<a b.md>`; what leads out of the repository is no file of it.
  private mutating func takeLink(_ words: Substring, _ number: Int) {
    let isBracketed = words.hasPrefix("<")
    let target = isBracketed ? words.dropFirst().prefix { $0 != ">" } : words.prefix { $0 != " " }
    if target.contains("://") || target.hasPrefix("mailto:") { return }
    let file = String(decoding: percentDecoded(Array(target.prefix { $0 != "#" && $0 != "?" }.utf8)), as: UTF8.self)
    if !file.isEmpty { links.append(Text(file.bounded, line: number)) }
  }
}
