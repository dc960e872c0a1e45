/// The names in the first row of a table, and where they stand.
package struct Columns: Hashable, Sendable {
  package let names: [String]

  init(_ names: [String]) { self.names = names }

  /// Those of a header, as it stands in the text.
  init(_ header: String, separator: Character = ",") {
    names = header.split(separator: separator, omittingEmptySubsequences: false).map { name in
      let bare = name.trimmed
      return String(bare.count >= 2 && bare.first == "\"" && bare.last == "\"" ? bare.dropFirst().dropLast() : bare)
    }
  }

  var count: Int { names.count }
  subscript(_ name: String) -> Int? { names.firstIndex(of: name) }
  func has(_ wanted: String...) -> Bool { wanted.allSatisfy(names.contains) }
}
