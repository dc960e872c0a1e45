import Model
import Syntax

/// A line that was measured.
struct CoberturaLine {
  let number: UInt32
  let hits: CountSign
  /// Branch outcomes, where the line says how many.
  let outcomes: Share?
  /// Where those lead that were not taken, as coverage.py names them.
  let missing: String?
  /// Whether it says that it has branches, and not how many.
  let hasUncountedBranches: Bool

  @_optimize(speed)
  init(_ element: XMLElement) throws(ReadError) {
    number = try element.line("number")
    hits = try element.count("hits")
    // Number and hits stand in every line, and most have no more.
    let isPlain = element.count <= 2
    outcomes = isPlain ? nil : try element["condition-coverage"]?.outcomes
    missing = outcomes == nil ? nil : element["missing-branches"].map { "never to \($0.text)" }
    hasUncountedBranches = !isPlain && outcomes == nil && element["branch"]?.isTrue == true
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
    isHit = (element["line-rate"]?.sign ?? element["hits"]?.sign) == .positive
  }

  mutating func add(_ line: CoberturaLine) {
    isHit = firstLine != nil && isHit || line.hits == .positive
    firstLine = min(firstLine ?? Int.max, Int(line.number))
  }
}

extension XMLValue {
  /// Cobertura writes `50% (1/2)`: only the bracket is exact.
  fileprivate var outcomes: Share? {
    get throws(ReadError) {
      guard let covered = integer(after: UInt8(ascii: "(")), let total = integer(after: UInt8(ascii: "/")) else {
        return nil
      }
      guard covered <= total, total < 1 << 31 else {
        throw ReadError(met: ReadError.quoted(bytes), wanted: "(TAKEN/ALL), as a line can have them")
      }
      return Share(covered: covered, total: total)
    }
  }
}

extension [UInt8] {
  var trimmingBlanks: ArraySlice<UInt8> {
    let rest = drop { $0 <= 0x20 }
    return rest.prefix(upTo: (rest.lastIndex { $0 > 0x20 } ?? rest.startIndex - 1) + 1)
  }
}
