package import Model

/// What later steps of a GitHub job may ask for, as the lines of its `GITHUB_OUTPUT` file: `verdict`, `blocked`, and
/// `gate-NAME` for each gate.
///
/// Every word is one of a closed set: nothing from a report can add a line.
package func githubOutputs(_ report: Report) -> String {
  let gates = report.verdicts.map { "gate-\($0.gate.rawValue)=\($0.outcome.rawValue)\n" }
  return "verdict=\(report.outcome.rawValue)\nblocked=\(report.blocks)\n" + gates.joined()
}
