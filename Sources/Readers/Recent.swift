import Syntax

/// What was made of the strings that a reader met: reports say the same thing many times, and what is said again
/// costs neither time nor memory.
///
/// Every value has a place, by which a reader may keep it as a number until it is wanted.
struct Recent<Value: Sendable>: Sendable {
  /// A string that was met last of those that belong here: its ends, which are all there is of most strings, and where
  /// its bytes stand.
  private struct Slot: Sendable {
    var head: UInt64 = 0
    var tail: UInt64 = 0
    var length: Int32 = 0
    var start: Int32 = 0
    var place: Int32 = -1
  }

  /// What is longer is made anew each time, so that what is remembered stays small.
  private static var lengthCap: Int { 2048 }
  private static var slotCount: Int { 4096 }
  private static var bytesCap: Int { 1 << 20 }
  /// Empty until the first string is met.
  private var slots: [Slot] = []
  private var bytes: [UInt8] = []
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
    let (range, length) = (token.range, min(token.range.count, 8))
    let head = json.source.buffer.span.word(at: range.lowerBound, length)
    let tail = json.source.buffer.span.word(at: range.upperBound - length, length)
    if slots.isEmpty || bytes.count > Recent.bytesCap { forget() }
    let number = Recent.slot(head, tail, range.count)
    let slot = slots[number]
    if slot.head == head, slot.tail == tail, slot.length == range.count, slot.place >= 0,
      range.count <= 16 || holds(slot, json.source.buffer.span, range)
    {
      return slot.place
    }
    let place = Int32(clamping: values.count)
    values.append(make(json.bytes(of: token)))
    if range.count <= Recent.lengthCap {
      slots[number] = Slot(
        head: head, tail: tail, length: Int32(range.count), start: Int32(bytes.count), place: place)
      if range.count > 16 { bytes += json.source.buffer[range] }
    }
    return place
  }

  private func holds(_ slot: Slot, _ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
    text.holds(bytes.span, Int(slot.start)..<Int(slot.start) + range.count, at: range.lowerBound)
  }

  private mutating func forget() {
    slots = [Slot](repeating: Slot(), count: Recent.slotCount)
    bytes.removeAll(keepingCapacity: true)
  }

  /// Puts the values of another list behind these.
  /// - Returns: the place of its first one.
  mutating func append(_ others: Recent) -> Int32 {
    defer { values += others.values }
    return Int32(clamping: values.count)
  }

  /// A number below 4096 by the length and the ends of a string, where strings differ most.
  private static func slot(_ head: UInt64, _ tail: UInt64, _ length: Int) -> Int {
    let hash = ((head ^ UInt64(length)) &* 0x9E37_79B9_7F4A_7C15) ^ (tail &* 0xC2B2_AE3D_27D4_EB4F)
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
