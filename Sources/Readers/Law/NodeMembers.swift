import Syntax

// How the members of what sixgate itself writes as JSON are taken: each must be there, and be what it is to be.

extension Node {
  /// The object that a text holds, of the schema that it says it is of.
  init(json text: [UInt8], schema: String) throws(ReadError) {
    let root = try Node(json: text, of: "an object of \(schema)")
    let stated = try root.member("schema")
    guard stated.value == .scalar(schema, isPlain: false) else {
      throw ReadError(line: stated.line, met: stated.kind, wanted: "\"\(schema)\"")
    }
    self = root
  }

  /// The object that a text holds, in which no key stands twice.
  init(json text: [UInt8], of wanted: String) throws(ReadError) {
    var json = JSONReader(try ByteSource(text))
    let document = try json.document()
    try json.finish()
    if let twice = document.duplicates.first {
      throw ReadError(line: twice.line, met: "the key \(ReadError.quoted(twice.key.utf8)) twice", wanted: "it once")
    }
    guard let root = document.root, root.mapping != nil else {
      throw ReadError(line: 1, met: document.root?.kind ?? "nothing", wanted: wanted)
    }
    self = root
  }

  /// The value of a key that must be there.
  func member(_ key: String) throws(ReadError) -> Node {
    guard mapping != nil else { throw ReadError(line: line, met: kind, wanted: "an object with \"\(key)\"") }
    guard let member = self[key] else {
      throw ReadError(line: line, met: "an object without \"\(key)\"", wanted: "\"\(key)\"")
    }
    return member
  }

  /// The value of a key that must be there and may be null.
  func optional<Value>(
    _ key: String, of read: (Node) throws(ReadError) -> Value
  ) throws(ReadError) -> Value? {
    let member = try member(key)
    return member.value == .scalar("null", isPlain: true) ? nil : try read(member)
  }

  func list<Element>(
    _ key: String, of read: (Node) throws(ReadError) -> Element
  ) throws(ReadError) -> [Element] {
    let member = try member(key)
    guard let nodes = member.sequence else {
      throw ReadError(line: member.line, met: member.kind, wanted: "a list as \(key)")
    }
    var elements: [Element] = []
    for node in nodes { elements.append(try read(node)) }
    return elements
  }

  func string(as name: String) throws(ReadError) -> String {
    switch value {
    case .scalar(let text, isPlain: false): return text
    case .scalar(_, isPlain: true) where !isNull:
      throw ReadError(line: line, met: "\(kind) without quotes", wanted: "a string as \(name)")
    default: throw ReadError(line: line, met: kind, wanted: "a string as \(name)")
    }
  }

  func string(_ key: String) throws(ReadError) -> String { try member(key).string(as: key) }

  func optionalString(_ key: String) throws(ReadError) -> String? {
    try optional(key) { node throws(ReadError) in try node.string(as: key) }
  }

  func strings(_ key: String) throws(ReadError) -> [String] {
    try list(key) { node throws(ReadError) in try node.string(as: "one of \(key)") }
  }

  func number(as name: String, from least: Int) throws(ReadError) -> Int {
    guard case .scalar(let text, isPlain: true) = value, let number = Int(text), number >= least else {
      throw ReadError(line: line, met: kind, wanted: "a whole number from \(least) as \(name)")
    }
    return number
  }

  func optionalNumber(_ key: String, from least: Int) throws(ReadError) -> Int? {
    try optional(key) { node throws(ReadError) in try node.number(as: key, from: least) }
  }

  func word<Word: RawRepresentable & CaseIterable>(
    _ key: String, _ words: Word.Type
  ) throws(ReadError) -> Word where Word.RawValue == String {
    try member(key).word(words)
  }
}
