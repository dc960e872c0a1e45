import Model

extension ScanFindings {
  /// The places of findings that only say by way of which other package one is affected: the other's own finding says
  /// all of it, and the package is mended with it.
  ///
  /// - Source: npm audit 7 and later, which lists packages and names a package as the cause of another's finding
  var dependents: Set<Int> {
    guard namesPackages else { return [] }
    var names = TextNumbers(for: count)
    for place in indices {
      let row = row(place)
      if row.isDependent { _ = names.number(of: row.package, in: texts, 0) }
    }
    var causes: [Int32: Int32] = [:]
    var caused: [(place: Int, name: Int32)] = []
    for place in indices {
      let row = row(place)
      guard row.isDependent, aliases(of: row).isEmpty, let id = names.known(row.id, in: texts) else { continue }
      let name = names.number(of: row.package, in: texts, 0)
      guard id != name else { continue }
      causes[name] = id
      caused.append((place, name))
    }
    return Set(caused.filter { leads($0.name, causes) }.map(\.place))
  }

  /// Whether the way from cause to cause ends at a finding of its own, and is no circle.
  private func leads(_ name: Int32, _ causes: [Int32: Int32]) -> Bool {
    var (place, steps) = (name, 0)
    while let next = causes[place], steps <= causes.count { (place, steps) = (next, steps + 1) }
    return steps <= causes.count
  }
}

extension ScanFindings.Row {
  /// Whether it may be in a package because of another one.
  fileprivate var isDependent: Bool { kind == .vulnerability && suppression < 0 && package >= 0 }
}
