import Model

// What a record of a deployment says of tests before it, of its lists and of its end.

/// Holds what validated a deployment against the tests that it names, as gate 5 judges them of that commit.
func hearResults(
  _ record: DeploymentRecord, _ told: DeploymentRecords, _ matter: Case, _ hearing: inout DocumentHearing
) {
  let rule: RuleID = "deployments.validation"
  hearing.hear(rule, record, "validated.commit", among: [record["commit"]])
  var change = Change()
  change.head = record["commit"]
  for row in record.members("validated.results") {
    let (path, place) = (Path(row.text), Location(record.path, line: row.line))
    if let problem = told.problems[path] {
      hearing.find(rule, "\(path): \(problem)", at: place, effect: .cannotJudge)
    }
    var own = Case(evidence: Evidence(), change: change, policy: Policy(), instant: matter.instant)
    own.policy.integration.attempts = matter.policy.integration.attempts
    own.evidence.tests = told.runs.filter { $0.origin == path }
    own.inputs = [Input(path: path, format: nil, status: .read, gates: [.integration])]
    if own.evidence.tests.isEmpty { continue }
    for finding in Gate.integration.judge(own).findings where decisive.contains(finding.rule) {
      hearing.find(rule, "\(path): \(finding.message)", at: place)
    }
  }
}

/// What gate 5 says of tests that did not pass.
private let decisive: [RuleID] = [
  TestRule.failed, TestRule.nothingRan, TestRule.brokenSuite, TestRule.cutOff, TestRule.miscounted,
  TestRule.otherCommit,
]

/// A deployment that failed is followed by a rollback that does not, to something else.
func hearRollback(_ record: DeploymentRecord, _ hearing: inout DocumentHearing) {
  let rule: RuleID = "deployments.rollback"
  hearing.hear(rule, record, "rollback.result", among: ["passed"])
  if let to = record.row("rollback.to"), to.text == record["commit"] {
    hearing.find(rule, "rollback.to is \(to.text), the commit that was deployed", at: record.place(of: "rollback.to"))
  }
  if record.row("rollback") != nil { return }
  for row in record.rows where row.key == "problems" ? !row.text.isEmpty : row.key == "health.result" {
    if row.text == "passed" { continue }
    let words = "\(row.key) says \(row.text), and no rollback is stated"
    return hearing.find(rule, words, at: Location(record.path, line: row.line))
  }
}

/// Holds a list against the policy's items; where that has none, the record's own are ticked.
func hearList(
  _ record: DeploymentRecord, _ stage: String, _ wanted: [String], _ hearing: inout DocumentHearing
) {
  let rule: RuleID = "deployments.checklist"
  let rows = record.members("checklist." + stage)
  for item in wanted where !rows.contains(where: { $0.item == item }) {
    hearing.find(rule, "the list \(stage) it lacks \"\(item)\"", at: record.place(of: "checklist." + stage))
  }
  for row in rows {
    let item = row.item ?? ""
    let isKnown = wanted.isEmpty || wanted.contains(item)
    // One word is a tick of another spelling, and no reason.
    let isExcused = item.contains("(if ") && row.text.contains(" ")
    if isKnown, row.text == "true" || isExcused { continue }
    let hint = wanted.hint(for: item)
    let words = isKnown ? "says \"\(row.text)\", and not true" : "is no item of the list \(stage) it\(hint)"
    hearing.find(rule, "\"\(item)\" \(words)", at: Location(record.path, line: row.line))
  }
}
