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
    let bytes = unsafe Array(stored)
    return bytes.contains(UInt8(ascii: "&")) ? XMLValue.unescaped(bytes[...]) : bytes
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

  /// The text, or the one that is known where they are equal: then they share their memory.
  package func text(like known: String) -> String { isEqual(to: known) ? known : text }

  private func isEqual(to text: String) -> Bool { unsafe text.utf8.elementsEqual(stored) }

  package static func == (value: XMLValue, text: StaticString) -> Bool {
    unsafe value.stored.elementsEqual(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  /// A whole number, with a sign and blanks around it at most; `nil` for anything else or what does not fit.
  package var integer: Int? {
    // So few digits do not overflow.
    guard unsafe start < end, unsafe end - start <= 18 else { return signedInteger }
    var value = 0
    var at = unsafe start
    while unsafe at < end {
      let digit = unsafe at.pointee &- UInt8(ascii: "0")
      guard digit <= 9 else { return signedInteger }
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
