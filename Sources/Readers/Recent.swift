import Syntax

/// The places that strings of a report were given: reports say the same thing many times, and what is said again costs
/// neither time nor memory.
struct RecentPlaces: Sendable {
  /// A string that was met last of those that belong here: what tells it from most others, and where its bytes stand.
  /// Small, so that looking at two of them is one look at the memory.
  private struct Slot: Sendable {
    var mark: UInt32 = 0
    var length: Int32 = 0
    var start: Int32 = 0
    var place: Int32 = -1
  }

  /// A number of the string: its ends and up to eight words between them count, each in all of the highest bits.
  @inline(__always)
  private func hash(_ text: Span<UInt8>, _ range: Range<Int>) -> UInt64 {
    let factor: UInt64 = 0x9E37_79B9_7F4A_7C15
    let ends = min(range.count, 8)
    let head = text.word(at: range.lowerBound, ends), tail = text.word(at: range.upperBound - ends, ends)
    var hash = ((head ^ UInt64(range.count)) &* factor) ^ tail
    var at = range.lowerBound + 8
    while at < range.upperBound - 8 {
      hash = ((hash ^ hash >> 32) &* factor) ^ text.word(at: at, 8)
      at += 8 + range.count / 64 * 8
    }
    return (hash ^ hash >> 32) &* factor
  }

  /// The first of two slots.
  @inline(__always)
  private func number(_ hash: UInt64) -> Int { Int(hash >> 48) & (slots.count &- 2) }

  /// What is longer gets a new place each time, so that what is remembered stays small.
  private static var lengthCap: Int { 2048 }
  private static var bytesCap: Int { 1 << 20 }
  /// Empty until the first string is met.
  private var slots: [Slot] = []
  private var bytes: [UInt8] = []
  private let slotCount: Int

  /// - Parameter bits: those of the number of a slot; at most 16.
  init(bits: Int = 12) { slotCount = 1 << bits }

  /// The place of a string of the window; -1 for one that was not met lately. (A reader that is lent is copied, one that
  /// is `inout` is not.)
  @_optimize(speed)
  @inline(never)
  func place(of token: JSONString, in json: inout JSONReader) -> Int32 {
    if slots.isEmpty { return -1 }
    let text = json.source.buffer.span
    let hash = hash(text, token.range)
    let mark = UInt32(truncatingIfNeeded: hash >> 16), first = number(hash)
    for number in first...first + 1 {
      let slot = slots[number]
      if slot.mark == mark, slot.length == token.range.count, slot.place >= 0, holds(slot, text, token.range) {
        return slot.place
      }
    }
    return -1
  }

  /// Keeps the place that was given to a string of the window.
  @_optimize(speed)
  @inline(never)
  mutating func remember(_ token: JSONString, in json: inout JSONReader, at place: Int32) {
    if token.range.count > RecentPlaces.lengthCap { return }
    if slots.isEmpty || bytes.count > RecentPlaces.bytesCap { forget() }
    let text = json.source.buffer.span
    let hash = hash(text, token.range)
    let number = number(hash)
    slots[number + 1] = slots[number]
    slots[number] = Slot(
      mark: UInt32(truncatingIfNeeded: hash >> 16), length: Int32(token.range.count), start: Int32(bytes.count),
      place: place)
    bytes.append(text, token.range)
  }

  private func holds(_ slot: Slot, _ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
    text.holds(bytes.span, Int(slot.start)..<Int(slot.start) + range.count, at: range.lowerBound)
  }

  private mutating func forget() {
    slots = [Slot](repeating: Slot(), count: slotCount)
    bytes.removeAll(keepingCapacity: true)
  }
}

/// What was made of the strings that a reader met. Every value has a place, by which a reader may keep it as a number
/// until it is wanted.
struct Recent<Value: Sendable>: Sendable {
  private var places = RecentPlaces()
  private var values: [Value] = []
  private let make: @Sendable ([UInt8]) -> Value

  init(_ make: @escaping @Sendable ([UInt8]) -> Value) { self.make = make }

  /// What stands at a place; `nil` for -1.
  subscript(place: Int32) -> Value? { values.indices.contains(Int(place)) ? values[Int(place)] : nil }

  /// The place of what a string of the window means.
  mutating func place(of token: JSONString, in json: inout JSONReader) -> Int32 {
    let known = places.place(of: token, in: &json)
    if known >= 0 { return known }
    let place = Int32(clamping: values.count)
    values.append(make(json.bytes(of: token)))
    places.remember(token, in: &json, at: place)
    return place
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
