import Model
import Syntax

/// The functions of one section: lcov 1 names them (FN, FNDA), lcov 2.2 numbers groups of aliases (FNL, FNA).
struct LcovFunctions {
  private var defined: [(name: String, line: Int)] = []
  private var counted: [(name: String, isHit: Bool)] = []
  private var groupLines: [Int: Int] = [:]
  private var aliases: [Int: (name: String, isHit: Bool)] = [:]

  mutating func take(_ bytes: Span<UInt8>, _ fields: inout LcovFields) throws(ReadError) {
    let isTaken =
      switch fields.tag {
      case .fn: takeFN(bytes, &fields)
      case .fnda: takeFNDA(bytes, &fields)
      case .fnl: takeFNL(bytes, &fields)
      case .fna: takeFNA(bytes, &fields)
      default: false
      }
    guard isTaken else {
      throw ReadError(
        met: ReadError.quoted(bytes.array(fields.line)),
        wanted: "FN:LINE[,END],NAME, FNDA:HITS,NAME, FNL:GROUP,LINE[,END] or FNA:GROUP,HITS,NAME")
    }
  }

  /// `FN:LINE[,END],NAME`: a name may hold commas, so an end is one only where another comma follows.
  private mutating func takeFN(_ bytes: Span<UInt8>, _ fields: inout LcovFields) -> Bool {
    guard let line = fields.next(bytes).flatMap({ number(bytes, $0) }) else { return false }
    var behind = fields
    if let end = behind.next(bytes), number(bytes, end) != nil { fields = behind }
    defined.append((bytes.text(fields.rest), line))
    return true
  }

  private mutating func takeFNDA(_ bytes: Span<UInt8>, _ fields: inout LcovFields) -> Bool {
    guard let isHit = fields.isPositive(bytes), fields.next(bytes) != nil else { return false }
    counted.append((bytes.text(fields.rest), isHit))
    return true
  }

  private mutating func takeFNL(_ bytes: Span<UInt8>, _ fields: inout LcovFields) -> Bool {
    guard let group = fields.next(bytes).flatMap({ number(bytes, $0) }) else { return false }
    let line = fields.next(bytes) ?? fields.rest
    groupLines[group] = number(bytes, line)
    return groupLines[group] != nil
  }

  /// A group was hit when any of its aliases was: they are instances of one template.
  private mutating func takeFNA(_ bytes: Span<UInt8>, _ fields: inout LcovFields) -> Bool {
    guard let group = fields.next(bytes).flatMap({ number(bytes, $0) }), let isHit = fields.isPositive(bytes),
      fields.next(bytes) != nil
    else { return false }
    let known = aliases[group]
    aliases[group] = (known?.name ?? bytes.text(fields.rest), isHit || known?.isHit == true)
    return true
  }

  /// Gives the functions of the section that ends, and starts the next one empty.
  mutating func take(into functions: inout Functions) {
    resolve(into: &functions)
    for group in groupLines.keys.sorted() {
      let alias = aliases[group]
      functions.add(FunctionName(alias?.name ?? "", line: groupLines[group] ?? 0), isHit: alias?.isHit ?? false)
    }
    self = LcovFunctions()
  }

  private func resolve(into functions: inout Functions) {
    // Writers count functions in the order in which they define them, nearly always.
    if defined.count == counted.count, zip(defined, counted).allSatisfy({ $0.name == $1.name }) {
      for (function, count) in zip(defined, counted) {
        functions.add(FunctionName(function.name, line: function.line), isHit: count.isHit)
      }
      return
    }
    for function in defined { functions.add(FunctionName(function.name, line: function.line), isHit: false) }
    var lines: [String: [Int]] = [:]
    for function in defined.reversed() { lines[function.name, default: []].append(function.line) }
    for (name, isHit) in counted {
      // Of functions that share a name, counts belong to them in the order in which they stand.
      let places = lines[name] ?? [0]
      functions.add(FunctionName(name, line: places.last ?? 0), isHit: isHit)
      if places.count > 1 { lines[name]?.removeLast() }
    }
  }

  private func number(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int? {
    range.isEmpty || range.count > 9 ? nil : Int(bytes.text(range))
  }
}
