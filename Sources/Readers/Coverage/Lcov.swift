import Model
import Syntax

extension Reader {
  static let lcov = Reader(
    "lcov", gates: [.coverage], usualNames: ["*.lcov", "lcov*.info", "coverage.info", "*.lcov.gz", "lcov*.info.gz"],
    source: "geninfo(1), section TRACEFILE FORMAT, lcov 1.x and 2.x"
  ) { head in
    let lines = head.bytes.prefix(4096).split { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
    guard let first = lines.first(where: { $0.first != UInt8(ascii: "#") }) else { return false }
    return ["TN:", "SF:", "KF:"].contains { first.starts(with: $0.utf8) }
  } read: { source, _ throws(ReadError) in
    var tracefile = LcovTracefile()
    while let line = try source.nextLine() {
      do throws(ReadError) {
        try tracefile.take(source.buffer.span, LcovTracefile.trimmed(line, source.buffer.span))
      } catch {
        throw ReadError(line: source.line(at: line.lowerBound), met: error.met, wanted: error.wanted)
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

  /// Trailing blanks do not belong to a record.
  static func trimmed(_ line: Range<Int>, _ bytes: Span<UInt8>) -> Range<Int> {
    var end = line.upperBound
    while end > line.lowerBound, bytes[end - 1] <= 0x20 { end -= 1 }
    return line.lowerBound..<end
  }

  mutating func take(_ bytes: Span<UInt8>, _ line: Range<Int>) throws(ReadError) {
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
    for (name, isHit) in functions.take() { file.add(function: name, isHit: isHit) }
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
