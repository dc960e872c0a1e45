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
  private var stream: ByteStream
  private var linesBefore = 0

  package init(_ stream: ByteStream, cap: ByteCap = ByteCap()) throws(ReadError) {
    self.stream = stream.capped(at: cap.stored, "an input")
    try fill(upTo: 4)
    if buffer.starts(with: [0x1F, 0x8B]) {
      self.stream = gunzipped(rest: buffer, self.stream).capped(at: cap.inflated, "a gzip")
      buffer = []
      isAtEnd = false
      try fill(upTo: 4)
    }
    if buffer.starts(with: [0xEF, 0xBB, 0xBF]) { start = 3 }
    if let encoding = TextEncoding(mark: buffer) {
      try decode(as: encoding)
    }
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
      linesBefore += buffer.count(of: UInt8(ascii: "\n"), in: 0..<start)
      buffer.removeSubrange(0..<start)
      start = 0
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
    linesBefore + buffer.count(of: UInt8(ascii: "\n"), in: 0..<min(index, buffer.count)) + 1
  }

  package var line: Int { line(at: start) }

  /// Reads ahead until so many bytes are in the window or the input ends; nothing is consumed.
  package mutating func fill(upTo count: Int) throws(ReadError) {
    while end - start < count, try more() {}
  }

  /// Takes the rest, from here on, for text of that encoding.
  package mutating func decode(as encoding: TextEncoding) throws(ReadError) {
    self.encoding = encoding
    let rest = Array(buffer[start...])
    stream = encoding.decoded(rest: rest, stream, isAtEnd: isAtEnd)
    linesBefore += buffer.count(of: UInt8(ascii: "\n"), in: 0..<start)
    buffer = []
    start = 0
    isAtEnd = false
    try fill(upTo: 4)
  }
}

extension ByteSource {
  /// Takes the next line; its ending (`\n` or `\r\n`) does not belong to it.
  /// - Returns: where it stands in `buffer` until the next call, or `nil` at the end.
  package mutating func nextLine() throws(ReadError) -> Range<Int>? {
    var searched = start
    while true {
      let found = buffer.firstIndex(of: UInt8(ascii: "\n"), in: searched..<end)
      if found < end {
        defer { start = found + 1 }
        return trimmed(start..<found)
      }
      let length = end - start
      if try !more() {
        guard length > 0 else { return nil }
        defer { start = end }
        return trimmed(start..<end)
      }
      searched = start + length
    }
  }

  private func trimmed(_ line: Range<Int>) -> Range<Int> {
    let hasReturn = !line.isEmpty && buffer[line.upperBound - 1] == UInt8(ascii: "\r")
    return line.lowerBound..<(hasReturn ? line.upperBound - 1 : line.upperBound)
  }

  /// All that is left, for formats that are held whole.
  package mutating func rest(atMost limit: Int = ByteCap.held) throws(ReadError) -> [UInt8] {
    var all: [UInt8] = []
    repeat {
      all += buffer[start...]
      start = end
      if all.count > limit {
        throw ReadError(met: "more than \(limit >> 20) MiB", wanted: "at most that in a file that is held whole")
      }
    } while try more()
    return all
  }

  package func text(_ range: Range<Int>) -> String { String(decoding: buffer[range], as: UTF8.self) }
}

extension ByteSource {
  /// Puts another byte in place of one that was not read yet.
  mutating func replace(_ index: Int, by byte: UInt8) { buffer[index] = byte }
}
