import Syntax
import Testing

/// Whatever an input is packed in, readers see UTF-8.
struct ByteSourceTests {
  private func text(_ bytes: [UInt8], blockSize: Int = .max) throws(ReadError) -> String {
    var source = try ByteSource(ByteStream(bytes, blockSize: blockSize))
    return String(decoding: try source.rest(), as: UTF8.self)
  }

  @Test(arguments: 1...9)
  func `bytes come through in blocks of any size`(_ blockSize: Int) throws {
    #expect(try text([], blockSize: blockSize) == "")
    #expect(try text(Array("a".utf8), blockSize: blockSize) == "a")
    #expect(try text(Array("größer\n😀".utf8), blockSize: blockSize) == "größer\n😀")
  }

  @Test(arguments: [1, 3, 100])
  func `the rest is all that was not read yet, and nothing is left behind it`(_ blockSize: Int) throws {
    var source = try ByteSource(ByteStream(Array("one\ntwo\nthree".utf8), blockSize: blockSize))
    _ = try source.nextLine()
    #expect(try source.rest() == Array("two\nthree".utf8))
    #expect(try source.rest() == [])
    #expect(try source.nextLine() == nil)
  }

  @Test func `a rest of more than is held whole is refused`() throws {
    for (count, isRefused) in [(9, false), (10, false), (11, true), (100, true)] {
      var source = try ByteSource(ByteStream(Array(repeating: 0x61, count: count), blockSize: 4))
      let rest = try? source.rest(atMost: 10)
      #expect((rest == nil) == isRefused && (isRefused || rest?.count == count))
    }
  }

  @Test(arguments: 1...9)
  func `a byte order mark is dropped`(_ blockSize: Int) throws {
    #expect(try text([0xEF, 0xBB, 0xBF] + "{}".utf8, blockSize: blockSize) == "{}")
    #expect(try text([0xEF, 0xBB, 0xBF], blockSize: blockSize) == "")
    #expect(try text([0xEF, 0xBB], blockSize: blockSize) == "\u{FFFD}")
  }

  @Test(arguments: 1...9)
  func `UTF-16 becomes UTF-8`(_ blockSize: Int) throws {
    let words = "{\"é\": \"😀\"}\r\n"
    for withMark in [true, false] {
      let units = (withMark ? [0xFEFF] : []) + Array(words.utf16)
      let little = units.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
      let big = units.flatMap { [UInt8($0 >> 8), UInt8(truncatingIfNeeded: $0)] }
      #expect(try text(little, blockSize: blockSize) == words)
      #expect(try text(big, blockSize: blockSize) == words)
    }
  }

  @Test(arguments: 1...5)
  func `broken UTF-16 becomes U+FFFD`(_ blockSize: Int) throws {
    #expect(try text([0xFF, 0xFE, 0x61, 0x00, 0x62], blockSize: blockSize) == "a\u{FFFD}")
    #expect(try text([0xFF, 0xFE, 0x3D, 0xD8, 0x61, 0x00], blockSize: blockSize) == "\u{FFFD}a")
    #expect(try text([0xFF, 0xFE, 0x61, 0x00, 0x3D, 0xD8], blockSize: blockSize) == "a\u{FFFD}")
    #expect(try text([0xFE, 0xFF, 0xDE, 0x00], blockSize: blockSize) == "\u{FFFD}")
  }

  @Test(arguments: 1...9)
  func `a gzip is inflated, members that follow each other count as one`(_ blockSize: Int) throws {
    let packed = gzip("[1,") + gzip("2]")
    #expect(try text(packed, blockSize: blockSize) == "[1,2]")
    #expect(try text(gzip(""), blockSize: blockSize) == "")
    #expect(try text(deflated, blockSize: blockSize) == String(repeating: "ab", count: 50))
  }

  @Test func `a gzip may hold UTF-16`() throws {
    #expect(try text(gzip([0xFF, 0xFE, 0x61, 0x00])) == "a")
  }

  @Test func `a gzip cut anywhere is refused`() {
    for bytes in [gzip("{\"a\": 1}"), deflated] {
      for count in 2..<bytes.count {
        let error = refusal { () throws(ReadError) in _ = try text(Array(bytes.prefix(count)), blockSize: 7) }
        #expect(error == ReadError(met: "the end of the file", wanted: "the rest of the gzip"), "cut at \(count)")
      }
    }
  }

  @Test func `a gzip with a wrong sum, or with something else behind it, is refused`() {
    var bytes = gzip("{}")
    bytes[bytes.count - 6] ^= 1
    #expect(refusal { () throws(ReadError) in _ = try text(bytes) } != nil)
    #expect(refusal { () throws(ReadError) in _ = try text(gzip("{}") + [0x00]) } != nil)
  }

  @Test func `an input over its cap is refused, as stored and as inflated`() {
    var cap = ByteCap()
    cap.stored = 40
    cap.inflated = 60
    func error(_ bytes: [UInt8]) -> ReadError? {
      refusal { () throws(ReadError) in
        var source = try ByteSource(ByteStream(bytes, blockSize: 8), cap: cap)
        _ = try source.rest()
      }
    }
    #expect(error(Array(repeating: 0x61, count: 40)) == nil)
    #expect(error(Array(repeating: 0x61, count: 41)) != nil)
    #expect(error(deflated) != nil, "100 bytes in \(deflated.count)")
  }

  @Test(arguments: [1, 2, 3, 7, 1000])
  func `lines end with a line feed, and a return before it`(_ blockSize: Int) throws {
    var source = try ByteSource(ByteStream(Array("a\r\n\nb\rc\r\r\nlast".utf8), blockSize: blockSize))
    var lines: [String] = []
    var numbers: [Int] = []
    while let line = try source.nextLine() {
      lines.append(source.text(line))
      numbers.append(source.line(at: line.lowerBound))
    }
    #expect(lines == ["a", "", "b\rc\r", "last"])
    #expect(numbers == [1, 2, 3, 4])
  }

  @Test func `a source that is handed over leaves nothing behind`() throws {
    var source = try ByteSource(Array("first\nsecond".utf8))
    _ = try source.nextLine()
    var json = JSONReader(&source)
    #expect(json.line == 2)
    #expect(try source.nextLine() == nil)
    #expect(throws: ReadError.self) { try json.null() }
  }

  /// `ab` fifty times, as `gzip -9n` packs it.
  private let deflated: [UInt8] = [
    0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0x4B, 0x4C, 0x4A, 0xA4, 0x39, 0x04, 0x00, 0x2C, 0x2F,
    0xF4, 0x5D, 0x64, 0x00, 0x00, 0x00,
  ]

  private func gzip(_ text: String) -> [UInt8] { gzip(Array(text.utf8)) }

  /// A gzip whose one block is stored as it is.
  private func gzip(_ bytes: [UInt8]) -> [UInt8] {
    func little(_ number: UInt32, _ count: Int) -> [UInt8] {
      (0..<count).map { UInt8(truncatingIfNeeded: number >> (8 * UInt32($0))) }
    }
    let count = UInt32(bytes.count)
    var sum = ~UInt32(0)
    for byte in bytes {
      sum ^= UInt32(byte)
      for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
    }
    let head: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255, 1]
    return head + little(count, 2) + little(~count & 0xFFFF, 2) + bytes + little(~sum, 4) + little(count, 4)
  }
}
