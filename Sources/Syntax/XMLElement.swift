internal import CLibXML2

/// An element that opens, still in libxml2's memory: not to be kept.
@safe package struct XMLElement {
  private let tag: UnsafeMutablePointer<XMLTag>

  init(_ tag: UnsafeMutablePointer<XMLTag>) { unsafe self.tag = unsafe tag }

  package var name: XMLName { unsafe XMLName(tag.pointee.name, in: tag) }

  /// How many elements are open with it, itself included: what opens no deeper stands outside it.
  package var depth: Int { unsafe tag.pointee.depth }

  /// How many attributes it has.
  package var count: Int { unsafe tag.pointee.count }

  /// The value of an attribute, by its local name.
  package subscript(attribute: StaticString) -> XMLValue? { unsafe tag.pointee.value(of: attribute) }

  /// The same for names that are not known beforehand; its label keeps literals from being taken for such.
  package subscript(named attribute: String) -> XMLValue? { unsafe tag.pointee.value(named: attribute) }

  /// The whole number in an attribute; `nil` for anything else.
  package func integer(_ attribute: StaticString) -> Int? { unsafe tag.pointee.value(of: attribute)?.integer }

  /// Asks for the ends of this element and of all in it. No other end is told, which is faster.
  package func hearEnds() { unsafe tag.pointee.heardDepth = min(tag.pointee.heardDepth, tag.pointee.depth) }

  /// Asks for the text that follows, up to the next tag. No other text is told, which is faster.
  package func hearText() { unsafe tag.pointee.parser.pointee.sax.pointee.characters = XMLListener.characters }
}

/// The local name of an element.
@safe package struct XMLName {
  private let address: UInt
  private let tag: UnsafePointer<XMLTag>

  init(_ start: UnsafePointer<UInt8>?, in tag: UnsafePointer<XMLTag>) {
    address = UInt(bitPattern: start)
    unsafe self.tag = unsafe tag
  }

  /// The name as a text of its own, for readers that do not know it beforehand.
  package var text: String {
    // libxml2's dictionary holds its names for as long as the parser lives.
    unsafe UnsafePointer<UInt8>(bitPattern: address).map { unsafe String(cString: $0) } ?? ""
  }

  package static func ~= (text: StaticString, name: XMLName) -> Bool {
    unsafe name.address == name.tag.pointee.names.address(of: text)
  }
}

/// The tag that libxml2 has just read.
@safe struct XMLTag {
  let parser: xmlParserCtxtPtr
  let names: XMLNames
  private(set) var name: UnsafePointer<UInt8>?
  private(set) var count = 0
  private var table: UnsafeMutablePointer<UnsafePointer<UInt8>?>?
  private(set) var depth = 0
  /// The depth of the outermost open element that asked for ends.
  var heardDepth = Int.max

  init(_ parser: xmlParserCtxtPtr) {
    unsafe self.parser = unsafe parser
    names = unsafe XMLNames(parser.pointee.dict)
  }

  mutating func enter(
    _ name: UnsafePointer<UInt8>, _ table: UnsafeMutablePointer<UnsafePointer<UInt8>?>?, _ count: Int
  ) {
    unsafe self.name = unsafe name
    unsafe self.table = unsafe table
    self.count = count
    depth += 1
  }

  /// - Returns: whether somebody asked for this end.
  mutating func leave() -> Bool {
    let isHeard = depth >= heardDepth
    if depth == heardDepth { heardDepth = Int.max }
    depth -= 1
    return isHeard
  }

  @inline(__always)
  func value(of attribute: StaticString) -> XMLValue? {
    // libxml2 lays attributes out in rows of five: local name, prefix, namespace, value, end of value.
    guard var row = unsafe table else { return nil }
    let wanted = names.address(of: attribute)
    for _ in 0..<count {
      if UInt(bitPattern: unsafe row[0]) == wanted, let start = unsafe row[3], let end = unsafe row[4] {
        return unsafe XMLValue(from: start, to: end)
      }
      unsafe row += 5
    }
    return nil
  }

  func value(named attribute: String) -> XMLValue? {
    guard var row = unsafe table else { return nil }
    for _ in 0..<count {
      if let name = unsafe row[0], unsafe String(cString: name) == attribute, let start = unsafe row[3],
        let end = unsafe row[4]
      {
        return unsafe XMLValue(from: start, to: end)
      }
      unsafe row += 5
    }
    return nil
  }
}
