import Model
import Syntax

/// The fields of one record, taken from left to right.
struct LcovFields {
  enum Tag: String, CaseIterable {
    // They are looked for in this order: every section has these.
    case sf = "SF"
    case lf = "LF"
    case lh = "LH"
    case end = "end_of_record"
    case tn = "TN", fnf = "FNF", fnh = "FNH", brf = "BRF", brh = "BRH"
    case da = "DA"
    case brda = "BRDA"
    case fn = "FN"
    case fnda = "FNDA"
    case fnl = "FNL"
    case fna = "FNA"
    case kf = "KF"
    // What is known and not read.
    case ver = "VER", mcdc = "MCDC", mcf = "MCF", mch = "MCH"
  }
  private static let tags = Keys<Tag>()

  let line: Range<Int>
  /// `nil` for a record that is not known, or has no fields.
  let tag: Tag?
  /// What was not taken yet.
  private(set) var rest: Range<Int>

  @_optimize(speed)
  init(_ bytes: Span<UInt8>, _ line: Range<Int>) {
    self.line = line
    var colon = line.lowerBound
    while colon < line.upperBound, bytes[colon] != UInt8(ascii: ":") { colon += 1 }
    rest = min(colon + 1, line.upperBound)..<line.upperBound
    let tag = LcovFields.tags.names.place(of: bytes, line.lowerBound..<colon).map { LcovFields.tags.cases[$0] }
    switch tag {
    case .end: self.tag = tag
    default: self.tag = colon < line.upperBound ? tag : nil
    }
  }

  /// The field up to the next comma; `nil` where there is no comma.
  mutating func next(_ bytes: Span<UInt8>) -> Range<Int>? {
    var comma = rest.lowerBound
    while comma < rest.upperBound, bytes[comma] != UInt8(ascii: ",") { comma += 1 }
    guard comma < rest.upperBound else { return nil }
    defer { rest = comma + 1..<rest.upperBound }
    return rest.lowerBound..<comma
  }

  func lastComma(_ bytes: Span<UInt8>) -> Int? { rest.last { bytes[$0] == UInt8(ascii: ",") } }

  /// A line number in front of a comma.
  mutating func lineNumber(_ bytes: Span<UInt8>) -> UInt32? {
    var value: UInt32 = 0
    var at = rest.lowerBound
    while at < rest.upperBound {
      let byte = bytes[at]
      if byte == UInt8(ascii: ","), at > rest.lowerBound {
        rest = at + 1..<rest.upperBound
        return value
      }
      guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9"), value < 100_000_000 else { return nil }
      value = value * 10 + UInt32(byte & 0x0F)
      at += 1
    }
    return nil
  }

  /// Whether the count up to the next comma or the end is more than 0; `nil` where it is no number.
  func isPositive(_ bytes: Span<UInt8>) -> Bool? {
    var comma = rest.lowerBound
    while comma < rest.upperBound, bytes[comma] != UInt8(ascii: ",") { comma += 1 }
    return LcovFields.isPositive(bytes, rest.lowerBound..<comma)
  }

  /// Racing counters go below 0, tools write `1.5e+20`, and a branch of a line that never ran has `-`.
  static func isTaken(_ bytes: Span<UInt8>, _ field: Range<Int>) -> Bool? {
    if field.count == 1, bytes[field.lowerBound] == UInt8(ascii: "-") { return false }
    return isPositive(bytes, field)
  }

  private static func isPositive(_ bytes: Span<UInt8>, _ field: Range<Int>) -> Bool? {
    var isZero = true
    for index in field {
      let byte = bytes[index]
      guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else {
        return Decimal(bytes.array(field).filter { $0 != 0x20 }).map { $0 > 0 }
      }
      if byte != UInt8(ascii: "0") { isZero = false }
    }
    return field.isEmpty ? nil : !isZero
  }

  /// A number for one outcome of a branch: block and branch themselves where both are small numbers, else a hash
  /// of their text with the highest bit set.
  static func arm(_ bytes: Span<UInt8>, block: Range<Int>, branch: Range<Int>) -> UInt32 {
    if let block = small(bytes, block), let branch = small(bytes, branch) { return block << 15 | branch }
    var hash: UInt32 = 0x811C_9DC5
    for index in block { hash = (hash ^ UInt32(bytes[index])) &* 0x0100_0193 }
    hash = (hash ^ UInt32(UInt8(ascii: ","))) &* 0x0100_0193
    for index in branch { hash = (hash ^ UInt32(bytes[index])) &* 0x0100_0193 }
    return hash | 0x8000_0000
  }

  private static func small(_ bytes: Span<UInt8>, _ field: Range<Int>) -> UInt32? {
    guard !field.isEmpty, field.count < 5 else { return nil }
    var value: UInt32 = 0
    for index in field {
      guard bytes[index] >= UInt8(ascii: "0"), bytes[index] <= UInt8(ascii: "9") else { return nil }
      value = value * 10 + UInt32(bytes[index] & 0x0F)
    }
    return value
  }
}

extension Span<UInt8> {
  func text(_ range: Range<Int>) -> String {
    guard let valid = try? UTF8Span(validating: extracting(range)) else {
      return String(decoding: array(range), as: UTF8.self)
    }
    return String(copying: valid)
  }

  func array(_ range: Range<Int>) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.append(self, range)
    return bytes
  }
}
