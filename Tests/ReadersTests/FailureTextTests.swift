import Model
import Testing

@testable import Readers

struct FailureTextTests {
  @Test(arguments: [1, 7, 64, 1000, 4096])
  func `the first lines and the last are kept, however they come`(_ pieceSize: Int) {
    let lines = (1...2000).map { "line \($0)" }.joined(separator: "\n")
    var text = FailureText()
    var rest = Array(lines.utf8)[...]
    while !rest.isEmpty {
      text.append(Array(rest.prefix(pieceSize)))
      rest = rest.dropFirst(pieceSize)
    }
    #expect(text.text.hasPrefix("line 1\nline 2\n"))
    #expect(text.text.hasSuffix("\nline 1999\nline 2000"))
    #expect(text.text.contains("\n…\nline "))
    #expect(text.text.utf8.count < 4200)
  }

  @Test(arguments: [0, 10, 2048, 2500, 3072, 3073, 4000, 9000])
  func `what is kept does not depend on the pieces, nor on where a text goes on in another`(_ length: Int) {
    let bytes = (0..<length).map { $0 % 50 == 49 ? UInt8(ascii: "\n") : UInt8(ascii: "a") + UInt8($0 % 26) }
    var whole = FailureText()
    whole.append(bytes)
    for size in [1, 7, 300, 1500] {
      for cut in [0, length / 3, length / 2, length] {
        var (text, later) = (FailureText(), FailureText())
        for start in stride(from: 0, to: cut, by: size) { text.append(Array(bytes[start..<min(start + size, cut)])) }
        for start in stride(from: cut, to: length, by: size) {
          later.append(Array(bytes[start..<min(start + size, length)]))
        }
        text.append(later)
        #expect(text.text == whole.text)
      }
    }
  }

  @Test func `a short text is kept whole`() {
    #expect(FailureText("a\nb").text == "a\nb")
    #expect(FailureText("a", trace: "at b").text == "a\nat b")
    #expect(FailureText("", trace: "at b").text == "at b")
    #expect(FailureText().isEmpty)
  }
}

struct TimestampTests {
  @Test(arguments: [
    ("2026-11-21T02:00:35Z", "2026-11-21T02:00:35Z"), ("2026-11-21T02:00:35.192776", "2026-11-21T02:00:35Z"),
    ("2026-11-21 02:00:35Z", "2026-11-21T02:00:35Z"), ("2026-11-21", "2026-11-21T00:00:00Z"),
    ("20261121 02:00:35.192", "2026-11-21T02:00:35Z"), ("2026-11-21T02:00:35.1+02:00", "2026-11-21T00:00:35Z"),
    ("2026-11-21T02:00:35-0530", "2026-11-21T07:30:35Z"), ("2000-02-29T23:59:60Z", "2000-03-01T00:00:00Z"),
    ("1970-01-01T00:00:00Z", "1970-01-01T00:00:00Z"), ("0001-01-01", "0001-01-01T00:00:00Z"),
  ])
  func `a timestamp is an instant`(_ text: String, _ instant: String) {
    #expect(Instant(timestamp: text)?.description == instant)
  }

  @Test(arguments: [
    "", "2026", "0000-01-01", "2026-13-01", "2026-11-32", "2026-11-21T25:00:00", "2026-11-21Tx", "21/11/2026", "-1",
  ])
  func `other text is none`(_ text: String) {
    #expect(Instant(timestamp: text) == nil && nanoseconds(ofTimestamp: text) == nil)
  }

  @Test(
    arguments: [
      ("1970-01-01T00:00:01", 1_000_000_000), ("1970-01-01T00:00:01.5", 1_500_000_000),
      ("1970-01-01T00:00:00.1234567891Z", 123_456_789), ("1970-01-01T01:00:00.000000001+01:00", 1),
      ("1969-12-31T23:59:59", -1_000_000_000), ("9999-01-01T00:00:00", nil),
    ] as [(String, Int?)])
  func `the fraction of a second is kept where it counts`(_ text: String, _ nanoseconds: Int?) {
    #expect(Readers.nanoseconds(ofTimestamp: text) == nanoseconds)
  }
}
