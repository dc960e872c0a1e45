/// The keys that a reader knows of one kind of object: the cases of an enum, by their raw values.
package struct JSONKeys<Key: CaseIterable & RawRepresentable<String> & Sendable>: Sendable {
  @usableFromInline let names: JSONNames
  @usableFromInline let keys: [Key]

  package init() {
    keys = Array(Key.allCases)
    names = JSONNames(keys.map(\.rawValue))
  }
}

/// Names that are found by their bytes, without a string being made.
@usableFromInline struct JSONNames: Sendable {
  private struct Name: Sendable {
    let bytes: [UInt8]
    let index: Int

    func stands(in text: Span<UInt8>, at start: Int) -> Bool {
      for at in bytes.indices where bytes[at] != text[start + at] { return false }
      return true
    }
  }

  /// By their length.
  private var names: [[Name]] = []

  init(_ texts: [String]) {
    for (index, text) in texts.enumerated() {
      let bytes = Array(text.utf8)
      while names.count <= bytes.count { names.append([]) }
      names[bytes.count].append(Name(bytes: bytes, index: index))
    }
  }

  /// The place of a name in the list that was given, or `nil` for one that is not in it.
  func index(of text: Span<UInt8>, _ range: Range<Int>) -> Int? {
    guard range.count < names.count else { return nil }
    for name in names[range.count] where name.stands(in: text, at: range.lowerBound) { return name.index }
    return nil
  }
}
