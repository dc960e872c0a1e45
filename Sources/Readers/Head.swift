package import Syntax

/// The beginning of an input, looked at once, by which formats are told apart.
package struct Head: Sendable {
  package static let size = 64 * 1024

  /// At most 64 KiB, blanks before the first character left out.
  package let bytes: [UInt8]
  /// The local name of the first XML element, where the text is XML.
  package let rootElement: String?
  /// What the text holds, as far as the head reaches; `nil` where it is no JSON.
  let outline: Outline?
  package let firstLine: String
  /// What stands between the commas of the first line, without quotes: the header, where the text is a table.
  package let columns: Columns

  package init(_ source: inout ByteSource) throws(ReadError) {
    try source.fill(upTo: Head.size)
    let window = source.buffer[source.start...].prefix(Head.size)
    bytes = Array(window.drop { [0x20, 0x09, 0x0A, 0x0D].contains($0) })
    rootElement = xmlRoot(of: bytes)
    outline = bytes.first == UInt8(ascii: "{") || bytes.first == UInt8(ascii: "[") ? Outline(bytes) : nil
    firstLine = String(decoding: bytes.prefix { $0 != 0x0A && $0 != 0x0D }.prefix(512), as: UTF8.self)
    columns = Columns(firstLine)
  }

  /// The keys of the outermost JSON object, as far as the head reaches; `nil` where the text is no JSON object.
  package var jsonKeys: [String]? { outline?.keys }

  package func hasKeys(_ wanted: String...) -> Bool {
    guard let jsonKeys else { return false }
    return wanted.allSatisfy(jsonKeys.contains)
  }

  package func hasElementKeys(_ wanted: String...) -> Bool {
    guard let jsonElementKeys = elementKeys(of: bytes) else { return false }
    return wanted.allSatisfy(jsonElementKeys.contains)
  }

  /// Whether a text stands anywhere in the head.
  package func contains(_ text: String) -> Bool { bytes.firstIndex(of: Array(text.utf8)) != nil }
}

/// The name behind the first `<` that opens an element, prefix dropped.
private func xmlRoot(of bytes: [UInt8]) -> String? {
  guard bytes.first == UInt8(ascii: "<") else { return nil }
  var rest = bytes[...]
  while let open = rest.firstIndex(of: UInt8(ascii: "<")) {
    rest = rest[open...].dropFirst()
    if rest.starts(with: "!--".utf8) {
      rest = rest.after("-->")
    } else if rest.starts(with: "?".utf8) {
      rest = rest.after("?>")
    } else if rest.starts(with: "!".utf8) {
      rest = rest.afterDeclaration
    } else {
      let name = rest.prefix { $0 > 0x20 && $0 != UInt8(ascii: ">") && $0 != UInt8(ascii: "/") }
      return String(decoding: name.split(separator: UInt8(ascii: ":")).last ?? name, as: UTF8.self)
    }
  }
  return nil
}

extension ArraySlice<UInt8> {
  fileprivate func after(_ mark: String) -> ArraySlice {
    let wanted = Array(mark.utf8)
    let found = indices.first { self[$0...].starts(with: wanted) }
    return found.map { self[$0...].dropFirst(wanted.count) } ?? []
  }

  /// Behind the `>` that ends a DOCTYPE, an internal subset in brackets passed over.
  fileprivate var afterDeclaration: ArraySlice {
    var inBrackets = false
    for index in indices {
      switch self[index] {
      case UInt8(ascii: "["): inBrackets = true
      case UInt8(ascii: "]"): inBrackets = false
      case UInt8(ascii: ">") where !inBrackets: return self[(index + 1)...]
      default: break
      }
    }
    return []
  }
}

/// The keys at the first level, read leniently: the head may be cut anywhere.
private func outerKeys(of bytes: [UInt8]) -> [String]? {
  guard let source = try? ByteSource(bytes) else { return nil }
  var json = JSONReader(source)
  var keys: [String] = []
  do throws(ReadError) {
    try json.beginObject()
    while let key = try json.nextKey() {
      keys.append(key)
      try json.skip()
    }
  } catch {
    return keys
  }
  return keys
}

/// The keys of the first object of an array, read as leniently.
private func elementKeys(of bytes: [UInt8]) -> [String]? {
  let rest = bytes.dropFirst().drop { $0 <= UInt8(ascii: " ") }
  return rest.first == UInt8(ascii: "{") ? outerKeys(of: Array(rest)) : nil
}

extension Head {
  /// The keys of the first object in the first object of a JSON object, as far as the head reaches.
  package var thirdKeys: [String] {
    guard jsonKeys?.isEmpty == false, let source = try? ByteSource(bytes) else { return [] }
    var json = JSONReader(source)
    var keys: [String] = []
    do throws(ReadError) {
      for _ in 0..<2 {
        try json.beginObject()
        guard try json.nextKey() != nil, try json.peek() == .object else { return [] }
      }
      try json.beginObject()
      while let key = try json.nextKey() {
        keys.append(key)
        try json.skip()
      }
    } catch {
      return keys
    }
    return keys
  }
}
