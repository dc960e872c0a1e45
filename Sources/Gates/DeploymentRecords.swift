package import Model

/// What is to be said of the records of deployments.
package func judgeDeployments(_ told: DeploymentRecords, of matter: Case) -> [Finding] {
  let asked = matter.policy.deployments
  var hearing = DocumentHearing(policy: matter.policy, today: Day(matter.instant))
  for input in told.unread {
    let place = Location(input.path, line: input.error?.line)
    hearing.find("deployments.unreadable", input.error?.message ?? "", at: place)
  }
  for name in asked.recorded where !told.all.contains(where: { $0["environment"] == name }) {
    hearing.find("deployments.missing", "no record in .sixgate/deployments is of \(name)")
  }
  for path in told.gone(in: matter) {
    hearing.find("deployments.record", "the change takes the record of a deployment away", at: Location(path))
  }
  for record in told.judged(in: matter) {
    hearing.hear("deployments.record", record, "environment", among: asked.environments.map(\.pattern))
    hearFacts(record, told.commits, at: matter.instant.seconds, &hearing)
    hearRollback(record, &hearing)
    var names: [String] = []
    for name in asked.names {
      let environments = asked.demands[name + " of"] ?? []
      if environments.contains(where: { Glob($0).matches(text: record["environment"]) }) { names.append(name) }
    }
    for name in names {
      let (follows, validators) = (asked.demands[name + " follows"], asked.demands[name + " validated-by"])
      hearing.hear("deployments.validation", record, "validated.environment", among: follows ?? [])
      hearing.hear("deployments.validation", record, "validated.by", among: validators ?? [])
    }
    hearStated(record, asked.wanted("states", by: names), &hearing)
    hearResults(record, told, matter, &hearing)
    for stage in Policy.Deployments.stages { hearList(record, stage, asked.wanted(stage, by: names), &hearing) }
  }
  return hearing.findings
}

extension Policy.Deployments {
  /// What demands of these names list below a key.
  @inline(never)
  fileprivate func wanted(_ key: String, by names: [String]) -> [String] {
    var all: [String] = []
    for name in names { all += demands["\(name) \(key)"] ?? [] }
    return all
  }
}

extension DeploymentRecords {
  /// Those that the change touches, and the newest of each environment: the others were judged when they came, by the
  /// lists of their day.
  package func judged(in matter: Case) -> [DeploymentRecord] {
    guard !all.isEmpty, let history = matter.evidence.history, !history.isCutOff else { return all }
    let touched = Set(matter.touched.map(\.path))
    var newest: [String: Int] = [:]
    for record in all {
      newest[record["environment"]] = max(newest[record["environment"]] ?? 0, record.deployed)
    }
    return all.filter { touched.contains($0.path) || newest[$0["environment"]] == $0.deployed }
  }

  /// Those that the change takes away, none that it brought itself; in their order.
  fileprivate func gone(in matter: Case) -> [Path] {
    var gone: Set<Path> = []
    let commits = matter.evidence.history?.commits ?? []
    // By their places: mostly there is none, and many commits would be copied to see that.
    for place in commits.indices {
      for change in commits[place].changes {
        for path in change.paths where DeploymentRecord.isRecord(path) { gone.insert(path) }
      }
    }
    if gone.isEmpty { return [] }
    for change in matter.touched where change.kind == .added { gone.remove(change.path) }
    return gone.subtracting(all.map(\.path) + unread.map(\.path)).sorted()
  }
}

extension DocumentHearing {
  /// Finds against a text that is none of those that it may be, where there are any.
  mutating func hear(_ rule: RuleID, _ record: DeploymentRecord, _ key: String, among wanted: [String]) {
    guard let row = record.row(key), !wanted.isEmpty else { return }
    // Accounts have no case.
    let isAccount = key == "validated.by"
    let text = isAccount ? row.text.account : row.text
    if wanted.contains(where: { Glob(isAccount ? $0.account : $0).matches(text: text) }) { return }
    find(rule, "\(key) is \(row.text), and not \(wanted.listed(" or "))", at: record.place(of: key))
  }
}

private func hearFacts(
  _ record: DeploymentRecord, _ commits: [String: ImageCommit], at now: Int, _ hearing: inout DocumentHearing
) {
  for row in record.rows {
    var words = ""
    var effect: Effect?
    if let seconds = row.seconds {
      // A day alone is its first second.
      let isEarlier = seconds < record.deployed - (row.text.contains(":") ? 0 : 86_400)
      words = seconds > now ? "still to come" : isEarlier ? "before the deployment" : ""
    } else if row.key == "commit" || row.key == "rollback.to" {
      switch commits[row.text] ?? .unknown {
      case .onMain: break
      case .nowhere: words = "no commit of this repository"
      case .elsewhere: words = "neither of the change nor of what it goes to"
      case .unknown: (words, effect) = ("perhaps no commit of the history: git does not have all of it", .cannotJudge)
      }
    }
    if words.isEmpty { continue }
    let place = Location(record.path, line: row.line)
    hearing.find("deployments.record", "\(row.key) is \(row.text), \(words)", at: place, effect: effect)
  }
}

/// Says what a demand wants stated and the record does not state.
private func hearStated(_ record: DeploymentRecord, _ wanted: [String], _ hearing: inout DocumentHearing) {
  let isRolledBack = record.row("rollback") != nil
  for key in DeploymentRecord.keys where record.row(key) == nil {
    let section = key.prefix { $0 != "." }
    let isAsked = section == "rollback" ? isRolledBack : true
    let isNeeded = key == "rollback.to" || key == "rollback.at"
    guard isAsked, isNeeded || wanted.contains(key) else { continue }
    let rule = rules[String(section)] ?? "deployments.record"
    hearing.find(rule, "it states no \(key)", at: record.place(of: key))
  }
}

/// The rules by the sections that they are about.
private let rules: [String: RuleID] = [
  "ticket": "deployments.ticket", "validated": "deployments.validation", "checklist": "deployments.checklist",
  "health": "deployments.health", "problems": "deployments.rollback", "rollback": "deployments.rollback",
]

extension DeploymentRecord {
  /// Where it states something; of what it does not, the section in which it would, or what calls for it.
  func place(of key: String) -> Location {
    Location(path, line: (row(key) ?? row(String(key.prefix { $0 != "." })) ?? row("environment"))?.line)
  }
}
