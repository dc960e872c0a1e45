import Model
import Syntax

extension Reader {
  static let jacoco = Reader(
    "jacoco", gates: [.coverage], usualNames: ["jacoco*.xml", "*jacoco.xml", "jacoco*.xml.gz", "kover*.xml"],
    source: "report.dtd of JaCoCo, 1.0 and 1.1; Kover and gcovr write it too"
  ) { head in
    head.rootElement == "report"
      && ["//JACOCO//", "/jacoco/", "<sessioninfo", "<sourcefile", "<package"].contains(where: head.contains)
  } read: { source, _ throws(ReadError) in
    var report = JaCoCoReport()
    try readXML(&source, into: &report)
    return try report.evidence()
  }
}

/// What was taken of a report so far.
///
/// Methods stand in classes, which stand before the source files of their package and name them.
struct JaCoCoReport: XMLHandler {
  private enum Place { case report, group, package, type, method, sourceFile }

  private var draft = CoverageDraft()
  private var place = Place.report
  private var groups = 0
  private var package: [UInt8] = []
  private var type = JaCoCoClass()
  private var method: FunctionName?
  /// The methods of classes that do not name their file, by the path that it would have without its extension.
  private var orphans: [Path: [(method: FunctionName, isHit: Bool)]] = [:]

  mutating func open(_ element: XMLElement) throws(ReadError) {
    switch element.name {
    case "line": try take(line: element)
    case "counter": take(counter: element)
    case "method": begin(method: element)
    case "class":
      type = JaCoCoClass(element, in: package)
      place = .type
    case "sourcefile": try begin(sourceFile: element)
    case "package":
      package = element["name"]?.bytes ?? []
      place = .package
      element.hearEnds()
    case "group":
      groups += 1
      place = .group
      element.hearEnds()
    case "sessioninfo": draft.tell { $0.written = element.instant("dump") ?? $0.written }
    default: break
    }
  }

  mutating func close(_ name: XMLName) {
    switch name {
    case "method": place = .type
    case "class", "sourcefile": place = .package
    case "package": place = groups > 0 ? .group : .report
    case "group":
      groups -= 1
      place = groups > 0 ? .group : .report
    default: break
    }
  }

  mutating func take(_ text: Span<UInt8>) {}

  mutating func evidence() throws(ReadError) -> Evidence {
    for (stem, methods) in orphans.sorted(by: { $0.key < $1.key }) {
      draft.begin(Path(bytes: stem.bytes + Array(".java".utf8)))
      for (method, isHit) in methods { draft.add(method, isHit: isHit) }
    }
    return try draft.evidence()
  }
}

/// A class, and the file that it is from.
private struct JaCoCoClass {
  private(set) var name: [UInt8] = []
  /// `nil` where the report does not say, as before JaCoCo 0.8.
  private(set) var file: Path?
  /// The path that its file would have, without its extension.
  private(set) var stem = Path(bytes: [])

  init() {}

  init(_ element: XMLElement, in package: [UInt8]) {
    name = element["name"]?.bytes ?? []
    file = element["sourcefilename"].map { Path(bytes: package).appending(Path(bytes: $0.bytes)) }
    if file == nil { stem = Path(bytes: name.prefix { $0 != UInt8(ascii: "$") }.map { $0 }) }
  }

  /// A method, told from others of its file by its class and, as overloads share names, by what it takes.
  func method(_ element: XMLElement) -> FunctionName {
    let simple = name.split(separator: UInt8(ascii: "/")).last ?? []
    let parts = [Array(simple), [UInt8(ascii: ".")], element["name"]?.bytes ?? [], element["desc"]?.bytes ?? []]
    return FunctionName(String(decoding: parts.joined(), as: UTF8.self), line: max(element.integer("line") ?? 0, 0))
  }
}

extension JaCoCoReport {
  private mutating func begin(method element: XMLElement) {
    place = .method
    method = type.method(element)
  }

  private mutating func begin(sourceFile element: XMLElement) throws(ReadError) {
    guard let name = element["name"]?.bytes, !name.isEmpty else {
      throw ReadError(met: "a source file without a name", wanted: "name=\"FILE\"")
    }
    place = .sourceFile
    let stem = Path(bytes: package).appending(Path(bytes: name.prefix { $0 != UInt8(ascii: ".") }.map { $0 }))
    draft.begin(Path(bytes: package).appending(Path(bytes: name)))
    for (method, isHit) in orphans.removeValue(forKey: stem) ?? [] { draft.add(method, isHit: isHit) }
  }

  private mutating func take(line element: XMLElement) throws(ReadError) {
    guard place == .sourceFile else {
      throw ReadError(met: "a line outside any source file", wanted: "a source file around it")
    }
    let line = try element.line("nr")
    let missed = element.integer("mi")
    let covered = element.integer("ci")
    if missed != nil || covered != nil { draft.add(line, CountSign(covered ?? 0)) }
    guard let branches = element.share(of: "cb", and: "mb") else {
      if element["cb"] == nil, element["mb"] == nil { return }
      throw ReadError(
        met: "\(element.described("mb")) \(element.described("cb"))", wanted: "mb=\"COUNT\" and cb=\"COUNT\"")
    }
    draft.carries.insert(.branches)
    if branches.total > 0 { draft.add(outcomes: branches, line: line) }
  }

  private mutating func take(counter element: XMLElement) {
    guard place != .package, place != .group, let type = element["type"],
      let total = element.share(of: "covered", and: "missed")
    else { return }
    switch place {
    case .method where type == "METHOD": end(method: total.covered > 0)
    // Where lines do not say whether they ran, as gcovr's, the counters of their file are all there is.
    case .sourceFile where type == "LINE": draft.add(total: total, of: .lines)
    case .sourceFile where type == "BRANCH" && total.total > 0: draft.add(total: total, of: .branches)
    case .sourceFile where type == "METHOD": draft.add(total: total, of: .functions)
    case .report where type == "LINE": draft.tell { $0.stated[.lines] = total }
    case .report where type == "BRANCH": draft.tell { $0.stated[.branches] = total }
    case .report where type == "METHOD": draft.tell { $0.stated[.functions] = total }
    default: break
    }
  }

  private mutating func end(method isHit: Bool) {
    guard let method else { return }
    self.method = nil
    if let file = type.file {
      draft.begin(file)
      draft.add(method, isHit: isHit)
    } else {
      orphans[type.stem, default: []].append((method, isHit))
    }
  }
}

extension XMLElement {
  /// What was covered and what was missed, one of which may be left out for 0; `nil` where both are, or are no counts.
  fileprivate func share(of covered: StaticString, and missed: StaticString) -> Share? {
    let counts = (covered: integer(covered), missed: integer(missed))
    if counts.covered == nil, counts.missed == nil { return nil }
    let covered = counts.covered ?? 0
    let total = covered.addingReportingOverflow(counts.missed ?? 0)
    return total.overflow ? nil : Share(stating: covered, of: total.partialValue)
  }
}
