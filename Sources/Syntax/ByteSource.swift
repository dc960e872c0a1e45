/// A window that slides over the bytes of one input, as UTF-8: gzip is inflated, UTF-16 is decoded, a byte order
/// mark is dropped.
///
/// What is between `start` and `end` of `buffer` is there to be read; `more()` brings the next block and keeps
/// what was not read yet. No reader holds a whole file.
package struct ByteSource: ~Copyable {
  package fileprivate(set) var buffer: [UInt8] = []
  /// The first byte that was not read yet; readers move it.
  package var start = 0
  package var end: Int { buffer.count }
  package private(set) var isAtEnd = false
  /// What the bytes were before they became UTF-8, where that was not UTF-8.
  package private(set) var encoding: TextEncoding?
  /// Whether the bytes are those of the input itself: neither inflated, nor decoded, nor without their mark.
  package private(set) var isAsStored = true
  /// How many bytes a parser put others in place of.
  package internal(set) var scrubbed = 0
  /// How many bytes of the input stood before those of `buffer`.
  private var passed = 0
  /// The place of `start` among the bytes of the input, where these are read as they are stored.
  package var offset: Int { passed + start }
  /// What may be read by another core: one or none, in a list, so that a source stays small, which is passed about.
  private var aheads: [Ahead] = []
  /// From which place on that matters.
  var aheadPlace = Int.max
  /// Where readers of lines stop to ask for it.
  var turn = Int.max
  private var stream: ByteStream
  /// Off where a parser counts for itself, or nobody asks: lines and columns are unknown then.
  package var countsPlaces = true
  /// How far lines and characters were counted: an index of `buffer`, and its line and column.
  private var counted = (index: 0, line: 1, column: 1)

  /// - Parameter line: the line of the first byte, from 1.
  package init(_ stream: ByteStream, cap: ByteCap = ByteCap(), line: Int = 1) throws(ReadError) {
    counted.line = line
    self.stream = stream.capped(at: cap.stored, "an input")
    try fill(upTo: 4)
    if buffer.starts(with: [0x1F, 0x8B]) {
      self.stream = gunzipped(rest: buffer, self.stream).capped(at: cap.inflated, "a gzip")
      buffer = []
      isAtEnd = false
      isAsStored = false
      try fill(upTo: 4)
    }
    if buffer.starts(with: [0xEF, 0xBB, 0xBF]) {
      start = 3
      isAsStored = false
      counted.index = 3
    }
    if let encoding = TextEncoding(mark: buffer) {
      try decode(as: encoding)
    }
  }

  /// What a program prints, as it is: nothing in it is taken for a mark, an encoding or a gzip. (Two files called
  /// `<` and `?` would make a list of names look like UTF-16.)
  ///
  /// - Parameter place: where the first byte stands, in bytes from the start of the input.
  package init(printed stream: ByteStream, at place: Int = 0) {
    self.stream = stream.capped(at: ByteCap().stored, "an output")
    passed = place
  }

  package init(_ bytes: [UInt8]) throws(ReadError) { try self.init(ByteStream(bytes)) }

  /// A source at its end.
  private init() {
    stream = ByteStream { _ in }
    isAtEnd = true
  }

  /// All that is left, as a source of its own; nothing is left here.
  package mutating func handOver() -> ByteSource {
    var rest = ByteSource()
    swap(&rest, &self)
    return rest
  }

  /// Brings the next block behind what is left to read.
  /// - Returns: false when there is none.
  package mutating func more() throws(ReadError) -> Bool {
    if isAtEnd { return false }
    if start > 0 {
      if countsPlaces { _ = place() }
      buffer.removeSubrange(0..<start)
      passed += start
      start = 0
      counted.index = 0
    }
    guard buffer.count <= ByteCap.token else {
      throw ReadError(line: line, met: "more than \(ByteCap.token >> 20) MiB in one piece", wanted: "an end to it")
    }
    let before = buffer.count
    try stream.appendBlock(&buffer)
    isAtEnd = buffer.count == before
    return !isAtEnd
  }

  /// The line of a place in `buffer`, from 1.
  package func line(at index: Int) -> Int {
    let index = min(index, buffer.count)
    let between = min(index, counted.index)..<max(index, counted.index)
    let lines = buffer.count(of: UInt8(ascii: "\n"), in: between)
    return index < counted.index ? counted.line - lines : counted.line + lines
  }

  package var line: Int { line(at: start) }

  /// The line of `start`, and the column in characters, from 1.
  ///
  /// Counts on from where it was asked last, so that asking for every value costs no more than one pass.
  package mutating func place() -> (line: Int, column: Int) {
    guard start > counted.index else {
      counted = (start, line, counted.column)
      return (counted.line, counted.column)
    }
    let passed = counted.index..<start
    let lines = buffer.count(of: UInt8(ascii: "\n"), in: passed)
    let lastLine = lines > 0 ? buffer.lastIndex(of: UInt8(ascii: "\n"), in: passed) + 1..<start : passed
    let characters = buffer.countOfCharacters(in: lastLine)
    counted = (start, counted.line + lines, lines > 0 ? characters + 1 : counted.column + characters)
    return (counted.line, counted.column)
  }

  /// Reads ahead until so many bytes are in the window or the input ends; nothing is consumed.
  package mutating func fill(upTo count: Int) throws(ReadError) {
    while end - start < count, try more() {}
  }

  package var ahead: Ahead? {
    get { aheads.first }
    set {
      aheads = newValue.map { [$0] } ?? []
      aheadPlace = newValue == nil ? Int.max : 0
    }
  }

  /// How many bytes there are up to the place from which on that matters, where there is one.
  var leftToAhead: Int { aheadPlace > offset ? aheadPlace - offset : Int.max }

  /// Has other cores read what comes behind what was read.
  mutating func askAhead(_ plan: AheadPlan) {
    guard !aheads.isEmpty else { return }
    aheads[0].ask(plan, from: offset)
    aheadPlace = aheads[0].next
  }

  /// What another core has read from here on; a part is told of once.
  mutating func takePartAhead() -> AheadPart? {
    guard !aheads.isEmpty else { return nil }
    defer { aheadPlace = aheads[0].next }
    return aheads[0].part(at: offset)
  }

  /// Is itself the reader of a part, that ends where another one begins.
  mutating func stop(at place: Int) { (aheadPlace, turn) = (place, place) }

  /// Goes on behind what another core has read from here on.
  mutating func jump(behind part: AheadPart) throws(ReadError) {
    guard let ahead else { return }
    let (line, column) = place()
    stream = try ahead.open(part.end..<ahead.size)
    counted = (0, line + part.lines, part.lines > 0 ? part.column : column + part.column - 1)
    (buffer, start, passed, isAtEnd) = ([], 0, part.end, false)
  }

  /// Takes the rest, from here on, for text of that encoding.
  package mutating func decode(as encoding: TextEncoding) throws(ReadError) {
    self.encoding = encoding
    isAsStored = false
    let rest = Array(buffer[start...])
    stream = encoding.decoded(rest: rest, stream, isAtEnd: isAtEnd)
    _ = place()
    buffer = []
    start = 0
    counted.index = 0
    isAtEnd = false
    try fill(upTo: 4)
  }
}

extension ByteSource {
  /// Takes the next line; its ending (`\n` or `\r\n`) does not belong to it.
  /// - Returns: where it stands in `buffer` until the next call, or `nil` at the end.
  package mutating func nextLine() throws(ReadError) -> Range<Int>? {
    guard let line = try nextField(endedBy: UInt8(ascii: "\n")) else { return nil }
    return trimmed(line)
  }

  /// Takes the next line, its end left out, of a long one only the first bytes: no line is too long to be passed.
  /// - Returns: where they stand in `buffer` until the next call, or `nil` at the end.
  package mutating func nextLine(atMost limit: Int) throws(ReadError) -> Range<Int>? {
    var searched = start
    while true {
      let found = buffer.firstIndex(of: UInt8(ascii: "\n"), in: searched..<end)
      if found < end {
        defer { start = found + 1 }
        return start..<min(found, start + limit)
      }
      if end - start > limit {
        passed += end - start - limit
        buffer.removeSubrange(start + limit..<end)
      }
      let length = end - start
      if try !more() {
        guard length > 0 else { return nil }
        defer { start = end }
        return start..<end
      }
      searched = start + length
    }
  }

  /// Takes the bytes up to the next such byte, which does not belong to them, or up to the end.
  /// - Returns: where they stand in `buffer` until the next call, or `nil` when nothing is left.
  package mutating func nextField(endedBy mark: UInt8) throws(ReadError) -> Range<Int>? {
    var searched = start
    while true {
      let found = buffer.firstIndex(of: mark, in: searched..<end)
      if found < end {
        defer { start = found + 1 }
        return start..<found
      }
      let length = end - start
      if try !more() {
        guard length > 0 else { return nil }
        defer { start = end }
        return start..<end
      }
      searched = start + length
    }
  }

  /// Takes as many whole lines as the window holds, the last line's end included, for readers that go over many
  /// lines at a time.
  /// - Returns: where they stand in `buffer` until the next call, or `nil` at the end.
  package mutating func nextLines() throws(ReadError) -> Range<Int>? {
    while true {
      if let last = buffer.lastIndex(of: UInt8(ascii: "\n"), in: start..<end) {
        defer { start = last + 1 }
        return start..<last + 1
      }
      if try more() { continue }
      defer { start = end }
      return start < end ? start..<end : nil
    }
  }

  private func trimmed(_ line: Range<Int>) -> Range<Int> {
    let hasReturn = !line.isEmpty && buffer[line.upperBound - 1] == UInt8(ascii: "\r")
    return line.lowerBound..<(hasReturn ? line.upperBound - 1 : line.upperBound)
  }

  /// All that is left, for formats that are held whole.
  package mutating func rest(atMost limit: Int = ByteCap.held) throws(ReadError) -> [UInt8] {
    // The window becomes the whole, and what comes is put behind it: nothing is copied from one to the other.
    var all: [UInt8] = []
    swap(&all, &buffer)
    all.removeFirst(start)
    (start, counted.index) = (0, 0)
    while all.count <= limit {
      let before = all.count
      if !isAtEnd { try stream.appendBlock(&all) }
      isAtEnd = all.count == before
      if isAtEnd { return all }
    }
    throw ReadError(met: "more than \(limit >> 20) MiB", wanted: "at most that in a file that is held whole")
  }

  /// Takes so many bytes, to be held whole.
  package mutating func take(_ count: Int) throws(ReadError) -> [UInt8] {
    var taken: [UInt8] = []
    while true {
      let piece = start..<min(end, start + count - taken.count)
      taken += buffer[piece]
      start = piece.upperBound
      if taken.count == count { return taken }
      guard try more() else { throw ReadError(met: "the end", wanted: "\(count - taken.count) more bytes") }
    }
  }

  package func text(_ range: Range<Int>) -> String { String(decoding: buffer[range], as: UTF8.self) }
}

extension ByteSource {
  /// Puts another byte in place of one that was not read yet.
  mutating func replace(_ index: Int, by byte: UInt8) { buffer[index] = byte }
}
