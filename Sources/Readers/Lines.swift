import Model
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

extension StringProtocol where SubSequence == Substring {
  /// What stands between blanks.
  var words: [Substring] {
    // Over bytes, which is several times as fast as over characters.
    Substring(self).utf8.split { $0.isBlank }.map(Substring.init)
  }

  /// What stands between two texts, the first and the nearest behind it.
  func between(_ start: String, _ end: String) -> Substring? {
    guard let open = firstRange(of: start) else { return nil }
    let rest = self[open.upperBound...]
    guard let close = rest.firstRange(of: end) else { return nil }
    return rest[..<close.lowerBound]
  }

  /// Without the blanks around it.
  var trimmed: Substring {
    let bytes = Substring(self).utf8
    let rest = bytes.drop { $0.isBlank }
    guard let last = rest.lastIndex(where: { !$0.isBlank }) else { return Substring(rest.prefix(0)) }
    return Substring(rest[...last])
  }
}

extension UInt8 {
  fileprivate var isBlank: Bool {
    self == UInt8(ascii: " ") || self == UInt8(ascii: "\t") || self == UInt8(ascii: "\r")
  }
}
