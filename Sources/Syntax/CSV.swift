/// A reader of rows of fields between commas or tabs (RFC 4180) over a sliding window; fields may stand in quotes.
///
/// `nextRow()` brings a row, whose fields are asked for by column until the next one is brought. Blank lines are no
/// rows.
package struct CSVReader: ~Copyable {
  package private(set) var source: ByteSource
  private let separator: UInt8
  private var row = CSVRow(room: 32)
  /// Where the row begins in the window.
  private var rowStart = 0

  /// Takes over what is left of a source.
  package init(_ source: inout ByteSource, separator: Character = ",") {
    self.source = source.handOver()
    self.separator = separator.asciiValue ?? UInt8(ascii: ",")
  }

  /// All that is left, as a source.
  package mutating func handOver() -> ByteSource { source.handOver() }

  /// How many fields the row has.
  ///
  /// Changes nothing, nor do others that say so; but who is only lent a reader gets a copy of all that is in it.
  package var count: Int { mutating get { row.count } }

  /// The line that the row begins in.
  package var line: Int { source.line(at: rowStart) }

  /// Whether the row ends with the input and not with a line's end: it may have been cut short.
  package var isUnended: Bool { row.isUnended }

  /// Takes the next row; false at the end, and at the source's turn.
  package mutating func nextRow() throws(ReadError) -> Bool {
    while !source.isAtTurn {
      rowStart = source.start
      if let end = scanRow() {
        source.start = end
        if row.isBlank { continue }
        return true
      }
      let length = source.end - source.start
      if try source.more() {
        // Twice as much each time, so that what is looked at again costs no more than what is read.
        try source.fill(upTo: 2 * length)
      } else if length == 0 {
        return false
      }
    }
    return false
  }
}

extension CSVReader {
  private mutating func scanRow() -> Int? {
    // Taken out, because nothing of the reader may change while its window is looked at.
    var row = CSVRow(room: 0)
    swap(&row, &self.row)
    let end = row.scan(source.buffer.span, from: rowStart, separator, isLast: source.isAtEnd)
    swap(&row, &self.row)
    return end
  }
}

/// Where the fields of a row end in the window, quotes included; each but the first begins behind the one before.
private struct CSVRow {
  private(set) var count = 0
  private(set) var isUnended = false
  private var start = 0
  /// As long as the longest row so far, so that no row makes room for itself.
  private var ends: [Int]

  init(room: Int) { ends = [Int](repeating: 0, count: room) }

  var isBlank: Bool { count == 1 && ends[0] == start }
  var end: Int { count > 0 ? ends[count - 1] : start }

  func field(_ column: Int) -> Range<Int>? {
    guard column >= 0, column < count else { return nil }
    return (column == 0 ? start : ends[column - 1] + 1)..<ends[column]
  }

  /// - Returns: where the next row begins, or `nil` where the window ends before the row does.
  mutating func scan(_ bytes: Span<UInt8>, from start: Int, _ separator: UInt8, isLast: Bool) -> Int? {
    self.start = start
    count = 0
    var at = start
    while true {
      at = bytes.fieldEnds(from: at, separator, into: &ends, &count)
      guard at < bytes.count else { break }
      switch bytes[at] {
      case UInt8(ascii: "\n"):
        add(at > fieldStart && bytes[at - 1] == UInt8(ascii: "\r") ? at - 1 : at)
        isUnended = false
        return at + 1
      case UInt8(ascii: "\""): at = at == fieldStart ? bytes.endOfQuotes(from: at) : at + 1
      default: makeRoom()
      }
    }
    guard isLast, at > start else { return nil }
    add(at)
    isUnended = true
    return at
  }

  /// Where the field begins whose end was not found yet.
  private var fieldStart: Int { count == 0 ? start : ends[count - 1] + 1 }

  private mutating func add(_ end: Int) {
    if count == ends.count { makeRoom() }
    ends[count] = end
    count += 1
  }

  private mutating func makeRoom() { ends += [Int](repeating: 0, count: max(ends.count, 32)) }
}

extension CSVReader {
  package func text(_ column: Int) -> String {
    guard let field = field(column) else { return "" }
    guard isQuoted(field) else { return source.text(field) }
    var isSecond = false
    let bytes = source.text(field.lowerBound + 1..<field.upperBound - 1).utf8.filter { byte in
      // A quote within quotes is written twice.
      isSecond = byte == UInt8(ascii: "\"") && !isSecond
      return !isSecond
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Whether a field is missing or empty.
  package func isEmpty(_ column: Int) -> Bool { field(column)?.isEmpty ?? true }

  /// Whether the field is that word.
  package mutating func holds(_ column: Int, _ word: StaticString) -> Bool {
    guard let field = bare(column), field.count == word.utf8CodeUnitCount else { return false }
    return text(column) == word.description
  }

  /// A whole number of at most 18 digits.
  package func integer(_ column: Int) -> Int? {
    guard let field = bare(column), let value = source.buffer.span.fixedPoint(field, places: 0) else { return nil }
    return Int(exactly: value)
  }

  /// A number that is not negative, times ten to the power of `places`, digits beyond that cut off; `nil` where it is
  /// none, or too large.
  package mutating func fixedPoint(_ column: Int, places: Int) -> UInt64? {
    guard let field = bare(column) else { return nil }
    return source.buffer.span.fixedPoint(field, places: places)
  }

  /// The nanoseconds from 1970 to a time (RFC 3339); `nil` for anything else.
  package func timestamp(_ column: Int) -> UInt64? {
    guard let field = bare(column) else { return nil }
    return source.buffer.span.timestamp(field)
  }

  private func field(_ column: Int) -> Range<Int>? { row.field(column) }

  /// A field without the quotes around it.
  @inline(__always)
  private func bare(_ column: Int) -> Range<Int>? {
    guard let field = field(column) else { return nil }
    return isQuoted(field) ? field.lowerBound + 1..<field.upperBound - 1 : field
  }

  @inline(__always)
  private func isQuoted(_ field: Range<Int>) -> Bool {
    let quote = UInt8(ascii: "\"")
    return field.count >= 2 && source.buffer[field.lowerBound] == quote
      && source.buffer[field.upperBound - 1] == quote
  }

  /// That the row is not as it should be; the row is shown.
  package func error(_ wanted: String) -> ReadError {
    let met = source.buffer[rowStart..<max(rowStart, row.end)]
    return ReadError(line: line, met: ReadError.quoted(met), wanted: wanted)
  }
}

extension Span<UInt8> {
  /// The place behind the quote that closes the one at `start`, or the end; doubled quotes close nothing.
  fileprivate func endOfQuotes(from start: Int) -> Int {
    let quote = UInt8(ascii: "\"")
    var at = start + 1
    while at < count {
      if self[at] == quote {
        guard at + 1 < count, self[at + 1] == quote else { return at + 1 }
        at += 1
      }
      at += 1
    }
    return count
  }

  /// Digits with a point among them, times ten to the power of `places`.
  @inline(__always)
  func fixedPoint(_ range: Range<Int>, places: Int) -> UInt64? {
    if places >= 0, let short = shortFixedPoint(range, places: places) { return short }
    return longFixedPoint(range, places: places)
  }

  @inline(never)
  private func longFixedPoint(_ range: Range<Int>, places: Int) -> UInt64? {
    var value: UInt64 = 0
    var left = places
    var isFraction = false
    var digits = 0
    for at in range {
      let digit = self[at] &- UInt8(ascii: "0")
      if digit < 10 {
        digits += 1
        if isFraction {
          if left == 0 { continue }
          left -= 1
        }
        // So many digits do not overflow.
        guard value < 1_000_000_000_000_000_000 else { return nil }
        value = value &* 10 &+ UInt64(digit)
      } else if self[at] == UInt8(ascii: "."), !isFraction, digits > 0 {
        isFraction = true
      } else {
        return nil
      }
    }
    guard digits > 0, self[range.upperBound - 1] != UInt8(ascii: ".") else { return nil }
    while left > 0 {
      guard value < 1_000_000_000_000_000_000 else { return nil }
      value = value &* 10
      left -= 1
    }
    return value
  }
}
