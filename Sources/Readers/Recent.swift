import Syntax

/// What was made of the strings that a reader met: reports say the same thing many times, and what is said again
/// costs neither time nor memory.
///
/// Every value has a place, by which a reader may keep it as a number until it is wanted.
struct Recent<Value: Sendable>: Sendable {
  /// A string that was met last of those that belong here.
  private struct Slot: Sendable {
    var bytes: [UInt8] = []
    var place: Int32 = -1
  }

  /// What is longer is made anew each time, so that what is remembered stays small.
  private static var lengthCap: Int { 2048 }
  private static var slotCount: Int { 4096 }
  /// Empty until the first string is met.
  private var slots: [Slot] = []
  private var values: [Value] = []
  private let make: @Sendable ([UInt8]) -> Value

  init(_ make: @escaping @Sendable ([UInt8]) -> Value) { self.make = make }

  /// What stands at a place; `nil` for -1.
  subscript(place: Int32) -> Value? { values.indices.contains(Int(place)) ? values[Int(place)] : nil }

  /// What a string of the window means.
  mutating func value(of token: JSONString, in json: inout JSONReader) -> Value {
    values[Int(place(of: token, in: &json))]
  }

  /// The place of what a string of the window means. (A reader that is lent is copied, one that is `inout` is not.)
  @_optimize(speed)
  mutating func place(of token: JSONString, in json: inout JSONReader) -> Int32 {
    if slots.isEmpty { slots = [Slot](repeating: Slot(), count: Recent.slotCount) }
    let slot = Recent.slot(of: json.source.buffer.span, token.range)
    let known = slots[slot].bytes
    if slots[slot].place >= 0, known.count == token.range.count,
      json.source.buffer.span.holds(known.span, known.indices, at: token.range.lowerBound)
    {
      return slots[slot].place
    }
    let bytes = json.bytes(of: token)
    let place = Int32(clamping: values.count)
    values.append(make(bytes))
    if token.range.count <= Recent.lengthCap {
      slots[slot] = Slot(bytes: token.hasEscapes ? Array(json.source.buffer[token.range]) : bytes, place: place)
    }
    return place
  }

  /// Puts the values of another list behind these.
  /// - Returns: the place of its first one.
  mutating func append(_ others: Recent) -> Int32 {
    defer { values += others.values }
    return Int32(clamping: values.count)
  }

  /// A number below 4096 by the length and the ends of a string, where strings differ most.
  private static func slot(of bytes: Span<UInt8>, _ range: Range<Int>) -> Int {
    let length = min(range.count, 8)
    let head = bytes.word(at: range.lowerBound, length) ^ UInt64(range.count)
    let tail = bytes.word(at: range.upperBound - length, length)
    let hash = (head &* 0x9E37_79B9_7F4A_7C15) ^ (tail &* 0xC2B2_AE3D_27D4_EB4F)
    return Int((hash >> 40) % UInt64(slotCount))
  }
}

extension JSONReader {
  /// What the next string means; `nil` for null.
  mutating func optional<Value: Sendable>(_ recent: inout Recent<Value>) throws(ReadError) -> Value? {
    let place = try place(in: &recent)
    return recent[place]
  }

  /// The place of what the next string means; -1 for null.
  mutating func place<Value: Sendable>(in recent: inout Recent<Value>) throws(ReadError) -> Int32 {
    if try isNull() { return -1 }
    let token = try takeString()
    return recent.place(of: token, in: &self)
  }
}
