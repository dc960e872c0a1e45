/// Rows of patterns that are asked about many paths: by a path's last bytes and its segments most of them are left out.
package struct GlobRows: Sendable {
  private struct Entry: Sendable {
    let row: Int
    let isBasename: Bool
  }

  /// Of each pattern whose it is.
  private let entries: [Entry]
  private let patterns: GlobPatterns
  /// By the last byte of what they match, and by the one before it; of bytes what six bits tell.
  private var byLast: EntrySets
  private var byNext: EntrySets
  /// By the first byte of a basename, of those that are about one.
  private var byFirst: EntrySets
  /// By a segment's mark.
  private var byMark: EntrySets

  package init(_ rows: [[Glob]]) {
    var entries: [Entry] = []
    var patterns = GlobPatterns()
    for (row, globs) in rows.enumerated() {
      for glob in globs {
        patterns.append(glob.pattern.utf8Span.span)
        while entries.count < patterns.count { entries.append(Entry(row: row, isBasename: glob.isBasename)) }
      }
    }
    byLast = EntrySets(of: entries.count)
    byNext = EntrySets(of: entries.count)
    byFirst = EntrySets(of: entries.count)
    byMark = EntrySets(of: entries.count)
    for place in entries.indices {
      byLast.insert(place, at: patterns.byte(beforeEnd: 0, of: place))
      byNext.insert(place, at: patterns.byte(beforeEnd: 1, of: place))
      byFirst.insert(place, at: entries[place].isBasename ? patterns.firstByte(of: place) : nil)
      byMark.insert(place, at: patterns.mark(of: place))
    }
    self.patterns = patterns
    self.entries = entries
  }

  /// The first row of which a pattern matches.
  package func first(matching path: Path) -> Int? { first(matching: path.bytes.span) }

  func first(matching bytes: Span<UInt8>, _ subject: GlobSubject? = nil) -> Int? {
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
    search(bytes, nil) { row in
      if rows.last != row { rows.append(row) }
      return true
    }
    return rows
  }

  /// Shows the row of each pattern that matches, until that is enough; ascending.
  ///
  /// - Parameter known: what is to be known of the path, which is found out where its last bytes do not do.
  @inline(__always)
  private func search(_ bytes: Span<UInt8>, _ known: GlobSubject?, goesOn: (_ row: Int) -> Bool) {
    let end = known?.end ?? bytes.endOfName
    guard end > 0 else { return }
    var known = known
    let last = Int(bytes[end - 1]), next = end > 1 ? Int(bytes[end - 2]) : nil
    for number in 0..<byLast.width {
      var left = byLast.word(number, at: last) & byNext.word(number, at: next)
      if left == 0 { continue }
      left &= byFirst.word(number, at: Int(bytes[known?.base ?? bytes.startOfName(before: end)]))
      if left == 0 { continue }
      let subject = known ?? GlobSubject(bytes)
      known = subject
      left &= byMark.word(number, atAnyOf: subject.marks)
      while left != 0 {
        let place = number << 6 + left.trailingZeroBitCount
        let entry = entries[place]
        if patterns.matches(place, bytes, subject, isBasename: entry.isBasename), !goesOn(entry.row) { return }
        left &= left - 1
      }
    }
  }
}

/// For each of 64 keys the entries that want it, a bit an entry, and those that want none.
private struct EntrySets: Sendable {
  /// So many words hold a bit for each entry.
  let width: Int
  /// Key by key, and those that want none at the end.
  private var words: [UInt64]

  init(of count: Int) {
    width = (count + 63) >> 6
    words = [UInt64](repeating: 0, count: 65 * width)
  }

  mutating func insert(_ place: Int, at key: Int?) {
    words[(key.map { ($0 & 63) * width } ?? words.count - width) + place >> 6] |= 1 << UInt64(place & 63)
  }

  private func open(_ number: Int) -> UInt64 { words[words.count - width + number] }

  /// - Parameter key: `nil` where there is nothing by which it could be wanted.
  func word(_ number: Int, at key: Int?) -> UInt64 {
    (key.map { words[($0 & 63) * width + number] } ?? 0) | open(number)
  }

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
