import Syntax

/// The structure of the objects of every Kubernetes version, looked up where it lies in the program.
///
/// - Source: `Scripts/kubernetes-schemas.py`, which says how the file is built
struct KubernetesSchemas: Sendable {
  private enum Table: Int { case versions, texts, types, kinds, definitions, variants, fields, bytes }

  /// The fields of an object in some versions.
  struct Variant: Sendable {
    var definition: Int
    fileprivate(set) var firstField: Int
    fileprivate(set) var count: Int
    fileprivate(set) var requiredCount: Int

    var fields: Range<Int> { firstField..<firstField + count }
  }

  /// What a field holds.
  struct FieldType: Sendable {
    enum Kind: Int, Sendable {
      case any, object, string, int32, int64, number, boolean, time, bytes, quantity, intOrString, list, map, definition
    }

    var kind: Kind
    var isNullable: Bool
    /// A type for a list and a map, a definition for a definition.
    var of: Int
  }

  private let file: [UInt8]
  private let tables: [(start: Int, count: Int)]

  /// - Throws: where the program's own file is none.
  init(_ file: [UInt8]) throws(ReadError) {
    guard file.count > 68, file.starts(with: "K8S2".utf8) else {
      throw ReadError(met: "schemas that do not begin with K8S2", wanted: "kubernetes/schemas.bin")
    }
    self.file = file
    tables = (0..<8).map { number in
      func word(_ at: Int) -> Int { (0..<4).reduce(0) { $0 | Int(file[at + $1]) << (8 * $1) } }
      return (word(4 + number * 8), word(8 + number * 8))
    }
  }

  private func start(_ table: Table) -> Int { tables[table.rawValue].start }
  private func count(_ table: Table) -> Int { tables[table.rawValue].count }
  private func half(_ at: Int) -> Int { Int(file[at]) | Int(file[at + 1]) << 8 }
}

extension KubernetesSchemas {
  /// The minor versions, from the oldest; the place of one is its bit in a mask.
  var minorVersions: [Int] { (0..<count(.versions)).map { half(start(.versions) + 2 * $0) } }

  func text(_ number: Int) -> String { String(decoding: file[range(ofText: number)], as: UTF8.self) }

  func type(_ number: Int) -> FieldType {
    let row = start(.types) + 6 * number
    return FieldType(
      kind: FieldType.Kind(rawValue: half(row)) ?? .any, isNullable: half(row + 2) == 1, of: half(row + 4))
  }

  /// What a definition is called, as `core.Container`.
  func name(ofDefinition number: Int) -> String { text(half(start(.definitions) + 6 * number)) }

  var fieldCount: Int { count(.fields) }
  func name(ofField row: Int) -> String { text(half(start(.fields) + 4 * row)) }
  func type(ofField row: Int) -> FieldType { type(half(start(.fields) + 4 * row + 2) & 0x7FFF) }
  func isRequired(_ row: Int) -> Bool { half(start(.fields) + 4 * row + 2) & 0x8000 != 0 }

  private func range(ofText number: Int) -> Range<Int> {
    let (row, bytes) = (start(.texts) + 4 * number, start(.bytes))
    return bytes + half(row) + half(row + 2) << 16..<bytes + half(row + 4) + half(row + 6) << 16
  }
}

// Searches by halves, for the rows are in the order of their texts.
extension KubernetesSchemas {
  func variant(of definition: Int, in version: Int) -> Variant? {
    variants(of: definition).first { $0.mask >> version & 1 == 1 }?.variant
  }

  /// A definition in all its forms.
  func variants(of definition: Int) -> [(mask: Int, variant: Variant)] {
    let row = start(.definitions) + 6 * definition
    return (half(row + 2)..<half(row + 2) + half(row + 4)).map { number in
      let at = start(.variants) + 8 * number
      let variant = Variant(
        definition: definition, firstField: half(at + 2), count: half(at + 4), requiredCount: half(at + 6))
      return (half(at), variant)
    }
  }

  /// The row of a field of an object, by its name.
  func field(_ text: Span<UInt8>, _ range: Range<Int>, of variant: Variant) -> Int? {
    var (low, high) = (variant.firstField, variant.firstField + variant.count)
    while low < high {
      let middle = (low + high) / 2
      let order = compare(text, range, withText: half(start(.fields) + 4 * middle))
      if order == 0 { return middle }
      if order < 0 { high = middle } else { low = middle + 1 }
    }
    return nil
  }

  /// Less than, equal to or more than 0, as bytes stand in relation to a text.
  private func compare(_ text: Span<UInt8>, _ range: Range<Int>, withText number: Int) -> Int {
    let own = self.range(ofText: number)
    for offset in 0..<min(range.count, own.count) {
      let difference = Int(text[range.lowerBound + offset]) - Int(file[own.lowerBound + offset])
      if difference != 0 { return difference }
    }
    return range.count - own.count
  }

  /// An object as some versions have it.
  struct KindRow: Sendable {
    var apiVersion: String
    var kind: String
    /// Which versions have it.
    var mask: Int
    var definition: Int
  }

  var kinds: [KindRow] {
    (0..<count(.kinds)).map { number in
      let row = start(.kinds) + 8 * number
      return KindRow(
        apiVersion: text(half(row)), kind: text(half(row + 2)), mask: half(row + 4), definition: half(row + 6))
    }
  }

  var definitionCount: Int { count(.definitions) }
}
