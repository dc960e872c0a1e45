import Syntax

extension ByteSource {
  /// Hands over one line after the other, as text; what is thrown gets the line's number.
  mutating func forEachLine(_ take: (String) throws(ReadError) -> Void) throws(ReadError) {
    while let range = try nextLine() {
      do throws(ReadError) {
        try take(text(range))
      } catch {
        throw ReadError(line: error.line ?? line(at: range.lowerBound), met: error.met, wanted: error.wanted)
      }
    }
  }
}

extension StringProtocol {
  /// What stands between blanks.
  var words: [SubSequence] { split { $0 == " " || $0 == "\t" || $0 == "\r" } }

  /// What stands between two texts, the first and the nearest behind it.
  func between(_ start: String, _ end: String) -> SubSequence? {
    guard let open = firstRange(of: start) else { return nil }
    let rest = self[open.upperBound...]
    guard let close = rest.firstRange(of: end) else { return nil }
    return rest[..<close.lowerBound]
  }

  /// Without the blanks around it.
  var trimmed: SubSequence {
    let isBlank = { (character: Character) in character == " " || character == "\t" || character == "\r" }
    let rest = drop(while: isBlank)
    guard let last = rest.lastIndex(where: { !isBlank($0) }) else { return rest.prefix(0) }
    return rest[...last]
  }
}
