package import Model

extension RuleID {
  package static let unlocked: RuleID = "security.unlocked"
}

/// Tells of what programs need and nothing locks to releases: each build may take other ones, and a scan looks at some.
func judgeLocks(_ matter: Case, _ hearing: inout Hearing) {
  let needs = matter.evidence.manifests.needs
  if needs.isEmpty { return }
  var names: [Path: [Path]] = [:]
  for path in matter.files.paths { names[path.parent, default: []].append(path.basename) }
  for need in needs {
    if !need.loose.isEmpty {
      hearing.find(.unlocked, "no single release is named of \(need.loose.listed(", "))", at: need.location)
    } else if !need.isLocked(by: names) {
      let wanted = need.locks.prefix(4).map(\.pattern).joined(separator: ", ")
      hearing.find(
        .unlocked, "what \(need.location.path) needs of \(need.ecosystem) is not locked, as by \(wanted)",
        at: need.location)
    }
  }
}

extension DeclaredNeeds {
  /// - Parameter names: of files, by their folders.
  fileprivate func isLocked(by names: [Path: [Path]]) -> Bool {
    var folder = location.path.parent
    while true {
      if names[folder]?.contains(where: { name in locks.matches(name) }) == true { return true }
      if folder.isEmpty { return false }
      folder = folder.parent
    }
  }
}
