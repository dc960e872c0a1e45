import Syntax

/// A histogram as HdrHistogram encodes it: how many values lie in which step.
///
/// - Source: HdrHistogram, AbstractHistogram.encodeIntoCompressedByteBuffer, encoding V2; ZigZagEncoding
struct HdrCounts {
  /// From the lowest to the highest value that count as the same.
  struct Step: Hashable {
    let lower: UInt64
    let upper: UInt64
  }

  private(set) var counts: [(step: Step, count: Int)] = []
  private let scale: Scale

  /// - Parameter text: base64 of a compressed histogram.
  init(base64 text: some StringProtocol) throws(ReadError) {
    guard let packed = base64Decoded(text.utf8) else {
      throw ReadError(met: "a histogram that is no base64", wanted: "one that is")
    }
    var outer = BigEndian(packed)
    guard try outer.word() == 0x1C84_9314 else { throw HdrCounts.otherEncoding }
    let length = Int(try outer.word())
    guard length <= outer.rest.count else {
      throw ReadError(met: "\(outer.rest.count) bytes of a histogram", wanted: "\(length)")
    }
    var bytes = BigEndian(try inflated(Array(outer.rest.prefix(length)), atMost: HdrCounts.cap))
    guard try bytes.word() == 0x1C84_9313 else { throw HdrCounts.otherEncoding }
    _ = try bytes.word()
    guard try bytes.word() == 0 else {
      throw ReadError(met: "a histogram whose values were shifted", wanted: "one whose were not")
    }
    scale = try Scale(digits: try bytes.word(), lowest: try bytes.long())
    _ = try bytes.long()
    guard try bytes.long() == Double(1).bitPattern else {
      throw ReadError(met: "a histogram of fractions", wanted: "one of whole numbers")
    }
    try take(&bytes)
  }

  private static let cap = 16 << 20
  private static let otherEncoding = ReadError(
    met: "a histogram in another encoding", wanted: "a compressed one of HdrHistogram 2, encoding V2")

  /// Counts of one step after the other; a negative number stands for so many empty ones.
  private mutating func take(_ bytes: inout BigEndian) throws(ReadError) {
    var index: UInt64 = 0
    while !bytes.rest.isEmpty {
      let number = try bytes.zigZag()
      if number > 0 { counts.append((try scale.step(index), Int(number))) }
      let (next, overflows) = index.addingReportingOverflow(number < 0 ? number.magnitude : 1)
      guard !overflows else { throw Scale.tooMany }
      index = next
    }
  }
}

/// Which values the steps stand for: exact ones at first, then coarser and coarser ones.
private struct Scale {
  private let unitMagnitude: UInt64
  private let halfMagnitude: UInt64

  static let tooMany = ReadError(met: "more steps than 64 bits have", wanted: "a histogram of HdrHistogram")

  init(digits: UInt32, lowest: UInt64) throws(ReadError) {
    let powers: [UInt64] = [1, 10, 100, 1000, 10_000, 100_000]
    guard Int(digits) < powers.count, lowest > 0 else {
      throw ReadError(met: "\(digits) digits from \(lowest) on", wanted: "0 to 5 digits, from 1 on")
    }
    let exact = 2 * powers[Int(digits)]
    unitMagnitude = UInt64(63 - lowest.leadingZeroBitCount)
    halfMagnitude = UInt64(max(64 - (exact - 1).leadingZeroBitCount, 1) - 1)
  }

  func step(_ index: UInt64) throws(ReadError) -> HdrCounts.Step {
    let half = UInt64(1) << halfMagnitude
    let bucket = index >> halfMagnitude
    let shift = (bucket == 0 ? 0 : bucket - 1).addingReportingOverflow(unitMagnitude)
    guard !shift.overflow, shift.partialValue + halfMagnitude < 62 else { throw Scale.tooMany }
    let place = bucket == 0 ? index : index & (half - 1) | half
    let lower = place << shift.partialValue
    return HdrCounts.Step(lower: lower, upper: lower + (1 << shift.partialValue) - 1)
  }
}

/// Numbers one after the other, each with its highest byte first.
private struct BigEndian {
  private(set) var rest: ArraySlice<UInt8>

  init(_ bytes: [UInt8]) { rest = bytes[...] }

  mutating func word() throws(ReadError) -> UInt32 { UInt32(truncatingIfNeeded: try number(of: 4)) }
  mutating func long() throws(ReadError) -> UInt64 { try number(of: 8) }

  /// Seven bits a byte, the lowest first, eight in the ninth; even numbers are positive, odd ones negative.
  mutating func zigZag() throws(ReadError) -> Int64 {
    var value: UInt64 = 0
    for place in 0..<9 {
      let byte = UInt64(try number(of: 1))
      value |= (place == 8 ? byte : byte & 0x7F) << UInt64(7 * place)
      if byte < 0x80 || place == 8 { break }
    }
    return Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
  }

  private mutating func number(of count: Int) throws(ReadError) -> UInt64 {
    guard rest.count >= count else { throw ReadError(met: "the end of a histogram", wanted: "the rest of it") }
    let value = rest.prefix(count).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    rest = rest.dropFirst(count)
    return value
  }
}
