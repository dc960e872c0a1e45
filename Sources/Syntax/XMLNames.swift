internal import CLibXML2

/// Where names stand in libxml2's dictionary. It holds each name once: equal names are at one address.
@safe struct XMLNames {
  private struct Known {
    var literal: UInt
    var name: UInt
  }

  private let dictionary: xmlDictPtr?
  /// Literals stay where they are, so that each needs to be looked up once.
  private let known: UnsafeMutablePointer<Known>
  private static let bits = 8
  private static let slots = 1 << bits

  init(_ dictionary: xmlDictPtr?) {
    unsafe self.dictionary = unsafe dictionary
    unsafe known = .allocate(capacity: XMLNames.slots)
    unsafe known.initialize(repeating: Known(literal: 0, name: 0), count: XMLNames.slots)
  }

  func free() { unsafe known.deallocate() }

  @inline(__always)
  func address(of name: StaticString) -> UInt {
    let literal = unsafe UInt(bitPattern: name.utf8Start)
    // The upper bits of the product are the most mixed ones, and so many count no further than there are slots.
    let slot = Int((literal &* 0x9E37_79B9_7F4A_7C15) >> UInt(UInt.bitWidth - XMLNames.bits))
    return unsafe known[slot].literal == literal ? known[slot].name : find(name, from: slot)
  }

  /// Looks into the slots that follow, and where the name is in none, into the dictionary.
  @inline(never)
  private func find(_ name: StaticString, from first: Int) -> UInt {
    let literal = unsafe UInt(bitPattern: name.utf8Start)
    var slot = first
    for _ in 0..<8 {
      if unsafe known[slot].literal == literal { return unsafe known[slot].name }
      if unsafe known[slot].literal == 0 { break }
      slot = (slot + 1) % XMLNames.slots
    }
    let count = Int32(truncatingIfNeeded: name.utf8CodeUnitCount)
    let found = unsafe UInt(bitPattern: xmlDictLookup(dictionary, name.utf8Start, count))
    unsafe known[slot] = Known(literal: literal, name: found)
    return found
  }
}
