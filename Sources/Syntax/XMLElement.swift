internal import CLibXML2

/// An element that opens, still in libxml2's memory: not to be kept.
@safe package struct XMLElement {
  package let name: XMLName
  private let table: UnsafeMutablePointer<UnsafePointer<UInt8>?>?
  private let count: Int
  private let parser: xmlParserCtxtPtr?

  init(
    name: XMLName, table: UnsafeMutablePointer<UnsafePointer<UInt8>?>?, count: Int, parser: xmlParserCtxtPtr?
  ) {
    self.name = name
    unsafe self.table = unsafe table
    self.count = count
    unsafe self.parser = unsafe parser
  }

  package var line: Int { unsafe Int(parser?.pointee.input?.pointee.line ?? 0) }

  /// The value of an attribute, by its local name.
  package subscript(name: StaticString) -> XMLValue? {
    // libxml2 lays attributes out in rows of five: local name, prefix, namespace, value, end of value.
    guard let table = unsafe table else { return nil }
    for index in 0..<count {
      let row = unsafe table + index * 5
      guard let key = unsafe row[0], let start = unsafe row[3], let end = unsafe row[4] else { continue }
      if unsafe XMLName(start: key) == name { return unsafe XMLValue(start: start, count: end - start) }
    }
    return nil
  }
}

/// A local name in libxml2's memory.
@safe package struct XMLName {
  private let start: UnsafePointer<UInt8>

  init(start: UnsafePointer<UInt8>) { unsafe self.start = unsafe start }

  package static func == (name: XMLName, text: StaticString) -> Bool {
    // The name ends in a NUL, which no literal holds: the loop cannot run past it.
    let wanted = text.utf8CodeUnitCount
    var at = 0
    while at < wanted {
      if unsafe name.start[at] != text.utf8Start[at] { return false }
      at += 1
    }
    return unsafe name.start[wanted] == 0
  }

  package static func ~= (text: StaticString, name: XMLName) -> Bool { name == text }

  package var text: String { unsafe String(cString: start) }
}

/// The value of an attribute in libxml2's memory.
@safe package struct XMLValue {
  private let start: UnsafePointer<UInt8>
  private let count: Int

  init(start: UnsafePointer<UInt8>, count: Int) {
    unsafe self.start = unsafe start
    self.count = count
  }

  package var bytes: [UInt8] { unsafe Array(UnsafeBufferPointer(start: start, count: count)) }
  package var text: String { unsafe String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self) }

  /// A whole number, with a sign and blanks around it at most; `nil` for anything else or what does not fit.
  package var integer: Int? {
    var value = 0
    var digits = 0
    for at in 0..<count {
      let byte = unsafe start[at]
      guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return signedInteger }
      digits += 1
      if digits > 18 { return signedInteger }
      value = value * 10 + Int(byte & 0x0F)
    }
    return digits > 0 ? value : nil
  }

  private var signedInteger: Int? {
    let trimmed = bytes.drop { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A }.reversed().drop {
      $0 == 0x20 || $0 == 0x09 || $0 == 0x0A
    }
    return Int(String(decoding: Array(trimmed.reversed()), as: UTF8.self))
  }

  package static func == (value: XMLValue, text: StaticString) -> Bool {
    guard value.count == text.utf8CodeUnitCount else { return false }
    for at in 0..<value.count where unsafe value.start[at] != text.utf8Start[at] { return false }
    return true
  }
}
