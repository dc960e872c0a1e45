import Syntax

/// What was made of the strings that a reader met last: reports say the same thing many times, and what is said
/// again costs neither time nor memory.
struct Recent<Value> {
  private struct Entry {
    let bytes: [UInt8]
    let value: Value
  }

  /// What is longer is made anew each time, so that what is remembered stays small.
  private static var lengthCap: Int { 2048 }
  private var entries: [Entry?]
  private let make: ([UInt8]) -> Value

  init(_ make: @escaping ([UInt8]) -> Value) {
    entries = Array(repeating: nil, count: 4096)
    self.make = make
  }

  /// What a string of the window means.
  mutating func value(of token: JSONString, in json: borrowing JSONReader) -> Value {
    let slot = Recent.slot(of: json.source.buffer.span, token.range)
    if let entry = entries[slot], entry.bytes.count == token.range.count,
      json.source.buffer.span.holds(entry.bytes.span, entry.bytes.indices, at: token.range.lowerBound)
    {
      return entry.value
    }
    let bytes = json.bytes(of: token)
    let value = make(bytes)
    if token.range.count <= Recent.lengthCap {
      entries[slot] = Entry(bytes: token.hasEscapes ? Array(json.source.buffer[token.range]) : bytes, value: value)
    }
    return value
  }

  /// A number below 4096 by the length and the ends of a string, where strings differ most.
  private static func slot(of bytes: Span<UInt8>, _ range: Range<Int>) -> Int {
    let length = min(range.count, 8)
    let head = bytes.word(at: range.lowerBound, length) ^ UInt64(range.count)
    let tail = bytes.word(at: range.upperBound - length, length)
    let hash = (head &* 0x9E37_79B9_7F4A_7C15) ^ (tail &* 0xC2B2_AE3D_27D4_EB4F)
    return Int((hash >> 40) % 4096)
  }
}

extension JSONReader {
  /// What the next string means; `nil` for null.
  mutating func optional<Value>(_ recent: inout Recent<Value>) throws(ReadError) -> Value? {
    if try isNull() { return nil }
    let token = try takeString()
    return recent.value(of: token, in: self)
  }
}
