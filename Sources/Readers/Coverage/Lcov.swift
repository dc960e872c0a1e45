import Model
import Syntax

extension Reader {
  static let lcov = Reader(
    "lcov", gates: [.coverage], usualNames: ["*.lcov", "lcov*.info", "coverage.info", "*.lcov.gz", "lcov*.info.gz"],
    source: "geninfo(1), section TRACEFILE FORMAT, lcov 1.x and 2.x",
    boundary: Boundary("\nend_of_record\n", cut: 15, tellsLines: false, worth: 8 << 20)
  ) { head in
    let lines = head.bytes.prefix(4096).split { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
    guard let first = lines.first(where: { $0.first != UInt8(ascii: "#") }) else { return false }
    return ["TN:", "SF:", "KF:"].contains { first.starts(with: $0.utf8) }
  } read: { source, _ throws(ReadError) in
    var tracefile = LcovTracefile()
    while let lines = try source.nextLines() {
      do throws(ReadError) {
        try tracefile.take(source.buffer.span, lines: lines)
      } catch {
        throw ReadError(line: source.line(at: tracefile.at), met: error.met, wanted: error.wanted)
      }
    }
    guard !tracefile.isOpen else {
      throw ReadError(line: source.line, met: "the end of the file", wanted: "end_of_record")
    }
    return tracefile.finish()
  }
}

/// What was taken of a tracefile so far.
///
/// Totals are a tracefile's word about itself, and held against its records.
struct LcovTracefile {
  private var coverage = Coverage()
  private var path: Path?
  /// What the open section has told.
  private var lines = Points()
  private var arms = Points()
  private var functions = LcovFunctions()
  private var totals = LcovTotals()
  /// Room for the points of a run of records, `number << 1 | hit`.
  private var run = [UInt64](repeating: 0, count: 4096)
  private var carries: CoverageKinds = .lines
  private var unknownRecords: Set<String> = []
  private var unreachable = 0
  /// Where the record begins that is being taken.
  private(set) var at = 0

  /// Whether a section has begun and not ended.
  var isOpen: Bool { path != nil }

  mutating func finish() -> Evidence {
    coverage.declare(carries)
    for record in unknownRecords.sorted() {
      coverage.add(remark: "records \(record): are not known and were passed over")
    }
    totals.tell(&coverage.report)
    if unreachable > 0 { coverage.add(remark: "\(unreachable) branches marked unreachable do not count") }
    var evidence = Evidence()
    evidence.coverage = coverage
    return evidence
  }

  @_optimize(speed)
  mutating func take(_ bytes: Span<UInt8>, lines: Range<Int>) throws(ReadError) {
    at = lines.lowerBound
    while at < lines.upperBound {
      // Nearly all of a tracefile are runs of plain records of three kinds; what is not is taken apart field by field.
      if isOpen, takePlainRecords(bytes, lines.upperBound) { continue }
      let end = bytes.endOfLine(from: at)
      try takeRecord(bytes, at..<end)
      at = end + 1
    }
  }

  @_optimize(speed)
  private mutating func takeRecord(_ bytes: Span<UInt8>, _ untrimmed: Range<Int>) throws(ReadError) {
    let line = bytes.trimmingEnd(untrimmed)
    guard let first = line.first, bytes[first] != UInt8(ascii: "#") else { return }
    var fields = LcovFields(bytes, line)
    switch fields.tag {
    case .da: try takeLine(bytes, &fields)
    case .brda: try takeBranch(bytes, &fields)
    case .fn, .fnda, .fnl, .fna:
      try checkOpen(bytes, line)
      guard functions.take(bytes, &fields) else {
        throw ReadError(met: ReadError.quoted(bytes.array(line)), wanted: LcovFunctions.records)
      }
      carries.insert(.functions)
    case .sf, .kf:
      let path = bytes.array(fields.rest)
      guard !path.contains(0) else { throw ReadError(met: ReadError.quoted(bytes.array(line)), wanted: "SF:PATH") }
      begin(Path(bytes: path))
    case .end: end()
    case .lf: totals.lines.found = bytes.number(fields.rest)
    case .lh: totals.lines.hit = bytes.number(fields.rest)
    case .brf: totals.branches.found = bytes.number(fields.rest)
    case .brh: totals.branches.hit = bytes.number(fields.rest)
    case .fnf: totals.functions.found = bytes.number(fields.rest)
    case .fnh: totals.functions.hit = bytes.number(fields.rest)
    case .tn, .ver, .mcdc, .mcf, .mch: break
    case nil:
      guard line.count < 64, let colon = line.first(where: { bytes[$0] == UInt8(ascii: ":") }) else {
        throw ReadError(met: ReadError.quoted(bytes.array(line)), wanted: "a record of lcov")
      }
      if unknownRecords.count < 16 {
        unknownRecords.insert(String(decoding: bytes.array(first..<colon), as: UTF8.self))
      }
    }
  }

  /// Begins a section. One that did not end before it is kept: writers forget, and its data are whole lines.
  private mutating func begin(_ path: Path) {
    if isOpen {
      coverage.add(remark: "the section of \(self.path?.description ?? "") has no end_of_record")
      end()
    }
    self.path = path
  }

  private mutating func end() {
    guard let path else { return }
    var file = FileCoverage()
    file.lines = lines.drawOff()
    file.arms = arms.drawOff()
    let uncalledAliases = functions.drawOff(into: &file.functions)
    file.functions.settle()
    totals.end(file.shares, uncalledAliases: uncalledAliases)
    coverage.add(file, at: path)
    self.path = nil
  }

  private func checkOpen(_ bytes: Span<UInt8>, _ line: Range<Int>) throws(ReadError) {
    guard isOpen else {
      throw ReadError(met: "\(ReadError.quoted(bytes.array(line))) before any SF", wanted: "SF:PATH")
    }
  }

  /// `DA:LINE,HITS[,CHECKSUM]`
  private mutating func takeLine(_ bytes: Span<UInt8>, _ fields: inout LcovFields) throws(ReadError) {
    try checkOpen(bytes, fields.line)
    guard let number = fields.lineNumber(bytes), let isHit = fields.isPositive(bytes) else {
      throw ReadError(met: ReadError.quoted(bytes.array(fields.line)), wanted: "DA:LINE,HITS")
    }
    totals.lines.count(1, hits: isHit ? 1 : 0)
    lines.add(UInt64(number), isHit: isHit)
  }

  /// `BRDA:LINE,[e|f][U]BLOCK,BRANCH,TAKEN`, where BRANCH may hold commas.
  private mutating func takeBranch(_ bytes: Span<UInt8>, _ fields: inout LcovFields) throws(ReadError) {
    try checkOpen(bytes, fields.line)
    guard let number = fields.lineNumber(bytes), let block = fields.next(bytes),
      let comma = fields.lastComma(bytes), let isTaken = LcovFields.isTaken(bytes, comma + 1..<fields.line.upperBound)
    else { throw ReadError(met: ReadError.quoted(bytes.array(fields.line)), wanted: "BRDA:LINE,BLOCK,BRANCH,TAKEN") }
    carries.insert(.branches)
    totals.outcomes += 1
    var digits = block
    while let mark = digits.first, bytes[mark] == UInt8(ascii: "e") || bytes[mark] == UInt8(ascii: "f") {
      digits = digits.dropFirst()
    }
    if let mark = digits.first, bytes[mark] == UInt8(ascii: "U") {
      unreachable += 1
      return
    }
    let arm = LcovFields.arm(bytes, block: digits, branch: fields.rest.lowerBound..<comma)
    arms.add(UInt64(number) << 32 | UInt64(arm), isHit: isTaken)
  }
}

extension LcovTracefile {
  /// Takes a run of DA or BRDA records of small plain numbers, or of records of functions.
  /// - Returns: false where there is none.
  @_optimize(speed)
  private mutating func takePlainRecords(_ bytes: Span<UInt8>, _ end: Int) -> Bool {
    switch bytes[at] {
    case UInt8(ascii: "D"):
      let count = bytes.points(from: &at, to: end, "DA:", fields: 2, into: &run)
      var hits = 0
      for place in 0..<count { hits &+= Int(run[place] & 1) }
      totals.lines.count(count, hits: hits)
      lines.add(words: run, count)
      return count > 0
    case UInt8(ascii: "B"):
      let count = bytes.points(from: &at, to: end, "BRDA:", fields: 4, into: &run)
      totals.outcomes += count
      arms.add(words: run, count)
      if count > 0 { carries.insert(.branches) }
      return count > 0
    case UInt8(ascii: "F"):
      guard functions.takePlain(bytes, from: &at, to: end) else { return false }
      carries.insert(.functions)
      return true
    default: return false
    }
  }
}

extension Span<UInt8> {
  /// Without the blanks at its end, which belong to no record.
  fileprivate func trimmingEnd(_ line: Range<Int>) -> Range<Int> {
    var end = line.upperBound
    while end > line.lowerBound, self[end - 1] <= 0x20, self[end - 1] != 0 { end -= 1 }
    return line.lowerBound..<end
  }
}
