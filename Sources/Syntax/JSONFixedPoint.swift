extension JSONReader {
  /// A number times ten to the power of `places`, digits beyond that cut off; `nil` for any other value, which is
  /// taken unseen.
  /// - Throws: `ReadError` also for one that is negative or too large.
  package mutating func fixedPoint(places: Int) throws(ReadError) -> UInt64? {
    guard try peek() == .number else {
      try skip()
      return nil
    }
    let range = try takeDigits()
    let bytes = source.buffer.span
    guard let value = bytes.fixedPoint(range, places: places) ?? bytes.fixedPoint(withExponent: range, places: places)
    else {
      throw ReadError(
        line: source.line(at: range.lowerBound), met: ReadError.quoted(source.buffer[range]),
        wanted: "a number that is not negative and not too large")
    }
    return value
  }

  /// A number of a few digits before and behind a point, times ten to the power of `places`, digits beyond that cut off;
  /// `nil` where another value comes next, of which nothing is taken.
  package mutating func takeShortNumber(places: Int) -> UInt64? {
    guard let (value, end) = source.buffer.span.shortNumber(at: source.start, places: places) else { return nil }
    source.start = end
    return value
  }

  /// The nanoseconds from 1970 to a time in a string (RFC 3339); `nil` for any other value.
  package mutating func timestamp() throws(ReadError) -> UInt64? {
    guard try peek() == .string else {
      try skip()
      return nil
    }
    let token = try takeString()
    return source.buffer.span.timestamp(token.range)
  }

  private mutating func takeDigits() throws(ReadError) -> Range<Int> {
    while true {
      do throws(JSONStop) {
        let start = try source.buffer.span.token(from: source.start)
        source.start = try source.buffer.span.endOfScalar(at: start, isLast: source.isAtEnd)
        return start..<source.start
      } catch {
        try refill(after: error)
      }
    }
  }
}

extension Span<UInt8> {
  fileprivate func shortNumber(at start: Int, places: Int) -> (value: UInt64, end: Int)? {
    guard start < count, let end = try? endOfScalar(at: start, isLast: false),
      let value = shortFixedPoint(start..<end, places: places)
    else { return nil }
    return (value, end)
  }

  /// The same as `fixedPoint` of a number that is written with an exponent.
  fileprivate func fixedPoint(withExponent range: Range<Int>, places: Int) -> UInt64? {
    guard let mark = range.first(where: { self[$0] | 0x20 == UInt8(ascii: "e") }) else { return nil }
    let sign = range.contains(mark + 1) ? self[mark + 1] : 0
    let isNegative = sign == UInt8(ascii: "-")
    let digits = (isNegative || sign == UInt8(ascii: "+") ? mark + 2 : mark + 1)..<range.upperBound
    guard !digits.isEmpty, let size = fixedPoint(digits, places: 0).map({ Int(clamping: $0) }), size <= 60 else {
      return nil
    }
    let shift = places + (isNegative ? -size : size)
    guard shift < 0 else { return fixedPoint(range.lowerBound..<mark, places: shift) }
    guard var value = fixedPoint(range.lowerBound..<mark, places: 0) else { return nil }
    for _ in shift..<0 { value /= 10 }
    return value
  }
}
