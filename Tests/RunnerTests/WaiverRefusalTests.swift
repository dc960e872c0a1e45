import Model
import Readers
import Syntax
import Testing

@testable import Runner

extension Waiver {
  /// A waiver that holds on 2026-11-21 under `Policy.ofThree`, but for what is amended.
  static func sound(_ id: String = "W-7", _ amend: (inout Waiver) -> Void = { _ in }) -> Waiver {
    var waiver = Waiver(id: id, origin: Path(".sixgate/waivers/\(id).yaml"))
    waiver.rule = "security.high"
    waiver.matches = Match(name: "CVE-2026-0001")
    waiver.reason = "vendor-limitation"
    waiver.justification = "The vendor has no fixed release yet"
    waiver.risk = "Only the batch job reaches it"
    waiver.mitigation = "The port is closed to others"
    (waiver.issue, waiver.followUp, waiver.requester) = ("#7", "#8", "ann")
    waiver.approvals = ["bob", "cy"].map { Approval(by: $0, on: .today) }
    (waiver.created, waiver.expires) = (.today, .today.adding(days: 30))
    amend(&waiver)
    return waiver
  }
}

extension Day {
  static let today = Day(.noon)
}

extension Instant {
  /// 2026-11-21.
  static let noon = Instant(seconds: 20_778 * 86_400 + 43_200)
}

extension Policy {
  /// The law as it is built in, and three maintainers.
  static func ofThree() throws -> Policy {
    var policy = try Policy.builtIn()
    policy.waivers.maintainers = ["ann", "bob", "Cy"]
    return policy
  }
}

struct WaiverRefusalTests {
  private struct Sample: CustomTestStringConvertible {
    let rule: RuleID
    let words: String
    let amend: @Sendable (inout Waiver) -> Void
    var testDescription: String { words }

    init(_ rule: RuleID, _ words: String, _ amend: @escaping @Sendable (inout Waiver) -> Void) {
      (self.rule, self.words, self.amend) = (rule, words, amend)
    }
  }

  private static let samples = [
    Sample("waiver.scope", "is about no rule that there is: \"security.hihg\" (nearest: security.high)") {
      $0.rule = "security.hihg"
    },
    Sample("waiver.scope", "is about no rule that there is: \"\"") { $0.rule = "" },
    Sample("waiver.scope", "is about no rule that there is: \"merge.*\"") { $0.rule = "merge.*" },
    Sample("waiver.scope", "matches whatever its rule finds") { $0.matches = Waiver.Match() },
    Sample("waiver.scope", "matches whatever its rule finds") { $0.matches = Waiver.Match(path: "**") },
    Sample("waiver.scope", "matches whatever its rule finds") { $0.matches = Waiver.Match(path: "*") },
    Sample("waiver.scope", "matches whatever its rule finds") { $0.matches = Waiver.Match(path: "{a,**/*}") },
    Sample("waiver.scope", "matches whatever its rule finds") { $0.matches = Waiver.Match(path: "[!x]*") },
    Sample("waiver.gate", "is about coverage, which admits no waiver") { $0.rule = "coverage.lines" },
    Sample("waiver.gate", "is about tdd, which admits no waiver") { $0.rule = "tdd.*" },
    Sample("waiver.gate", "is about tdd, which admits no waiver") { $0.rule = "*" },
    Sample("waiver.justification", "has no issue") { $0.issue = " " },
    Sample("waiver.justification", "has no requester") { $0.requester = "" },
    Sample("waiver.justification", "has no justification") { $0.justification = "-" },
    Sample("waiver.justification", "has a justification of 1 word, wanted 3 or more") { $0.justification = "Tbd." },
    Sample("waiver.risk", "has no risk") { $0.risk = "" },
    Sample("waiver.risk", "has a mitigation of 2 words, wanted 3 or more") { $0.mitigation = "n/a" },
    Sample("waiver.follow-up", "has no follow-up") { $0.followUp = "" },
    Sample("waiver.reason", "has no reason, wanted one of vendor-limitation, critical-bug, pilot") { $0.reason = "" },
    Sample("waiver.reason", "(nearest: vendor-limitation)") { $0.reason = "vendor-limitations" },
    Sample("waiver.reason", "has the reason \"time\", wanted one of") { $0.reason = "time" },
    Sample("waiver.excuse", "rests on \"ship fast\"") { $0.justification = "We want to ship, FAST; ship  fast!" },
    Sample("waiver.excuse", "rests on \"lack of test\"") { $0.risk = "There is a lack of test infrastructure" },
    Sample("waiver.excuse", "rests on \"just a small change\"") { $0.justification = "It’s just a small\nchange" },
    Sample("waiver.excuse", "rests on \"trust me\"") { $0.mitigation = "Trust me, it works" },
    Sample("waiver.namespace", "is a pilot that names no namespace") { $0.reason = "pilot" },
    Sample("waiver.namespace", "is a pilot that names no namespace") { ($0.reason, $0.namespace) = ("pilot", "") },
    Sample("waiver.approvals", "has 0 valid of 0 approvals, wanted 2") { $0.approvals = [] },
    Sample("waiver.approvals", "is approved by ann, who requests it") {
      $0.approvals += [.init(by: "ann", on: .today)]
    },
    Sample("waiver.approvals", "is approved by @Ann, who requests it") { $0.approvals[0].by = "@Ann" },
    Sample("waiver.approvals", "is approved by dan, who is no maintainer") { $0.approvals[0].by = "dan" },
    Sample("waiver.approvals", "is approved by cy more than once") { $0.approvals[0].by = "CY" },
    Sample("waiver.approvals", "is approved by @bob more than once") { $0.approvals[1].by = "@bob" },
    Sample("waiver.approvals", "which is yet to come") { $0.approvals[0].on = .today.adding(days: 1) },
    Sample("waiver.approvals", "before it was created") { $0.approvals[0].on = .today.adding(days: -1) },
    Sample("waiver.duration", "does not say when it was created") { $0.created = nil },
    Sample("waiver.duration", "does not say when it expires") { $0.expires = nil },
    Sample("waiver.duration", "was created on 2026-11-22, which is yet to come") {
      $0.created = .today.adding(days: 1)
    },
    Sample("waiver.duration", "holds for 31 days from its creation, wanted 30 at most") {
      $0.expires = .today.adding(days: 31)
    },
    Sample("waiver.duration", "expires before it was created") {
      $0.expires = .today.adding(days: -1)
    },
    Sample("waiver.expired", "expired on 2026-11-20, 1 day ago") {
      ($0.created, $0.expires) = (.today.adding(days: -9), .today.adding(days: -1))
    },
  ]

  @Test(arguments: samples)
  private func `a waiver that breaks the law is refused by its clause`(_ sample: Sample) throws {
    let refusals = Waiver.sound("W-7", sample.amend).refusals(under: try .ofThree(), at: .noon)
    #expect(refusals.contains { $0.rule == sample.rule && $0.message.contains(sample.words) }, "\(refusals)")
    for refusal in refusals {
      #expect(refusal.effect == .warn && !refusal.remedy.isEmpty && !refusal.requirements.isEmpty)
      #expect(refusal.message.hasPrefix("W-7 ") && refusal.location?.path == ".sixgate/waivers/W-7.yaml")
    }
  }

  @Test func `a waiver that keeps the law is not refused`() throws {
    #expect(Waiver.sound().refusals(under: try .ofThree(), at: .noon) == [])
    let pilot = Waiver.sound { ($0.reason, $0.namespace) = ("pilot", "lab") }
    #expect(pilot.refusals(under: try .ofThree(), at: .noon) == [])
  }

  @Test func `it holds through the day on which it expires`() throws {
    let policy = try Policy.ofThree()
    let last = Day.today.adding(days: 30)
    for (seconds, isRefused) in [(0, false), (86_399, false), (86_400, true)] {
      let instant = Instant(seconds: last.number * 86_400 + seconds)
      #expect(Waiver.sound().refusals(under: policy, at: instant).map(\.rule) == (isRefused ? ["waiver.expired"] : []))
    }
  }

  @Test func `without maintainers nobody can approve`() throws {
    var policy = try Policy.ofThree()
    policy.waivers.maintainers = []
    let refusals = Waiver.sound().refusals(under: policy, at: .noon)
    #expect(refusals.last?.message.hasSuffix("wanted 2 by maintainers, of whom none is declared") == true)
  }

  @Test func `a smaller quorum counts, and is a deviation`() throws {
    var policy = try Policy.ofThree()
    #expect(policy.deviationOfQuorum == nil)
    policy.waivers.approvals = 1
    #expect(Waiver.sound { $0.approvals.removeLast() }.refusals(under: policy, at: .noon) == [])
    let deviation = try #require(policy.deviationOfQuorum)
    #expect(deviation.rule == "waiver.quorum" && deviation.effect == .note && deviation.requirements == ["002-106"])
  }

  @Test func `honest words are no excuse`() throws {
    for words in [
      "At no time is the port open", "The pump holds under pressure", "We know how it works",
      "The fix is no small change",
    ] {
      #expect(Waiver.sound { $0.justification = words }.refusals(under: try .ofThree(), at: .noon) == [], "\(words)")
    }
  }

  @Test func `a kind of reason and its clause are data`() throws {
    let law = try Policy.builtIn().waivers
    #expect(law.reasons.map(\.name) == ["vendor-limitation", "critical-bug", "pilot"])
    #expect(law.reasons.map(\.needsNamespace) == [false, false, true])
    #expect(law.never == [.tdd, .coverage])
    #expect(law.approvals == 2 && law.days == 30)
  }
}
