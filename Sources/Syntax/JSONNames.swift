/// Names that a reader knows beforehand, found by their bytes without a string being made.
package struct JSONNames: Sendable {
  /// The length, the first and the last eight bytes: all there is of most names.
  private struct Look: Equatable, Sendable {
    let length: Int
    let head: UInt64
    let tail: UInt64

    /// Which of 64 bits stands for the name, and a few others.
    @inline(__always)
    var bit: UInt64 { 1 << (((head ^ UInt64(truncatingIfNeeded: length)) &* 0x9E37_79B9_7F4A_7C15) >> 58) }

    @inline(__always)
    init(_ text: Span<UInt8>, _ range: Range<Int>) {
      length = range.count
      head = text.word(at: range.lowerBound, min(length, 8))
      tail = length > 8 ? text.word(at: range.upperBound - 8, 8) : 0
    }
  }

  private let looks: [Look]
  /// A bit for each name, by which most others are told apart from them all.
  private let bits: UInt64
  /// All names as they stand before a value, `"name":`, one behind the other, and where each begins.
  private let members: [UInt8]
  private let starts: [Int]

  package init(_ texts: [String]) {
    let names = texts.map { Array("\"\($0)\":".utf8) }
    members = Array(names.joined())
    starts = names.reduce(into: [0]) { $0.append(($0.last ?? 0) + $1.count) }
    looks = names.map { Look($0.span, 1..<$0.count - 2) }
    bits = looks.reduce(0) { $0 | $1.bit }
  }

  /// The place of a name in the list that was given, or `nil` for one that is not in it.
  @inline(__always)
  package func place(of text: Span<UInt8>, _ range: Range<Int>) -> Int? {
    let look = Look(text, range)
    if bits & look.bit == 0 { return nil }
    for place in looks.indices where looks[place] == look {
      if look.length <= 16 { return place }
      if text.holds(members.span, starts[place] + 1..<starts[place + 1] - 2, at: range.lowerBound) { return place }
    }
    return nil
  }

  /// Where the value begins if the next member is the one of that name, written without blanks inside.
  @inline(__always)
  func endOfKey(_ place: Int, _ text: Span<UInt8>, from start: Int, isFirst: Bool) -> Int? {
    guard place < looks.count, start < text.count else { return nil }
    var at = start
    if !isFirst {
      guard text[at] == UInt8(ascii: ",") else { return nil }
      at += 1
    }
    if at < text.count, text[at] <= UInt8(ascii: " ") { at = text.endOfBlanks(from: at) }
    let name = starts[place]..<starts[place + 1]
    return text.holds(members.span, name, at: at) ? at + name.count : nil
  }
}
