extension ByteSource {
  /// Drops blanks before the declaration and decodes what libxml2 shall not.
  /// - Returns: whether the bytes are no longer in the encoding that they declare.
  mutating func prepareXML() throws(ReadError) -> Bool {
    try fill(upTo: 1024)
    while start < end, [0x20, 0x09, 0x0A, 0x0D].contains(buffer[start]) { start += 1 }
    if encoding != nil { return true }
    switch declaredEncoding(buffer[start...].prefix(256)) {
    case nil, "utf-8", "utf8": return false
    case "iso-8859-1", "latin1", "latin-1": try decode(as: .latin1)
    case "windows-1252", "cp1252": try decode(as: .windows1252)
    // ASCII is UTF-8. UTF-16 would have shown its mark: take the bytes for what they are.
    case "us-ascii", "ascii", "utf-16", "utf-16le", "utf-16be": break
    case let name?:
      throw ReadError(line: 1, met: "the encoding \(name)", wanted: "UTF-8, UTF-16, ISO-8859-1 or windows-1252")
    }
    return true
  }
}

/// What `<?xml … encoding="…"?>` names, in lower case.
private func declaredEncoding(_ head: some Collection<UInt8>) -> String? {
  let text = String(decoding: head, as: UTF8.self)
  guard text.hasPrefix("<?xml"), let end = text.range(of: "?>") else { return nil }
  let declaration = text[..<end]
  guard let key = declaration.range(of: "encoding") else { return nil }
  let value = declaration[key...].dropFirst("encoding".count).drop { $0 != "\"" && $0 != "'" }
  guard let quote = value.first else { return nil }
  return value.dropFirst().prefix { $0 != quote }.lowercased()
}

extension StringProtocol {
  /// Where a piece begins; the standard library has no search of its own without Foundation.
  fileprivate func range(of piece: String) -> Index? {
    indices.first { self[$0...].hasPrefix(piece) }
  }
}
