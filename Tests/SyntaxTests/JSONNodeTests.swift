import Testing

@testable import Syntax

struct JSONNodeTests {
  private func document(_ json: String, blockSize: Int = 4096) throws -> NodeDocument {
    var reader = JSONReader(try ByteSource(ByteStream(Array(json.utf8), blockSize: blockSize)))
    let document = try reader.document()
    try reader.finish()
    return document
  }

  @Test func `values are as JSON has them`() throws {
    let root = try document(#"{"s": "yes", "n": 1.50, "t": true, "f": false, "z": null, "e": ""}"#).root
    #expect(["s", "n", "t", "f", "z", "e"].map { root?[$0]?.text } == ["yes", "1.50", "true", "false", nil, ""])
    #expect(["s", "n", "t", "f", "z", "e"].map { root?[$0]?.bool } == [nil, nil, true, false, nil, nil])
    #expect(root?["z"]?.isNull == true && root?["e"]?.isNull == false)
  }

  @Test func `pairs of escapes and long keys are read`() throws {
    let key = String(repeating: "k", count: 5000)
    #expect(try document("{\"\(key)\": \"\\ud83d\\ude00\"}").root?[key]?.text == "\u{1F600}")
  }

  @Test(arguments: 1...40)
  func `every node knows where it begins, however it comes`(_ blockSize: Int) throws {
    let json = "\n{\"a\": [1,\n  \"é\", {\"b\":null}],\n\n \"ö\" : true, \"c\": {}}\n"
    let root = try #require(try document(json, blockSize: blockSize).root)
    let members = try #require(root.mapping)
    let list = try #require(root["a"]?.sequence)
    #expect([root.line, root.column] == [2, 1])
    #expect(members.map { [$0.key.line, $0.key.column] } == [[2, 2], [5, 2], [5, 14]])
    #expect(members.map { [$0.value.line, $0.value.column] } == [[2, 7], [5, 8], [5, 19]])
    #expect(list.map { [$0.line, $0.column] } == [[2, 8], [3, 3], [3, 8]])
    #expect([list[2]["b"]?.line, list[2]["b"]?.column] == [3, 13])
  }

  @Test func `a byte order mark is no column`() throws {
    #expect(try document("\u{FEFF}{\"a\": 1}").root?["a"]?.column == 7)
  }

  @Test func `a key that stands twice is noted with both places`() throws {
    let found = try document("{\"a\": 1,\n \"b\": {\"<<\": 1, \"<<\": 2},\n  \"a\": 2}").duplicates
    #expect(
      found.map { "\($0.key) \($0.line):\($0.column) after \($0.firstLine)" } == ["<< 2:17 after 2", "a 3:3 after 1"])
  }

  @Test func `a long text costs no more by the line`() throws {
    let items = String(repeating: "{\"a\": [1, \"text\"]},", count: 100_000)
    #expect(try document("[\(items)\n1]", blockSize: 1 << 18).root?.sequence?.last?.line == 2)
  }

  @Test(arguments: ["[1,]", "{\"a\":}", "{a: 1}", "[1 2]", "{\"a\": 1,}", "'a'", "[", "", "{} x", "\"\n\""])
  func `what is no JSON is refused`(_ json: String) {
    #expect(throws: ReadError.self) { try document(json) }
  }

  @Test func `nesting without end is refused`() {
    #expect(throws: ReadError(line: 1, met: "more than 256 levels", wanted: "at most that")) {
      try document(String(repeating: "[", count: 100_000))
    }
  }
}
