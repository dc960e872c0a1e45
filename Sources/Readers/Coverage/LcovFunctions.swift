import Model
import Syntax

/// The functions of one section: lcov 1 names them (FN, FNDA), lcov 2.2 numbers groups of aliases (FNL, FNA).
struct LcovFunctions {
  static let records = "FN:LINE[,END],NAME, FNDA:HITS,NAME, FNL:GROUP,LINE[,END] or FNA:GROUP,HITS,NAME"

  private var names: [UInt8] = []
  private var defined: [Functions.Row] = []
  /// The function that is likely to be counted next: writers count in the order in which they define, nearly always.
  /// All before it are counted.
  private var next = 0
  /// Counts of other functions than the likely one.
  private var others: [(name: [UInt8], isHit: Bool)] = []
  private var groupLines: [Int: Int] = [:]
  private var aliases: [Int: (name: [UInt8], isHit: Bool)] = [:]
  private var uncalledAliases = 0

  /// - Returns: false for a record that is of another form.
  mutating func take(_ bytes: Span<UInt8>, _ fields: inout LcovFields) -> Bool {
    switch fields.tag {
    case .fn: takeFN(bytes, &fields)
    case .fnda: takeFNDA(bytes, &fields)
    case .fnl: takeFNL(bytes, &fields)
    case .fna: takeFNA(bytes, &fields)
    default: false
    }
  }

  /// `FN:LINE[,END],NAME`: a name may hold commas, so an end is one only where another comma follows.
  @_optimize(speed)
  private mutating func takeFN(_ bytes: Span<UInt8>, _ fields: inout LcovFields) -> Bool {
    guard let line = fields.next(bytes).flatMap({ bytes.number($0) }) else { return false }
    var behind = fields
    if let end = behind.next(bytes), bytes.number(end) != nil { fields = behind }
    define(bytes, fields.rest, line: line)
    return true
  }

  @_optimize(speed)
  private mutating func takeFNDA(_ bytes: Span<UInt8>, _ fields: inout LcovFields) -> Bool {
    guard let isHit = fields.isPositive(bytes), fields.next(bytes) != nil else { return false }
    count(bytes, fields.rest, isHit)
    return true
  }

  private mutating func takeFNL(_ bytes: Span<UInt8>, _ fields: inout LcovFields) -> Bool {
    guard let group = fields.next(bytes).flatMap({ bytes.number($0) }) else { return false }
    let line = fields.next(bytes) ?? fields.rest
    groupLines[group] = bytes.number(line)
    return groupLines[group] != nil
  }

  /// A group was hit when any of its aliases was: they are instances of one template.
  private mutating func takeFNA(_ bytes: Span<UInt8>, _ fields: inout LcovFields) -> Bool {
    guard let group = fields.next(bytes).flatMap({ bytes.number($0) }), let isHit = fields.isPositive(bytes),
      fields.next(bytes) != nil
    else { return false }
    if !isHit { uncalledAliases += 1 }
    let known = aliases[group]
    aliases[group] = (known?.name ?? bytes.array(fields.rest), isHit || known?.isHit == true)
    return true
  }

  @inline(__always)
  private mutating func define(_ bytes: Span<UInt8>, _ name: Range<Int>, line: Int) {
    names.append(bytes, name)
    defined.append(Functions.Row(line: line, nameEnd: names.count, isHit: false))
  }

  @inline(__always)
  private mutating func count(_ bytes: Span<UInt8>, _ name: Range<Int>, _ isHit: Bool) {
    if next < defined.count, self.name(next).count == name.count,
      bytes.holds(names.span, self.name(next), at: name.lowerBound)
    {
      if isHit { defined[next].isHit = true }
      next += 1
    } else {
      others.append((bytes.array(name), isHit))
    }
  }

  /// Where the name of a function stands.
  @inline(__always)
  private func name(_ place: Int) -> Range<Int> {
    Int(place > 0 ? defined[place - 1].nameEnd : 0)..<Int(defined[place].nameEnd)
  }
}

extension LcovFunctions {
  /// Takes records FN and FNDA for as long as they are plain: a number, and a name that can't be taken for another one.
  /// - Returns: false where the first one is not.
  @_optimize(speed)
  mutating func takePlain(_ bytes: Span<UInt8>, from at: inout Int, to end: Int) -> Bool {
    let start = at
    while at < end {
      if let (line, name) = bytes.numbered("FN:", from: at, to: end) {
        define(bytes, name, line: line)
        at = name.upperBound + 1
      } else if let (hits, name) = bytes.numbered("FNDA:", from: at, to: end) {
        count(bytes, name, hits > 0)
        at = name.upperBound + 1
      } else {
        break
      }
    }
    return at > start
  }
}

extension LcovFunctions {
  /// Gives the functions of the section that ends, and starts the next one empty.
  /// - Returns: how many aliases were never called.
  mutating func drawOff(into functions: inout Functions) -> Int {
    defer { clear() }
    if !others.isEmpty { countOthers(into: &functions) }
    functions.add(defined, names: names)
    for group in Set(groupLines.keys).union(aliases.keys).sorted() {
      let alias = aliases[group]
      functions.add(name: alias?.name[...] ?? [], line: groupLines[group] ?? 0, isHit: alias?.isHit ?? false)
    }
    return uncalledAliases
  }

  /// Of functions that share a name, counts belong to them in the order in which they stand.
  private mutating func countOthers(into functions: inout Functions) {
    var places: [ArraySlice<UInt8>: [Int]] = [:]
    for place in defined.indices.reversed() { places[names[name(place)], default: []].append(place) }
    var isCounted = defined.indices.map { $0 < next }
    for (name, isHit) in others {
      if let place = uncounted(&places[name[...], default: []], isCounted) {
        isCounted[place] = true
        if isHit { defined[place].isHit = true }
      } else {
        functions.add(name: name[...], line: 0, isHit: isHit)
      }
    }
  }

  /// The first of functions of one name, which stand from the last to the first, that has no count yet; else the last.
  private func uncounted(_ places: inout [Int], _ isCounted: [Bool]) -> Int? {
    while places.count > 1, let first = places.last, isCounted[first] { places.removeLast() }
    return places.last
  }

  private mutating func clear() {
    names.removeAll(keepingCapacity: true)
    defined.removeAll(keepingCapacity: true)
    next = 0
    others = []
    groupLines = [:]
    aliases = [:]
    uncalledAliases = 0
  }
}

extension Span<UInt8> {
  /// A whole number of at most nine digits; `nil` for anything else.
  func number(_ range: Range<Int>) -> Int? {
    guard !range.isEmpty, range.count <= 9 else { return nil }
    var value = 0
    for index in range {
      guard self[index] >= UInt8(ascii: "0"), self[index] <= UInt8(ascii: "9") else { return nil }
      value = value * 10 + Int(self[index] & 0x0F)
    }
    return value
  }
}
