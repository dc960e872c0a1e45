import Syntax
import Testing

/// The values in JSON's leaves.
struct JSONValueTests {
  @Test(arguments: [
    ("\\ud83d\\ude00", "😀"), ("\\uD83D\\uDE00\\u0021", "😀!"), ("\\ud83d", "\u{FFFD}"), ("\\ude00", "\u{FFFD}"),
    ("\\ud83dx", "\u{FFFD}x"), ("\\ud83d\\ud83d\\ude00", "\u{FFFD}😀"), ("\\ud83d\\u0041", "\u{FFFD}A"),
    ("\\ude00\\ud83d", "\u{FFFD}\u{FFFD}"), ("\\u0000", "\u{0}"), ("a\\u00E9\\u20ac", "aé€"), ("é€😀", "é€😀"),
    ("\\\"\\\\\\/\\b\\f\\n\\r\\t", "\"\\/\u{8}\u{C}\n\r\t"),
  ])
  func `escapes mean what RFC 8259 says, and half a pair U+FFFD`(_ written: String, _ meant: String) throws {
    for blockSize in [1, 2, 3, 5, 7, 1000] {
      #expect(try reading("\"\(written)\"", blockSize: blockSize) == "<\(meant)>")
      #expect(try reading("{\"\(written)\":1}", blockSize: blockSize) == "{<\(meant)>:1}")
    }
  }

  @Test func `bytes that are no UTF-8 become U+FFFD`() throws {
    #expect(try reading([0x22, 0x61, 0xFF, 0xC3, 0x22]) == "<a\u{FFFD}\u{FFFD}>")
  }

  @Test(arguments: [
    ("0", 0), ("-0", 0), ("42", 42), ("-7", -7), ("999999999999999999", 999_999_999_999_999_999),
    ("9223372036854775807", Int.max), ("-9223372036854775808", Int.min),
    ("9223372036854775808", nil), ("-9223372036854775809", nil), ("1.0", nil), ("1e3", nil),
    ("123456789012345678901234567890", nil),
  ])
  func `a whole number that fits is one`(_ written: String, _ meant: Int?) throws {
    var json = JSONReader(try ByteSource(Array("\(written) ".utf8)))
    #expect(try json.integer() == meant)
    try json.finish()
  }

  @Test func `a whole number may stand in quotes, and what is none is passed over`() throws {
    var json = JSONReader(try ByteSource(Array("[7, \"42\", -3, 1.5, \"x\", null, true, [1], {\"a\": 2}, 0]".utf8)))
    var numbers: [Int?] = []
    try json.beginArray()
    while try json.nextElement() { numbers.append(try json.wholeNumber()) }
    #expect(numbers == [7, 42, -3, nil, nil, nil, nil, nil, nil, 0])
  }

  @Test func `null may stand in place of an object or an array`() throws {
    var json = JSONReader(try ByteSource(Array("[null, {}, null, []]".utf8)))
    var found: [Bool] = []
    try json.beginArray()
    for isObject in [true, true, false, false] {
      #expect(try json.nextElement())
      found.append(isObject ? try json.beginsObject() : try json.beginsArray())
      if found.last == true { #expect(isObject ? try json.nextKey() == nil : try !json.nextElement()) }
    }
    #expect(found == [false, true, false, true])
  }

  @Test func `a number is handed on as it is written, whatever its size`() throws {
    for written in ["1e400", "-1E-400", "0.1", "1234567890123456789012345678901234567890.5"] {
      var json = JSONReader(try ByteSource(Array("[\(written),\"\(written)\"]".utf8)))
      try json.beginArray()
      for _ in 0..<2 {
        #expect(try json.nextElement())
        #expect(try json.digits() == Array(written.utf8))
      }
    }
  }

  @Test func `a leaf of another kind is taken for its text, or passed over`() throws {
    var json = JSONReader(try ByteSource(Array("[\"a\",1.50,true,false,null,{\"x\":[1]},[2]]".utf8)))
    var texts: [String?] = []
    try json.beginArray()
    while try json.nextElement() { texts.append(try json.text()) }
    try json.finish()
    #expect(texts == ["a", "1.50", "true", "false", nil, nil, nil])
  }

  @Test func `a value of the wrong kind is refused`() throws {
    func error(_ text: String, _ read: (inout JSONReader) throws -> Void) throws -> ReadError? {
      var json = JSONReader(try ByteSource(Array(text.utf8)))
      return #expect(throws: ReadError.self) { try read(&json) }
    }
    #expect(try error("1") { try $0.beginObject() }?.wanted == "an object")
    #expect(try error("{}") { try $0.beginArray() }?.wanted == "an array")
    #expect(try error("{}") { _ = try $0.string() }?.wanted == "a string")
    #expect(try error("null") { _ = try $0.integer() }?.wanted == "a number")
    #expect(try error("1") { _ = try $0.bool() }?.wanted == "true or false")
    #expect(try error("1") { try $0.null() }?.wanted == "null")
  }

  @Test func `several values may follow each other where a format has them`() throws {
    var json = JSONReader(try ByteSource(Array("{\"a\":1}\n{\"a\":2}\n".utf8)))
    var sum = 0
    while try json.hasMore() {
      try json.beginObject()
      while try json.nextKey() != nil { sum += try json.integer() ?? 0 }
    }
    #expect(sum == 3)
  }
}
