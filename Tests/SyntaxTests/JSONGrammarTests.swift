import Syntax
import Testing

/// The grammar of RFC 8259, nothing more and nothing less, whether a value is looked at or not.
struct JSONGrammarTests {
  private static let valid = [
    "{}", "[]", " [ ] ", "\t\r\n{\n}\n", "0", "-0", "-1.5e+10", "1E-2", "123456789012345678901234567890", "true",
    "false", "null", "\"\"", "[1,2]", "[[],{}]", "{\"a\":{\"b\":[true,false,null]},\"a\":2}", "{\"\":0}",
    "\"\\\" \\\\ \\/ \\b \\f \\n \\r \\t \\u0041\"", "[0 , 1\n,\t2]", "\"\u{7F}\u{2028}é😀\"", "{ \"a\" : 1 }",
  ]

  private static let broken = [
    "", " ", "[", "{", "]", "}", "[1", "[1,", "[1,]", "[,]", "[,1]", "[1,,2]", "[1 2]", "[1]]", "[1}", "{]", "1 2",
    "{\"a\"", "{\"a\":", "{\"a\":}", "{\"a\":1", "{\"a\":1,", "{\"a\":1,}", "{,}", "{\"a\" 1}", "{\"a\":1 \"b\":2}",
    "{a:1}", "{'a':1}", "{1:2}", "{\"a\":1]", "{\"a\":1;\"b\":2}", "{null:1}", "{[]:1}",
    "NaN", "nan", "Infinity", "-Infinity", "-", "+1", "01", "-01", "00", "1.", ".5", "1.e5", "1e", "1e+", "1E-", "0x10",
    "1_000", "--1", "1.2.3", "1e5e5", "1-1", "tru", "truex", "True", "[truefalse]", "nul", "nulll", "fals",
    "\"", "\"abc", "\"\\", "\"\\\"", "'a'", "\"\\x\"", "\"\\a\"", "\"\\'\"", "\"\\0\"", "\"\\u\"", "\"\\u12\"",
    "\"\\u12G4\"", "\"\\u 123\"", "\"\\u+123\"", "\"\\U0041\"", "\"\\ud83d\\u12\"", "\"\\ud83d\\x\"", "\"a\nb\"",
    "\"a\tb\"", "\"\u{0}\"", "\"\u{1F}\"", "{\"a\nb\":1}", "{\"\\q\":1}", "// x\n1", "1 // x", "/* x */ 1", "#",
    "\u{0C}1", "\u{A0}1", "undefined", "[1]x", "{}{}", "\"a\"\"b\"", "\u{0}",
  ]

  @Test(arguments: valid)
  func `what RFC 8259 allows is read, seen and unseen`(_ text: String) throws {
    _ = try reading(text)
    try skipping(text)
    try skipping("{\"a\":[" + text + "]}")
  }

  @Test(arguments: broken)
  func `what RFC 8259 does not allow is refused, seen and unseen`(_ text: String) {
    #expect(refusal { () throws(ReadError) in _ = try reading(text) } != nil)
    #expect(refusal { () throws(ReadError) in try skipping(text) } != nil)
  }

  @Test(arguments: 1...9)
  func `tokens may be cut by blocks of any size`(_ blockSize: Int) throws {
    for text in JSONGrammarTests.valid {
      #expect(try reading(text, blockSize: blockSize) == reading(text))
      try skipping(text, blockSize: blockSize)
    }
    for text in JSONGrammarTests.broken {
      #expect(refusal { () throws(ReadError) in _ = try reading(text, blockSize: blockSize) } != nil, "\(text)")
      #expect(refusal { () throws(ReadError) in try skipping(text, blockSize: blockSize) } != nil, "\(text)")
    }
  }

  @Test func `a text cut anywhere is refused`() {
    let text = "{\"key\":[1.5e3,true,null,\"\\u00e9\\n\",{\"b\":-0,\"c\":[{},[]]}],\"long key of more than 16\":\"é\"}"
    for count in 0..<text.utf8.count {
      let cut = Array(text.utf8.prefix(count))
      #expect(refusal { () throws(ReadError) in _ = try reading(cut) } != nil, "cut at \(count)")
    }
  }

  @Test(arguments: ["[", "{\"a\":"])
  func `256 levels are read and 257 refused`(_ opening: String) {
    func nested(_ depth: Int) -> String {
      String(repeating: opening, count: depth - 1) + "[" + "]"
        + String(repeating: opening == "[" ? "]" : "}", count: depth - 1)
    }
    #expect(refusal { () throws(ReadError) in try skipping(nested(256)) } == nil)
    #expect(refusal { () throws(ReadError) in _ = try reading(nested(256)) } == nil)
    #expect(refusal { () throws(ReadError) in try skipping(nested(257)) }?.wanted == "at most that")
    #expect(refusal { () throws(ReadError) in _ = try reading(nested(257)) }?.wanted == "at most that")
  }

  @Test func `behind a value that holds others comes a comma or an end`() {
    #expect(refusal { () throws(ReadError) in try skipping("[[]1]") } != nil)
    #expect(refusal { () throws(ReadError) in try skipping("{\"a\":{}\"b\":1}") } != nil)
    #expect(refusal { () throws(ReadError) in try skipping("[{},[],{}]") } == nil)
  }

  @Test func `an error says what was met, what was wanted and the line`() {
    let error = refusal { () throws(ReadError) in _ = try reading("{\n  \"a\": 1,\n  \"b\": nope\n}") }
    #expect(error == ReadError(line: 3, met: "\"nope\n}\"", wanted: "null"))
    #expect(refusal { () throws(ReadError) in _ = try reading("[1,\n") }?.met == "the end of the file")
  }

  @Test func `an error shows nothing of a string, which may be a secret`() throws {
    var json = JSONReader(try ByteSource(Array("\"hunter2\"".utf8)))
    let error = #expect(throws: ReadError.self) { try json.beginObject() }
    #expect(error == ReadError(line: 1, met: "a string", wanted: "an object"))
  }
}
