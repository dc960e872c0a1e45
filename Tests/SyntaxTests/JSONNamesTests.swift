import Syntax
import Testing

/// Keys and words that a reader knows beforehand.
struct JSONNamesTests {
  private static let texts = ["a", "id", "name", "physicalLocation", "security-severity", "toolExecutionNotifications"]
  private static let names = JSONNames(texts)

  /// The known keys of an object, and the text of their values.
  private func known(_ text: String, blockSize: Int = .max) throws(ReadError) -> [String] {
    var json = JSONReader(try ByteSource(ByteStream(Array(text.utf8), blockSize: blockSize)))
    var seen: [String] = []
    try json.beginObject()
    while let place = try json.nextKey(in: JSONNamesTests.names) {
      seen.append("\(JSONNamesTests.texts[place])=\(try json.text() ?? "-")")
    }
    try json.finish()
    return seen
  }

  @Test(arguments: [1, 2, 3, 4, 5, 6, 7, 8, 9, 1000])
  func `known keys are answered, others passed over with their values`(_ blockSize: Int) throws {
    let text = """
      {"x": {"id": [1, {"id": 2}]}, "id": 1, "i": 2, "ida": 3, "": 4, "security-severity": "9.8", "Id": 5,
       "physicalLocatioN": [], "physicalLocation": {"a": 1}, "a": null, "b": 0, "id": 6, "name" : "x" ,
       "toolExecutionNotificationZ": 1, "toolExecutionnotifications": 2, "toolExecutionNotifications": 7}
      """
    let seen = try known(text, blockSize: blockSize)
    #expect(
      seen == [
        "id=1", "security-severity=9.8", "physicalLocation=-", "a=-", "id=6", "name=x", "toolExecutionNotifications=7",
      ])
  }

  @Test(arguments: [1, 2, 3, 1000])
  func `keys in the order of the list are found, however they are spaced`(_ blockSize: Int) throws {
    for comma in [",", ", ", " ,", "\n    ,\n\t"] {
      for colon in [":", ": ", " :"] {
        let text = "{" + ["a", "id", "name"].map { "\"\($0)\"\(colon)1" }.joined(separator: comma) + "}"
        #expect(try known(text, blockSize: blockSize) == ["a=1", "id=1", "name=1"])
      }
    }
  }

  @Test func `a key may be written with escapes`() throws {
    let text = "{\"\\u0069d\":1,\"n\\u0061me\":2,\"i\\u0064\\u0064\":3,\"\\u0061\":4}"
    #expect(try known(text) == ["id=1", "name=2", "a=4"])
  }

  @Test func `what is passed over is still held to the grammar`() {
    let broken = [
      "{\"x\":[1,],\"id\":1}", "{\"x\":01}", "{\"x\":\"\\q\"}", "{\"x\" 1}", "{\"x\":1,}", "{\"x\":1",
      "{\"a\":1 \"id\":2}",
      "{\"a\":1,\"id\" 2}", "{\"a\":1,,\"id\":2}", "{,\"a\":1}", "{\"a\":1,\"id\":2,}",
    ]
    for text in broken { #expect(refusal { () throws(ReadError) in _ = try known(text) } != nil, "\(text)") }
  }

  @Test func `a string is found among words`() throws {
    let text = "[\"id\", \"idx\", \"\\u0069d\", \"toolExecutionNotifications\", \"toolExecutionNotifikations\", \"\"]"
    var json = JSONReader(try ByteSource(Array(text.utf8)))
    var places: [Int?] = []
    try json.beginArray()
    while try json.nextElement() { places.append(try json.word(in: JSONNamesTests.names)) }
    #expect(places == [1, nil, 1, 5, nil, nil])
  }
}
