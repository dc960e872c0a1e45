import Model

extension Scan {
  /// The findings without those that only say by way of which other package one is affected: the other's own finding
  /// says all of it, and the package is mended with it.
  ///
  /// - Source: npm audit 7 and later, which lists packages and names a package as the cause of another's finding
  var findingsOfCauses: [ScanFinding] {
    let namesPackages = findings.namesPackages
    let findings = Array(findings)
    guard namesPackages else { return findings }
    let names = Set(findings.compactMap { $0.dependentName == nil ? nil : $0.component?.name })
    guard findings.contains(where: { $0.cause(among: names) != nil }) else { return findings }
    var causes: [String: String] = [:]
    for finding in findings {
      if let name = finding.component?.name, let cause = finding.cause(among: names) { causes[name] = cause }
    }
    return findings.filter { finding in
      guard let name = finding.component?.name, finding.cause(among: names) != nil else { return true }
      return !leads(name, causes)
    }
  }

  /// Whether the way from cause to cause ends at a finding of its own, and is no circle.
  private func leads(_ name: String, _ causes: [String: String]) -> Bool {
    var (place, steps) = (name, 0)
    while let next = causes[place], steps <= causes.count { (place, steps) = (next, steps + 1) }
    return steps <= causes.count
  }
}

extension ScanFinding {
  fileprivate var dependentName: String? {
    kind == .vulnerability && suppression == nil ? component?.name : nil
  }

  /// The other package of the report that it names in place of a vulnerability.
  fileprivate func cause(among names: Set<String>) -> String? {
    guard let name = dependentName, aliases.isEmpty, id != name, names.contains(id) else { return nil }
    return id
  }
}
