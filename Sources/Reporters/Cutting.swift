// Text that fits: nothing from a report is printed without a limit.

extension Unicode.Scalar {
  /// The columns that a terminal gives it: two for the wide letters of East Asia and for pictures, else one.
  ///
  /// A mark that combines counts one too, so that a heap of them has a width.
  /// - Source: Unicode Standard Annex 11, roughly by block
  var columns: Int {
    switch value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF,
      0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F680...0x1F6FF, 0x1F900...0x1FAFF,
      0x20000...0x3FFFD:
      2
    default: 1
    }
  }
}

extension StringProtocol {
  /// The columns that a line takes on a terminal.
  var columns: Int { unicodeScalars.reduce(0) { $0 + $1.columns } }
}

extension String {
  /// The text, or as much of it as fits, with `…` for the rest.
  func cut(to limit: Int, measuredBy size: (Unicode.Scalar) -> Int = \.columns) -> String {
    var used = 0
    var lastFitting = unicodeScalars.startIndex
    for index in unicodeScalars.indices {
      used += size(unicodeScalars[index])
      if used > limit { return limit > 0 ? String(unicodeScalars[..<lastFitting]) + "…" : "" }
      if used < limit { lastFitting = unicodeScalars.index(after: index) }
    }
    return self
  }

  func padded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - columns)) }

  /// The text in lines of at most so many columns, broken at blanks, and within a word that is longer than a line.
  func wrapped(to width: Int, atMost limit: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in unicodeScalars.split(separator: " ").map(String.init) {
      var rest = word[...]
      if !line.isEmpty, line.columns + 1 + rest.columns <= width {
        line += " " + rest
        continue
      }
      if !line.isEmpty { lines.append(line) }
      while rest.columns > width, lines.count <= limit {
        lines.append(String(rest.prefix(columns: width)))
        rest = rest.dropFirst(columns: width)
      }
      line = String(rest)
      if lines.count > limit { break }
    }
    lines.append(line)
    guard lines.count > limit else { return lines }
    return lines.prefix(limit - 1) + [(lines[limit - 1] + " …").cut(to: width)]
  }
}

extension Substring {
  fileprivate func prefix(columns: Int) -> Substring { self[..<index(afterColumns: columns)] }
  fileprivate func dropFirst(columns: Int) -> Substring { self[index(afterColumns: columns)...] }

  private func index(afterColumns limit: Int) -> Index {
    var used = 0
    return unicodeScalars.indices.first { index in
      used += unicodeScalars[index].columns
      return used > limit
    } ?? endIndex
  }
}
