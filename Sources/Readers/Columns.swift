/// The names in the first row of a table, and where they stand.
package struct Columns: Hashable, Sendable {
  package let names: [String]

  init(_ names: [String]) { self.names = names }

  /// Those of a header, as it stands in the text.
  init(_ header: String, separator: Character = ",") {
    let mark = separator.asciiValue ?? UInt8(ascii: ",")
    names = header.utf8.split(separator: mark, omittingEmptySubsequences: false).map { name in
      let bare = Substring(name).trimmed.utf8
      let isQuoted = bare.count >= 2 && bare.first == UInt8(ascii: "\"") && bare.last == UInt8(ascii: "\"")
      return String(Substring(isQuoted ? bare.dropFirst().dropLast() : bare))
    }
  }

  var count: Int { names.count }
  subscript(_ name: String) -> Int? { names.firstIndex(of: name) }
  func has(_ wanted: String...) -> Bool { wanted.allSatisfy(names.contains) }
}
