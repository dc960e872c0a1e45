// The library's own searches come with its regular expressions, a megabyte that no release should carry.

extension StringProtocol {
  /// Where a text stands first, byte for byte; `nil` for nowhere.
  package func firstRange(of text: String) -> Range<Index>? {
    guard let first = text.utf8.first else { return startIndex..<startIndex }
    var rest = utf8[...]
    while let start = rest.firstIndex(of: first) {
      rest = rest[start...]
      if rest.starts(with: text.utf8) { return start..<utf8.index(start, offsetBy: text.utf8.count) }
      rest = rest.dropFirst()
    }
    return nil
  }

  /// Where a text stands, from the first to the last; nowhere for the empty one.
  package func ranges(of text: String) -> [Range<Index>] {
    var ranges: [Range<Index>] = []
    var start = startIndex
    while !text.isEmpty, let range = self[start...].firstRange(of: text) {
      ranges.append(range)
      start = range.upperBound
    }
    return ranges
  }

  package func contains(_ text: String) -> Bool { firstRange(of: text) != nil }

  package func replacing(_ text: String, with other: String) -> String {
    var result = ""
    var start = startIndex
    for range in ranges(of: text) {
      result += self[start..<range.lowerBound]
      result += other
      start = range.upperBound
    }
    return result + self[start...]
  }
}
