import Model
import Syntax

extension Reader {
  static let opencover = Reader(
    "opencover", gates: [.coverage],
    usualNames: ["*opencover*.xml", "OpenCover*.xml", "*opencover*.xml.gz"],
    source: "what OpenCover 4 writes, and coverlet and AltCover after it"
  ) { head in
    head.rootElement == "CoverageSession"
  } read: { source, _ throws(ReadError) in
    var report = OpenCoverReport()
    try readXML(&source, into: &report)
    return try report.draft.evidence()
  }
}

/// What was taken of a report so far.
///
/// A sequence point makes the line that it begins in: what it spans may hold lines of others that never ran.
struct OpenCoverReport: XMLHandler {
  var draft = CoverageDraft()
  /// The files of the session, by the numbers that points name them with.
  private var files: [Int: Path] = [:]
  private var method = OpenCoverMethod()
  private var isInMethod = false

  mutating func open(_ element: XMLElement) throws(ReadError) {
    switch element.name {
    case "SequencePoint": try takeSequencePoint(element)
    case "BranchPoint": try takeBranchPoint(element)
    case "Method":
      method = OpenCoverMethod()
      isInMethod = true
      element.hearEnds()
    case "Name" where isInMethod: element.hearText()
    case "FileRef": method.file = element.integer("uid").flatMap { files[$0] }
    case "File":
      if let number = element.integer("uid"), let path = element["fullPath"]?.bytes {
        files[number] = Path(bytes: path)
      }
    case "Summary":
      // The first one is the session's own.
      draft.tell { report in
        report.stated[.lines] =
          report.stated[.lines] ?? element.share("visitedSequencePoints", of: "numSequencePoints")
      }
    default: break
    }
  }

  mutating func close(_ name: XMLName) {
    guard case "Method" = name else { return }
    isInMethod = false
    // One without points is not measured: it is abstract, or somebody left it out.
    guard let line = method.firstLine else { return }
    draft.add(FunctionName(String(decoding: method.name, as: UTF8.self), line: Int(line)), isHit: method.isHit)
  }

  mutating func take(_ text: Span<UInt8>) {
    for index in text.indices { method.name.append(text[index]) }
  }
}

/// The method that its points belong to.
private struct OpenCoverMethod {
  var name: [UInt8] = []
  var file: Path?
  private(set) var firstLine: UInt32?
  private(set) var isHit = false

  mutating func add(_ line: UInt32, _ count: CountSign) {
    firstLine = min(firstLine ?? line, line)
    if count == .positive { isHit = true }
  }

  /// A number by which its branches are told from those of another method on the same line.
  var number: Int { Int(name.reduce(0x811C_9DC5 as UInt32) { ($0 ^ UInt32($1)) &* 0x0100_0193 }) }
}

extension OpenCoverReport {
  /// Lines that compilers mark as nobody's.
  private static let hiddenLine: UInt32 = 0xFE_EFEE

  private mutating func beginFile(of element: XMLElement) throws(ReadError) {
    guard isInMethod, let path = element.integer("fileid").flatMap({ files[$0] }) ?? method.file else {
      throw ReadError(met: "a point of no file", wanted: "a fileid or FileRef that is among the Files")
    }
    draft.begin(path)
  }

  private mutating func takeSequencePoint(_ element: XMLElement) throws(ReadError) {
    let line = try element.line("sl")
    let count = try element.count("vc")
    if line == OpenCoverReport.hiddenLine { return }
    try beginFile(of: element)
    draft.add(line, count)
    method.add(line, count)
  }

  /// Before OpenCover 4.6 a branch did not say its line, only its method does.
  private mutating func takeBranchPoint(_ element: XMLElement) throws(ReadError) {
    let line = if element["sl"] == nil, let first = method.firstLine { first } else { try element.line("sl") }
    let isTaken = try element.count("vc") == .positive
    try beginFile(of: element)
    let branch = Int(Arm.hash(method.number, element.integer("offset") ?? 0))
    draft.add(Arm(line, branch, element.integer("path") ?? element.integer("ordinal") ?? 0), isTaken: isTaken)
  }
}
