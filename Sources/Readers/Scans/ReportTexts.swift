import Model
import Syntax

/// The texts that a scanner's report says again and again, each known by its place in a table; -1 is none.
struct ReportTexts {
  private var names = RecentPlaces()
  private var headlines = RecentPlaces()
  /// A repository has more files than a tool has rules.
  private var paths = RecentPlaces(bits: 14)
  /// Whether what names files are URIs.
  private let hasURIs: Bool

  init(hasURIs: Bool) { self.hasURIs = hasURIs }

  /// The place of what the next string means, bounded: an id, a version.
  mutating func name(_ json: inout JSONReader, in table: inout TextTable) throws(ReadError) -> Int32 {
    try names.place(&json) { json, token in
      json.isPlain(token)
        ? table.append(json.source.buffer[token.range])
        : table.append(String(decoding: json.bytes(of: token), as: UTF8.self).bounded)
    }
  }

  /// The place of the first line of the next string that says something, bounded.
  mutating func headline(_ json: inout JSONReader, in table: inout TextTable) throws(ReadError) -> Int32 {
    try headlines.place(&json) { json, token in
      // Where nothing is escaped there is one line.
      json.isPlain(token) && json.source.buffer[token.range].first ?? 0 > UInt8(ascii: " ")
        ? table.append(json.source.buffer[token.range])
        : table.append(String(decoding: json.bytes(of: token), as: UTF8.self).headline)
    }
  }

  /// The place of the file that the next string names.
  mutating func path(_ json: inout JSONReader, in table: inout TextTable) throws(ReadError) -> Int32 {
    try paths.place(&json) { [hasURIs] json, token in
      let bytes = json.bytes(of: token)
      return table.append((hasURIs ? Path(uri: bytes) : Path(bytes: bytes).normalised).bytes[...])
    }
  }
}

extension RecentPlaces {
  /// The place of the next string, which is made where it was not met lately; -1 for null.
  fileprivate mutating func place(
    _ json: inout JSONReader, orMake make: (inout JSONReader, JSONString) -> Int32
  ) throws(ReadError) -> Int32 {
    if try json.isNull() { return -1 }
    let token = try json.takeString()
    let known = place(of: token, in: &json)
    if known >= 0 { return known }
    let place = make(&json, token)
    remember(token, in: &json, at: place)
    return place
  }
}

extension JSONReader {
  /// Whether a string of the window is kept as it stands there, bounded or not.
  fileprivate func isPlain(_ token: JSONString) -> Bool {
    !token.hasEscapes && token.range.count <= String.tellingCap && source.buffer.isASCII(in: token.range)
  }
}
