/// Rows of patterns that are asked about many paths: by a path's last bytes and its segments most of them are left out.
package struct GlobRows: Sendable {
  private struct Entry: Sendable {
    let row: Int
    let pattern: GlobPattern
    let isBasename: Bool
  }

  private let entries: [Entry]
  /// By the last byte of what they match, and by the one before it.
  private var byLast: EntrySets
  private var byNext: EntrySets
  /// By the first byte of a basename, of those that are about one.
  private var byFirst: EntrySets
  /// By a segment's mark.
  private var byMark: EntrySets

  package init(_ rows: [[Glob]]) {
    var entries: [Entry] = []
    for (row, globs) in rows.enumerated() {
      for glob in globs {
        for pattern in glob.alternatives {
          entries.append(Entry(row: row, pattern: pattern, isBasename: glob.isBasename))
        }
      }
    }
    byLast = EntrySets(keys: 256, of: entries.count)
    byNext = EntrySets(keys: 256, of: entries.count)
    byFirst = EntrySets(keys: 256, of: entries.count)
    byMark = EntrySets(keys: 64, of: entries.count)
    for (place, entry) in entries.enumerated() {
      let ending = entry.pattern.ending
      byLast.insert(place, at: ending.last.map(Int.init))
      byNext.insert(place, at: ending.count > 1 ? Int(ending[ending.count - 2]) : nil)
      byFirst.insert(place, at: entry.isBasename ? entry.pattern.firstByte : nil)
      byMark.insert(place, at: entry.pattern.mark)
    }
    self.entries = entries
  }

  /// The first row of which a pattern matches.
  package func first(matching path: Path) -> Int? {
    let bytes = path.bytes.span
    return first(matching: bytes, GlobSubject(bytes))
  }

  func first(matching bytes: Span<UInt8>, _ subject: GlobSubject) -> Int? {
    var first: Int?
    search(bytes, subject) { row in
      first = row
      return false
    }
    return first
  }

  /// All rows of which a pattern matches, each once; ascending.
  package func all(matching path: Path) -> [Int] {
    let bytes = path.bytes.span
    var rows: [Int] = []
    search(bytes, GlobSubject(bytes)) { row in
      if rows.last != row { rows.append(row) }
      return true
    }
    return rows
  }

  /// Shows the row of each pattern that matches, until that is enough; ascending.
  @inline(__always)
  private func search(_ bytes: Span<UInt8>, _ subject: GlobSubject, goesOn: (_ row: Int) -> Bool) {
    guard subject.start < subject.end else { return }
    let last = Int(bytes[subject.end - 1])
    let next = subject.end - subject.start > 1 ? Int(bytes[subject.end - 2]) : nil
    for number in 0..<byLast.width {
      var left = byLast.word(number, at: last)
      if let next { left &= byNext.word(number, at: next) } else { left &= byNext.open(number) }
      left &= byFirst.word(number, at: Int(bytes[subject.base]))
      if left != 0 { left &= byMark.word(number, atAnyOf: subject.marks) }
      while left != 0 {
        let entry = entries[number << 6 + left.trailingZeroBitCount]
        if entry.pattern.matches(bytes, subject, isBasename: entry.isBasename), !goesOn(entry.row) { return }
        left &= left - 1
      }
    }
  }
}

/// For each key the entries that want it, a bit an entry, and those that want none.
private struct EntrySets: Sendable {
  /// So many words hold a bit for each entry.
  let width: Int
  /// Key by key, and those that want none at the end.
  private var words: [UInt64]

  init(keys: Int, of count: Int) {
    width = (count + 63) >> 6
    words = [UInt64](repeating: 0, count: (keys + 1) * width)
  }

  mutating func insert(_ place: Int, at key: Int?) {
    words[(key.map { $0 * width } ?? words.count - width) + place >> 6] |= 1 << UInt64(place & 63)
  }

  func open(_ number: Int) -> UInt64 { words[words.count - width + number] }
  func word(_ number: Int, at key: Int) -> UInt64 { words[key * width + number] | open(number) }

  /// - Parameter keys: a bit a key.
  func word(_ number: Int, atAnyOf keys: UInt64) -> UInt64 {
    var (word, left) = (open(number), keys)
    while left != 0 {
      word |= words[left.trailingZeroBitCount * width + number]
      left &= left - 1
    }
    return word
  }
}
