import Syntax

/// The words that a reader knows, as the cases of an enum: the keys of an object, or the values of a member.
struct Keys<Key: CaseIterable & RawRepresentable<String> & Sendable>: Sendable {
  let names: JSONNames
  let cases: [Key]

  init() {
    cases = Array(Key.allCases)
    names = JSONNames(cases.map(\.rawValue))
  }
}

extension JSONReader {
  /// The next known key of the object that was begun last, the others passed over; `nil` when the object has ended.
  mutating func nextKey<Key>(of keys: Keys<Key>) throws(ReadError) -> Key? {
    guard let place = try nextKey(in: keys.names) else { return nil }
    return keys.cases[place]
  }

  /// The known word that a string is; `nil` for others.
  mutating func word<Word>(of words: Keys<Word>) throws(ReadError) -> Word? {
    guard let place = try word(in: words.names) else { return nil }
    return words.cases[place]
  }
}
