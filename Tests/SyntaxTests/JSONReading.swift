import Syntax

// What the tests see of a JSON text.

/// What the reader makes of a text, written again without blanks.
func reading(_ bytes: [UInt8], blockSize: Int = .max) throws(ReadError) -> String {
  var json = JSONReader(try ByteSource(ByteStream(bytes, blockSize: blockSize)))
  let text = try rendering(&json)
  try json.finish()
  return text
}

func reading(_ text: String, blockSize: Int = .max) throws(ReadError) -> String {
  try reading(Array(text.utf8), blockSize: blockSize)
}

/// Takes a text unseen.
func skipping(_ text: String, blockSize: Int = .max) throws(ReadError) {
  var json = JSONReader(try ByteSource(ByteStream(Array(text.utf8), blockSize: blockSize)))
  try json.skip()
  try json.finish()
}

/// The reason for which something is refused, or `nil`.
func refusal(_ read: () throws(ReadError) -> Void) -> ReadError? {
  do throws(ReadError) {
    try read()
    return nil
  } catch {
    return error
  }
}

private func rendering(_ json: inout JSONReader) throws(ReadError) -> String {
  switch try json.peek() {
  case .object:
    var members: [String] = []
    try json.beginObject()
    while let key = try json.nextKey() { members.append("<\(key)>:" + (try rendering(&json))) }
    return "{" + members.joined(separator: ",") + "}"
  case .array:
    var elements: [String] = []
    try json.beginArray()
    while try json.nextElement() { elements.append(try rendering(&json)) }
    return "[" + elements.joined(separator: ",") + "]"
  case .string: return "<" + (try json.string()) + ">"
  case .number: return String(decoding: try json.digits(), as: UTF8.self)
  case .bool: return try json.bool() ? "true" : "false"
  case .null:
    try json.null()
    return "null"
  }
}
