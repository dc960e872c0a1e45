import Model
import Syntax

/// What a suite says of itself in attributes.
extension XMLElement {
  /// How many tests it has, but for those that it left out: writers need not write these.
  var declaredTests: Int {
    // Catch2 counts assertions; it never knows its host.
    if self["hostname"].map({ $0 == "tbd" }) == true { return 0 }
    let leftOut = [self["skipped"], self["skips"], self["disabled"], self["notrun"]].compactMap { $0?.total }
    return (self["tests"]?.total ?? 0).subtractingReportingOverflow(leftOut.max() ?? 0).partialValue
  }

  /// How many failures it has, or errors: some writers count an error as both. Some say no more than that it failed.
  var declaredFailures: Int {
    let isBad = [self["status"], self["result"]].contains { word in
      word.flatMap { JUnitWords.outcome($0.text) }?.isBad ?? false
    }
    return max(self["failures"]?.total ?? 0, self["errors"]?.total ?? 0, isBad ? 1 : 0)
  }

  /// The first of its totals that is neither empty nor a count.
  var oddTotal: String? {
    let totals = [("tests", self["tests"]), ("failures", self["failures"]), ("errors", self["errors"])]
    for (name, value) in totals {
      guard let value, !value.bytes.isEmpty else { continue }
      if (value.total ?? -1) < 0 { return "\(name)=\"\(value.text.bounded)\"" }
    }
    return nil
  }
}

extension XMLValue {
  /// A whole number, saturating; some write `1,000` or `2.0`.
  fileprivate var total: Int? { integer ?? Decimal(text.filter { $0 != "," && $0 != " " })?.wholePart }
}
