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
  /// Where in the file each text begins, and the last one ends.
  private let texts: [Int]
  /// Of each field its name in the lower half, in the upper its type, and in the highest bit whether it is required.
  private let fields: [UInt32]

  /// - Throws: where the program's own file is none.
  init(_ file: [UInt8]) throws(ReadError) {
    guard file.count > 68, file.starts(with: "K8S2".utf8) else {
      throw ReadError(met: "schemas that do not begin with K8S2", wanted: "kubernetes/schemas.bin")
    }
    self.file = file
    let tables = (0..<8).map { number in
      (start: file.span.number(at: 4 + number * 8, bytes: 4), count: file.span.number(at: 8 + number * 8, bytes: 4))
    }
    func words(_ table: Table) -> [Int] {
      let (start, count) = tables[table.rawValue]
      return (0..<count).map { file.span.number(at: start + 4 * $0, bytes: 4) }
    }
    self.tables = tables
    texts = words(.texts).map { tables[Table.bytes.rawValue].start + $0 }
    fields = words(.fields).map { UInt32(truncatingIfNeeded: $0) }
  }

  private func start(_ table: Table) -> Int { tables[table.rawValue].start }
  private func count(_ table: Table) -> Int { tables[table.rawValue].count }
  private func half(_ at: Int) -> Int { file.span.number(at: at, bytes: 2) }
}

extension KubernetesSchemas {
  /// The minor versions, from the oldest; the place of one is its bit in a mask.
  var minorVersions: [Int] { (0..<count(.versions)).map { half(start(.versions) + 2 * $0) } }

  func text(_ number: Int) -> String { String(decoding: file[texts[number]..<texts[number + 1]], as: UTF8.self) }

  @_optimize(speed)
  func type(_ number: Int) -> FieldType {
    let (file, row) = (file.span, start(.types) + 6 * number)
    return FieldType(
      kind: FieldType.Kind(rawValue: file.number(at: row, bytes: 2)) ?? .any,
      isNullable: file.number(at: row + 2, bytes: 2) == 1, of: file.number(at: row + 4, bytes: 2))
  }

  /// What a definition is called, as `core.Container`.
  func name(ofDefinition number: Int) -> String { text(half(start(.definitions) + 6 * number)) }

  var fieldCount: Int { fields.count }
  func name(ofField row: Int) -> String { text(Int(fields[row] & 0xFFFF)) }
  func type(ofField row: Int) -> FieldType { type(Int(fields[row] >> 16 & 0x7FFF)) }
  func isRequired(_ row: Int) -> Bool { fields[row] >> 31 == 1 }
}

// Searches by halves, for the rows are in the order of their texts.
extension KubernetesSchemas {
  func variant(of definition: Int, in version: Int) -> Variant? {
    rows(ofDefinition: definition).first { half($0) >> version & 1 == 1 }.map { variant(at: $0, of: definition) }
  }

  /// A definition in all its forms.
  func variants(of definition: Int) -> [Variant] {
    rows(ofDefinition: definition).map { variant(at: $0, of: definition) }
  }

  private func rows(ofDefinition number: Int) -> StrideTo<Int> {
    let (row, first) = (start(.definitions) + 6 * number, start(.variants))
    return stride(from: first + 8 * half(row + 2), to: first + 8 * (half(row + 2) + half(row + 4)), by: 8)
  }

  private func variant(at row: Int, of definition: Int) -> Variant {
    Variant(
      definition: definition, firstField: half(row + 2), count: half(row + 4), requiredCount: half(row + 6))
  }

  /// The row of a field of an object, by its name.
  @_optimize(speed)
  func field(_ text: Span<UInt8>, _ range: Range<Int>, of variant: Variant) -> Int? {
    let (file, fields, texts) = (file.span, fields.span, texts.span)
    var (low, high) = (variant.firstField, variant.firstField + variant.count)
    while low < high {
      let middle = (low + high) / 2
      let name = Int(fields[middle] & 0xFFFF)
      let order = text.order(of: range, to: file, texts[name]..<texts[name + 1])
      if order == 0 { return middle }
      if order < 0 { high = middle } else { low = middle + 1 }
    }
    return nil
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

extension Span<UInt8> {
  /// A number whose lowest byte stands first.
  @inline(__always)
  fileprivate func number(at start: Int, bytes: Int) -> Int {
    var number = 0
    for place in 0..<bytes { number |= Int(self[start + place]) << (8 * place) }
    return number
  }

  /// Less than, equal to or more than 0, as bytes stand in relation to others.
  @inline(__always)
  fileprivate func order(of range: Range<Int>, to other: Span<UInt8>, _ place: Range<Int>) -> Int {
    for offset in 0..<Swift.min(range.count, place.count) {
      let difference = Int(self[range.lowerBound + offset]) - Int(other[place.lowerBound + offset])
      if difference != 0 { return difference }
    }
    return range.count - place.count
  }
}
