import Model
import Testing

@testable import Gates

/// What is found with no rule but those that are turned on.
private func judge(_ manifests: Manifests, under amend: (inout Policy) -> Void) throws -> [Finding] {
  let matter = try Case.of(manifests: manifests) { policy in
    for rule in policy.rules.keys { policy.rules[rule]?.isOff = true }
    amend(&policy)
  }
  return Gate.infrastructure.judge(matter).findings
}

extension Policy {
  fileprivate mutating func turnOn(_ rules: RuleID...) { for rule in rules { self.rules[rule]?.isOff = false } }
}

struct FieldDayTests {
  @Test(arguments: [("1970-01-01", true), ("1969-12-31", true), ("1970-01-02", false)] as [(String, Bool)])
  func `what counts from a day on is found from then on`(_ day: String, _ isFound: Bool) throws {
    let place = Location("flags.yaml", line: 2)
    var flags = ManifestObject(location: place, apiVersion: nil, kind: "FeatureFlags", name: nil, hasSchema: true)
    flags.breaches = [ManifestBreach("infrastructure.stale-flags", "a is old", at: place, from: Day(day))]
    let found = try judge(Manifests(objects: [flags])) { $0.turnOn("infrastructure.stale-flags") }
    #expect(found.isEmpty != isFound)
  }
}

struct EnvironmentsTests {
  private func plan(
    _ origin: Path, _ addresses: [String], actions: [String] = ["create"], size: String? = nil, zones: Bool? = nil
  ) -> TerraformPlan {
    let changes = addresses.map { address in
      var change = TerraformPlan.ResourceChange(address: address, type: "aws_instance", actions: actions)
      (change.size, change.isMultiZone) = (size, zones)
      return change
    }
    return TerraformPlan(origin: origin, isErrored: false, isComplete: true, changes: changes)
  }

  private func findings(_ plans: [TerraformPlan], _ rule: RuleID) throws -> [String] {
    try judge(Manifests(plans: plans)) { $0.turnOn(rule) }.map(\.message)
  }

  @Test(
    arguments: [
      ("tfplan-dev.json", "t3.small", nil, []), ("tfplan-dev.json", nil, false, []),
      ("envs/dev/tfplan.json", "m5.4xlarge", nil, ["a.b of development is a m5.4xlarge, which is not small"]),
      ("tfplan-dev.json", nil, true, ["a.b of development stands in several zones"]),
      ("tfplan-prod.json", "m5.4xlarge", true, []), ("tfplan-device.json", "m5.4xlarge", nil, []),
    ] as [(Path, String?, Bool?, [String])])
  func `development is small`(_ origin: Path, _ size: String?, _ zones: Bool?, _ words: [String]) throws {
    #expect(
      try findings([plan(origin, ["a.b"], size: size, zones: zones)], "infrastructure.lavish-development") == words)
  }

  @Test func `staging has what production has`() throws {
    let rule: RuleID = "infrastructure.unlike-staging"
    let production = plan("prod/tfplan.json", ["a.web[0]", "a.web[1]", "a.db"])
    #expect(
      try findings([production, plan("staging/tfplan.json", ["a.web", "a.db"], actions: ["no-op"])], rule) == [])
    #expect(
      try findings([production, plan("staging/tfplan.json", ["a.web", "a.toy"])], rule) == [
        "production lacks, and staging has, a.toy", "staging lacks, and production has, a.db",
      ])
    let many = plan("staging/tfplan.json", (10..<30).map { "a.n\($0)" } + ["a.web", "a.db"])
    #expect(try findings([production, many], rule).first?.hasSuffix("a.n17, a.n18, 11 more") == true)
    #expect(try findings([production, plan("dev/tfplan.json", ["a.web"])], rule) == [])
    let others = ["shop", "pay"].map { plan(Path("\($0)/prod/tfplan.json"), ["a.\($0)"]) }
    #expect(try findings(others + [plan("pay/staging/tfplan.json", ["a.pay"])], rule) == [])
    #expect(try findings(others + [plan("mail/staging/tfplan.json", ["a.mail"])], rule) == [])
  }

  @Test(arguments: [(["no-op"], true), (["read"], true), (["update"], false), (["delete", "create"], false)])
  func `what was applied is not changed again`(_ actions: [String], _ passes: Bool) throws {
    let rule: RuleID = "infrastructure.unsettled"
    let found = try findings([plan("tfplan-after-apply.json", ["a.b"], actions: actions)], rule)
    #expect(found == (passes ? [] : ["the plan made after it was applied changes a.b"]))
    #expect(try findings([plan("tfplan.json", ["a.b"], actions: actions)], rule) == [])
  }
}

struct TerraformFormTests {
  private func findings(_ rule: RuleID, _ amend: (inout TerraformSource) -> Void) throws -> [Finding] {
    var source = TerraformSource(origin: "main.tf")
    source.resources = ["aws_instance"]
    amend(&source)
    var manifests = Manifests()
    manifests.sources = [source]
    return try judge(manifests) { $0.turnOn(rule) }
  }

  @Test func `a file that terraform fmt would change is told without it`() throws {
    let rule: RuleID = "infrastructure.unformatted"
    #expect(try findings(rule) { $0.form = .canonical }.isEmpty)
    let odd = try findings(rule) { $0.form = .odd(7) }
    #expect(odd.map(\.location) == [Location("main.tf", line: 7)])
    #expect(odd.map(\.effect) == [.fail])
    #expect(try findings(rule) { $0.form = .unknown }.map(\.effect) == [.warn])
  }

  @Test(
    arguments: [
      ("state", false, ["state"], nil), ("state", true, [], nil), ("state", false, ["aws_s3_bucket.a"], nil),
      ("state", false, ["aws_s3_bucket.b"], .fail), ("other", false, [], .note), (nil, false, [], .note),
    ] as [(String?, Bool, Set<String>, Effect?)])
  func `the bucket of the state keeps its versions`(
    _ name: String?, _ isVersioned: Bool, _ versioned: Set<String>, _ effect: Effect?
  ) throws {
    let found = try findings("infrastructure.state-versions") { source in
      source.stateBuckets = [name]
      source.versioned = versioned
      source.buckets = [TerraformSource.Bucket(label: "a", name: "state", isVersioned: isVersioned, line: 4)]
    }
    #expect(found.map(\.effect) == [effect].compactMap { $0 })
    if effect == .fail { #expect(found.map(\.location) == [Location("main.tf", line: 4)]) }
  }
}
