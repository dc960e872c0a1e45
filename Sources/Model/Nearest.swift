extension Collection<String> {
  /// The one text that begins so, else the one that takes the fewest edits, if those are less than half of it.
  package func nearest(to word: String) -> String? {
    let begun = word.isEmpty ? [] : filter { $0.hasPrefix(word) }
    if begun.count == 1 { return begun[0] }
    let wanted = Array(word.utf8.prefix(64))
    let ranked = map { (text: $0, edits: editDistance(wanted, Array($0.utf8.prefix(64)))) }
    guard let best = ranked.min(by: { ($0.edits, $0.text) < ($1.edits, $1.text) }) else { return nil }
    return best.edits * 2 < Swift.max(wanted.count, 3) ? best.text : nil
  }

  /// ` (nearest: x)`, or nothing.
  package func hint(for word: String) -> String { nearest(to: word).map { " (nearest: \($0))" } ?? "" }
}

/// How many insertions, deletions and replacements lie between two texts (Levenshtein).
private func editDistance(_ a: [UInt8], _ b: [UInt8]) -> Int {
  var row = Array(0...b.count)
  for (i, x) in a.enumerated() {
    var diagonal = row[0]
    row[0] = i + 1
    for (j, y) in b.enumerated() {
      let substituted = diagonal + (x == y ? 0 : 1)
      diagonal = row[j + 1]
      row[j + 1] = Swift.min(substituted, row[j] + 1, row[j + 1] + 1)
    }
  }
  return row[b.count]
}
