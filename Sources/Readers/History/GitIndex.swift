package import Model
package import Syntax

/// What git tracks, as it keeps it itself: in one file, in the order of the names.
///
/// - Source: gitformat-index(5), versions 2 to 4, for objects with names of SHA-1
package struct GitIndex {
  private static let idSize = 20
  /// Of what stands before an object's name: times, place, mode, owner and size.
  private static let statSize = 40
  private static let modePlace = 24

  /// Whether names only say how they go on from those before.
  private let goesOn: Bool
  /// The names, one behind the other, and where each ends.
  private var text: [UInt8] = []
  private var ends: [UInt32] = []

  /// - Returns: `nil` where it says more than names, or in another way: of files in conflict, of folders in place of
  ///   their files, with the help of another index.
  package static func names(in source: consuming ByteSource) throws(ReadError) -> PathNames? {
    source.countsPlaces = false
    try source.fill(upTo: 12)
    guard source.end >= 12, source.buffer.starts(with: "DIRC".utf8) else { return nil }
    let version = source.buffer.span.number(at: 4), count = source.buffer.span.number(at: 8)
    guard 2...4 ~= version else { return nil }
    source.start = 12
    var index = GitIndex(goesOn: version == 4)
    while index.ends.count < count {
      guard let end = index.take(source.buffer.span, from: source.start, upTo: count) else { return nil }
      source.start = end
      if index.ends.count < count, try !source.more() { return nil }
    }
    return try hasOnlyHints(&source) ? PathNames(index.text, endingAt: index.ends) : nil
  }

  private init(goesOn: Bool) { self.goesOn = goesOn }

  /// Takes the entries that are there as a whole, until there are so many.
  ///
  /// - Returns: where they end; `nil` where one is not as it should be.
  @_optimize(speed)
  private mutating func take(_ bytes: Span<UInt8>, from place: Int, upTo count: Int) -> Int? {
    var start = place
    while ends.count < count {
      var at = start + GitIndex.statSize + GitIndex.idSize
      guard at + 4 <= bytes.count else { return start }
      let flags = Int(bytes[at]) << 8 | Int(bytes[at + 1])
      // A flag says that more follow; a stage, that there are versions in conflict.
      at += flags & 0x4000 == 0 ? 2 : 4
      guard flags & 0x3000 == 0, GitIndex.isFile(mode: bytes.number(at: start + GitIndex.modePlace)) else {
        return nil
      }
      let kept: Int
      if goesOn {
        guard let dropped = bytes.offset(from: &at) else { return start }
        let last = range(of: ends.count - 1)
        guard dropped <= last.count else { return nil }
        kept = last.count - dropped
      } else {
        kept = 0
      }
      let nul = bytes.firstIndex(of: 0, from: at)
      // Whole names are filled up to a multiple of eight, with one zero at least.
      let next = goesOn ? nul + 1 : start + (nul - start) / 8 * 8 + 8
      guard nul < bytes.count, next <= bytes.count else { return start }
      guard take(name: at..<nul, of: bytes, behind: kept) else { return nil }
      start = next
    }
    return start
  }

  /// - Parameter kept: how much of the last name it begins with.
  /// - Returns: false where it does not stand behind that, or they are too much.
  @_optimize(speed)
  private mutating func take(name: Range<Int>, of bytes: Span<UInt8>, behind kept: Int) -> Bool {
    let last = range(of: ends.count - 1)
    for at in last.prefix(kept) { text.append(text[at]) }
    text.append(bytes, name)
    ends.append(UInt32(truncatingIfNeeded: text.count))
    let span = text.span
    return text.count <= ByteCap.held
      && span.extracting(last).precedes(span.extracting(last.upperBound..<text.count))
  }

  /// Where a name stands; nowhere where there is none.
  private func range(of place: Int) -> Range<Int> {
    place < 0 ? 0..<0 : (place == 0 ? 0 : Int(ends[place - 1]))..<Int(ends[place])
  }

  /// A file, a link or a submodule, and no folder.
  private static func isFile(mode: Int) -> Bool {
    mode >> 9 == 0o100 || mode >> 9 == 0o120 || mode >> 9 == 0o160
  }

  /// Whether nothing stands behind the entries that changes what they say.
  private static func hasOnlyHints(_ source: inout ByteSource) throws(ReadError) -> Bool {
    while true {
      try source.fill(upTo: idSize + 8)
      let left = source.end - source.start
      if left < idSize + 8 { return left == idSize }
      // Capitals are for what nobody needs to understand.
      guard UInt8(ascii: "A")...UInt8(ascii: "Z") ~= source.buffer[source.start] else { return false }
      var rest = 8 + source.buffer.span.number(at: source.start + 4)
      while rest > source.end - source.start {
        rest -= source.end - source.start
        source.start = source.end
        guard try source.more() else { return false }
      }
      source.start += rest
    }
  }
}

extension Span<UInt8> {
  /// Four bytes, the highest first.
  fileprivate func number(at place: Int) -> Int {
    Int(self[place]) << 24 | Int(self[place + 1]) << 16 | Int(self[place + 2]) << 8 | Int(self[place + 3])
  }

  /// A number as packs have their offsets: seven bits a byte, and one more for each byte that follows; one that is
  /// longer than any name is as good as the longest.
  ///
  /// - Returns: `nil` where it does not end here.
  fileprivate func offset(from at: inout Int) -> Int? {
    var value = 0
    while at < count {
      let byte = self[at]
      at += 1
      value += Int(byte & 0x7F)
      if byte < 0x80 { return value }
      value = Swift.min(value + 1, Int.max >> 8) << 7
    }
    return nil
  }
}
