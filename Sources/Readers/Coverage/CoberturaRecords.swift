import Model
import Syntax

/// A line that was measured.
struct CoberturaLine {
  let number: UInt32
  let isHit: Bool
  /// Whether its counter went below 0, as racing ones do.
  let isNegative: Bool
  /// Branch outcomes, where the line says how many.
  let outcomes: Share?
  /// Whether it says that it has branches, and not how many.
  let hasUncountedBranches: Bool

  init(_ element: XMLElement) throws(ReadError) {
    guard let number = element.integer("number"), let line = UInt32(exactly: number), line < 1 << 31 else {
      throw ReadError(met: element.described("number"), wanted: "number=\"LINE\"")
    }
    guard let hits = element.integer("hits") ?? element["hits"]?.sign else {
      throw ReadError(met: element.described("hits"), wanted: "hits=\"COUNT\"")
    }
    self.number = line
    isHit = hits > 0
    isNegative = hits < 0
    // Number and hits stand in every line, and most have no more.
    outcomes = element.count > 2 ? element["condition-coverage"]?.outcomes : nil
    hasUncountedBranches = element.count > 2 && outcomes == nil && element.saysBranch
  }
}

/// A method, with what its lines say.
struct CoberturaMethod {
  let name: String
  private(set) var firstLine: Int?
  private(set) var isHit: Bool

  /// One without lines was hit when its rate is above 0 (coverlet) or it was called (istanbul).
  init(_ element: XMLElement) {
    name = String(decoding: (element["name"]?.bytes ?? []) + (element["signature"]?.bytes ?? []), as: UTF8.self)
    isHit = element["line-rate"]?.sign.map { $0 > 0 } ?? element["hits"]?.sign.map { $0 > 0 } ?? false
  }

  mutating func add(_ line: CoberturaLine) {
    isHit = firstLine != nil && isHit || line.isHit
    firstLine = min(firstLine ?? Int.max, Int(line.number))
  }
}

extension XMLElement {
  /// An attribute as it stands there, for a message.
  fileprivate func described(_ name: StaticString) -> String {
    self[name].map { "\(name)=\(ReadError.quoted($0.bytes))" } ?? "a line without \(name)"
  }

  /// Tools of .NET write `True`.
  fileprivate var saysBranch: Bool { self["branch"].map { $0 == "true" || $0 == "True" } ?? false }
}

extension XMLValue {
  /// Whether a number is above (1), at or below (-1) 0; `nil` for what is no number.
  ///
  /// Counts come as `1.0` and beyond 64 bits, rates with the comma of some languages.
  fileprivate var sign: Int? {
    if let integer { return integer.signum() }
    let digits = bytes.map { $0 == UInt8(ascii: ",") ? UInt8(ascii: ".") : $0 }
    return Decimal(digits).map { $0 > 0 ? 1 : $0 < 0 ? -1 : 0 }
  }

  /// Cobertura writes `50% (1/2)`: only the bracket is exact.
  fileprivate var outcomes: Share? {
    guard let covered = integer(after: UInt8(ascii: "(")), let total = integer(after: UInt8(ascii: "/")) else {
      return nil
    }
    return Share(covered: min(covered, total), total: total)
  }
}

extension [UInt8] {
  var trimmingBlanks: ArraySlice<UInt8> {
    let rest = drop { $0 <= 0x20 }
    return rest.prefix(upTo: (rest.lastIndex { $0 > 0x20 } ?? rest.startIndex - 1) + 1)
  }
}
