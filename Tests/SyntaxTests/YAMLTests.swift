import Testing

@testable import Syntax

/// The documents of a YAML text.
func documents(_ text: String) throws -> [NodeDocument] {
  var documents: [NodeDocument] = []
  try readYAML(Array(text.utf8)) { document throws(ReadError) in documents.append(document) }
  return documents
}

/// The content of the first document.
func root(_ text: String) throws -> Node { try #require(try documents(text).first?.root) }

struct YAMLTests {
  @Test(arguments: [
    ("a: plain text # a comment", "plain text"), ("a: 'it''s'", "it's"), (#"a: "x\/y\n""#, "x/y\n"),
    ("a: |\n  two\n  lines\n", "two\nlines\n"), ("a: >-\n  one\n  line\n", "one line"),
    ("a: |2-\n    x\n  y\n", "  x\ny"),
    ("a: http://x:80/y#z", "http://x:80/y#z"), (#"{"a":"json"}"#, "json"), ("{a: b}", "b"), ("? a\n: b", "b"),
    ("a: é", "é"), ("\u{FEFF}a: b", "b"), ("a: b\r\n", "b"), ("a: !!str 12", "12"), ("a: !Ref b", "b"),
    ("a: 0644", "0644"),
  ])
  func `a scalar is its text`(_ yaml: String, _ text: String) throws {
    #expect(try root(yaml)["a"]?.text == text)
  }

  @Test(arguments: ["a:", "a: ~", "a: null", "a: Null", "a: NULL", "a:\nb: c", "{a: , b: c}"])
  func `nothing, a tilde and null are null`(_ yaml: String) throws {
    let value = try #require(try root(yaml)["a"])
    #expect(value.isNull)
    #expect(value.text == nil)
    #expect(value.kind == "nothing")
  }

  @Test(arguments: ["a: ''", "a: 'null'", "a: !!str null", "a: !!str", "a: nUll"])
  func `quoted or tagged text is never null`(_ yaml: String) throws {
    #expect(try root(yaml)["a"]?.isNull == false)
  }

  @Test(arguments: ["true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON"])
  func `what YAML 1.1 calls true is true`(_ word: String) throws {
    #expect(try root("a: \(word)")["a"]?.bool == true)
  }

  @Test(arguments: ["false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF"])
  func `what YAML 1.1 calls false is false`(_ word: String) throws {
    #expect(try root("a: \(word)")["a"]?.bool == false)
  }

  @Test(arguments: ["'yes'", "\"true\"", "!!str on", "y", "n", "tRue", "1", "[true]"])
  func `quotes, tags and other words make no boolean`(_ word: String) throws {
    #expect(try root("a: \(word)")["a"]?.bool == nil)
  }

  @Test func `documents are counted, empty ones too`() throws {
    let roots = try documents("---\n--- # nothing\na: 1\n...\n--- ~\n---\n- b\n").map(\.root?.kind)
    #expect(roots == [nil, "a mapping", nil, "a list"])
  }

  @Test(arguments: ["", "\n\n", "# a comment\n", "# one\r\n# two"])
  func `a stream without content has no documents`(_ yaml: String) throws {
    #expect(try documents(yaml).isEmpty)
  }

  @Test func `every node knows where it begins`() throws {
    let yaml = "# first\n\na: 1\nb:\n  - 'x'\n  - {c: &n y}\nd: |\n  text\ne: *n\nf:\ng:\n- h: i\n"
    let places = try leaves(of: root(yaml)).map { "\($0.text ?? "-") \($0.line):\($0.column)" }
    #expect(places == ["1 3:4", "x 5:5", "y 6:9", "text\n 7:4", "y 9:4", "- 10:3", "i 12:6"])
  }

  @Test(arguments: [1, 2, 3, 7, 64, 4096])
  func `blocks of any size make the same documents`(_ blockSize: Int) throws {
    let yaml = "a: é\r\nb: [\u{1F600}, \"x\\\n  y\"]\n---\nc: |\n  text\n  %TAG\n"
    var source = try ByteSource(ByteStream(Array(yaml.utf8), blockSize: blockSize))
    var found: [NodeDocument] = []
    try readYAML(&source) { document throws(ReadError) in found.append(document) }
    #expect(try found == documents(yaml))
    #expect(found.count == 2)
  }

  @Test func `a mapping begins at its first key`() throws {
    let list = try root("items:\n\n  # the first\n  - a: 1\n    b: 2\n  -\n    c: 3\n")["items"]?.sequence ?? []
    #expect(list.map { [$0.line, $0.column] } == [[4, 5], [7, 5]])
  }

  @Test func `lines that end in CR LF are counted once`() throws {
    #expect(try root("a: 1\r\n\r\nb: 2\r\n")["b"]?.line == 3)
  }

  @Test func `a key that stands twice has the value of the last`() throws {
    #expect(try root("a: 1\nb: 2\na: 3\n")["a"]?.text == "3")
  }

  private func leaves(of node: Node) -> [Node] {
    switch node.value {
    case .scalar: [node]
    case .sequence(let nodes): nodes.flatMap(leaves)
    case .mapping(let members): members.flatMap { leaves(of: $0.value) }
    }
  }
}
