import Model
import Syntax

extension Reader {
  static let lcov = Reader(
    "lcov", gates: [.coverage], usualNames: ["*.lcov", "lcov*.info", "coverage.info", "*.lcov.gz", "lcov*.info.gz"],
    source: "geninfo(1), section TRACEFILE FORMAT, lcov 1.x and 2.x", boundary: "\nend_of_record\n"
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
/// Totals are a tracefile's word about itself: those of lines are held against its records, others are not read.
struct LcovTracefile {
  private var coverage = Coverage()
  private var path: Path?
  private var file = FileCoverage()
  private var functions = LcovFunctions()
  private var totals = LcovTotals()
  /// The points of a run of records, `number << 1 | hit`.
  private var run: [UInt64] = []
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
    coverage.report.stated[.lines] = totals.stated
    if unreachable > 0 { coverage.add(remark: "\(unreachable) branches marked unreachable do not count") }
    var evidence = Evidence()
    evidence.coverage = coverage
    return evidence
  }

  mutating func take(_ bytes: Span<UInt8>, lines: Range<Int>) throws(ReadError) {
    at = lines.lowerBound
    while at < lines.upperBound {
      // Nearly all of a tracefile are runs of plain DA and BRDA records; what is not is taken apart field by field.
      if isOpen, takePlainRecords(bytes, lines.upperBound) { continue }
      let end = bytes.endOfLine(from: at)
      try takeRecord(bytes, at..<end)
      at = end + 1
    }
  }

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
    case .sf, .kf: begin(Path(bytes: bytes.array(fields.rest)))
    case .end: end()
    case .lf: totals.found = bytes.number(fields.rest)
    case .lh: totals.hit = bytes.number(fields.rest)
    case .tn, .ver, .brf, .brh, .fnf, .fnh, .mcdc, .mcf, .mch: break
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
    functions.take(into: &file.functions)
    file.lines.settle()
    totals.end(file.lines.share)
    coverage.add(file, at: path)
    self.path = nil
    file = FileCoverage()
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
    totals.count(1, hits: isHit ? 1 : 0)
    file.lines.add(UInt64(number), isHit: isHit)
  }

  /// `BRDA:LINE,[e|f][U]BLOCK,BRANCH,TAKEN`, where BRANCH may hold commas.
  private mutating func takeBranch(_ bytes: Span<UInt8>, _ fields: inout LcovFields) throws(ReadError) {
    try checkOpen(bytes, fields.line)
    guard let number = fields.lineNumber(bytes), let block = fields.next(bytes),
      let comma = fields.lastComma(bytes), let isTaken = LcovFields.isTaken(bytes, comma + 1..<fields.line.upperBound)
    else { throw ReadError(met: ReadError.quoted(bytes.array(fields.line)), wanted: "BRDA:LINE,BLOCK,BRANCH,TAKEN") }
    carries.insert(.branches)
    var digits = block
    while let mark = digits.first, bytes[mark] == UInt8(ascii: "e") || bytes[mark] == UInt8(ascii: "f") {
      digits = digits.dropFirst()
    }
    if let mark = digits.first, bytes[mark] == UInt8(ascii: "U") {
      unreachable += 1
      return
    }
    let arm = LcovFields.arm(bytes, block: digits, branch: fields.rest.lowerBound..<comma)
    file.arms.add(UInt64(number) << 32 | UInt64(arm), isHit: isTaken)
  }
}

extension LcovTracefile {
  /// Takes a run of DA or BRDA records of small plain numbers.
  /// - Returns: false where there is none.
  private mutating func takePlainRecords(_ bytes: Span<UInt8>, _ end: Int) -> Bool {
    switch bytes[at] {
    case UInt8(ascii: "D"):
      takeRun { at in bytes.plainLine(&at, end) }
      totals.count(run.count, hits: run.reduce(0) { $0 + Int($1 & 1) })
      file.lines.add(words: run)
    case UInt8(ascii: "B"):
      takeRun { at in bytes.plainBranch(&at, end) }
      file.arms.add(words: run)
      if !run.isEmpty { carries.insert(.branches) }
    default: return false
    }
    return !run.isEmpty
  }

  @inline(__always)
  private mutating func takeRun(_ next: (inout Int) -> UInt64?) {
    run.removeAll(keepingCapacity: true)
    var at = at
    run.append(addingCapacity: 4096) { run in
      while !run.isFull, let word = next(&at) { run.append(word) }
    }
    self.at = at
  }
}

extension Span<UInt8> {
  /// Takes `DA:LINE,HITS`.
  /// - Returns: the line as a point; `nil` for any other record, of which nothing is taken.
  @inline(__always)
  fileprivate func plainLine(_ at: inout Int, _ end: Int) -> UInt64? {
    guard end - at > 5, self[at] == UInt8(ascii: "D"), self[at + 1] == UInt8(ascii: "A"),
      self[at + 2] == UInt8(ascii: ":")
    else { return nil }
    var next = at + 3
    guard let line = number(&next, end, before: UInt8(ascii: ",")),
      let hits = number(&next, end, before: UInt8(ascii: "\n"))
    else { return nil }
    at = next
    return line << 1 | (hits > 0 ? 1 : 0)
  }

  /// Takes `BRDA:LINE,BLOCK,BRANCH,TAKEN`.
  /// - Returns: the arm as a point; `nil` for any other record, of which nothing is taken.
  @inline(__always)
  fileprivate func plainBranch(_ at: inout Int, _ end: Int) -> UInt64? {
    guard end - at > 11, self[at] == UInt8(ascii: "B"), self[at + 1] == UInt8(ascii: "R"),
      self[at + 2] == UInt8(ascii: "D"), self[at + 3] == UInt8(ascii: "A"), self[at + 4] == UInt8(ascii: ":")
    else { return nil }
    var next = at + 5
    guard let line = number(&next, end, before: UInt8(ascii: ",")),
      let block = number(&next, end, before: UInt8(ascii: ",")), block < 10_000,
      let branch = number(&next, end, before: UInt8(ascii: ",")), branch < 10_000,
      let taken = taken(&next, end)
    else { return nil }
    at = next
    return (line << 32 | block << 15 | branch) << 1 | (taken > 0 ? 1 : 0)
  }

  /// How often an outcome was taken; a line that never ran has `-`.
  @inline(__always)
  private func taken(_ at: inout Int, _ end: Int) -> UInt64? {
    guard end - at > 1, self[at] == UInt8(ascii: "-"), self[at + 1] == UInt8(ascii: "\n") else {
      return number(&at, end, before: UInt8(ascii: "\n"))
    }
    at += 2
    return 0
  }

  /// A whole number of at most nine digits and the mark behind it, taken; `nil` for anything else.
  @inline(__always)
  private func number(_ at: inout Int, _ end: Int, before mark: UInt8) -> UInt64? {
    var value: UInt64 = 0
    var next = at
    while next < end {
      let digit = self[next] &- UInt8(ascii: "0")
      if digit > 9 { break }
      value = value &* 10 &+ UInt64(digit)
      next += 1
    }
    guard next > at, next - at < 10, next < end, self[next] == mark else { return nil }
    at = next + 1
    return value
  }

  /// Without the blanks at its end, which belong to no record.
  fileprivate func trimmingEnd(_ line: Range<Int>) -> Range<Int> {
    var end = line.upperBound
    while end > line.lowerBound, self[end - 1] <= 0x20, self[end - 1] != 0 { end -= 1 }
    return line.lowerBound..<end
  }
}
