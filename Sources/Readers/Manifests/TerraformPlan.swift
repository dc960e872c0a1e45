import Model
import Syntax

extension Reader {
  static let terraformPlan = Reader(
    "terraform-plan", gates: [.infrastructure], usualNames: ["tfplan.json", "*tfplan*.json", "terraform-plan*.json"],
    source: "Terraform, JSON Output Format, Plan Representation (format 0.x and 1.x)"
  ) { head in
    head.hasKeys("format_version") && (head.hasKeys("resource_changes") || head.hasKeys("planned_values"))
  } read: { source, origin throws(ReadError) in
    var json = JSONReader(&source)
    var evidence = Evidence()
    evidence.manifests.plans = [try plan(&json, origin)]
    try json.finish()
    return evidence
  }
}

private enum PlanKey: String, CaseIterable {
  case format = "format_version"
  case changes = "resource_changes"
  case isErrored = "errored"
  case isComplete = "complete"
}
private let planKeys = Keys<PlanKey>()

private func plan(_ json: inout JSONReader, _ origin: Path) throws(ReadError) -> TerraformPlan {
  var plan = TerraformPlan(origin: origin, isErrored: false, isComplete: nil, changes: [])
  var format: String?
  try json.beginObject()
  while let key = try json.nextKey(of: planKeys) {
    switch key {
    case .format: format = try json.text()
    case .isErrored: plan.isErrored = try json.bool()
    case .isComplete: plan.isComplete = try json.bool()
    case .changes:
      guard try json.beginsArray() else { continue }
      while try json.nextElement() { plan.changes.append(try change(&json)) }
    }
  }
  guard let format, format.hasPrefix("1.") || format.hasPrefix("0.") else {
    throw ReadError(met: "a plan of format \(format ?? "none")", wanted: "0.x or 1.x")
  }
  return plan
}

private enum ChangeKey: String, CaseIterable { case address, type, change }
private let changeKeys = Keys<ChangeKey>()
private enum ActionKey: String, CaseIterable { case actions }
private let actionKeys = Keys<ActionKey>()

/// What is to become of one resource. Its values, before and after, hold secrets in clear and are not read.
private func change(_ json: inout JSONReader) throws(ReadError) -> TerraformPlan.ResourceChange {
  var change = TerraformPlan.ResourceChange(address: "", type: "", actions: [])
  try json.beginObject()
  while let key = try json.nextKey(of: changeKeys) {
    switch key {
    case .address: change.address = try json.string().bounded
    case .type: change.type = try json.string().bounded
    case .change:
      try json.beginObject()
      while try json.nextKey(of: actionKeys) != nil { change.actions = try actions(&json) }
    }
  }
  guard !change.address.isEmpty, !change.actions.isEmpty else {
    throw ReadError(line: json.line, met: "a change without an address or actions", wanted: "both")
  }
  return change
}

private func actions(_ json: inout JSONReader) throws(ReadError) -> [String] {
  var actions: [String] = []
  try json.beginArray()
  while try json.nextElement() { actions.append(try json.string().bounded) }
  return actions
}
