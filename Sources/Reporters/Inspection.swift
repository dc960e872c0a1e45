package import Model

/// What readers see in files, as JSON: `sixgate inspect`.
package enum Inspection {
  package static func render(_ files: [(input: Input, evidence: Evidence)]) -> String {
    JSON.object([("files", .array(files.map(file)))]).text
  }

  private static func file(_ input: Input, _ evidence: Evidence) -> JSON {
    let error: JSON = input.error.map { ["message": .string($0.message), "line": JSON($0.line)] } ?? .null
    var members: [(key: String, value: JSON)] = [
      ("path", .string(input.path.description)), ("format", JSON(input.format)),
      ("status", .string(input.status.rawValue)), ("error", error),
    ]
    guard input.status == .read else { return .object(members) }
    if !evidence.coverage.files.isEmpty { members.append(("coverage", coverage(evidence.coverage))) }
    if !evidence.tests.isEmpty { members.append(("tests", tests(evidence.tests))) }
    if !evidence.scans.isEmpty { members.append(("security", security(evidence.scans))) }
    if !evidence.statements.isEmpty || !evidence.mitigations.isEmpty { members.append(("plans", plans(evidence))) }
    if evidence.manifests != Manifests() { members.append(("manifests", manifests(evidence.manifests))) }
    if !evidence.scripts.isEmpty { members.append(("scripts", scripts(evidence.scripts))) }
    if !evidence.benchmarks.isEmpty { members.append(("benchmarks", benchmarks(evidence.benchmarks))) }
    if let history = evidence.history { members.append(("history", ["commits": .integer(history.commits.count)])) }
    return .object(members)
  }

  private static func coverage(_ coverage: Coverage) -> JSON {
    var members: [(key: String, value: JSON)] = [("files", .integer(coverage.files.count))]
    let (carried, shares) = (coverage.carried, coverage.shares)
    for kind in CoverageKind.allCases {
      let isCarried = kind == .lines || carried.contains(CoverageKinds(kind))
      members.append((kind.rawValue, isCarried ? JSON(shares[kind]) : .null))
    }
    return .object(members)
  }

  private static func tests(_ runs: [TestRun]) -> JSON {
    func sum(_ count: (TestCases) -> Int) -> JSON { .integer(runs.reduce(0) { $0 + count($1.cases) }) }
    return [
      "tests": sum(\.count), "passed": sum { $0.count(of: .passed) }, "failed": sum { $0.count(of: .failed) },
      "errors": sum { $0.count(of: .error) }, "skipped": sum { $0.count(of: .skipped) }, "flaky": sum(\.flakyCount),
    ]
  }

  private static func security(_ scans: [Scan]) -> JSON {
    let ratings = scans.reduce(into: [:]) { $0.merge($1.findings.ratings, uniquingKeysWith: +) }
    let active = ratings.values.reduce(0, +)
    let all = scans.reduce(0) { $0 + $1.findings.count }
    return .object(
      [(key: "findings", value: .integer(active))]
        + Severity.allCases.map { (key: $0.rawValue, value: .integer(ratings[$0, default: 0])) }
        + [(key: "suppressed", value: .integer(all - active))])
  }

  /// What is said about findings: statements by their status, and plans.
  private static func plans(_ evidence: Evidence) -> JSON {
    let statements = Statement.Status.allCases.map { status in
      (key: status.rawValue, value: JSON.integer(evidence.statements.count { $0.status == status }))
    }
    return .object(statements + [(key: "mitigations", value: .integer(evidence.mitigations.count))])
  }

  private static func manifests(_ manifests: Manifests) -> JSON {
    let objects = manifests.objects
    let resources = JSON.list(objects.count) { number in
      let object = objects[number]
      return [
        "apiVersion": JSON(object.apiVersion), "kind": JSON(object.kind), "name": JSON(object.name),
        "schema": .string(object.schema.rawValue),
        "problems": .array(object.problems.map { .string($0.message) }),
      ]
    }
    let images = manifests.images.map { JSON.string($0.reference) }
    var members: [(key: String, value: JSON)] = [
      ("documents", .integer(manifests.documents)), ("resources", resources),
    ]
    if !images.isEmpty { members.append(("images", .array(images))) }
    if !manifests.helm.charts.isEmpty {
      members.append(("charts", .array(manifests.helm.charts.map { .string($0.name) })))
    }
    if !manifests.alerts.isEmpty { members.append(("alerts", .array(manifests.alerts.map { .string($0.name) }))) }
    if !manifests.sources.isEmpty { members.append(("terraform", .array(manifests.sources.map(terraform)))) }
    return .object(members)
  }

  private static func terraform(_ source: TerraformSource) -> JSON {
    func names(_ pins: [TerraformSource.Pin]) -> JSON { .array(pins.map { .string($0.name) }) }
    return [
      "backends": .array(source.backends.map { .string($0) }), "providers": names(source.providers),
      "modules": names(source.modules), "resources": .array(source.resources.map { .string($0) }),
    ]
  }
}

extension JSON {
  init(_ share: Share) { self = ["covered": .integer(share.covered), "total": .integer(share.total)] }
}
