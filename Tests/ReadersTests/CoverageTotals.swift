import Model
import Syntax
import Testing

@testable import Readers

/// What a report's records come to, as `1/2 -/- 3/3`: lines, branches and functions, `-/-` where it carries none.
func totals(_ format: String, _ report: String) throws -> String {
  try totals(try evidence(format, report))
}

func totals(_ evidence: Evidence) throws -> String {
  var coverage = evidence.coverage
  coverage.settle()
  return CoverageKind.allCases.map { kind in
    guard coverage.carried.contains(CoverageKinds(kind)) else { return "-/-" }
    let share = coverage.shares[kind]
    return "\(share.covered)/\(share.total)"
  }.joined(separator: " ")
}

/// A shape that reports come in, and what it must come to; its name is the sentence.
struct Shape: CustomTestStringConvertible, Sendable {
  let testDescription: String
  let report: String
  let totals: String

  init(_ name: String, _ report: String, _ totals: String) {
    testDescription = name
    self.report = report
    self.totals = totals
  }
}
