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
    return tracefile.evidence
  }
}

/// What was taken of a tracefile so far.
///
/// Totals (LF, LH, BRF, BRH, FNF, FNH) are a tracefile's word about itself and not read.
struct LcovTracefile {
  private var coverage = Coverage()
  private var file = FileCoverage()
  private var path: Path?
  private var functions = LcovFunctions()
  private var carries: CoverageKinds = .lines
  private var unknownRecords: Set<String> = []
  private var unreachable = 0
  /// Where the record begins that is being taken.
  private(set) var at = 0

  /// Whether a section has begun and not ended.
  var isOpen: Bool { path != nil }

  var evidence: Evidence {
    var coverage = coverage
    coverage.declare(carries)
    for record in unknownRecords.sorted() {
      coverage.add(remark: "records \(record): are not known and were passed over")
    }
    if unreachable > 0 { coverage.add(remark: "\(unreachable) branches marked unreachable do not count") }
    var evidence = Evidence()
    evidence.coverage = coverage
    return evidence
  }

  mutating func take(_ bytes: Span<UInt8>, lines: Range<Int>) throws(ReadError) {
    at = lines.lowerBound
    while at < lines.upperBound {
      // Nearly all of a tracefile are plain DA and BRDA records; what is not is taken apart field by field.
      if let next = takePlainRecord(bytes, lines.upperBound) {
        at = next
        continue
      }
      var end = at
      while end < lines.upperBound, bytes[end] != UInt8(ascii: "\n") { end += 1 }
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
      try functions.take(bytes, &fields)
      carries.insert(.functions)
    case .sf: begin(Path(bytes: bytes.array(fields.rest)))
    case .end: end()
    case .known: break
    case .unknown:
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
  /// Takes the record at `at` when it is a DA or a BRDA of small plain numbers.
  /// - Returns: where the next record begins, or `nil` where it is anything else and nothing was taken.
  private mutating func takePlainRecord(_ bytes: Span<UInt8>, _ end: Int) -> Int? {
    guard isOpen, at + 5 < end else { return nil }
    if bytes[at] == UInt8(ascii: "D"), bytes[at + 1] == UInt8(ascii: "A"), bytes[at + 2] == UInt8(ascii: ":") {
      var next = at + 3
      guard let line = bytes.number(&next, end, before: UInt8(ascii: ",")),
        let hits = bytes.number(&next, end, before: UInt8(ascii: "\n"))
      else { return nil }
      file.lines.add(line, isHit: hits > 0)
      return next
    }
    guard bytes[at] == UInt8(ascii: "B"), bytes[at + 1] == UInt8(ascii: "R"), bytes[at + 2] == UInt8(ascii: "D"),
      bytes[at + 3] == UInt8(ascii: "A"), bytes[at + 4] == UInt8(ascii: ":")
    else { return nil }
    return takePlainBranch(bytes, end)
  }

  private mutating func takePlainBranch(_ bytes: Span<UInt8>, _ end: Int) -> Int? {
    var next = at + 5
    guard let line = bytes.number(&next, end, before: UInt8(ascii: ",")),
      let block = bytes.number(&next, end, before: UInt8(ascii: ",")), block < 10_000,
      let branch = bytes.number(&next, end, before: UInt8(ascii: ",")), branch < 10_000
    else { return nil }
    var isTaken = false
    if next + 1 < end, bytes[next] == UInt8(ascii: "-"), bytes[next + 1] == UInt8(ascii: "\n") {
      next += 2
    } else if let taken = bytes.number(&next, end, before: UInt8(ascii: "\n")) {
      isTaken = taken > 0
    } else {
      return nil
    }
    carries.insert(.branches)
    file.arms.add(line << 32 | block << 15 | branch, isHit: isTaken)
    return next
  }
}

extension Span<UInt8> {
  /// A whole number of at most nine digits and the mark behind it, taken; `nil` for anything else.
  fileprivate func number(_ at: inout Int, _ end: Int, before mark: UInt8) -> UInt64? {
    var value: UInt64 = 0
    let first = at
    while at < end {
      let byte = self[at]
      if byte == mark, at > first {
        at += 1
        return value
      }
      guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9"), at - first < 9 else { return nil }
      value = value * 10 + UInt64(byte & 0x0F)
      at += 1
    }
    return nil
  }

  /// Without the blanks at its end, which belong to no record.
  fileprivate func trimmingEnd(_ line: Range<Int>) -> Range<Int> {
    var end = line.upperBound
    while end > line.lowerBound, self[end - 1] <= 0x20, self[end - 1] != 0 { end -= 1 }
    return line.lowerBound..<end
  }
}
