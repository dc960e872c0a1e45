import Model
import Syntax

extension Reader {
  static let terraformPlan = Reader(
    "terraform-plan", gates: [.infrastructure],
    usualNames: ["tfplan.json", "*tfplan*.json", "terraform-plan.json"], hints: ["plan.json"],
    source: "Terraform's JSON Output Format, Plan Representation (terraform show -json of a plan)"
  ) { head in
    // What state, schemas and validation share with a plan is the version alone.
    head.hasKeys("format_version", "terraform_version") && !head.hasKeys("values")
      && TerraformPlanFile.keys.contains { head.hasKeys($0) }
  } read: { source, origin throws(ReadError) in
    var json = JSONReader(try ByteSource(source.rest()))
    var file = TerraformPlanFile()
    try file.read(&json)
    try json.finish()
    var evidence = Evidence()
    evidence.manifests.plans = [try file.plan(at: origin)]
    return evidence
  }
}

/// What was read of a plan so far; values before and after a change are passed over unseen.
private struct TerraformPlanFile {
  /// The keys that a plan has and no other output of Terraform.
  static let keys = [
    "variables", "planned_values", "resource_changes", "resource_drift", "output_changes", "configuration", "errored",
  ]

  private var changes: [TerraformPlan.ResourceChange]?
  private var drift: [TerraformPlan.ResourceChange] = []
  private var deferred: [TerraformPlan.ResourceChange] = []
  private var failedChecks: [String] = []
  private var isErrored = false
  private var isComplete: Bool?
  /// Whether what was planned is there, so that a plan without changes is one that changes nothing.
  private var hasPlan = false

  mutating func read(_ json: inout JSONReader) throws(ReadError) {
    try json.beginObject()
    while let key = try json.nextKey() {
      switch key {
      case "format_version": try json.checkTerraformVersion()
      case "resource_changes":
        changes = try (changes ?? []) + json.resourceChanges()
      case "resource_drift": drift += try json.resourceChanges()
      case "deferred_changes": deferred += try json.deferredChanges()
      case "checks": failedChecks += try json.failedChecks()
      case "planned_values", "configuration":
        hasPlan = try json.peek() == .object || hasPlan
        try json.skip()
      case "errored": isErrored = try json.bool() || isErrored
      case "complete": isComplete = try json.bool() && isComplete != false
      default: try json.skip()
      }
    }
  }

  func plan(at origin: Path) throws(ReadError) -> TerraformPlan {
    guard changes != nil || hasPlan else {
      throw ReadError(met: "a plan without resource_changes, planned_values and configuration", wanted: "one of them")
    }
    var plan = TerraformPlan(origin: origin, isErrored: isErrored, isComplete: isComplete, changes: changes ?? [])
    plan.drift = drift
    plan.deferred = deferred
    plan.failedChecks = failedChecks
    return plan
  }
}

extension JSONReader {
  /// Takes the version that Terraform's outputs begin with; another major version means another format.
  mutating func checkTerraformVersion() throws(ReadError) {
    let version = try string()
    guard version.hasPrefix("0.") || version.hasPrefix("1.") else {
      throw ReadError(line: line, met: "format_version \(ReadError.quoted(version.utf8))", wanted: "0.x or 1.x")
    }
  }

  fileprivate mutating func resourceChanges() throws(ReadError) -> [TerraformPlan.ResourceChange] {
    if try peek() == .null {
      try skip()
      return []
    }
    var changes: [TerraformPlan.ResourceChange] = []
    try beginArray()
    while try nextElement() { changes.append(try resourceChange()) }
    return changes
  }

  private mutating func resourceChange() throws(ReadError) -> TerraformPlan.ResourceChange {
    var (address, type): (String?, String?)
    var change = PlannedChange()
    try beginObject()
    while let key = try nextKey() {
      switch key {
      case "address": address = try string()
      case "type": type = try string()
      case "change": try take(&change)
      default: try skip()
      }
    }
    guard let address, let type, !change.actions.isEmpty else {
      throw ReadError(line: line, met: "a resource change that is not whole", wanted: "address, type, change.actions")
    }
    return change.resource(address, type)
  }

  private mutating func take(_ change: inout PlannedChange) throws(ReadError) {
    try beginObject()
    while let key = try nextKey() {
      switch key {
      case "actions":
        try beginArray()
        while try nextElement() { change.actions.append(try action()) }
      case "after": try change.take(after: &self)
      default: try skip()
      }
    }
  }

  /// One of the words that Terraform has for what it does to a resource.
  ///
  /// - Source: Terraform's internal/command/jsonplan/plan.go, UnmarshalActions
  private mutating func action() throws(ReadError) -> String {
    let word = try string()
    guard ["no-op", "create", "read", "update", "delete", "forget"].contains(word) else {
      throw ReadError(
        line: line, met: "the action \(ReadError.quoted(word.utf8))",
        wanted: "no-op, create, read, update, delete or forget")
    }
    return word
  }

  /// What is left for a later plan: `{ "reason": …, "resource_change": { … } }` each.
  fileprivate mutating func deferredChanges() throws(ReadError) -> [TerraformPlan.ResourceChange] {
    if try isNull() { return [] }
    var changes: [TerraformPlan.ResourceChange] = []
    try beginArray()
    while try nextElement() {
      let start = line
      let count = changes.count
      try beginObject()
      while let key = try nextKey() {
        if key == "resource_change" { changes.append(try resourceChange()) } else { try skip() }
      }
      guard changes.count == count + 1 else {
        throw ReadError(line: start, met: "a deferred change that is not whole", wanted: "resource_change")
      }
    }
    return changes
  }

  /// The names of checks that do not hold; those that are not known yet are none.
  fileprivate mutating func failedChecks() throws(ReadError) -> [String] {
    if try isNull() { return [] }
    var failed: [String] = []
    try beginArray()
    while try nextElement() {
      var (name, status): (String?, String?)
      try beginObject()
      while let key = try nextKey() {
        switch key {
        case "address": name = try checkName()
        case "status": status = try text()
        default: try skip()
        }
      }
      if status == "fail" || status == "error" { failed.append(name ?? "a check") }
    }
    return failed
  }

  private mutating func checkName() throws(ReadError) -> String? {
    guard try peek() == .object else {
      try skip()
      return nil
    }
    var name: String?
    try beginObject()
    while let key = try nextKey() {
      if key == "to_display" { name = try text() } else { try skip() }
    }
    return name
  }
}
