// The library's own searches come with its regular expressions, a megabyte that no release should carry.

extension StringProtocol {
  /// Where a text stands first, byte for byte; `nil` for nowhere.
  package func firstRange(of text: String) -> Range<Index>? { Substring(self).place(of: text) }

  /// Where a text stands, from the first to the last; nowhere for the empty one.
  package func ranges(of text: String) -> [Range<Index>] { Substring(self).places(of: text) }

  package func contains(_ text: String) -> Bool { firstRange(of: text) != nil }

  package func replacing(_ text: String, with other: String) -> String {
    var rest = Substring(self)
    let ranges = rest.places(of: text)
    if ranges.isEmpty { return String(rest) }
    var result = ""
    for range in ranges {
      result += rest[..<range.lowerBound]
      result += other
      rest = rest[range.upperBound...]
    }
    return result + rest
  }
}

// Of one type, since what is generic is slow from other modules.
extension Substring {
  fileprivate func place(of text: String) -> Range<Index>? {
    guard let first = text.utf8.first else { return startIndex..<startIndex }
    var rest = utf8
    while let start = rest.firstIndex(of: first) {
      rest = rest[start...]
      if rest.starts(with: text.utf8) { return start..<utf8.index(start, offsetBy: text.utf8.count) }
      rest = rest.dropFirst()
    }
    return nil
  }

  fileprivate func places(of text: String) -> [Range<Index>] {
    var places: [Range<Index>] = []
    var start = startIndex
    while !text.isEmpty, let place = self[start...].place(of: text) {
      places.append(place)
      start = place.upperBound
    }
    return places
  }
}
