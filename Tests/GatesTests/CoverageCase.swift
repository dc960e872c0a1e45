import Model
import Testing

@testable import Gates

/// A case of gate 2, put together piece by piece.
struct CoverageCase {
  var coverage: [Path: FileCoverage] = [:]
  var reports: [CoverageReport] = []
  var roots: [Path] = []
  var files: [Path] = ["src/pay.py", "src/cart.py", "tests/test_pay.py"]
  var commits: [Commit]?
  var changed: [Path: [ClosedRange<Int>]]?
  var sources: [Path: SourceText] = [:]
  var packages: [Path: Path] = [:]
  var baseline: [Path: [CoverageKind: Share]]?
  var change: Change?
  var policy: (inout Policy) -> Void = { _ in }

  init(_ coverage: [Path: FileCoverage]) { self.coverage = coverage }

  var matter: Case {
    get throws {
      var matter = try Case.of(commits: commits, files: files, coverage: coverage, roots: roots, under: policy)
      for report in reports { matter.evidence.coverage.append(report) }
      (matter.sources, matter.packages) = (sources, packages)
      matter.baseline = baseline.map {
        Record(
          commit: "aaa", tree: "bbb", instant: Instant(seconds: 0), version: "1", whole: Record.Part(coverage: $0))
      }
      matter.change = change ?? matter.change
      guard let changed else { return matter }
      var lines = ChangedLines()
      for (path, ranges) in changed { for range in ranges { lines.add(range, of: path) } }
      matter.changedLines = lines
      return matter
    }
  }

  func judge() throws -> Verdict { try Gate.coverage.judge(matter) }
}

extension CoverageReport {
  static func of(
    _ origin: Path, format: String = "cobertura", tool: String? = nil, stated: Share? = nil, records: Share? = nil,
    counted: Share = Share(covered: 1, total: 1), kinds: CoverageKinds = [.lines, .branches, .functions]
  ) -> CoverageReport {
    var report = CoverageReport()
    (report.origin, report.format, report.tool, report.files) = (origin, format, tool, 1)
    report.stated[.lines] = stated
    report.records[.lines] = records ?? counted
    for kind in CoverageKind.allCases where kinds.contains(CoverageKinds(kind)) { report.counted[kind] = counted }
    return report
  }
}

extension Verdict {
  /// What a number was found to be.
  func found(_ name: String) -> String? { measured.first { $0.name == name }?.found }

  func remedy(of rule: RuleID) -> String? { findings.first { $0.rule == rule }?.remedy }
}
