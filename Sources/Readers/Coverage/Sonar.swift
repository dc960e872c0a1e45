import Model
import Syntax

extension Reader {
  static let sonarqube = Reader(
    "sonarqube", gates: [.coverage], usualNames: ["sonar*coverage*.xml", "sonarqube*.xml", "*sonarqube.xml"],
    source: "SonarQube's generic test coverage format, version 1"
  ) { head in
    head.rootElement == "coverage" && head.contains("<file") && !head.contains("<project")
      && (head.contains("<lineToCover") || head.contains("version=\"1\"") || head.contains("version='1'"))
  } read: { source, _ throws(ReadError) in
    var report = SonarReport()
    try readXML(&source, into: &report)
    return try report.draft.evidence()
  }
}

/// What was taken of a report so far. Functions are nothing that it could tell of.
struct SonarReport: XMLHandler {
  var draft = CoverageDraft()

  mutating func open(_ element: XMLElement) throws(ReadError) {
    switch element.name {
    case "lineToCover": try take(element)
    case "coverage":
      guard let version = element["version"], !(version == "1") else { return }
      throw ReadError(met: element.described("version"), wanted: "version=\"1\"")
    case "file":
      guard let path = element["path"]?.bytes, !path.isEmpty else {
        throw ReadError(met: "a file without a path", wanted: "path=\"PATH\"")
      }
      draft.begin(Path(bytes: path))
    default: break
    }
  }

  mutating func close(_ name: XMLName) {}
  mutating func take(_ text: Span<UInt8>) {}

  private mutating func take(_ element: XMLElement) throws(ReadError) {
    guard draft.isInFile else { throw ReadError(met: "a line outside any file", wanted: "a file around it") }
    let line = try element.line("lineNumber")
    guard let covered = element["covered"], covered == "true" || covered == "false" else {
      throw ReadError(met: element.described("covered"), wanted: "covered=\"true\" or \"false\"")
    }
    draft.add(line, CountSign(isHit: covered.isTrue))
    if element["branchesToCover"] == nil { return }
    guard let outcomes = element.share("coveredBranches", of: "branchesToCover") else {
      throw ReadError(met: element.described("coveredBranches"), wanted: "no more of them than branchesToCover")
    }
    draft.add(outcomes: outcomes, line: line)
  }
}
