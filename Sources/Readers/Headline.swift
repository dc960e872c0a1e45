import Syntax

extension String {
  /// The most that is kept of a text that a report tells, in bytes.
  static let tellingCap = 300

  /// The first line that says something, bounded.
  var headline: String {
    let bytes = utf8.span
    var start = 0
    while start < bytes.count, bytes[start] <= UInt8(ascii: " ") { start += 1 }
    let end = bytes.endOfLine(from: start)
    return start == 0 && end == bytes.count ? bounded : cut(start..<end).bounded
  }

  /// The text, cut before the character that would go beyond what is kept.
  var bounded: String {
    guard utf8.count > String.tellingCap else { return self }
    let bytes = utf8.span
    var end = String.tellingCap - "…".utf8.count
    while end > 0, bytes[end] & 0xC0 == 0x80 { end -= 1 }
    return cut(0..<end) + "…"
  }

  /// What lies between two bytes that begin characters.
  private func cut(_ range: Range<Int>) -> String {
    String(utf8.dropFirst(range.lowerBound).prefix(range.count)) ?? ""
  }
}
