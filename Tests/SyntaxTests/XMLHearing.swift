import Syntax

// What the tests see of an XML text.

/// Writes down what it is told: `<a v=… w=…`, `"text"`, `a>`. Only `a` and `b` have names here, and `b` asks for text.
struct XMLHearing: XMLHandler {
  private(set) var told: [String] = []
  private(set) var count = 0
  private var text: [UInt8] = []
  /// The element that is too much for the handler.
  var limit = Int.max

  mutating func open(_ element: XMLElement) throws(ReadError) {
    count += 1
    guard count <= limit else { throw ReadError(met: "one element more", wanted: "\(limit)") }
    element.hearEnds()
    endText()
    let attributes = [("v", element["v"]?.text), ("w", element["w"]?.text)].compactMap { key, value in
      value.map { " \(key)=\($0)" }
    }
    tell("<" + name(element.name) + attributes.joined())
    if case "b" = element.name { element.hearText() }
  }

  mutating func close(_ name: XMLName) {
    endText()
    tell(self.name(name) + ">")
  }

  mutating func take(_ text: Span<UInt8>) {
    for index in text.indices { self.text.append(text[index]) }
  }

  private func name(_ name: XMLName) -> String {
    switch name {
    case "a": "a"
    case "b": "b"
    default: "?"
    }
  }

  private mutating func endText() {
    if !text.isEmpty { tell("\"" + String(decoding: text, as: UTF8.self) + "\"") }
    text = []
  }

  private mutating func tell(_ words: String) {
    if told.count < 1000 { told.append(words) }
  }
}

/// What is heard of a text, in one line.
func hearing(_ bytes: [UInt8], blockSize: Int = .max, limit: Int = .max) throws(ReadError) -> String {
  var source = try ByteSource(ByteStream(bytes, blockSize: blockSize))
  var hearing = XMLHearing()
  hearing.limit = limit
  try readXML(&source, into: &hearing)
  return hearing.told.joined(separator: " ")
}

func hearing(_ text: String, blockSize: Int = .max, limit: Int = .max) throws(ReadError) -> String {
  try hearing(Array(text.utf8), blockSize: blockSize, limit: limit)
}

/// Why an XML text is refused, or `nil`.
func refusal(ofXML bytes: [UInt8], blockSize: Int = .max) -> ReadError? {
  refusal { () throws(ReadError) in _ = try hearing(bytes, blockSize: blockSize) }
}

func refusal(ofXML text: String, blockSize: Int = .max) -> ReadError? {
  refusal(ofXML: Array(text.utf8), blockSize: blockSize)
}
