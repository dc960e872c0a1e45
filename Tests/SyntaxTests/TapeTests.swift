import Testing

@testable import Syntax

/// The types of the values of a mapping, in their order.
private func types(_ yaml: String) throws -> [ScalarType] {
  var types: [ScalarType] = []
  var source = try ByteSource(Array(yaml.utf8))
  try readTapes(&source) { tape throws(ReadError) in
    tape.forEachMember(of: 0) { _, value in types.append(tape.scalarType(value)) }
  }
  return types
}

/// What stands on the tape of the first document, members in brackets.
private func outline(_ yaml: String) throws -> String {
  var texts: [String] = []
  var source = try ByteSource(ByteStream(Array(yaml.utf8), blockSize: 16))
  try readTapes(&source) { tape throws(ReadError) in
    texts.append(tape.root.map { text($0, of: tape) } ?? "nothing")
  }
  return texts.joined(separator: " | ")
}

private func text(_ node: Int, of tape: Tape) -> String {
  var parts: [String] = []
  switch tape.kind(node) {
  case .mapping: tape.forEachMember(of: node) { parts.append(text($0, of: tape) + ":" + text($1, of: tape)) }
  case .sequence: tape.forEachElement(of: node) { parts.append(text($0, of: tape)) }
  default: return tape.string(node) ?? "~"
  }
  return "(" + parts.joined(separator: " ") + ")"
}

private func refusal(_ yaml: String) -> ReadError? {
  do {
    _ = try outline(yaml)
    return nil
  } catch {
    return error as? ReadError
  }
}

struct TapeTests {
  @Test(arguments: [
    ("a: 1", "(a:1)"), ("- a\n- b: [c, d]\n  e:\n- f", "(a (b:(c d) e:~) f)"), ("text", "text"), ("", ""),
    ("---", "nothing"),
    ("a: 1\n---\n- b\n", "(a:1) | (b)"), ("{}", "()"), ("[[], {}]", "(() ())"),
  ])
  func `nodes stand as they are written`(_ yaml: String, _ wanted: String) throws {
    #expect(try outline(yaml) == wanted)
  }

  @Test(arguments: [
    ("a: &x {b: 1}\nc: *x\n", "(a:(b:1) c:(b:1))"), ("- &x 1\n- *x\n- [*x]\n", "(1 1 (1))"),
    ("a: &x 1\n*x : 2\n", "(a:1 1:2)"), ("a: &x {b: 1, c: 2}\nd: {<<: *x, b: 3}\n", "(a:(b:1 c:2) d:(c:2 b:3))"),
    ("- &x {a: 1}\n- &y {a: 2, b: 3}\n- <<: [*x, *y]\n", "((a:1) (a:2 b:3) (a:1 b:3))"),
    ("- &x {a: 1}\n- &y {<<: *x, b: 2}\n- <<: *y\n", "((a:1) (a:1 b:2) (a:1 b:2))"),
    ("a: {\"<<\": 1}", "(a:(<<:1))"),
  ])
  func `aliases and merges are followed`(_ yaml: String, _ wanted: String) throws {
    #expect(try outline(yaml) == wanted)
  }

  @Test(arguments: [
    ("a: *x\n", 1), ("a: &x [*x]\n", 1), ("a: 1\nb: {<<: 2}\n", 2), ("a: {<<: [{b: 1}, c]}", 1),
    ("- &a 1\n---\n- *a\n", 3),
  ])
  func `aliases of nothing and merges of other things are refused`(_ yaml: String, _ line: Int) {
    #expect(refusal(yaml)?.line == line)
  }

  @Test func `aliases that stand for too much are refused`() {
    let levels = (1...9).map { level in
      "l\(level): &l\(level) [\((0..<10).map { _ in "*l\(level - 1)" }.joined(separator: ","))]\n"
    }
    #expect(refusal("l0: &l0 [a]\n" + levels.joined())?.met.contains("100000") == true)
  }

  @Test func `what is nested too deeply is refused, aliases too`() {
    #expect(refusal(String(repeating: "[", count: 300)) != nil)
    let half = String(repeating: "[", count: 200) + String(repeating: "]", count: 200)
    #expect(refusal("a: &a \(half)\nb: [\(String(repeating: "[", count: 100))*a") != nil)
  }

  @Test func `keys that stand twice are noted, merged ones not`() throws {
    var found: [String] = []
    let wide = (1...40).map { "k\($0): 1\n" }.joined()
    for yaml in ["a: 1\nb: 1\na: 2\n", wide + "k7: 2\n", "x: &x {a: 1}\ny: {<<: *x, a: 2}\n", "a: {b: 1}\nc: {b: 1}\n"]
    {
      var source = try ByteSource(Array(yaml.utf8))
      try readTapes(&source) { tape throws(ReadError) in
        found += tape.duplicates.map { "\($0.key) \($0.line):\($0.column) after \($0.firstLine)" }
      }
    }
    #expect(found == ["a 3:1 after 1", "k7 41:1 after 7"])
  }

  @Test func `a JSON text stands on a tape too`() throws {
    var json = JSONReader(try ByteSource(Array(#"{"a": [1, "1", null, true], "a": {}} [2]"#.utf8)))
    var texts: [String] = []
    try json.readTapes { tape throws(ReadError) in
      texts.append(text(0, of: tape) + " \(tape.duplicates.count)")
    }
    #expect(texts == ["(a:(1 1 ~ true) a:()) 1", "(2) 0"])
  }

  @Test func `nodes know their places`() throws {
    var places: [String] = []
    var source = try ByteSource(Array("a:\n  b: &x\n    - c\n  d: *x\n".utf8))
    try readTapes(&source) { tape throws(ReadError) in
      places = tape.entries.indices.map { "\(tape.line($0)):\(tape.column($0))" }
    }
    #expect(places == ["1:1", "1:1", "2:3", "2:3", "2:6", "3:7", "4:3", "4:6"])
  }
}

struct ScalarTypeTests {
  @Test(arguments: ["", "~", "null", "Null", "NULL"])
  func `nothing is null`(_ word: String) throws { #expect(try types("a: \(word)") == [.null]) }

  @Test(arguments: ["true", "True", "TRUE", "yes", "Yes", "on", "ON", "y", "Y", "n", "no", "NO", "off", "Off", "false"])
  func `words of YAML 1.1 are booleans`(_ word: String) throws { #expect(try types("a: \(word)") == [.bool]) }

  @Test(arguments: ["0", "12", "-3", "+4", "0644", "0x1F", "0b101", "0o17", "1_000"])
  func `whole numbers of every base are integers`(_ word: String) throws {
    #expect(try types("a: \(word)") == [.integer])
  }

  @Test(arguments: ["1.5", ".5", "-1.", "1e3", "1.5E-7", "08.5"])
  func `other numbers are numbers`(_ word: String) throws { #expect(try types("a: \(word)") == [.number]) }

  @Test(arguments: [
    "tRue", "yEs", "nUll", "yess", "1.2.3", "1:30", "0x", "1Gi", "500m", ".", "+", "-a", "e3", "1e", "0xg",
    "2026-01-31", "\"true\"", "'1'", "!!str 1", "\"\"", "nothing",
  ])
  func `everything else is text, and so is what is quoted or tagged`(_ word: String) throws {
    #expect(try types("a: \(word)") == [.text])
  }
}
