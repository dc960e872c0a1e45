private import CScan

// Each function hands C exactly the bytes of a slice that Swift has bounds-checked, for the length of one call.

extension [UInt8] {
  /// The index of the first such byte in the range, or the range's end.
  package func firstIndex(of byte: UInt8, in range: Range<Int>) -> Int {
    unsafe range.lowerBound + scan(range) { unsafe scan_byte($0, $1, byte) }
  }

  /// The index of the first place where a text stands.
  package func firstIndex(of text: [UInt8]) -> Int? {
    guard !text.isEmpty else { return startIndex }
    let found = unsafe scan(indices) { bytes, count in
      unsafe text.withUnsafeBufferPointer { wanted in
        unsafe wanted.baseAddress.map { unsafe scan_text(bytes, count, $0, wanted.count) } ?? count
      }
    }
    return found < count ? found : nil
  }

  /// The index of the last such byte in the range.
  package func lastIndex(of byte: UInt8, in range: Range<Int>) -> Int? {
    var at = range.upperBound
    while at > range.lowerBound {
      at -= 1
      if self[at] == byte { return at }
    }
    return nil
  }

  package func count(of byte: UInt8, in range: Range<Int>) -> Int {
    unsafe scan(range) { unsafe scan_count($0, $1, byte) }
  }

  /// The index of the last such byte in the range, or the range's end.
  func lastIndex(of byte: UInt8, in range: Range<Int>) -> Int {
    unsafe range.lowerBound + scan(range) { unsafe scan_last_byte($0, $1, byte) }
  }

  /// How many characters of UTF-8 begin in the range.
  func countOfCharacters(in range: Range<Int>) -> Int {
    unsafe scan(range) { unsafe scan_characters($0, $1) }
  }

  package func isASCII(in range: Range<Int>) -> Bool { unsafe scan(range) { unsafe scan_beyond_ascii($0, $1) } == 0 }

  /// The index of the first byte that XML forbids, or the range's end.
  package func firstXMLControl(in range: Range<Int>) -> Int {
    unsafe range.lowerBound + scan(range) { unsafe scan_xml_control($0, $1) }
  }

  /// Appends a piece of other bytes, all at once.
  package mutating func append(_ bytes: Span<UInt8>, _ range: Range<Int>) {
    precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count)
    unsafe bytes.withUnsafeBufferPointer { unsafe append(contentsOf: UnsafeBufferPointer(rebasing: $0[range])) }
  }

  private func scan(_ range: Range<Int>, _ body: (UnsafePointer<UInt8>, Int) -> Int) -> Int {
    precondition(range.lowerBound >= 0 && range.upperBound <= count)
    return unsafe withUnsafeBufferPointer { buffer in
      guard let start = buffer.baseAddress else { return 0 }
      return unsafe body(start + range.lowerBound, range.count)
    }
  }
}

extension Span<UInt8> {
  /// The index of the first such byte, or the end.
  @inline(__always)
  package func firstIndex(of byte: UInt8, from start: Int) -> Int {
    unsafe start + scan(from: start) { unsafe scan_byte($0, $1, byte) }
  }

  /// The index of the first byte that ends or breaks a JSON string, or the end.
  @inline(__always)
  func endOfPlainString(from start: Int) -> Int {
    unsafe start + scan(from: start) { unsafe scan_string($0, $1) }
  }

  /// The index of the first byte that is no blank of JSON, or the end.
  func endOfBlanks(from start: Int) -> Int {
    unsafe start + scan(from: start) { unsafe scan_blanks($0, $1) }
  }

  /// The index of the first byte that ends a line, or the end.
  package func endOfLine(from start: Int) -> Int {
    unsafe start + scan(from: start) { unsafe scan_line($0, $1) }
  }

  /// Notes behind `count` where separators stand, as many as there is room for, up to a line's end or a quote.
  /// - Returns: where that is; where there is no more room, a separator; or the end.
  func fieldEnds(from start: Int, _ separator: UInt8, into ends: inout [Int], _ count: inout Int) -> Int {
    precondition(count >= 0 && count <= ends.count)
    var noted = 0
    let stop = unsafe scan(from: start) { bytes, length in
      unsafe ends.withUnsafeMutableBufferPointer { room in
        guard let found = room.baseAddress else { return 0 }
        return unsafe scan_fields(bytes, length, separator, start, found + count, room.count - count, &noted)
      }
    }
    count += noted
    return start + stop
  }

  /// Takes lines of a tag and numbers behind it, each of which becomes a word: the numbers but for the last, and in the
  /// lowest bit whether that one is above 0.
  ///
  /// - Parameters:
  ///   - start: where the first line begins; it moves behind those that were taken.
  ///   - tag: of at most seven bytes
  ///   - fields: two numbers; or four, of which the second and third lie below 10,000 and take 15 bits.
  ///   - words: has room for those that are taken at most.
  /// - Returns: how many were taken.
  package func points(
    from start: inout Int, to end: Int, _ tag: StaticString, fields: Int, into words: inout [UInt64]
  ) -> Int {
    precondition(start >= 0 && start <= end && end <= count)
    precondition(tag.utf8CodeUnitCount < 8 && (fields == 2 || fields == 4))
    var noted = 0
    let taken = unsafe scan(from: start) { bytes, _ in
      unsafe words.withUnsafeMutableBufferPointer { room in
        guard let found = room.baseAddress else { return 0 }
        return unsafe scan_points(
          bytes, end - start, tag.utf8Start, tag.utf8CodeUnitCount, fields, found, room.count, &noted)
      }
    }
    start += taken
    return noted
  }

  /// A line of a tag, a number of at most seven digits, a comma and a text, which neither begins with a digit nor ends
  /// in a blank; `nil` for another line.
  ///
  /// - Parameter tag: of at most seven bytes
  @inline(__always)
  package func numbered(_ tag: StaticString, from start: Int, to end: Int) -> (number: Int, text: Range<Int>)? {
    precondition(start >= 0 && start <= end && end <= count && tag.utf8CodeUnitCount < 8)
    var (number, text) = (UInt64(0), 0)
    let stop = unsafe scan(from: start) { bytes, _ in
      unsafe scan_numbered(bytes, end - start, tag.utf8Start, tag.utf8CodeUnitCount, &number, &text)
    }
    return stop > 0 ? (Int(number), start + text..<start + stop) : nil
  }

  /// A number of a few digits before and behind a point, times ten to the power of `places`, digits beyond that cut off;
  /// `nil` for others, and what stands too near to the end to be told at a glance.
  @inline(__always)
  func shortFixedPoint(_ range: Range<Int>, places: Int) -> UInt64? {
    precondition(range.lowerBound >= 0 && range.upperBound <= count)
    var value: UInt64 = 0
    let isShort = unsafe scan(from: range.lowerBound) {
      unsafe Int(scan_fixed_point($0, $1, range.count, places, &value))
    }
    return isShort == 1 ? value : nil
  }

  /// Up to eight bytes as one number, the first one lowest, which tells them from all others of their length.
  @inline(__always)
  package func word(at start: Int, _ length: Int) -> UInt64 {
    precondition(length >= 0 && length <= 8 && length <= count - start)
    var word: UInt64 = 0
    _ = unsafe scan(from: start) {
      word = unsafe scan_word($0, $1, length)
      return 0
    }
    return word
  }

  /// Whether the bytes of a range of another span stand at that place.
  @inline(__always)
  package func holds(_ wanted: Span<UInt8>, _ range: Range<Int>, at start: Int) -> Bool {
    precondition(range.lowerBound >= 0 && range.upperBound <= wanted.count && start >= 0)
    guard range.count <= count - start else { return false }
    return unsafe withUnsafeBufferPointer { buffer in
      unsafe wanted.withUnsafeBufferPointer { other in
        guard let here = buffer.baseAddress, let there = other.baseAddress else { return range.isEmpty }
        return unsafe scan_equals_name(here + start, there + range.lowerBound, range.count) != 0
      }
    }
  }

  /// Whether a text is all that a range holds.
  @inline(__always)
  package func holds(_ wanted: StaticString, in range: Range<Int>) -> Bool {
    guard range.count == wanted.utf8CodeUnitCount, range.upperBound <= count, range.lowerBound >= 0 else {
      return false
    }
    return unsafe withUnsafeBufferPointer { buffer in
      guard let here = buffer.baseAddress else { return range.isEmpty }
      return unsafe scan_equals(here + range.lowerBound, wanted.utf8Start, range.count) != 0
    }
  }

  @inline(__always)
  private func scan(from start: Int, _ body: (UnsafePointer<UInt8>, Int) -> Int) -> Int {
    precondition(start >= 0 && start <= count)
    return unsafe withUnsafeBufferPointer { buffer in
      guard let first = buffer.baseAddress else { return 0 }
      return unsafe body(first + start, buffer.count - start)
    }
  }
}
