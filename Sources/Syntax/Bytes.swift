private import CScan

// Each function hands C exactly the bytes of a slice that Swift has bounds-checked, for the length of one call.

extension [UInt8] {
  /// The index of the first such byte in the range, or the range's end.
  package func firstIndex(of byte: UInt8, in range: Range<Int>) -> Int {
    unsafe range.lowerBound + scan(range) { unsafe scan_byte($0, $1, byte) }
  }

  package func count(of byte: UInt8, in range: Range<Int>) -> Int {
    unsafe scan(range) { unsafe scan_count($0, $1, byte) }
  }

  /// The index of the first byte that ends or breaks a JSON string, or the range's end.
  package func endOfPlainString(in range: Range<Int>) -> Int {
    unsafe range.lowerBound + scan(range) { unsafe scan_string($0, $1) }
  }

  /// The index of the first byte that XML forbids, or the range's end.
  package func firstXMLControl(in range: Range<Int>) -> Int {
    unsafe range.lowerBound + scan(range) { unsafe scan_xml_control($0, $1) }
  }

  private func scan(_ range: Range<Int>, _ body: (UnsafePointer<UInt8>, Int) -> Int) -> Int {
    precondition(range.lowerBound >= 0 && range.upperBound <= count)
    return unsafe withUnsafeBufferPointer { buffer in
      guard let start = buffer.baseAddress else { return 0 }
      return unsafe body(start + range.lowerBound, range.count)
    }
  }
}
