internal import Model

extension Reporter {
  /// A suite a gate: a case for the gate as a whole, and one for each finding that blocks.
  ///
  /// - Source: junit-10.xsd of Jenkins' xunit plugin, and `file`, which GitLab shows
  static let junit = Reporter("junit", about: "JUnit XML, a suite a gate, for the test views of CI systems") {
    report, _ in
    let told = report.told
    let suites = report.verdicts.map { verdict in
      Suite(
        name: verdict.gate.rawValue, outcome: verdict.outcome, reason: verdict.summaries.first ?? "",
        told: told.filter { $0.gate == verdict.gate && $0.level == .error })
    }
    let law = told.filter { $0.gate == nil && $0.level == .error }
    let all = suites + (law.isEmpty ? [] : [Suite(name: "law", outcome: .failed, reason: "the law blocks", told: law)])
    let counts = all.map(\.counts)
    let head: KeyValuePairs<String, String?> = [
      "name": "sixgate", "tests": String(counts.reduce(0) { $0 + $1.tests }),
      "failures": String(counts.reduce(0) { $0 + $1.failures }), "errors": String(counts.reduce(0) { $0 + $1.errors }),
    ]
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      + element("testsuites", head, "\n" + all.map(\.text).joined()) + "\n"
  }
}

private struct Suite {
  /// GitLab reads files of up to 30 MB, and nobody more cases than these.
  private static let shown = 1000

  let name: String
  let outcome: Outcome
  let reason: String
  let told: [Told]

  private var cases: [Told] { Array(told.prefix(Suite.shown)) }

  var counts: (tests: Int, failures: Int, errors: Int) {
    let errors = cases.count { $0.finding.effect == .cannotJudge }
    return (
      1 + cases.count, cases.count - errors + (outcome == .failed ? 1 : 0), errors + (outcome == .cannotJudge ? 1 : 0)
    )
  }

  var text: String {
    let attributes: KeyValuePairs<String, String?> = [
      "name": "sixgate.\(name)", "tests": String(counts.tests), "failures": String(counts.failures),
      "errors": String(counts.errors), "skipped": outcome == .notApplicable ? "1" : "0",
    ]
    let lines = [gate] + cases.map(test)
    return element("testsuite", attributes, "\n" + lines.map { "  \($0)\n" }.joined()) + "\n"
  }

  private var gate: String {
    let left = told.count - cases.count
    let words = reason.cut(to: 1000) + (left > 0 ? "; \(left) more are not listed" : "")
    let attributes: KeyValuePairs<String, String?> = ["classname": "sixgate.\(name)", "name": name]
    let child: String? =
      switch outcome {
      case .failed: element("failure", ["message": words, "type": outcome.rawValue])
      case .cannotJudge: element("error", ["message": words, "type": outcome.rawValue])
      case .notApplicable: element("skipped", ["message": words])
      case .passed, .warned: nil
      }
    return element("testcase", attributes, child)
  }

  private func test(_ told: Told) -> String {
    let finding = told.finding
    let place = finding.location.map { " \($0)".cut(to: 300) } ?? ""
    let attributes: KeyValuePairs<String, String?> = [
      "classname": "sixgate.\(name)", "name": "\(finding.rule.text.cut(to: 200))\(place) [\(told.fingerprint)]",
      "file": finding.location?.path.inRepository?.description.cut(to: 300),
    ]
    let kind = finding.effect == .cannotJudge ? "error" : "failure"
    return element(
      "testcase", attributes,
      element(
        kind, ["message": finding.message.cut(to: 1000), "type": finding.rule.text.cut(to: 200)],
        Escaping.markup(finding.remedy.cut(to: 1000))))
  }
}
