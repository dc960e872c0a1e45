import Syntax
import Testing

/// Lines of a tag and plain numbers, taken many at a time.
struct PointLinesTests {
  private func words(_ text: String, _ tag: StaticString, fields: Int, room: Int = 100) -> (
    words: [UInt64], rest: String
  ) {
    let bytes = Array(text.utf8)
    var words = [UInt64](repeating: 0, count: room)
    var start = 0
    let count = bytes.span.points(from: &start, to: bytes.count, tag, fields: fields, into: &words)
    return (Array(words.prefix(count)), String(decoding: bytes[start...], as: UTF8.self))
  }

  /// So much stands behind the lines that all of them can be looked at.
  private let behind = "end_of_record\n" + String(repeating: "#", count: 64)

  @Test func `two numbers are a point and whether it was hit`() {
    let found = words("DA:1,0\nDA:20,1\nDA:300,4000000\n" + behind, "DA:", fields: 2)
    #expect(found.words == [1 << 1, 20 << 1 | 1, 300 << 1 | 1])
    #expect(found.rest == behind)
  }

  @Test func `of four numbers the first three are the point`() {
    let found = words("BRDA:7,0,1,-\nBRDA:8,9999,2,3\n" + behind, "BRDA:", fields: 4)
    #expect(found.words == [(7 << 32 | 1) << 1, (8 << 32 | 9999 << 15 | 2) << 1 | 1])
    #expect(found.rest == behind)
  }

  @Test(
    arguments: [
      "DA:1,2,abc\n", "DA:1,-1\n", "DA:1, 1\n", "DA:1,1 \n", "DA:1,1\r\n", "DA:,1\n", "DA:1,\n", "DA:1\n", "DA:a,1\n",
      "DA:12345678,1\n", "DA:1,12345678\n", "DA:1,1.5\n", "DA:1:1\n", "DB:1,1\n", "DA:/,1\n", "DA:1,:\n", "\n",
      "DA:1,-\n", "DA:1,2,3\n", "DA:1,2,\n", "DA:,\n", "DA:,1,1\n", "A:1,1\n", "DA:\n", "DA\n", "DA:1,1#\n",
    ])
  func `a line that is not plain is left`(_ line: String) {
    let found = words("DA:9,1\n" + line + behind, "DA:", fields: 2)
    #expect(found.words == [9 << 1 | 1])
    #expect(found.rest == line + behind)
  }

  @Test(
    arguments: [
      "BRDA:1,10000,0,1\n", "BRDA:1,0,10000,1\n", "BRDA:1,e0,0,1\n", "BRDA:1,0,x,1\n", "BRDA:1,0,0\n",
      "BRDA:1,0,0,1,1\n", "BRDA:1,,0,1\n", "BRDA:1,0,,1\n", "BRDA:1,0,0,\n", "BRDA:1,0,0,--\n", "BRDA:1,0,-,1\n",
      "BRDA:1,0,0,1-\n", "BRDA:1,0,0,12345678\n", "BRDA:1,0\n", "BRDA:,0,0,1\n",
    ])
  func `an outcome of a branch that is not plain is left`(_ line: String) {
    #expect(words(line + behind, "BRDA:", fields: 4).rest == line + behind)
  }

  @Test func `many lines are taken, however long each is`() {
    let numbers = (0..<500).map { $0 * 7919 % 1_234_567 }
    let lines = numbers.map { "DA:\($0),\($0 % 3 == 0 ? "0" : String($0))\n" }
    let found = words(lines.joined() + behind, "DA:", fields: 2, room: 1000)
    #expect(found.words == numbers.map { UInt64($0) << 1 | ($0 % 3 == 0 ? 0 : 1) })
    #expect(found.rest == behind)
    let arms = numbers.map { "BRDA:\($0),\($0 % 10_000),\($0 % 17),\($0 % 3 == 0 ? "-" : "00\($0 % 2)")\n" }
    #expect(
      words(arms.joined() + behind, "BRDA:", fields: 4, room: 1000).words
        == numbers.map {
          let arm = UInt64($0) << 32 | UInt64($0 % 10_000) << 15 | UInt64($0 % 17)
          return arm << 1 | ($0 % 3 > 0 && $0 % 2 == 1 ? 1 : 0)
        })
  }

  @Test func `no more is taken than there is room for`() {
    let text = String(repeating: "DA:1,1\n", count: 9) + behind
    #expect(words(text, "DA:", fields: 2, room: 4).words.count == 4)
    #expect(words(text, "DA:", fields: 2, room: 0).words.isEmpty)
  }

  @Test func `wherever the text ends, what is taken is a beginning of it`() {
    let text = "DA:1,1\nDA:1234567,7654321\nDA:3,0\n" + behind
    let all = words(text, "DA:", fields: 2).words
    #expect(all.count == 3)
    for end in 0...text.utf8.count {
      let cut = String(text.prefix(end))
      let found = words(cut, "DA:", fields: 2)
      #expect(all.starts(with: found.words))
      #expect(cut.hasSuffix(found.rest))
      #expect(cut.dropLast(found.rest.count).split(separator: "\n").count == found.words.count)
    }
  }

  private func numbered(_ text: String, _ tag: StaticString = "FN:") -> String? {
    let bytes = Array(text.utf8)
    return bytes.span.numbered(tag, from: 0, to: bytes.count).map { found in
      "\(found.number) \(String(decoding: bytes[found.text], as: UTF8.self))"
    }
  }

  @Test func `a number and a text behind it are told`() {
    #expect(numbered("FN:12,main\n" + behind) == "12 main")
    #expect(numbered("FN:0,a,b c\n" + behind) == "0 a,b c")
    #expect(numbered("FNDA:1234567,größer\n", "FNDA:") == "1234567 größer")
  }

  @Test(
    arguments: [
      "FN:12,main", "FN:12,main\r\n", "FN:12,main \n", "FN:12,3,main\n", "FN:12,3main\n", "FN:12,\n", "FN:,main\n",
      "FN:12345678,main\n", "FN:x,main\n", "FNL:12,main\n", "FN:12\n", "FN:\n", "FN", "",
    ])
  func `a number and a text of another form are not told`(_ line: String) {
    #expect(numbered(line + (line.hasSuffix("\n") ? behind : "")) == nil)
  }
}
