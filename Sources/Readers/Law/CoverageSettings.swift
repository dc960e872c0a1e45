internal import Model
import Syntax

extension Setting {
  /// What gate 2 is told besides its three minima.
  static let ofCoverage: [Setting] = [
    percent(
      "coverage.changed-lines", "How many of the changed lines must run", { $1(&$0.coverage.changedLines) }, .higher),
    Setting(
      "coverage.diff", .text, "A unified diff that says which lines changed; without it git says so",
      example: "reports/change.diff"
    ) { node, policy throws(ReadError) in policy.coverage.diff = Path(try node.string()) },
    Setting(
      "coverage.per-path", "{ glob: { lines: 90 } }",
      "What is asked of some files instead; each is held to the first that matches, and the rest to what holds for all",
      example: "{ \"src/core/**\": { lines: 100, branches: 95 } }"
    ) { node, policy throws(ReadError) in
      for (glob, value) in try node.members("coverage.per-path") {
        policy.coverage.minimumByPath.removeAll { $0.glob.pattern == glob }
        policy.coverage.minimumByPath.append(Policy.PathMinimum(Glob(glob), try value.minima(of: glob)))
      }
    },
    Setting(
      "coverage.map", "{ path: folder }", "What paths in reports begin with, and the folder of the repository it means",
      example: "{ /app: services/shop }"
    ) { node, policy throws(ReadError) in
      for (prefix, folder) in try node.members("coverage.map") {
        policy.coverage.pathMap.removeAll { $0.prefix == Path(prefix) }
        policy.coverage.pathMap.append(Policy.PathMapping(Path(prefix), means: Path(try folder.string())))
      }
    },
    whole(
      "coverage.excluded", "How many lines, branches and functions marks in sources may leave out",
      { $1(&$0.coverage.excludedPoints) }, .lower),
    whole(
      "coverage.missed-lines", "How many lines may be missed in all, however large the whole is",
      { $1(&$0.coverage.missedLines) }, .lower),
    Setting(
      "coverage.remedies", "{ tool: { branches: words } }", "What brings a kind that a tool's reports do not carry",
      example: "{ lcov: { functions: run our script with --functions } }"
    ) { node, policy throws(ReadError) in
      for (tool, value) in try node.members("coverage.remedies") {
        for (kind, words) in try value.byKind(of: tool) {
          policy.coverage.remedies[tool, default: [:]][kind] = try words.string()
        }
      }
    },
  ]
}

extension Node {
  /// The members of a mapping from lines, branches and functions.
  fileprivate func byKind(of what: String) throws(ReadError) -> [(CoverageKind, Node)] {
    let members = try members(what, keys: CoverageKind.allCases.map(\.rawValue))
    return members.compactMap { member in CoverageKind(rawValue: member.key).map { ($0, member.value) } }
  }

  fileprivate func minima(of what: String) throws(ReadError) -> [CoverageKind: Decimal] {
    var minima: [CoverageKind: Decimal] = [:]
    for (kind, value) in try byKind(of: what) { minima[kind] = try value.percent() }
    return minima
  }
}
