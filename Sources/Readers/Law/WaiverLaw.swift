import Model
import Syntax

extension Policy.Waivers {
  /// Takes what `gates/waivers.yaml` says besides its rules and settings: no layer changes it.
  mutating func take(law: Node) throws(ReadError) {
    guard let reasons = law["reasons"], let excuses = law["excuses"], let never = law["never"]?.sequence,
      let leastWords = law["least-words"], let announced = law["announced-days"],
      let skipReasons = law["skips"]?["reasons"], let skipDays = law["skips"]?["days"]
    else { throw law.error("reasons, excuses, never, least-words, announced-days, and skips with reasons and days") }
    self.reasons = try WaiverReason.all(in: reasons)
    self.skipReasons = try WaiverReason.all(in: skipReasons)
    self.skipDays = try skipDays.whole()
    self.excuses = try excuses.strings()
    for gate in never { self.never.insert(try gate.word(GateID.self)) }
    self.leastWords = try leastWords.whole()
    self.announced = try announced.whole()
  }
}

extension WaiverReason {
  fileprivate static func all(in node: Node) throws(ReadError) -> [WaiverReason] {
    try node.members("reasons").map { name, value throws(ReadError) in
      guard let says = value["says"] else { throw value.error("a reason with says") }
      return WaiverReason(
        name: name, says: try says.string(), needsNamespace: value["needs-namespace"]?.bool ?? false,
        needsReverts: value["needs-reverts"]?.bool ?? false)
    }
  }
}

extension Setting {
  static let ofWaivers: [Setting] = [
    texts(
      "waivers.maintainers", "The accounts of those who may approve a waiver", { $1(&$0.waivers.maintainers) },
      .shorter,
      example: "[ann, bob, cem]"),
    Setting(
      "waivers.approvals", .whole, "How many of them must; fewer than 2 is shown (002-106)", direction: .higher,
      loosens: { $1.waivers.approvals < $0.waivers.approvals }
    ) {
      node, policy throws(ReadError) in
      policy.waivers.approvals = try node.whole()
      if policy.waivers.approvals < 1 { throw node.error("1 approval or more") }
    },
    Setting(
      "waivers.days", .whole, "For how many days a waiver holds at most; 30 or fewer (002-107)", direction: .lower,
      loosens: { $1.waivers.days > $0.waivers.days }
    ) {
      node, policy throws(ReadError) in
      let days = try node.whole()
      let limit = policy.waivers.days
      guard limit == 0 || days <= limit else { throw node.error("\(limit) days or fewer (002-107)") }
      policy.waivers.days = days
    },
  ]
}
