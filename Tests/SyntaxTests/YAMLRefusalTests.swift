import Testing

@testable import Syntax

/// Why a YAML text is not read; `nil` where it is.
func refusal(of bytes: [UInt8]) -> ReadError? {
  do throws(ReadError) {
    try readYAML(bytes) { _ in }
    return nil
  } catch {
    return error
  }
}

func refusal(of yaml: String) -> ReadError? { refusal(of: Array(yaml.utf8)) }

struct YAMLRefusalTests {
  @Test(arguments: [
    ("a: 1\n b: 2\n", 2), ("k: [a, b]: c\n", 1), ("x: [a\ny: b\n", 2), ("a:\n\t- tab\n", 2), ("a: \"x\n", 2),
    ("a: 1\nb: *nope\n", 2), ("a: &a [*a]\n", 1), ("a: &a 1\n---\nb: *a\n", 3),
    ("\n%YAML 1.3\n---\na: 1\n", 2), ("a: !e!x 1\n", 1), ("a: 1\nplain\nb: 2\n", 3), ("a: `x`\n", 1), ("a: @x\n", 1),
  ])
  func `what is no YAML is refused with its line`(_ yaml: String, _ line: Int) {
    #expect(refusal(of: yaml)?.line == line)
  }

  @Test(arguments: [
    [0xFF], [0xC3, 0x28], [0xED, 0xA0, 0x80], [0xC0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0x00], [0x07],
  ])
  func `bytes that are no text are refused with their line`(_ bytes: [UInt8]) {
    #expect(refusal(of: Array("a: 1\nb: 2\nc: ".utf8) + bytes + Array("\nd: 4\n".utf8))?.line == 3)
  }

  @Test(arguments: [10, 5_000, 50_000])
  func `such bytes have their line however far they are`(_ lines: Int) {
    let text = Array(String(repeating: "- an item of a list\n", count: lines).utf8)
    #expect(refusal(of: text + [0x2D, 0x20, 0xFF])?.line == lines + 1)
  }

  @Test func `text cut within a character is refused with its line`() {
    #expect(refusal(of: Array("a: 1\nb: ".utf8) + [0xC3])?.line == 2)
  }

  // Kubernetes' own YAML parser has the same limits; JSON files are read by another reader without them.
  @Test func `a pair of surrogate escapes is refused with its line`() {
    #expect(refusal(of: "a: 1\nb: \"\\ud83d\\ude00\"\n")?.line == 2)
  }

  @Test func `a key of more than 1024 characters is refused with its line`() throws {
    #expect(refusal(of: "a: 1\n" + String(repeating: "k", count: 1025) + ": v\n")?.line == 2)
    #expect(try root(String(repeating: "k", count: 1000) + ": v\n").mapping?.count == 1)
  }

  @Test(arguments: ["[", "{", "- ", "? ", "[\n", "{a: "])
  func `nesting without end is refused`(_ opening: String) {
    #expect(refusal(of: String(repeating: opening, count: 100_000))?.met == "more than 256 levels")
  }

  @Test func `nesting to the cap is read`() throws {
    let yaml = String(repeating: "[", count: 256) + String(repeating: "]", count: 256)
    #expect(try documents(yaml).count == 1)
    #expect(refusal(of: "[\(yaml)]")?.met == "more than 256 levels")
  }

  @Test func `levels that aliases add count`() {
    let chain = (1...300).map { "- &a\($0) [*a\($0 - 1)]\n" }
    #expect(refusal(of: "- &a0 x\n" + chain.joined())?.met == "more than 256 levels")
    #expect(refusal(of: "- &a0 x\n" + chain.prefix(200).joined()) == nil)
  }

  @Test func `aliases of aliases of aliases are refused`() {
    #expect(refusal(of: bomb(levels: 9))?.met.hasPrefix("aliases that stand for") == true)
  }

  @Test func `a bomb in many small documents is one too`() {
    let document = "---\n" + bomb(levels: 4)
    #expect(refusal(of: document) == nil)
    #expect(refusal(of: String(repeating: document, count: 100))?.met.hasPrefix("aliases that stand for") == true)
  }

  @Test func `as many small aliases as anyone writes are read`() throws {
    let yaml = "a: &a x\nb:\n" + String(repeating: "- *a\n", count: 150_000)
    #expect(try root(yaml)["b"]?.sequence?.count == 150_000)
  }

  @Test func `tag directives without end are refused`() {
    let directives = (1...100_000).map { "%TAG !a\($0)! x\n" }.joined()
    #expect(refusal(of: directives + "---\na: 1\n")?.line == 1001)
    #expect(refusal(of: "%TAG !a! x\n---\na: '100%TAG'\n") == nil)
  }

  @Test func `trouble of the input itself is told as it is`() throws {
    let lost = ReadError(met: "a lost disk", wanted: "another")
    var isFirst = true
    let stream = ByteStream { block throws(ReadError) in
      guard isFirst else { throw lost }
      isFirst = false
      block += Array("a: [1,\n".utf8)
    }
    var source = try ByteSource(stream)
    #expect(throws: lost) { try readYAML(&source) { _ in } }
  }

  @Test func `more than is held is refused`() throws {
    let block = Array(String(repeating: "# a comment that fills a block\n", count: 1 << 15).utf8)
    var source = try ByteSource(ByteStream { $0 += block })
    #expect(throws: ReadError.self) { try readYAML(&source) { _ in } }
  }

  @Test func `documents before the trouble are given`() {
    var seen = 0
    try? readYAML(Array("a: 1\n---\nb: [\n".utf8)) { _ in seen += 1 }
    #expect(seen == 1)
  }

  /// Lists of nine, each of the one before it.
  private func bomb(levels: Int) -> String {
    (1...levels).map { level in
      let items = Array(repeating: level == 1 ? "x" : "*l\(level - 1)", count: 9)
      return "l\(level): &l\(level) [\(items.joined(separator: ", "))]\n"
    }.joined()
  }
}
