import Model
import Reporters

/// A new waiver for somebody to fill in: what is known of it already, and what each field is.
struct WaiverTemplate {
  private let id: String
  private let rule: String
  private let matches: Waiver.Match
  private let law: Policy.Waivers
  private let created: Day

  /// - Throws: `UsageError` where no waiver could be about what was given.
  init(_ arguments: Arguments, _ policy: Policy, _ today: Day) throws(UsageError) {
    guard let rule = arguments["--rule"] else { throw UsageError("waiver new wants --rule RULE") }
    self.rule = rule
    (law, created) = (policy.waivers, today)
    matches = Waiver.Match(
      path: arguments["--path"].map { Glob($0) }, name: arguments["--finding"],
      fingerprint: arguments["--fingerprint"])
    let name = rule.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? String($0) : "-" }.joined()
    id = "\(name)-\(today)"
    var waiver = Waiver(id: "the waiver", origin: "")
    (waiver.rule, waiver.matches) = (Glob(rule), matches)
    let trouble = waiver.refusals(under: policy, at: Instant(seconds: 0)).first {
      ["waiver.scope", "waiver.gate"].contains($0.rule)
    }
    if let trouble { throw UsageError(trouble.message) }
  }

  var text: String {
    let width = law.reasons.map(\.name.count).max() ?? 0
    let reasons = law.reasons.map { reason in
      "#   \(reason.name)\(String(repeating: " ", count: width - reason.name.count))  \(reason.says)\n"
    }.joined()
    let maintainers = law.maintainers.isEmpty ? "declared as waivers.maintainers" : listed(law.maintainers)
    return """
      # Save it as .sixgate/waivers/\(id).yaml and bring it to the base branch by a change of its own:
      # no change brings the waiver that pardons it. `sixgate waiver check` says what is missing.

      # A name that no other waiver has or ever had.
      id: \(quoted(id))

      # The rule whose findings it pardons; * stands for anything. `sixgate explain RULE` says what it asks.
      rule: \(quoted(rule))

      # Which of its findings: all that is given holds. A glob over the file; a name in the finding's words, such as
      # a CVE or a package; the fingerprint that the JSON result gives the finding.
      matches:
        path: \(quoted(matches.path?.pattern))
        finding: \(quoted(matches.name))
        fingerprint: \(quoted(matches.fingerprint))

      # One of:
      \(reasons)reason: ""

      # The namespace that a pilot has to itself; nothing for other reasons.
      namespace: ""

      # Why nothing else will do, what can go wrong and how likely that is, and what is done about it until the end:
      # \(law.leastWords) words or more each.
      justification: ""
      risk: ""
      mitigation: ""

      # The issue that asks for the waiver, and the work that makes it needless.
      issue: ""
      follow-up: ""

      # The account that asks for it, and at least \(law.approvals) that approve it, each as { by: account, on: \(created) }:
      # maintainers (\(maintainers)) other than the one that asks.
      requester: ""
      approvals: []

      # The last day on which it holds is at most \(law.days) days from its creation, and is never moved.
      created: \(created)
      expires: \(created.adding(days: law.days))

      """
  }

  private func listed(_ names: [String]) -> String {
    Escaping.terminal(names.prefix(20).joined(separator: ", ") + (names.count > 20 ? ", …" : ""))
  }

  /// A string of JSON is one of YAML too.
  private func quoted(_ text: String?) -> String { JSON.string(text ?? "").compact }
}
