private import CScan

/// The value of an attribute, in libxml2's memory: not to be kept.
@safe package struct XMLValue {
  private let start: UnsafePointer<UInt8>
  private let end: UnsafePointer<UInt8>

  init(from start: UnsafePointer<UInt8>, to end: UnsafePointer<UInt8>) {
    unsafe self.start = unsafe start
    unsafe self.end = unsafe end
  }

  private var stored: UnsafeBufferPointer<UInt8> { unsafe UnsafeBufferPointer(start: start, count: end - start) }

  package var bytes: [UInt8] {
    let bytes = storedBytes
    return hasEscapes ? XMLValue.unescaped(bytes[...]) : bytes
  }

  /// libxml2 leaves `&` in attributes as `&#38;`, and nothing else escaped.
  private static func unescaped(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var plain: [UInt8] = []
    var rest = bytes
    while let byte = rest.popFirst() {
      plain.append(byte)
      if byte == UInt8(ascii: "&") { rest = rest.dropFirst("#38;".utf8.count) }
    }
    return plain
  }

  package var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Puts the bytes behind others.
  package func append(to others: inout [UInt8]) {
    if hasEscapes { others += bytes } else { unsafe others += stored }
  }

  /// What stands in libxml2's memory, where escapes are left.
  var storedBytes: [UInt8] { unsafe Array(stored) }

  func isStored(as others: [UInt8]) -> Bool {
    guard count == others.count else { return false }
    return unsafe others.withUnsafeBufferPointer { unsafe isEqual(to: $0.baseAddress) }
  }

  package static func == (value: XMLValue, text: StaticString) -> Bool {
    guard value.count == text.utf8CodeUnitCount else { return false }
    return unsafe value.isEqual(to: text.utf8Start)
  }

  /// Whether these bytes stand there, of which there must be as many.
  private func isEqual(to others: UnsafePointer<UInt8>?) -> Bool {
    guard let others = unsafe others else { return true }
    return unsafe scan_equals(start, others, count) != 0
  }

  private var count: Int { unsafe end - start }

  private var hasEscapes: Bool { unsafe Int(clamping: scan_byte(start, count, UInt8(ascii: "&"))) < count }

  /// A whole number, with a sign and blanks around it at most; `nil` for anything else or what does not fit.
  package var integer: Int? { digits ?? signedInteger }

  /// A number of digits with a point among them at most, in billionths; `nil` for anything else, and where more than nine
  /// digits stand before the point or behind it.
  package var billionths: Int? {
    let point = unsafe stored.firstIndex(of: UInt8(ascii: ".")).map { unsafe start + $0 } ?? end
    guard unsafe point - start <= 9, let whole = unsafe XMLValue(from: start, to: point).digits else { return nil }
    if unsafe point == end { return whole * 1_000_000_000 }
    let places = unsafe end - point - 1
    guard places <= 9, var fraction = unsafe XMLValue(from: point + 1, to: end).digits else { return nil }
    for _ in places..<9 { fraction *= 10 }
    return whole * 1_000_000_000 + fraction
  }

  /// The number that digits alone make; `nil` for anything else and more than 18 of them.
  @inline(__always)
  private var digits: Int? {
    // So few digits do not overflow.
    guard unsafe start < end, unsafe end - start <= 18 else { return nil }
    var value = 0
    var at = unsafe start
    while unsafe at < end {
      let digit = unsafe at.pointee &- UInt8(ascii: "0")
      guard digit <= 9 else { return nil }
      value = value &* 10 &+ Int(digit)
      unsafe at += 1
    }
    return value
  }

  private var signedInteger: Int? {
    let trimmed = bytes.drop { $0 <= 0x20 }.reversed().drop { $0 <= 0x20 }
    return Int(String(decoding: Array(trimmed.reversed()), as: UTF8.self))
  }

  /// The whole number that stands behind the first such byte; `nil` where none does, or none of 15 digits.
  package func integer(after mark: UInt8) -> Int? {
    guard let start = unsafe stored.firstIndex(of: mark) else { return nil }
    let digits = unsafe stored[(start + 1)...].prefix { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
    guard unsafe !digits.isEmpty, unsafe digits.count <= 15 else { return nil }
    return unsafe digits.reduce(0) { $0 * 10 + Int($1 & 0x0F) }
  }
}
