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

  package init(_ source: inout ByteSource) throws(ReadError) {
    try source.fill(upTo: Head.size)
    let window = source.buffer[source.start...].prefix(Head.size)
    bytes = Array(window.drop { [0x20, 0x09, 0x0A, 0x0D].contains($0) })
    rootElement = xmlRoot(of: bytes)
    outline = bytes.first == UInt8(ascii: "{") || bytes.first == UInt8(ascii: "[") ? Outline(bytes) : nil
    firstLine = String(decoding: bytes.prefix { $0 != 0x0A && $0 != 0x0D }.prefix(512), as: UTF8.self)
  }

  /// The keys of the outermost JSON object, as far as the head reaches; `nil` where the text is no JSON object.
  package var jsonKeys: [String]? { outline?.keys }

  package func hasKeys(_ wanted: String...) -> Bool {
    guard let jsonKeys else { return false }
    return wanted.allSatisfy(jsonKeys.contains)
  }

  /// Whether a text stands anywhere in the head.
  package func contains(_ text: String) -> Bool {
    let wanted = Array(text.utf8)
    guard let first = wanted.first else { return true }
    var at = 0
    while at < bytes.count {
      at = bytes.firstIndex(of: first, in: at..<bytes.count)
      if bytes[at...].starts(with: wanted) { return true }
      at += 1
    }
    return false
  }
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
